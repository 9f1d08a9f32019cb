"""How an alarm looks wherever it is shown: one palette. Pure."""

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
