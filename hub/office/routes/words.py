"""What a thing says, in German words: for lists of what is different."""

from collections.abc import Mapping
from typing import Any, Final

from hub.kit.languages import LANGUAGES
from hub.office.rules.file import clock
from hub.office.texts import ABSENCES, POINT_KINDS, ROOM_KINDS, WEEKDAYS
from hub.sites.rules import LANDS

NOTHING: Final = "–"
LONGEST: Final = 200
"""Characters of one side of a difference; the rest is told by three dots."""


def said(field: str, value: object) -> str:
    """The value of a field as people read it; nothing is a dash."""
    text = _said(field, value)
    return (text if len(text) <= LONGEST else f"{text[:LONGEST]} …") or NOTHING


def _said(field: str, value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, Mapping):
        return "; ".join(
            f"{LANGUAGES.get(name, name)}: {_said(field, one)}"
            for name, one in value.items()
            if one
        )
    if isinstance(value, list):
        return ", ".join(
            _span(one) if isinstance(one, Mapping) else _word(field, one) for one in value
        )
    return "" if value is None else _word(field, value)


def _span(span: Mapping[str, Any]) -> str:
    day = f"{WEEKDAYS[span['weekday']]} " if "weekday" in span else ""
    return f"{day}{clock(span['opens'])} bis {clock(span['closes'])}"


def _word(field: str, value: object) -> str:
    named: Mapping[str, Mapping[str, str]] = {
        "land": LANDS,
        "languages": {str(one): name for one, name in LANGUAGES.items()},
        "kind": {**ROOM_KINDS, **POINT_KINDS, **ABSENCES},
    }  # fmt: skip
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return named.get(field, {}).get(str(value), str(value))
