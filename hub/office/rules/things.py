"""A set-up as flat plain things, each with a kind and a key, and the way back to a house.

Forms, programs, the file and the log of changes all speak of such things; an edit replaces some of
them. Plain is what JSON can say.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, NamedTuple, get_args

from pydantic import TypeAdapter, ValidationError

from hub.sites.rules import (
    Absence,
    Concern,
    Floor,
    House,
    Node,
    Room,
    Site,
    SpecialDay,
    Zone,
)
from wire.ids import SiteId

Kind = Literal["site", "floor", "zone", "concern", "order", "room", "point", "day", "absence"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""In the order in which they are told; `order` is that in which kiosks offer the concerns."""
Plain = dict[str, Any]


class Key(NamedTuple):
    """What a thing is, and which one of its kind."""

    kind: Kind
    name: str


Things = Mapping[Key, Plain]
SITE: Final = Key("site", "site")
ORDER: Final = Key("order", "concerns")
KEY_FIELDS: Final[Mapping[Kind, str]] = {
    "floor": "level", "zone": "id", "concern": "id", "room": "label", "point": "id", "day": "day",
    "absence": "id",
}  # fmt: skip
"""The field that holds the key; a thing's plain form is without it."""
_TYPES: Final[Mapping[Kind, type]] = {
    "site": Site, "floor": Floor, "zone": Zone, "concern": Concern, "room": Room, "point": Node,
    "day": SpecialDay, "absence": Absence,
}  # fmt: skip
_ADAPTERS: Final[Mapping[Kind, TypeAdapter[Any]]] = {
    kind: TypeAdapter(found) for kind, found in _TYPES.items()
}
LINKS: Final = "leads_to"
"""Of a point: the points that one can walk to from it, at both ends of each way."""


@dataclass(frozen=True)
class Fault:
    """Something is wrong with a field of a thing; `code` chooses the sentence, `told` fills it."""

    key: Key
    field: str
    code: str
    told: tuple[tuple[str, str], ...] = ()


def fault(key: Key, field: str, code: str, **told: object) -> Fault:
    return Fault(key, field, code, tuple((name, str(value)) for name, value in told.items()))


@dataclass(frozen=True)
class Setup:
    """All that is set up at a site."""

    house: House
    absences: tuple[Absence, ...] = ()

    @property
    def things(self) -> dict[Key, Plain]:
        return dict(_things(self))


def _things(setup: Setup) -> Iterator[tuple[Key, Plain]]:
    house = setup.house
    yield SITE, _plain("site", house.site, "id", "days")
    listed: tuple[tuple[Kind, Iterable[object]], ...] = (
        ("floor", house.floors), ("zone", house.zones), ("concern", house.concerns),
        ("room", house.rooms), ("day", house.site.days), ("absence", setup.absences),
    )  # fmt: skip
    for kind, found in listed:
        for one in found:
            yield _key(kind, one), _plain(kind, one, KEY_FIELDS[kind])
    yield ORDER, {"concerns": [str(one.id) for one in house.concerns]}
    links: dict[str, set[str]] = {node.id: set() for node in house.nodes}
    for a, b in house.edges:
        links[a].add(b)
        links[b].add(a)
    for node in house.nodes:
        plain = _plain("point", node, "id") | {LINKS: sorted(links[node.id])}
        yield Key("point", node.id), plain


def _key(kind: Kind, one: object) -> Key:
    return Key(kind, str(getattr(one, KEY_FIELDS[kind])))


def _plain(kind: Kind, one: object, *without: str) -> Plain:
    plain: Plain = _ADAPTERS[kind].dump_python(one, mode="json")
    return {name: value for name, value in plain.items() if name not in without}


def known_fields(kind: Kind) -> frozenset[str]:
    """What a thing of this kind may say."""
    if kind == "order":
        return frozenset({"concerns"})
    without = {"site": {"id", "days"}}.get(kind, {KEY_FIELDS.get(kind, "")})
    names = {one.name for one in fields(_TYPES[kind])} - without
    return frozenset(names | {LINKS} if kind == "point" else names)


def version(plain: Plain | None) -> str:
    """Which state of a thing this is: whoever changes it says which one they have seen."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Built:
    """A set-up that was put together, or why it cannot be."""

    setup: Setup | None
    faults: tuple[Fault, ...]


def build(site: SiteId, things: Things) -> Built:
    """The house that the things describe. What no house can hold becomes faults."""
    parts: dict[Kind, list[Any]] = {kind: [] for kind in KINDS}
    faults: list[Fault] = []
    for key, plain in things.items():
        faults += [
            fault(key, name, "unknown_field") for name in plain.keys() - known_fields(key.kind)
        ]
        if key.kind == "order":
            continue
        try:
            found = _part(site, key, plain)
            parts[key.kind].append(found)
            if key.kind != "site" and _key(key.kind, found) != key:
                faults.append(fault(key, KEY_FIELDS[key.kind], "type", place=""))
        except ValidationError as error:
            faults += [_fault(key, one["loc"], one["type"]) for one in error.errors()]
    links, wrong = _links(things)
    faults += wrong
    if SITE not in things:
        faults.append(fault(SITE, "", "missing"))
    if faults:
        return Built(None, tuple(dict.fromkeys(faults)))
    return Built(_setup(parts, things, links), ())


def _part(site: SiteId, key: Key, plain: Plain) -> object:
    known = {name: value for name, value in plain.items() if name != LINKS}
    named = {"id": site} if key.kind == "site" else {KEY_FIELDS[key.kind]: key.name}
    return _ADAPTERS[key.kind].validate_python(known | named)


def _fault(key: Key, where: tuple[int | str, ...], kind: str) -> Fault:
    place = [str(one) for one in where]
    code = "missing" if kind == "missing" else "type"
    return fault(key, place[0] if place else "", code, place=" ".join(place[1:]))


def _links(things: Things) -> tuple[set[tuple[str, str]], list[Fault]]:
    """The ways between two points, each once, the first by name first."""
    found: set[tuple[str, str]] = set()
    faults = []
    for key, plain in things.items():
        if key.kind != "point":
            continue
        named = plain.get(LINKS, [])
        if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
            faults.append(fault(key, LINKS, "type", place=""))
            continue
        for other in named:
            if other == key.name or Key("point", other) not in things:
                faults.append(fault(key, LINKS, "no_such_point", point=other))
            else:
                found.add((min(key.name, other), max(key.name, other)))
    return found, faults


def _setup(
    parts: Mapping[Kind, list[Any]], things: Things, links: Iterable[tuple[str, str]]
) -> Setup:
    """Everything in one order, so that equal set-ups are equal."""
    wanted = {name: at for at, name in enumerate(things.get(ORDER, {}).get("concerns", []))}
    last = len(wanted)
    (site,) = parts["site"]
    days = tuple(sorted(parts["day"], key=lambda one: one.day))
    house = House(
        site=Site(**{**vars(site), "days": days}),
        zones=tuple(sorted(parts["zone"], key=lambda one: one.id)),
        concerns=tuple(
            sorted(parts["concern"], key=lambda one: (wanted.get(one.id, last), one.id))
        ),
        rooms=tuple(sorted(parts["room"], key=lambda one: one.label)),
        nodes=tuple(sorted(parts["point"], key=lambda one: one.id)),
        edges=tuple(sorted(links)),
        floors=tuple(sorted(parts["floor"], key=lambda one: one.level)),
    )
    return Setup(house, tuple(sorted(parts["absence"], key=lambda one: (one.starts_at, one.id))))


def canonical(setup: Setup) -> Setup:
    """The same set-up with everything in its order."""
    found = build(setup.house.site.id, setup.things).setup
    if found is None:
        raise ValueError("a house that no house can be")
    return found
