"""Pages for people: templates of all rooms, the look as CSS, security headers, kind errors."""

import logging
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException as Astray
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.kit.auth import NotSignedIn, PasskeyFirst, Principal
from hub.kit.clock import Clock
from hub.kit.database import Database, trouble
from hub.kit.errors import HouseError, problem, unfit
from hub.kit.idle import IDLE_LASTS, WARN_BEFORE
from hub.kit.sentences import error_sentence
from wire import look
from wire.look import Look
from wire.pictograms import PICTOGRAMS

log = logging.getLogger("hub.pages")

HERE: Final = Path(__file__).parent
HUB: Final = HERE.parent
API: Final = "/api/"
LOGIN: Final = "/login"
OWN: Final = "/me"
MOST_BODY: Final = 1_000_000
"""Bytes of a request. Its body is held before anybody looks at who sends it: strangers send too."""
TOO_LARGE: Final = "body_too_large"
RETRY_S: Final = 2
"""After this time whoever found no database may ask again."""
CAP_HEIGHT: Final = 0.689
"""Height of a capital letter of Fira Sans as a share of its font size."""

HEADERS: Final = {
    # KERN draws its icons from data: images; all else comes from our own server, nothing inline.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _now(request: Request) -> datetime:
    clock: Clock = request.app.state.clock
    return clock()


async def _office(request: Request) -> Look:
    office: Look = request.app.state.look
    return office


Data = Annotated[Database, Depends(_database)]
Now = Annotated[datetime, Depends(_now)]
Office = Annotated[Look, Depends(_office)]
"""What the application hands to every route: `state.database`, `state.clock`, `state.look`."""


def _rooms() -> BaseLoader:
    """`reception/floor.html` is `hub/reception/pages/floor.html`; the kit knows no room by name."""
    folders = {path.parent.name: path for path in HUB.glob("*/pages")}
    return PrefixLoader({room: FileSystemLoader(path) for room, path in folders.items()})


_templates = Environment(
    loader=ChoiceLoader([FileSystemLoader(HERE / "templates"), _rooms()]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
Banner = Callable[[Principal], str]
"""What stands above every page of a member of staff, as HTML: the alarms of their site."""
_banner: ContextVar[Banner] = ContextVar("banner")
"""That of the application whose request is being answered; pages cannot forget to ask for it."""


def banner(me: Principal) -> Markup:
    """What stands above the page of this person now."""
    return Markup(_banner.get()(me))  # noqa: S704  drawn by our own template, which escapes


def banner_push(me: Principal) -> str:
    """The same as a part of a live push to a page that has a stream of its own."""
    return f'<hx-partial hx-target="#alarms" hx-swap="innerMorph">{banner(me)}</hx-partial>'


_templates.globals.update(
    signs=look.SIGNS, cap_height=CAP_HEIGHT, pictograms=PICTOGRAMS, banner=banner,
    idle_lasts_s=int(IDLE_LASTS.total_seconds()), idle_warn_s=int(WARN_BEFORE.total_seconds()),
)  # fmt: skip


def render(template: str, **context: object) -> str:
    """The template of a room, filled in; everything is escaped."""
    return _templates.get_template(template).render(context)


def page(template: str, *, status: int = 200, **context: object) -> HTMLResponse:
    """A page that no cache keeps, because it speaks of people."""
    answer = HTMLResponse(render(template, **context), status_code=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def by_htmx(request: Request) -> bool:
    """Whether htmx asks for a piece of a page, rather than a browser for all of it."""
    return request.headers.get("HX-Request") == "true"


def go(request: Request, where: str) -> Response:
    """Send the browser elsewhere, whether it asked by itself or through htmx."""
    if by_htmx(request):
        return Response(status_code=204, headers={"HX-Redirect": where})
    return RedirectResponse(where, status_code=303)


def look_css(office: Look) -> str:
    """The authority's colours as CSS variables, and the zones' colours as classes."""
    names = {
        "ink": look.INK, "muted": look.MUTED, "line": look.LINE, "ground": look.GROUND,
        "paper": look.PAPER, "action": office.action, "action-tint": look.ACTION_TINT,
        "success": look.SUCCESS, "success-tint": look.SUCCESS_TINT,
        "warning": look.WARNING, "warning-tint": look.WARNING_TINT,
        "danger": look.DANGER, "danger-tint": look.DANGER_TINT, "info": look.INFO,
    }  # fmt: skip
    lines = [f"  --{name}: {colour};" for name, colour in names.items()]
    # KERN's own action colour follows the office's, so that one look serves all.
    lines.append("  --kern-color-action-default: var(--action);")
    zones = [f".zone-{sign.letter} {{ color: {sign.on_light}; }}" for sign in look.SIGNS.values()]
    night = [
        f".night .zone-{sign.letter} {{ color: {sign.on_dark}; }}" for sign in look.SIGNS.values()
    ]
    dark = ["@media (prefers-color-scheme: dark) {", *night, "}"]
    return "\n".join([":root {", *lines, "}", *zones, *dark, ""])


class _Guard:
    """Puts the security headers on every answer, without holding up a stream; knows the banner.

    A page may have set one more strictly. Takes no large body, but for `streamed`: methods and
    paths whose route looks at the sender first, and limits by itself what it takes.
    """

    def __init__(self, app: ASGIApp, banner: Banner, streamed: Collection[tuple[str, str]]) -> None:
        self._app = app
        self._banner = banner
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        _banner.set(self._banner)
        if (scope["method"], scope["path"]) in self._streamed:
            await self._app(scope, receive, guarded)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > MOST_BODY:
            refusal = _answer(Request(scope), 413, TOO_LARGE)
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, _counted(receive), guarded)


def _counted(receive: Receive) -> Receive:
    """The body, piece by piece; of one that did not say its length, no more than is allowed."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BODY:
            # The one fault that FastAPI hands on unchanged while it reads a body.
            raise HTTPException(413, TOO_LARGE)
        return message

    return counted


def _answer(request: Request, status: int, key: str, **fields: object) -> Response:
    if request.url.path.startswith(API):
        return _patient(problem(status, key, **fields), fields)
    if by_htmx(request):
        return _patient(_refusal(status, key), fields)
    context = {"key": key, "sentence": error_sentence(key), "office": request.app.state.look}
    return _patient(page("error.html", status=status, **context), fields)


def _patient(answer: Response, fields: Mapping[str, object]) -> Response:
    """With the time after which it helps to ask again, where one is known (RFC 9110, 10.2.3)."""
    if "retry_after_s" in fields:
        answer.headers["Retry-After"] = str(fields["retry_after_s"])
    return answer


def _refusal(status: int, key: str) -> Response:
    """Why nothing was done, for the place that every page has for it: a page in a page is none."""
    answer = page("refused.html", status=status, sentence=error_sentence(key))
    answer.headers["HX-Retarget"] = "#refused"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def install(
    app: FastAPI,
    *,
    assets: Path,
    banner: Banner,
    streamed: Collection[tuple[str, str]] = (),
) -> None:
    """Serve what pages load, guard them by headers, and answer errors as pages.

    Programs, below ``/api/``, get problem+json; people get a page with a way on.
    `assets / "web"` holds KERN UX, htmx and the fonts, taken from packages at set-up.
    """
    app.mount("/assets", StaticFiles(directory=assets / "web"), name="assets")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.get("/look.css", include_in_schema=False)
    async def look_as_css(request: Request) -> PlainTextResponse:
        return PlainTextResponse(look_css(request.app.state.look), media_type="text/css")

    app.add_middleware(_Guard, banner=banner, streamed=streamed)

    @app.exception_handler(HouseError)
    def refused(request: Request, error: HouseError) -> Response:
        if isinstance(error, NotSignedIn) and not request.url.path.startswith(API):
            return go(request, LOGIN)
        if isinstance(error, PasskeyFirst) and not request.url.path.startswith(API):
            return go(request, OWN)
        return _answer(request, error.status, error.key, **error.fields)

    @app.exception_handler(DBAPIError)
    def no_database(request: Request, error: DBAPIError) -> Response:
        """Somebody else's lock, a database that is away or full: it helps to ask again."""
        kind = trouble(error)
        if kind is None:
            log.error("database_refused", exc_info=error)
            return _answer(request, 500, "internal_error")
        log.warning("database_trouble", extra={"trouble": kind, "fault": type(error.orig).__name__})
        return _answer(request, 503, f"database_{kind}", retry_after_s=RETRY_S)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        """The places that are not of their form, never the values."""
        faults = error.errors()
        places = [".".join(str(step) for step in part["loc"]) for part in faults]
        return _answer(request, 422, unfit(faults).key, places=places)

    @app.exception_handler(Astray)
    def astray(request: Request, error: Astray) -> Response:
        return _answer(request, error.status_code, str(error.detail).lower().replace(" ", "_"))

    @app.exception_handler(Exception)
    def broken(request: Request, _error: Exception) -> Response:
        """The server logs what it was; nothing of the change was kept."""
        return _answer(request, 500, "internal_error")
