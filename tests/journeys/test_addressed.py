"""Each display shows exactly its own calls with its own arrow: read from the drawn pixels.

Three waiting zones, a display in the corridor and a sign at a door, as real processes. The arrows
are worked out by hand from the sample house's floor plan (metres, top of the plan is 0 degrees).
"""

import difflib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PIL import Image

from provisioning.demo.desk import Desk
from provisioning.demo.office import furnish
from provisioning.house import House, HousePlan, read_state, wait_until
from tests.patience import PATIENCE_S
from tests.signage import eyes

CALLS = (
    ("geldleistung", "Schalter 3", "de"),
    ("arbeitsvermittlung", "2.14", "tr"),
    ("selbststaendig", "2.20", "de"),
)
"""Concern, room and language of one visitor from each zone."""
ARROWS = {
    # display-1 hangs at (25, 12.5), its reader looks down the plan; the way begins eastwards.
    ("display-1", "Schalter 3"): "left",
    # display-2 at (10.5, 8.5), its reader looks up; the way goes east along the corridor.
    ("display-2", "2.14"): "right",
    # display-3 at (19.5, 8.5), its reader looks east: ahead along the corridor.
    ("display-3", "2.14"): "straight",
    ("display-3", "2.20"): "straight",
    # display-4 at (7.5, 13.5), its reader looks up; the way goes east.
    ("display-4", "2.20"): "right",
}
LAST_CALLS = 0.5
"""The last calls are written smaller than this share of the newest one."""


@dataclass(frozen=True)
class Town:
    """A running house, and the numbers of the three visitors by their room."""

    house: House
    numbers: dict[str, str]

    def panel(self, display: str) -> Image.Image:
        """The panel as it is once this display reports all that it must show."""
        own = {number for number, room in self.own(display)}
        view = self.house.view(display)
        shown = wait_until(lambda: set(read_state(view).get("numbers", ())) == own, PATIENCE_S)
        assert shown, (display, own, read_state(view))
        path = view / "read.png"
        path.unlink(missing_ok=True)
        self.house.children[display].tell(shot=path.name)
        assert wait_until(path.exists, PATIENCE_S)
        return Image.open(path).convert("RGB")

    def own(self, display: str) -> set[tuple[str, str]]:
        """Number and room of each call that is addressed to it, by the table of arrows."""
        rooms = {room for device, room in ARROWS if device == display}
        return {(self.numbers[room], room) for room in rooms or {"2.14"}}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    house = House(HousePlan(tmp_path_factory.mktemp("house"), kiosks=(), programme=False))
    try:
        furnished = furnish(house)
        house.start()
        login, numbers = furnished.login("reception"), {}
        desk = Desk(house.url(), login.login, login.password)
        for concern, room, lang in CALLS:
            ticket = desk.act("tickets", concern=concern, lang=lang)
            desk.act(f"tickets/{ticket['ticket_id']}/call", room=room)
            numbers[room] = ticket["number"]
        desk.close()
        yield Town(house, numbers)
    finally:
        house.stop()


@pytest.mark.parametrize("display", ["display-1", "display-2", "display-3", "display-4"])
def test_a_display_shows_its_own_calls_with_its_own_arrows(town: Town, display: str) -> None:
    read = eyes.calls(town.panel(display))
    large = LAST_CALLS * max(call.height for call in read)
    now = {(call.number, call.arrow) for call in read if call.height > large}
    assert now == {(number, ARROWS[display, room]) for number, room in town.own(display)}


def test_the_sign_at_the_door_asks_in_whom_it_is_for(town: Town) -> None:
    read = eyes.calls(town.panel("door-214"))
    assert [call.number for call in read] == [town.numbers["2.14"]]


def test_the_board_speaks_german_and_a_second_language(town: Town) -> None:
    read = eyes.lines(town.panel("display-1"))
    assert stands("Bitte kommen Sie", read)
    assert stands("Please come in", read)
    assert not stands("Lütfen geliniz", read)


def test_a_call_speaks_its_visitors_language(town: Town) -> None:
    read = eyes.lines(town.panel("display-2"))
    assert stands("Bitte kommen Sie", read)
    assert stands("Lütfen geliniz", read)


def test_the_door_speaks_german_and_the_visitors_language(town: Town) -> None:
    """A small sign shows one after the other, where both would be too small to read."""
    read: list[str] = []

    def looked_long_enough() -> bool:
        read.extend(eyes.lines(town.panel("door-214")))
        return stands("Bitte eintreten", read) and stands("Lütfen geliniz", read)

    assert wait_until(looked_long_enough, PATIENCE_S), read


def stands(words: str, read: list[str]) -> bool:
    """Whether a line says these words, as far as the eyes can read: no accents, dots or hooks."""
    wanted = plain(words)
    return any(difflib.SequenceMatcher(None, wanted, plain(line)).ratio() > 0.7 for line in read)


def plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return bare.replace(" ", "").replace("i", "").replace("j", "")
