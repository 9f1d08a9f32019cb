"""What devices are told of the house."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring, letter_code
from hub.bridge.configs import config, standalone
from hub.devices.demo import PLACES
from hub.devices.rules import Place
from hub.queue.rules import Range
from hub.sites.demo import HOUSE
from hub.sites.rules import House
from tests.hub.conftest import MONDAY
from wire.ids import ConcernId, DeviceId
from wire.look import LANGUAGES
from wire.messages import DisplayConfig, KioskConfig, Lease
from wire.qr import verify

KIOSK, DISPLAY_1, DISPLAY_2, EXIT = PLACES


def kiosk(house: House = HOUSE) -> KioskConfig:
    built = config(house, KIOSK, 7)
    assert isinstance(built, KioskConfig)
    return built


def display(place: Place) -> DisplayConfig:
    built = config(HOUSE, place, 7)
    assert isinstance(built, DisplayConfig)
    return built


def test_a_kiosk_knows_the_house_and_the_ways_from_where_it_stands() -> None:
    built = kiosk()
    assert (built.rev, built.timezone) == (7, "Europe/Berlin")
    assert [one.id for one in built.concerns] == [one.id for one in HOUSE.concerns]
    assert set(built.zone_ways) == {"A", "B"}
    assert built.zone_ways["A"].arrow != built.zone_ways["B"].arrow


def test_the_plan_holds_all_that_is_drawn_on_it() -> None:
    plan = kiosk().plan
    assert {sign.zone for sign in plan.signs} == {"A", "B"}
    for x, y in [
        plan.here,
        *((room.x + room.w, room.y + room.h) for room in plan.rooms),
        *(point for found in kiosk().zone_ways.values() for point in found.line),
    ]:
        assert 0 <= x <= plan.width
        assert 0 <= y <= plan.height


def test_a_kiosk_knows_the_tree_of_concerns_their_hours_and_what_is_closed() -> None:
    cards = {one.id: one for one in kiosk().concerns}
    assert [one.id for one in cards.values() if one.parent == "geld"] == [
        "erstantrag", "weiterbewilligung", "geldleistung",
    ]  # fmt: skip
    assert [one.id for one in cards.values() if not one.open] == ["bildungspaket"]
    assert [(one.weekday, one.opens, one.closes) for one in cards["ausbildung"].hours][-1] == (
        3, 840, 1080,
    )  # fmt: skip
    assert all(set(one.name) == set(one.hint) == set(LANGUAGES) for one in cards.values())


def test_what_a_place_does_not_offer_is_not_there() -> None:
    leaving = config(HOUSE, EXIT, 7)
    assert isinstance(leaving, KioskConfig)
    assert (leaving.offers, leaving.rooms) == (("feedback",), ())


def test_rooms_come_with_the_way_from_this_kiosk() -> None:
    rooms = {one.label: one for one in kiosk().rooms}
    assert set(rooms) == {one.label for one in HOUSE.rooms}
    assert rooms["2.10"].way.arrow != rooms["Schalter 3"].way.arrow
    assert rooms["Schalter 1"].name["de"] == "Schalter 1"
    assert all(set(one.name) == set(LANGUAGES) for one in rooms.values())


def test_a_kiosk_can_judge_a_letter_without_the_hub(keyring: Keyring) -> None:
    alone = standalone(HOUSE, keyring, {"78": "Jobcenter Nebenstadt"}, Range("L", 334, 666), 341)
    booked = Appointment(
        "0123456789abcdef", MONDAY, 30, ConcernId("umzug"), None, "", "", "de", "", "booked",
        None, None,
    )  # fmt: skip
    keys = {
        one.id: Ed25519PublicKey.from_public_bytes(bytes.fromhex(one.public)) for one in alone.keys
    }
    code = verify(letter_code(keyring, HOUSE.site, booked), keys)
    assert code.site_number == alone.site_number == HOUSE.site.number
    assert (alone.early_minutes, alone.late_minutes) == (60, 30)
    assert alone.lease is not None
    assert alone.lease == Lease(series="L", first=334, last=666, next=341)


def test_displays_in_different_places_point_different_ways() -> None:
    one, two = display(DISPLAY_1), display(DISPLAY_2)
    assert (one.zones, two.zones) == (("A",), ("B",))
    differ = [room for room, way in one.room_ways.items() if way.arrow != two.room_ways[room].arrow]
    assert differ


@pytest.mark.parametrize(
    "place",
    [
        Place(DeviceId("display-9"), "display", "Display 9", "display-1", 0),
        Place(DeviceId("display-9"), "kiosk", "Kiosk 9", "garden", 0),
    ],
)
def test_a_device_that_hangs_nowhere_is_a_mistake(place: Place) -> None:
    with pytest.raises(ValueError, match="display-9"):
        config(HOUSE, place, 1)
