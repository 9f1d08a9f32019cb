"""Furnishes the demo house: migrated database, sample office, letters as they look on paper."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hub.demo import DemoOffice, Letter, Login, seed
from hub.kit.database import Database
from hub.kit.post import Post
from hub.migrations import upgrade
from hub.sites.demo import CONCERNS, HOUSE, ROOMS
from hub.sites.rules import Concern
from kiosk.devices.simulated.letter import Words, letter_picture
from provisioning.demo.stage import LetterCard
from provisioning.house import House
from wire.qr import show_short_code

DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
    "November", "Dezember",
)  # fmt: skip
THUMB = (420, 594)
"""Pixels of a letter on the demo page, DIN A upright."""


@dataclass(frozen=True)
class Furnished:
    """What a demo's user needs to know of the sample office."""

    office: DemoOffice

    @property
    def logins(self) -> tuple[Login, ...]:
        return self.office.logins

    def letter(self, kind: str, nth: int = 0) -> Letter:
        """The nth letter of a kind: ``good``, ``yesterday``, ``cancelled`` …"""
        return [letter for letter in self.office.letters if letter.kind == kind][nth]

    def desk_for(self, room: str | None, zone: str) -> str:
        """The room that a ticket is bound to; else a desk that serves the zone's walk-ins."""
        return room or next(one.label for one in ROOMS if one.zone == zone)

    def concern_in(self, zone: str) -> str:
        """A concern whose visitors wait in a zone, at any time of the day."""
        return next(one.id for one in _always_open() if one.zone == zone)

    def concern_path(self) -> tuple[str, ...]:
        """What to press one after the other, from a group to a concern that is always open."""
        leaf = next(one for one in _always_open() if one.parent)
        group = next(one for one in CONCERNS if one.id == leaf.parent)
        return group.name["de"], leaf.name["de"]

    def login(self, role: str) -> Login:
        return next(login for login in self.office.logins if login.role == role)


def _always_open() -> Iterator[Concern]:
    """Concerns for which numbers are given out whenever the demo is played; no groups."""
    above = {one.parent for one in CONCERNS}
    return (one for one in CONCERNS if one.id not in above and one.open and not one.hours)


def furnish(house: House) -> Furnished:
    """Bring the house's database up to date and put the sample office in."""
    database = Database(house.database, Post("furnisher", _now))
    try:
        upgrade(database)
        house.hub_state.mkdir(parents=True, exist_ok=True)
        return Furnished(seed(database, house.hub_state, _now(), programme=house.plan.programme))
    finally:
        database.close()


def _now() -> datetime:
    return datetime.now(UTC)


def letter_cards(furnished: Furnished) -> list[LetterCard]:
    """Every letter of the sample office as a card for the demo page."""
    return [_card(letter) for letter in furnished.office.letters]


def _card(letter: Letter) -> LetterCard:
    picture = letter_picture(letter.text, _words(letter))
    picture.thumbnail(THUMB)
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    return LetterCard(letter.kind, _title(letter), letter.text, png.getvalue())


def _title(letter: Letter) -> str:
    """Whose letter it is, or what is wrong with it."""
    if letter.kind != "good" or letter.starts_at is None:
        return letter.title
    local = letter.starts_at.astimezone(ZoneInfo(HOUSE.site.timezone))
    return f"{local.hour}:{local.minute:02d} · {letter.person}"


def _words(letter: Letter) -> Words:
    """The letter's own words; one without an appointment is no letter of ours."""
    if letter.starts_at is None:
        return Words(title="Ihr Paket ist da", day="", time="", place="", addressee=letter.person)
    local = letter.starts_at.astimezone(ZoneInfo(HOUSE.site.timezone))
    return Words(
        addressee=letter.person,
        day=f"{DAYS[local.weekday()]}, {local.day}. {MONTHS[local.month - 1]} {local.year}",
        time=f"{local.hour}:{local.minute:02d} Uhr",
        place=f"Zimmer {letter.room}" if letter.room else "",
        short_code=show_short_code(letter.short_code) if letter.short_code else "",
    )
