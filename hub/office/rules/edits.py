"""Edits of a set-up: put and remove things, keep both ends of a way, and tell what is different."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.office.rules.things import LINKS, ORDER, Key, Plain, Things


@dataclass(frozen=True)
class Difference:
    """A thing before and after; None: there was, or is, none."""

    key: Key
    before: Plain | None
    after: Plain | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that say something else now."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys((*before, *after))
        return tuple(one for one in names if before.get(one) != after.get(one))


def differences(before: Things, after: Things) -> tuple[Difference, ...]:
    """What an edit does, in the order of the things after it, then what is gone."""
    keys = dict.fromkeys((*after, *before))
    return tuple(
        Difference(key, before.get(key), after.get(key))
        for key in keys
        if before.get(key) != after.get(key)
    )


def put(things: Things, key: Key, plain: Plain) -> dict[Key, Plain]:
    """The thing as it shall be; a point's ways are noted at their other ends too."""
    after = {**things, key: plain}
    if key.kind == "concern" and key not in things:
        listed = things.get(ORDER, {}).get("concerns", [])
        after[ORDER] = {"concerns": [*listed, key.name]}
    if key.kind == "point":
        named = plain.get(LINKS)
        wanted = set(named) if isinstance(named, list) else set()
        for other, said in things.items():
            if other.kind == "point" and other != key:
                after[other] = _linked(said, key.name, other.name in wanted)
    return after


def remove(things: Things, key: Key) -> dict[Key, Plain]:
    """Without the thing, and without what means nothing once it is gone."""
    after = {one: plain for one, plain in things.items() if one != key}
    if key.kind == "concern":
        for other, plain in after.items():
            if other.kind in ("room", "order"):
                after[other] = plain | {"concerns": _without(plain["concerns"], key.name)}
    if key.kind in ("room", "zone"):
        gone = [
            one for one, plain in after.items()
            if one.kind == "point" and (plain["kind"], plain["ref"]) == (key.kind, key.name)
        ]  # fmt: skip
        for point in gone:
            after = remove(after, point)
    if key.kind == "room":
        away = [
            one for one, plain in after.items()
            if one.kind == "absence" and plain["room"] == key.name
        ]  # fmt: skip
        after = {one: plain for one, plain in after.items() if one not in away}
    if key.kind == "point":
        for other, plain in after.items():
            if other.kind == "point":
                after[other] = _linked(plain, key.name, linked=False)
    return after


def moved(things: Things, concern: str, by: int) -> dict[Key, Plain]:
    """The concern is offered so many places later, among those of its own group."""
    listed: list[str] = list(things[ORDER]["concerns"])
    beside = [one for one in listed if _parent(things, one) == _parent(things, concern)]
    at = beside.index(concern)
    to = min(max(at + by, 0), len(beside) - 1)
    a, b = listed.index(concern), listed.index(beside[to])
    listed[a], listed[b] = listed[b], listed[a]
    return {**things, ORDER: {"concerns": listed}}


def _parent(things: Things, concern: str) -> object:
    return things.get(Key("concern", concern), {}).get("parent")


def _linked(plain: Plain, name: str, linked: bool) -> Plain:
    others: list[str] = [one for one in plain.get(LINKS, []) if one != name]
    return plain | {LINKS: sorted([*others, name]) if linked else others}


def _without(names: Iterable[str], gone: str) -> list[str]:
    return [one for one in names if one != gone]
