"""What a set-up still lacks: it can be kept, but visitors or staff would miss it."""

from collections.abc import Iterable, Iterator
from typing import Final

from hub.office.rules.things import SITE, Fault, Key, Setup, fault
from hub.sites.rules import Concern, House, Room, groups, shortest
from wire.look import SIGNS

TOUCH: Final = 0.05
"""Metres by which rectangles may lie upon one another: walls are drawn by hand."""


def gaps(setup: Setup) -> tuple[Fault, ...]:
    """All that is missing, what keeps visitors from being served first."""
    rules = (_empty, _served, _reached, _waiting, _drawn, _idle, _overlapping)
    return tuple(one for rule in rules for one in rule(setup.house))


def works(setup: Setup) -> bool:
    """Whether somebody who comes in could wait somewhere and be called to a room."""
    house = setup.house
    above = groups(house.concerns)
    return bool(house.zones) and any(
        serves(room, one)
        for one in house.concerns
        for room in house.rooms
        if one.id not in above and one.open
    )


def serves(room: Room, one: Concern) -> bool:
    """Whether walk-ins for the concern are called to the room."""
    able = one.required_skill is None or one.required_skill in room.skills
    return able and one.id in room.concerns


def _empty(house: House) -> Iterator[Fault]:
    for field, found in (
        ("zones", house.zones), ("rooms", house.rooms), ("concerns", house.concerns)
    ):  # fmt: skip
        if not found:
            yield fault(SITE, field, "none_yet")


def _served(house: House) -> Iterator[Fault]:
    above = groups(house.concerns)
    for one in house.concerns:
        rooms = [room for room in house.rooms if one.id in room.concerns]
        if one.id in above:
            continue
        if not rooms:
            yield fault(Key("concern", one.id), "", "nobody_serves")
        elif not any(serves(room, one) for room in rooms):
            skill = one.required_skill or ""
            yield fault(Key("concern", one.id), "required_skill", "nobody_can", skill=skill)


def _reached(house: House) -> Iterator[Fault]:
    """Rooms to which no way leads from where their visitors wait."""
    with_point = {node.ref for node in house.nodes if node.kind == "room"}
    waited = {node.ref for node in house.nodes if node.kind == "zone"}
    for room in house.rooms:
        zones = sorted({room.zone, *_zones_of(house, room)} & waited)
        key = Key("room", room.label)
        if room.label not in with_point:
            yield fault(key, "", "no_point")
        for zone in zones if room.label in with_point else ():
            if not shortest(house, zone, room.label):
                yield fault(key, "", "no_way", zone=zone)


def _zones_of(house: House, room: Room) -> Iterable[str]:
    """Where those wait who are called to the room."""
    return (one.zone for one in house.concerns if one.id in room.concerns)


def _waiting(house: House) -> Iterator[Fault]:
    known = {node.ref for node in house.nodes if node.kind == "zone"}
    for zone in house.zones:
        if zone.id not in known:
            yield fault(Key("zone", zone.id), "", "no_point")


def _drawn(house: House) -> Iterator[Fault]:
    for zone in house.zones:
        if zone.id not in SIGNS:
            yield fault(Key("zone", zone.id), "id", "no_sign", zone=zone.id)


def _idle(house: House) -> Iterator[Fault]:
    for room in house.rooms:
        if not room.concerns:
            yield fault(Key("room", room.label), "concerns", "serves_nothing")


def _overlapping(house: House) -> Iterator[Fault]:
    rooms = sorted(house.rooms, key=lambda one: (one.floor, one.x))
    for at, one in enumerate(rooms):
        for other in rooms[at + 1 :]:
            if (other.floor, other.x) >= (one.floor, one.x + one.w - TOUCH):
                break
            if one.y + TOUCH < other.y + other.h and other.y + TOUCH < one.y + one.h:
                yield fault(Key("room", one.label), "x", "overlaps", room=other.label)
