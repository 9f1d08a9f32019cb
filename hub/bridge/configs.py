"""What each device is told of the house, built from the house and the device's place in it."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from hub.appointments.service import Keyring
from hub.bridge.plans import chart
from hub.devices.rules import Place, calm
from hub.queue.rules import Range
from hub.sites.rules import Concern, House, Site, Zone, misplaced, sights, ways, week_ahead
from wire.look import Look, Text
from wire.messages import (
    ConcernCard,
    DisplayConfig,
    KioskConfig,
    Lease,
    LetterKey,
    RoomCard,
    Sound,
    Source,
    Standalone,
    Way,
    ZoneCard,
)


def kiosk_config(
    house: House, place: Place, rev: int, today: date, alone: Standalone | None = None
) -> KioskConfig:
    """The kiosk's desired state; `today` is the local day, `alone` what it needs without the hub.

    Raises ValueError for a kiosk at no point of the ways: it could lead nobody anywhere.
    """
    if "no_point" in misplaced(house, place):
        raise ValueError(f"{place.id} hangs at no point of the ways")
    seen = chart(house, place)
    return KioskConfig(
        rev=rev,
        name=place.name,
        timezone=house.site.timezone,
        zones=tuple(_zone(zone) for zone in house.zones),
        concerns=tuple(_concern(house.site, one, today) for one in house.concerns),
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


def display_config(
    house: House, place: Place, rev: int, look: Look, source: Source | None = None
) -> DisplayConfig:
    """The display's desired state. One that hangs nowhere shows nobody's calls, calmly."""
    zone = next((one for one in house.zones if one.id == place.zone), None)
    room = next((one for one in house.rooms if one.label == place.room), None)
    beside = zone.sound if zone else Sound()
    return calm(place, rev, timezone=house.site.timezone).model_copy(
        update={
            "zone": _zone(zone) if zone and place.role == "zone" else None,
            "room_ways": ways(house, place.node, "room", place.facing_deg),
            "sees": sights(house, place),
            "room": room.label if room and place.role == "door" else None,
            "room_name": dict(room.name) if room and place.role == "door" else {},
            "sound": place.sound.over(beside) if place.sound else None,
            "languages": place.languages or look.languages,
            "source": source,
        }
    )


def _zone(zone: Zone) -> ZoneCard:
    return ZoneCard(id=zone.id, name=cast("Text", dict(zone.name)))


def _concern(site: Site, one: Concern, today: date) -> ConcernCard:
    """With the office's own hours, holidays and special days of the coming week worked in."""
    taken, hours = week_ahead(site, one, today)
    return ConcernCard(
        id=one.id,
        name=cast("Text", dict(one.name)),
        hint=cast("Text", dict(one.hint)),
        zone=one.zone,
        parent=one.parent,
        hours=hours,
        open=taken,
    )
