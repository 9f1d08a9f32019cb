"""What devices are told of the house."""

from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring, letter_code
from hub.bridge.configs import display_config, kiosk_config, standalone
from hub.devices.demo import PLACES
from hub.devices.rules import Place, Speaking
from hub.queue.rules import Range
from hub.sites.demo import HOUSE
from hub.sites.rules import House, misplaced
from tests.hub.conftest import MONDAY
from wire.ids import ConcernId, DeviceId, RoomId, ZoneId
from wire.look import LANGUAGES, Look
from wire.messages import DisplayConfig, Hours, KioskConfig, Lease, Sight, Sound
from wire.qr import verify

PLACE: dict[str, Place] = {one.id: one for one in PLACES}
KIOSK, EXIT = PLACE["kiosk-01"], PLACE["kiosk-02"]
TODAY = MONDAY.date()
LOOK = Look(authority="Jobcenter Musterstadt", languages=("de", "en", "tr"))


def kiosk(house: House = HOUSE) -> KioskConfig:
    return kiosk_config(house, KIOSK, 7, TODAY)


def display(device: str, **changes: Any) -> DisplayConfig:  # noqa: ANN401  any field
    return display_config(HOUSE, replace(PLACE[device], **changes), 7, LOOK)


def test_a_kiosk_knows_the_house_and_the_ways_from_where_it_stands() -> None:
    built = kiosk()
    assert (built.rev, built.timezone) == (7, "Europe/Berlin")
    assert [one.id for one in built.concerns] == [one.id for one in HOUSE.concerns]
    assert set(built.zone_ways) == {"A", "B", "C"}
    assert built.zone_ways["A"].arrow != built.zone_ways["B"].arrow


def test_the_plan_holds_all_that_is_drawn_on_it() -> None:
    plan = kiosk().plan
    assert {sign.zone for sign in plan.signs} == {"A", "B", "C"}
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
    assert Hours(weekday=3, opens=840, closes=1080) in cards["ausbildung"].hours
    assert all(set(one.name) == set(one.hint) == set(LANGUAGES) for one in cards.values())


def test_what_a_place_does_not_offer_is_not_there() -> None:
    leaving = kiosk_config(HOUSE, EXIT, 7, TODAY)
    assert (leaving.offers, leaving.rooms) == (("feedback", "leave"), ())


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
    one, two = display("display-1"), display("display-2")
    assert (one.zones, two.zones) == (("A",), ("B",))
    differ = [room for room, way in one.room_ways.items() if way.arrow != two.room_ways[room].arrow]
    assert differ


def test_a_display_on_the_way_is_told_of_several_rooms_of_two_zones() -> None:
    built = display("display-3")
    assert (built.role, built.zone) == ("way", None)
    assert built.sees == (
        Sight(zone="A", rooms=("2.14", "2.16", "2.18", "2.20")),
        Sight(zone="B", rooms=("2.14", "2.16", "2.18", "2.20")),
        Sight(zone="C", rooms=("2.14", "2.16", "2.18", "2.20")),
    )
    assert not built.covers("B", "2.12")
    assert (built.room_ways["2.14"].arrow, built.room_ways["2.20"].arrow) == (
        "straight", "straight",
    )  # fmt: skip


def test_a_sign_at_a_door_is_told_of_its_room_and_of_no_other() -> None:
    built = display("door-214")
    assert (built.role, built.zone, built.room) == ("door", None, "2.14")
    assert built.room_name["en"] == "Room 2.14"
    assert built.sees == tuple(Sight(zone=zone, rooms=("2.14",)) for zone in "ABC")
    assert display("display-1").room is None


def test_a_display_speaks_as_its_zone_does_unless_told_otherwise() -> None:
    lunch = HOUSE.zones[2].sound.quiet
    assert display("display-4").sound == Sound(volume=60, quiet=lunch)
    loud = display("display-4", sound=Speaking(volume=90))
    assert loud.sound == Sound(volume=90, quiet=lunch)
    ever = display("display-4", sound=Speaking(quiet=()))
    assert ever.sound == Sound(volume=60)
    assert display("display-4", sound=None).sound is None
    assert display("display-3", sound=Speaking()).sound == Sound()


def test_a_display_has_the_offices_languages_unless_it_has_its_own() -> None:
    assert display("display-1").languages == ("de", "en", "tr")
    assert display("display-1", languages=("de", "ar")).languages == ("de", "ar")


def test_how_a_display_is_used_is_told() -> None:
    built = display("display-1", layout="whole", group="halle", screen_on=False)
    assert (built.layout, built.group, built.screen_on) == ("whole", "halle", False)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"zone": None}, "no_zone"),
        ({"zone": ZoneId("Z")}, "no_zone"),
        ({"role": "door", "room": RoomId("9.99")}, "no_room"),
        ({"role": "way", "node": "display-4"}, "no_way"),
        ({"role": "way", "node": "garden"}, "no_point"),
    ],
)
def test_a_display_that_hangs_wrongly_shows_nobodys_calls_and_the_technician_reads_why(
    changes: dict[str, Any], wrong: str
) -> None:
    house = replace(HOUSE, edges=()) if wrong == "no_way" else HOUSE
    place = replace(PLACE["display-1"], **changes)
    built = display_config(house, place, 7, LOOK)
    assert (built.sees, built.zone, built.zones) == ((), None, ())
    assert misplaced(house, place) == (wrong,)


def test_a_display_at_no_point_shows_its_zones_calls_without_arrows() -> None:
    built = display("display-1", node="garden")
    assert (built.zones, built.room_ways) == (("A",), {})


def test_a_display_that_nobody_measured_is_drawn_for_a_waiting_zone() -> None:
    built = display("display-1", reading_distance_m=None, panel_height_mm=None)
    assert (built.reading_distance_m, built.panel_height_mm) == (5.0, 530.0)


def test_a_kiosk_that_hangs_nowhere_is_a_mistake() -> None:
    lost = Place(DeviceId("kiosk-09"), "kiosk", "Kiosk 9", "garden", 0)
    with pytest.raises(ValueError, match="kiosk-09"):
        kiosk_config(HOUSE, lost, 1, TODAY)
