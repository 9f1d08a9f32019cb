"""The way (Weg) from the kiosk to a place of the house, in words."""

from typing import Final

from wire.look import Lang
from wire.messages import Arrow, Leg, Way

_TURNS: Final[dict[Lang, dict[Arrow, str]]] = {
    "de": {
        "straight": "geradeaus",
        "left": "links um die Ecke",
        "right": "rechts um die Ecke",
        "back": "umdrehen",
        "half_left": "halb links",
        "half_right": "halb rechts",
        "stairs_up": "die Treppe hoch",
        "stairs_down": "die Treppe hinunter",
        "here": "gleich hier",
    },
    "en": {
        "straight": "straight ahead",
        "left": "around the corner to the left",
        "right": "around the corner to the right",
        "back": "turn around",
        "half_left": "ahead to the left",
        "half_right": "ahead to the right",
        "stairs_up": "up the stairs",
        "stairs_down": "down the stairs",
        "here": "right here",
    },
}
_METRES: Final[dict[Lang, str]] = {"de": "{} Meter geradeaus", "en": "{} metres straight ahead"}
_FLOORS: Final[dict[Lang, tuple[str, str]]] = {
    "de": ("1 Stockwerk", "{} Stockwerke"),
    "en": ("1 floor", "{} floors"),
}
_THEN: Final[dict[Lang, str]] = {"de": "dann", "en": "then"}
_LEVEL: Final[dict[Lang, str]] = {"de": "Ohne Stufen.", "en": "No steps."}


def way_words(way: Way, lang: Lang) -> str:
    """Short sentences such as ``Links um die Ecke, dann 20 Meter geradeaus. Ohne Stufen.``"""
    legs = way.legs or (Leg(turn=way.arrow, metres=0),)
    sentences = [_leg(leg, lang) for leg in legs]
    rest = [f"{_THEN[lang]} {sentence}" for sentence in sentences[1:]]
    words = " ".join(_sentence(text) for text in (sentences[0], *rest))
    walked = any(leg.metres for leg in legs)
    return f"{words} {_LEVEL[lang]}" if walked and not _climbs(legs) else words


def _climbs(legs: tuple[Leg, ...]) -> bool:
    return any(leg.floors or leg.turn in ("stairs_up", "stairs_down") for leg in legs)


def _leg(leg: Leg, lang: Lang) -> str:
    """One stretch without capital and full stop."""
    metres = _METRES[lang].format(leg.metres)
    if leg.turn == "straight":
        return metres if leg.metres else _TURNS[lang]["straight"]
    parts = [_TURNS[lang][leg.turn]]
    if leg.floors:
        one, many = _FLOORS[lang]
        parts.append(one if abs(leg.floors) == 1 else many.format(abs(leg.floors)))
    if leg.metres:
        parts.append(f"{_THEN[lang]} {metres}")
    return ", ".join(parts)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
