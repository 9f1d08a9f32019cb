"""What devices are told of the house."""

import pytest

from hub.bridge.configs import config
from hub.devices.demo import PLACES
from hub.devices.rules import Place
from hub.sites.demo import HOUSE
from hub.sites.rules import House
from wire.ids import DeviceId
from wire.messages import DisplayConfig, KioskConfig

KIOSK, DISPLAY_1, DISPLAY_2 = PLACES


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


def test_a_closed_concern_is_not_offered() -> None:
    first = HOUSE.concerns[0]
    closed = first.__class__(**{**vars(first), "open": False})
    house = HOUSE.__class__(**{**vars(HOUSE), "concerns": (closed, *HOUSE.concerns[1:])})
    assert first.id not in [one.id for one in kiosk(house).concerns]


def test_displays_in_different_places_point_different_ways() -> None:
    one, two = display(DISPLAY_1), display(DISPLAY_2)
    assert (one.zone.id, two.zone.id) == ("A", "B")
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
