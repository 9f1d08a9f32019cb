"""A believable sample office around the present moment, with letters of every kind."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hub.appointments import demo as appointments_demo
from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring
from hub.checkin import service as checkin
from hub.checkin.rules import Refusal, judge
from hub.content import demo as content_demo
from hub.content.store import Store
from hub.devices import demo as devices_demo
from hub.identity import service as identity
from hub.identity.rules import Role
from hub.kit.database import Database
from hub.queue import demo as queue_demo
from hub.sites import demo as sites_demo
from hub.sites.rules import Site
from wire.qr import SHORT_ALPHABET

STAFF: tuple[tuple[str, str, Role], ...] = (
    ("yilmaz", "A. Yilmaz", "reception"),
    ("richter", "S. Richter", "reception"),
    ("lang", "T. Lang", "adviser"),
    ("demir", "E. Demir", "adviser"),
    ("brandt", "M. Brandt", "adviser"),
    ("sommer", "J. Sommer", "adviser"),
    ("kern", "L. Kern", "technician"),
    ("vogt", "R. Vogt", "publisher"),
    ("arslan", "D. Arslan", "manager"),
    ("maurer", "P. Maurer", "admin"),
)
FOREIGN = "https://paket.example/abholen?nr=JJD0000419957265"
"""What a parcel's code might say."""


@dataclass(frozen=True)
class Login:
    """A sample account; the password is a new one in each sample office."""

    login: str
    password: str
    role: Role
    name: str


@dataclass(frozen=True)
class Letter:
    """A letter of the sample office. `kind`: "good", or why the kiosk refuses it."""

    kind: str
    title: str
    person: str
    starts_at: datetime | None
    room: str | None
    text: str
    """What its QR code says."""
    short_code: str | None


@dataclass(frozen=True)
class DemoOffice:
    """Everything that a demo or a test needs to know of the sample office."""

    site: Site
    logins: tuple[Login, ...]
    letters: tuple[Letter, ...]

    def desk_for(self, concern: str) -> str:
        """A room or counter that serves the walk-ins of a concern."""
        return next(room.label for room in sites_demo.ROOMS if concern in room.concerns)


def seed(database: Database, state: Path, now: datetime, *, programme: bool = True) -> DemoOffice:
    """Put the sample office into an empty, migrated database. `state` keeps the letters' key.

    Without `programme` its displays show nothing but calls: what is drawn for it takes a second.
    """
    site, keyring = sites_demo.HOUSE.site, appointments.open_keyring(state)
    sites_demo.furnish(database)
    logins = tuple(_account(database, *one, now) for one in STAFF)
    with database.change(site.id) as change:
        devices_demo.furnish(change)
        booked = appointments_demo.furnish(change, site, now)
        if programme:
            content_demo.furnish(change, site, Store(state, database.post.instance), now)
    queue_demo.furnish(database, site.id, now)
    _earlier_visits(database, site, booked, now)
    letters = _good_letters(site, keyring, booked, now) + _bad_letters(database, keyring, now)
    _forget_post(database)
    return DemoOffice(site, logins, tuple(letters))


def _account(database: Database, login: str, name: str, role: Role, now: datetime) -> Login:
    parts = ("".join(secrets.choice(SHORT_ALPHABET) for _ in range(4)) for _ in range(3))
    password = "-".join(parts).lower()
    identity.add_staff(
        database, site=sites_demo.HERE, login=login, name=name, role=role, password=password,
        now=now,
    )  # fmt: skip
    return Login(login, password, role, name)


def _earlier_visits(
    database: Database, site: Site, booked: Sequence[Appointment], now: datetime
) -> None:
    """Those before the last half hour came and were served; every fourth did not come."""
    for nth, one in enumerate(booked):
        over = one.starts_at < now - timedelta(minutes=site.late_minutes)
        if not over or nth % 4 == 3 or one.room is None:
            continue
        with database.change(site.id) as change:
            reply = checkin.check_in_by_short_code(
                change, one.short_code, lang="de", device=None,
                now=one.starts_at - timedelta(minutes=8),
            )  # fmt: skip
        if reply.kind == "ticket":
            queue_demo.serve(database, site.id, reply.ticket_id, one.room, one.starts_at)


def _good_letters(
    site: Site, keyring: Keyring, booked: Sequence[Appointment], now: datetime
) -> list[Letter]:
    """Letters that check in now; those that stay valid longest come first."""
    _, midnight = site.bounds(site.day(now))
    soon = min(now + timedelta(minutes=10), midnight - timedelta(seconds=1))
    good = [
        one
        for one in booked
        if not isinstance(judge(one, None, site, now), Refusal)
        and not isinstance(judge(one, None, site, soon), Refusal)
    ]
    good.sort(key=lambda one: (one.starts_at < now, one.starts_at))
    return [_letter("good", "Termin heute", one, keyring, site) for one in good]


def _bad_letters(database: Database, keyring: Keyring, now: datetime) -> list[Letter]:
    site, other = sites_demo.HOUSE.site, sites_demo.OTHER_HOUSE.site
    start = appointments_demo.quarter(now)
    wanted = (
        ("wrong_day", "Brief von gestern", "Huber, C.", start - timedelta(days=1)),
        ("too_early", "Zu früh", "Sahin, D.", start + timedelta(minutes=150)),
        ("too_late", "Zu spät", "Voigt, R.", start - timedelta(minutes=60)),
        ("cancelled", "Abgesagt", "Mensah, A.", start + timedelta(minutes=15)),
    )
    letters = []
    with database.change(site.id) as change:
        for kind, title, person, at in wanted:
            one = appointments_demo.book(change, person, at)
            if kind == "cancelled":
                one = appointments.cancel(change, one.id)
            verdict = judge(one, None, site, now)
            # Near midnight "too early" would be tomorrow: then there is no such letter.
            if isinstance(verdict, Refusal) and verdict.reason == kind:
                letters.append(_letter(kind, title, one, keyring, site))
    with database.change(other.id) as change:
        one = appointments_demo.book(change, "Lindner, F.", start + timedelta(minutes=15))
    elsewhere = _letter("wrong_site", "Anderes Amt", one, keyring, other)
    forged = _letter("forged", "Verfälschter Code", one, keyring, site)
    return [
        *letters,
        elsewhere,
        Letter(**{**vars(forged), "text": _forge(forged.text), "short_code": None}),
        Letter("foreign", "Fremder Code (Paket)", "", None, None, FOREIGN, None),
    ]


def _letter(kind: str, title: str, one: Appointment, keyring: Keyring, site: Site) -> Letter:
    text = appointments.letter_code(keyring, site, one)
    return Letter(kind, title, one.person, one.starts_at, one.room, text, one.short_code)


def _forge(text: str) -> str:
    """One character in the middle of the signature is another one."""
    middle = len(text) // 2
    return text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]


def _forget_post(database: Database) -> None:
    """Nobody shall hear of the sample's past: what counts now is told when the hub connects."""
    with database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM outbox")
