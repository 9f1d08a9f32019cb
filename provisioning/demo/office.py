"""Furnishes the demo house: migrated database, sample office, letters as they look on paper."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from hub.demo import DemoOffice, Letter, Login, seed
from hub.kit.database import Database
from hub.kit.post import Post
from hub.migrations import upgrade
from kiosk.devices.simulated.letter import letter_picture
from provisioning.demo.stage import LetterCard
from provisioning.house import House

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

    def login(self, role: str) -> Login:
        return next(login for login in self.office.logins if login.role == role)


def furnish(house: House) -> Furnished:
    """Bring the house's database up to date and put the sample office in."""
    database = Database(house.database, Post("furnisher", _now))
    try:
        upgrade(database)
        house.hub_state.mkdir(parents=True, exist_ok=True)
        return Furnished(seed(database, house.hub_state, _now()))
    finally:
        database.close()


def _now() -> datetime:
    return datetime.now(UTC)


def letter_cards(furnished: Furnished) -> list[LetterCard]:
    """Every letter of the sample office as a card for the demo page."""
    return [_card(furnished.office, letter) for letter in furnished.office.letters]


def _card(office: DemoOffice, letter: Letter) -> LetterCard:
    picture = letter_picture(letter.text)
    picture.thumbnail(THUMB)
    png = io.BytesIO()
    picture.save(png, "PNG", optimize=True)
    return LetterCard(letter.kind, letter.title, letter.text, png.getvalue())
