"""What each device is told of the house, built from the house and the device's place in it."""

from collections.abc import Mapping
from typing import cast

from hub.appointments.service import Keyring
from hub.bridge.plans import chart
from hub.devices.rules import Place
from hub.queue.rules import Range
from hub.sites.rules import Concern, House, Zone, ways
from wire.look import Text
from wire.messages import (
    ConcernCard,
    DisplayConfig,
    KioskConfig,
    Lease,
    LetterKey,
    RoomCard,
    Standalone,
    Way,
    ZoneCard,
)


def config(
    house: House, place: Place, rev: int, alone: Standalone | None = None
) -> KioskConfig | DisplayConfig:
    """The device's desired state; `alone` is what a kiosk needs without the hub.

    Raises ValueError for a device at no point of the ways, or a display without zone or measures.
    """
    if place.node not in {node.id for node in house.nodes}:
        raise ValueError(f"{place.id} hangs at no point of the ways")
    if place.kind == "kiosk":
        return _kiosk(house, place, rev, alone)
    return _display(house, place, rev)


def _kiosk(house: House, place: Place, rev: int, alone: Standalone | None) -> KioskConfig:
    seen = chart(house, place)
    return KioskConfig(
        rev=rev,
        name=place.name,
        timezone=house.site.timezone,
        zones=tuple(_zone(zone) for zone in house.zones),
        concerns=tuple(_concern(one) for one in house.concerns),
        zone_ways=seen.zones,
        plan=seen.plan,
        offers=place.offers,
        rooms=_rooms(house, seen.rooms) if "find_room" in place.offers else (),
        standalone=alone,
    )


def _rooms(house: House, found: Mapping[str, Way]) -> tuple[RoomCard, ...]:
    """Those that a way leads to, as they are labelled at the door."""
    return tuple(
        RoomCard(label=room.label, name=cast("Text", dict(room.name)), way=found[room.label])
        for room in house.rooms
        if room.label in found
    )


def standalone(
    house: House, keyring: Keyring, others: dict[str, str], lease: Range | None, begin: int | None
) -> Standalone:
    """What a kiosk needs to judge letters and to give out numbers by itself.

    `begin` is where a kiosk without a count of its own goes on in its lease.
    """
    return Standalone(
        site_number=house.site.number,
        early_minutes=house.site.early_minutes,
        late_minutes=house.site.late_minutes,
        keys=tuple(
            LetterKey(id=key_id, public=key.public_bytes_raw().hex())
            for key_id, key in sorted(keyring.public.items())
        ),
        sites=others,
        lease=Lease(**vars(lease), next=begin) if lease else None,
    )


def _display(house: House, place: Place, rev: int) -> DisplayConfig:
    zone = next((one for one in house.zones if one.id == place.zone), None)
    if zone is None or place.reading_distance_m is None or place.panel_height_mm is None:
        raise ValueError(f"display {place.id} has no zone or no measures")
    return DisplayConfig(
        rev=rev,
        name=place.name,
        timezone=house.site.timezone,
        zone=_zone(zone),
        reading_distance_m=place.reading_distance_m,
        panel_height_mm=place.panel_height_mm,
        room_ways=ways(house, place.node, "room", place.facing_deg),
    )


def _zone(zone: Zone) -> ZoneCard:
    return ZoneCard(id=zone.id, name=cast("Text", dict(zone.name)))


def _concern(one: Concern) -> ConcernCard:
    return ConcernCard(
        id=one.id,
        name=cast("Text", dict(one.name)),
        hint=cast("Text", dict(one.hint)),
        zone=one.zone,
        parent=one.parent,
        hours=one.hours,
        open=one.open,
    )
