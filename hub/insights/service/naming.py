"""Names of what figures are of: concerns, hours, desk groups, as people read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hub.insights import texts
from hub.insights.rules import FORMER, NOT_CALLED, Dimension
from hub.sites.rules import House, Room

ZONE = "zone:"
"""How the key of a desk group begins that has no team."""


@dataclass(frozen=True)
class Names:
    """German names by key, and the order in which parts stand."""

    concerns: Mapping[str, str]
    zones: Mapping[str, str]

    def name(self, dimension: Dimension, key: str) -> str:
        """What a part is called; a concern that the house no longer has keeps its id."""
        return self._words()[dimension](key)

    def _words(self) -> Mapping[Dimension, Callable[[str], str]]:
        return {
            "concern": lambda key: self.concerns.get(key, key),
            "hour": lambda key: f"{key}–{int(key) + 1} Uhr",
            "weekday": lambda key: texts.WEEKDAYS[int(key)],
            "group": self._group,
            "appointment": lambda key: texts.FIXED[key],
            "origin": lambda key: texts.FIXED[key],
            "language": lambda key: texts.LANGUAGES.get(key, key),
        }

    def _group(self, key: str) -> str:
        if key in (NOT_CALLED, FORMER):
            return texts.NOT_CALLED if key == NOT_CALLED else texts.FORMER
        zone = key.removeprefix(ZONE)
        return f"Wartezone {zone} {self.zones.get(zone, '')}".strip() if zone != key else key

    def order(self, dimension: Dimension, key: str) -> tuple[int, str]:
        """By the house's order, by time, or by name; those whom nobody called come last."""
        if dimension == "concern":
            places = list(self.concerns)
            return (places.index(key) if key in places else len(places), key)
        if dimension in ("hour", "weekday"):
            return (int(key), "")
        return (int(key in (NOT_CALLED, FORMER)), self.name(dimension, key).casefold())


def names_of(house: House) -> Names:
    return Names(
        {one.id: one.name["de"] for one in house.concerns},
        {one.id: one.name["de"] for one in house.zones},
    )


def desk_group(room: Room) -> str:
    """The key of the group that a desk belongs to: its team, else its waiting zone."""
    return room.team or f"{ZONE}{room.zone}"
