"""What no office can be: each rule looks at the whole set-up and names what breaks it."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from hub.kit.errors import HouseError
from hub.office.rules.things import SITE, Fault, Key, Setup, fault
from hub.queue.rules import order_rule
from hub.sites.rules import LANDS, Concern, Site, Span, groups, timezones
from wire.ids import SLUG, ZONE
from wire.look import LANGUAGES
from wire.messages import Hours

MINUTES: Final[Mapping[str, tuple[int, int]]] = {
    "early_minutes": (0, 720), "late_minutes": (0, 720), "promise_minutes": (1, 720),
}  # fmt: skip
"""Of a site: the least and the most."""
SERVICE_MINUTES: Final = (1, 240)
NUMBERS: Final = (1, 65_535)
"""What fits into a letter's code."""
FLOORS: Final = (-9, 99)
METRES: Final = 2_000
"""No house is longer, and none stands farther from its own plan's corner."""
LONGEST: Final = 120
"""Characters of a name; a kiosk's button holds no more."""
LONGEST_NAME: Final = 60
"""Of the office: it is part of every device's look."""
LONGEST_HINT: Final = 300
LONGEST_LABEL: Final = 40
MOST: Final = 500
"""Things of one kind: what one office can have, and a page can list."""


def faults(setup: Setup) -> tuple[Fault, ...]:
    """All that is wrong, thing by thing; nothing: it can be used as it is."""
    found = [one for rule in _RULES for one in rule(setup)]
    return tuple(dict.fromkeys(found))


def _site(setup: Setup) -> Iterator[Fault]:
    one = setup.house.site
    yield from _named(SITE, "name", one.name, LONGEST_NAME)
    if one.timezone not in timezones():
        yield fault(SITE, "timezone", "no_such_timezone", timezone=one.timezone)
    if one.land not in LANDS:
        yield fault(SITE, "land", "no_such_land", land=one.land)
    if not NUMBERS[0] <= one.number <= NUMBERS[1]:
        yield fault(SITE, "number", "out_of_range", least=NUMBERS[0], most=NUMBERS[1])
    for name, (least, most) in MINUTES.items():
        if not least <= getattr(one, name) <= most:
            yield fault(SITE, name, "out_of_range", least=least, most=most)
    yield from _hours(SITE, "hours", one.hours)
    try:
        order_rule(one.order_rule)
    except (HouseError, TypeError) as error:
        named = error.fields.get("field") if isinstance(error, HouseError) else ""
        yield fault(SITE, "order_rule", "no_such_rule", rule=named)
    yield from _days(one)


def _days(site: Site) -> Iterator[Fault]:
    for day in site.days:
        key = Key("day", day.day.isoformat())
        yield from _named(key, "name", day.name)
        if not 2020 <= day.day.year < 2200:
            yield fault(key, "day", "no_such_year")
        yield from _spans(key, "spans", day.spans)


def _floors(setup: Setup) -> Iterator[Fault]:
    for one in setup.house.floors:
        key = Key("floor", str(one.level))
        yield from _short(key, "name", one.name, LONGEST)
        if not FLOORS[0] <= one.level <= FLOORS[1]:
            yield fault(key, "level", "out_of_range", least=FLOORS[0], most=FLOORS[1])


def _zones(setup: Setup) -> Iterator[Fault]:
    for one in setup.house.zones:
        key = Key("zone", one.id)
        if not re.fullmatch(ZONE, one.id):
            yield fault(key, "id", "no_letter")
        yield from _texts(key, "name", one.name, LONGEST)
        yield from _hours(key, "sound", one.sound.quiet)


def _concerns(setup: Setup) -> Iterator[Fault]:
    house = setup.house
    zones, known = {one.id for one in house.zones}, {one.id: one for one in house.concerns}
    least, most = SERVICE_MINUTES
    for one in house.concerns:
        key = Key("concern", one.id)
        if not re.fullmatch(SLUG, one.id):
            yield fault(key, "id", "no_slug")
        yield from _texts(key, "name", one.name, LONGEST)
        yield from _texts(key, "hint", one.hint, LONGEST_HINT, needed=False)
        if one.zone not in zones:
            yield fault(key, "zone", "no_such_zone", zone=one.zone)
        if not least <= one.service_minutes <= most:
            yield fault(key, "service_minutes", "out_of_range", least=least, most=most)
        yield from _hours(key, "hours", one.hours)
        yield from _papers(key, one)
        yield from _short(key, "required_skill", one.required_skill or "", LONGEST_LABEL)
        if one.parent is not None:
            above = known.get(one.parent)
            if above is None:
                yield fault(key, "parent", "no_such_concern", concern=one.parent)
            elif above.parent is not None or above.id == one.id:
                yield fault(key, "parent", "too_deep", concern=one.parent)


def _papers(key: Key, one: Concern) -> Iterator[Fault]:
    yield from _languages(key, "papers", one.papers)
    if any(one.papers.values()) and not one.papers.get("de"):
        yield fault(key, "papers", "no_german")
    for said in one.papers.values():
        for paper in said:
            yield from _short(key, "papers", paper, LONGEST)


def _rooms(setup: Setup) -> Iterator[Fault]:
    house = setup.house
    zones, floors = {one.id for one in house.zones}, {one.level for one in house.floors}
    known, above = {one.id for one in house.concerns}, groups(house.concerns)
    for one in house.rooms:
        key = Key("room", one.label)
        yield from _label(key, "label", one.label)
        yield from _texts(key, "name", one.name, LONGEST)
        yield from _short(key, "team", one.team, LONGEST_LABEL)
        for skill in one.skills:
            yield from _label(key, "skills", skill)
        if one.zone not in zones:
            yield fault(key, "zone", "no_such_zone", zone=one.zone)
        if one.floor not in floors:
            yield fault(key, "floor", "no_such_floor", floor=one.floor)
        for concern in one.concerns:
            if concern not in known:
                yield fault(key, "concerns", "no_such_concern", concern=concern)
            elif concern in above:
                yield fault(key, "concerns", "is_a_group", concern=concern)
        for name in ("x", "y"):
            yield from _metres(key, name, getattr(one, name), -METRES)
        for name in ("w", "h"):
            yield from _metres(key, name, getattr(one, name), 0)


def _points(setup: Setup) -> Iterator[Fault]:
    house = setup.house
    known = {
        "room": {str(one.label) for one in house.rooms},
        "zone": {str(one.id) for one in house.zones},
    }
    floors = {one.level for one in house.floors}
    for one in house.nodes:
        key = Key("point", one.id)
        yield from _label(key, "id", one.id)
        for name in ("x", "y"):
            yield from _metres(key, name, getattr(one, name), -METRES)
        if one.floor not in floors:
            yield fault(key, "floor", "no_such_floor", floor=one.floor)
        if one.kind in known and one.ref not in known[one.kind]:
            code = {"room": "no_such_room", "zone": "no_such_zone"}[one.kind]
            yield fault(key, "ref", code, room=one.ref, zone=one.ref)


def _climbs(setup: Setup) -> Iterator[Fault]:
    """Only stairs and lifts lead to another floor."""
    nodes = {one.id: one for one in setup.house.nodes}
    for a, b in setup.house.edges:
        here, there = nodes[a], nodes[b]
        if here.floor != there.floor and (here.kind, there.kind) != ("stairs", "stairs"):
            yield fault(Key("point", a), "leads_to", "through_the_ceiling", point=b)


def _absences(setup: Setup) -> Iterator[Fault]:
    rooms = {one.label for one in setup.house.rooms}
    for one in setup.absences:
        key = Key("absence", one.id)
        yield from _label(key, "id", one.id)
        if one.ends_at <= one.starts_at:
            yield fault(key, "ends_at", "ends_before")
        if one.room is None and one.staff is None:
            yield fault(key, "room", "nobody")
        if one.room is not None and one.room not in rooms:
            yield fault(key, "room", "no_such_room", room=one.room)


def _counts(setup: Setup) -> Iterator[Fault]:
    house = setup.house
    counted: tuple[tuple[Key, str, Sequence[object]], ...] = (
        (SITE, "rooms", house.rooms), (SITE, "concerns", house.concerns),
        (SITE, "points", house.nodes), (SITE, "days", house.site.days),
        (SITE, "absences", setup.absences), (SITE, "floors", house.floors),
    )  # fmt: skip
    for key, field, found in counted:
        if len(found) > (4 * MOST if field == "points" else MOST):
            yield fault(key, field, "too_many", most=MOST)


_RULES: Final[tuple[Callable[[Setup], Iterable[Fault]], ...]] = (
    _site, _floors, _zones, _concerns, _rooms, _points, _climbs, _absences, _counts,
)  # fmt: skip


def _named(key: Key, field: str, text: str, most: int = LONGEST) -> Iterator[Fault]:
    if not text.strip():
        yield fault(key, field, "empty")
    yield from _short(key, field, text, most)


def _label(key: Key, field: str, text: str) -> Iterator[Fault]:
    """What stands on doors and in addresses of pages."""
    yield from _short(key, field, text, LONGEST_LABEL)
    if not text or text != text.strip() or "/" in text or text in (".", ".."):
        yield fault(key, field, "no_label")


def _short(key: Key, field: str, text: str, most: int) -> Iterator[Fault]:
    if len(text) > most:
        yield fault(key, field, "too_long", most=most)
    if any(ord(one) < 32 or 0x7F <= ord(one) < 0xA0 or 0xD800 <= ord(one) < 0xE000 for one in text):
        yield fault(key, field, "no_character")


def _texts(
    key: Key, field: str, said: Mapping[str, str], most: int, *, needed: bool = True
) -> Iterator[Fault]:
    yield from _languages(key, field, said)
    if needed and not said.get("de", "").strip():
        yield fault(key, field, "no_german")
    for text in said.values():
        yield from _short(key, field, text, most)


def _languages(key: Key, field: str, said: Iterable[str]) -> Iterator[Fault]:
    for lang in said:
        if lang not in LANGUAGES:
            yield fault(key, field, "no_such_language", language=lang)


def _hours(key: Key, field: str, hours: Iterable[Hours]) -> Iterator[Fault]:
    by_day: dict[int, list[Span]] = {}
    for one in hours:
        by_day.setdefault(one.weekday, []).append(Span(one.opens, one.closes))
    for spans in by_day.values():
        yield from _spans(key, field, spans)


def _spans(key: Key, field: str, spans: Sequence[Span]) -> Iterator[Fault]:
    for one in spans:
        if not 0 <= one.opens < one.closes <= 1440:
            yield fault(key, field, "no_span")
    for a, b in combinations(spans, 2):
        if a.opens < b.closes and b.opens < a.closes:
            yield fault(key, field, "overlap")


def _metres(key: Key, field: str, value: float, least: float) -> Iterator[Fault]:
    if not math.isfinite(value) or not least <= value <= METRES:
        yield fault(key, field, "out_of_range", least=f"{least:g}", most=METRES)
