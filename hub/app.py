"""The hub put together: rooms, pages, live updates and the bridge in one application."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request

from hub import migrations
from hub.appointments import service as appointments
from hub.appointments.service import Keyring
from hub.bridge import housekeeping
from hub.bridge.runner import Bridge
from hub.care import routes as care_routes
from hub.content import routes as content_routes
from hub.content import service as content
from hub.content.service import Works
from hub.desk import routes as desk_routes
from hub.displays import routes as displays_routes
from hub.displays import service as displays
from hub.emergency import routes as emergency_routes
from hub.feedback import routes as feedback_routes
from hub.follow import routes as follow_routes
from hub.follow import service as follow
from hub.identity import routes as identity_routes
from hub.identity import service as identity
from hub.insights import routes as insights_routes
from hub.intake import routes as intake_routes
from hub.kit import pages
from hub.kit.accounts import BrokerAccounts, MosquittoFiles, NoAccounts
from hub.kit.clock import Clock
from hub.kit.database import Database
from hub.kit.ear import Ear
from hub.kit.jobs import Jobs
from hub.kit.live import Live
from hub.kit.post import Post
from hub.lead import routes as lead_routes
from hub.office import routes as office_routes
from hub.pairing import routes as pairing_routes
from hub.pairing.routes import Broker
from hub.presence import routes as presence_routes
from hub.privacy import routes as privacy_routes
from hub.reception import routes as reception_routes
from hub.settings import OidcSettings, Settings
from hub.silent import routes as silent_routes
from hub.silent import service as silent
from hub.sites import service as sites
from wire.ids import SiteId
from wire.link import LinkSettings
from wire.look import Look

ROOMS = (
    # A request is held against one route after the other: what is asked most stands first.
    reception_routes,
    identity_routes,
    care_routes,
    content_routes,
    desk_routes,
    # Before the displays, whose names stand where its "new" stands in addresses.
    pairing_routes,
    lead_routes,
    displays_routes,
    emergency_routes,
    feedback_routes,
    follow_routes,
    insights_routes,
    intake_routes,
    office_routes,
    presence_routes,
    privacy_routes,
    silent_routes,
)


PUBLIC: Final = frozenset(
    {
        ("GET", "/"), ("GET", "/login"), ("POST", "/login"), ("POST", "/api/v1/session"),
        # The right password leads there, by a cookie of its own.
        ("GET", "/login/oidc"), ("GET", "/login/oidc/back"),
        ("GET", "/login/second"), ("POST", "/login/second"), ("POST", "/login/recovery"),
        # A one-time link is a key of its own.
        ("GET", "/welcome/{token}"), ("POST", "/welcome/{token}"),
        ("GET", "/health"), ("GET", "/look.css"),
        ("GET", "/openapi.json"), ("HEAD", "/openapi.json"),
        # Displays show the token of their files, players the secret of their pairing.
        ("GET", "/media/{name:path}"), ("HEAD", "/media/{name:path}"),
        ("POST", "/api/v1/pairing"), ("POST", "/api/v1/pairing/check"),
        ("POST", "/api/v1/pairing/{pairing}"), ("POST", "/api/v1/pairing/{pairing}/taken"),
        # The address of a ticket's page is its key.
        ("GET", "/t/{token}"), ("GET", "/t/{token}/live"), ("GET", "/t/{token}/now"),
        ("GET", "/t/{token}/leave"), ("POST", "/t/{token}/leave"),
        ("GET", "/api/v1/follow/{token}"), ("POST", "/api/v1/follow/{token}/leave"),
    }
)  # fmt: skip
"""The routes at which nobody signs in. Every other names the permission that it needs."""


@dataclass(frozen=True)
class Parts:
    """What the application is made of; tests bring their own."""

    database: Database
    site: SiteId
    clock: Clock
    keyring: Keyring
    look: Look
    assets: Path
    bridge: Bridge | None = None
    """None where nobody talks to devices: pages alone."""
    works: Works | None = None
    """None where there is no content: neither library nor programme."""
    accounts: BrokerAccounts = field(default_factory=NoAccounts)
    broker_told: str = ""
    """As host:port, for displays that are paired."""
    jobs: Jobs | None = None
    """None where nothing is tidied up by itself."""
    oidc: OidcSettings | None = None
    """None where nobody signs in with an account of the authority."""


def prepare(settings: Settings, clock: Clock) -> Parts:
    """Open and migrate the database, read the keys. Raises UnknownSite."""
    database = open_office(settings, clock)
    with database.read() as session:
        site = sites.site(session, settings.site)
    database.catch_up(site.id)
    keyring = appointments.open_keyring(settings.state)
    look = Look(authority=site.name, **vars(settings.look))
    link = LinkSettings(
        host=settings.broker.host,
        port=settings.broker.port,
        client_id=settings.instance,
        password=settings.password,
        session_expiry_s=86_400,
    )
    works = content.open_works(database, site.id, settings.state, settings.content)
    bridge = Bridge(database, site, keyring, look, link, source=works.source_for)
    folder, told = settings.broker_folder, settings.broker_told or settings.broker
    accounts = MosquittoFiles(folder, site.id, settings.instance) if folder else NoAccounts()
    return Parts(
        database, site.id, clock, keyring, look, settings.assets, bridge, works, accounts,
        f"{told.host}:{told.port}", Jobs(database, site.id, housekeeping.all_jobs(site.id)),
        oidc=settings.oidc,
    )  # fmt: skip


def open_office(settings: Settings, clock: Clock) -> Database:
    """The database; one without any office gets an empty one, to be set up in pages."""
    database = open_database(settings, clock)
    sites.found(database, settings.site)
    return database


def open_database(settings: Settings, clock: Clock) -> Database:
    """The database with the tables of this version."""
    database = Database(settings.database, Post(settings.instance, clock, settings.public_url))
    migrations.upgrade(database)
    return database


def create(parts: Parts) -> FastAPI:
    """The application; its bridge talks from start-up to shut-down."""
    # The very routes of the rooms: an application that includes routers works each out anew, for
    # a tenth of a second of its first requests.
    routes = [route for room in ROOMS for route in room.router.routes]
    app = FastAPI(
        title="Eingangszone", lifespan=_lifespan, docs_url=None, redoc_url=None, routes=routes
    )
    live = Live(parts.database.revision)
    parts.database.on_commit(live.bump)
    app.state.parts = parts
    app.state.site = parts.site
    app.state.database = parts.database
    app.state.clock = parts.clock
    app.state.look = parts.look
    app.state.keyring = parts.keyring
    app.state.live = live
    app.state.works = parts.works
    app.state.item_names = content.item_names
    app.state.panel_size = displays.panel_size
    app.state.broker = Broker(parts.accounts, parts.broker_told, parts.site)
    app.state.following = follow.Following(parts.database, parts.site, parts.clock)
    app.state.streams = follow.Streams(live, parts.site, app.state.following.picture)
    app.state.oidc = identity.Oidc(parts.database, parts.oidc) if parts.oidc else None
    app.state.sign_ins = identity.SignIns(parts.database)
    app.state.authenticate_system = identity.Systems(parts.database, parts.clock)
    app.state.note_views = identity.Views(parts.database)
    app.state.floors = reception_routes.Floors(parts.database)
    app.state.authenticate = identity.authenticator(parts.database, parts.clock)
    app.state.session_of = partial(identity.session_of, parts.database)
    banner = _above_all_pages(parts.database, parts.clock)
    pages.install(app, assets=parts.assets, banner=banner, streamed=content_routes.STREAMED)
    if parts.bridge is not None:
        parts.bridge.on_look(lambda look: setattr(app.state, "look", look))
    app.add_api_route("/health", _health, include_in_schema=False)
    return app


def _above_all_pages(database: Database, clock: Clock) -> pages.Banner:
    """What no page of staff can forget, the most pressing first."""
    lines = (
        silent_routes.banner(database),
        emergency_routes.banner(database, clock),
        presence_routes.banner(database, clock),
    )
    return lambda me: "".join(line(me) for line in lines)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: Parts = app.state.parts
    watch = silent.Watch(parts.database, parts.site, parts.clock)
    ear = Ear(parts.database, app.state.live.bump)
    parts_of_life = (watch, ear, parts.bridge, parts.works, parts.jobs)
    running = [part for part in parts_of_life if part is not None]
    for part in running:
        part.start()
    yield
    for part in running:
        await asyncio.to_thread(part.stop)


def _health(request: Request) -> dict[str, object]:
    """Alive, and whether database and broker are; without anything that a stranger may not see."""
    parts: Parts = request.app.state.parts
    bridge = parts.bridge
    return {
        "revision": parts.database.revision(parts.site),
        "broker": bridge.connected if bridge else False,
        "messages_refused": bridge.refused if bridge else {},
    }
