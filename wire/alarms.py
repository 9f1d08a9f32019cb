"""How an alarm looks wherever it is shown, and which people it is for. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from wire.look import ACTION, DANGER, INFO, NIGHT, PAPER, SUCCESS
from wire.messages import AlarmKind


@dataclass(frozen=True)
class AlarmCoat:
    """Ground of the panel (white words stand on it), of the pictogram's field, and its colour."""

    ground: str
    field: str
    mark: str


PRESSING: Final = AlarmCoat(DANGER, PAPER, DANGER)
COATS: Final[dict[AlarmKind, AlarmCoat]] = {
    "evacuate": PRESSING,
    "fire": PRESSING,
    "shelter": PRESSING,
    "medical": AlarmCoat(ACTION, PAPER, ACTION),
    "closed": AlarmCoat(NIGHT, INFO, PAPER),
    "all_clear": AlarmCoat(NIGHT, SUCCESS, PAPER),
}
"""White on each ground has at least 7:1."""
FOR_ALL: Final[frozenset[AlarmKind]] = frozenset({"evacuate", "fire", "shelter"})
"""Danger that every kiosk and phone tells, whichever zones it is for: nobody knows where a phone's
owner stands, and whoever is at a kiosk is about to go in."""


def reaches(kind: AlarmKind, zones: Collection[str], zone: str | None) -> bool:
    """Whether an alarm for `zones` (none: the whole site) is for whoever waits in `zone`.

    So kiosks and phones ask; None stands for the entrance, which is part of no zone. Displays hang
    somewhere and follow the scope that staff chose, danger or not (`Alarm.concerns`).
    """
    return not zones or kind in FOR_ALL or zone in zones
