"""The way (Weg) from the kiosk to a place of the house, in words."""

from functools import reduce

from kiosk.texts import plural, text
from wire.look import Lang
from wire.messages import Leg, Way


def way_words(way: Way, lang: Lang) -> str:
    """Short sentences such as ``Links um die Ecke, dann 20 Meter geradeaus. Ohne Stufen.``"""
    legs = way.legs or (Leg(turn=way.arrow, metres=0),)
    sentences = [_leg(leg, lang) for leg in legs]
    rest = [text(lang, "way_then", leg=sentence) for sentence in sentences[1:]]
    words = " ".join(_sentence(one) for one in (sentences[0], *rest))
    walked = any(leg.metres for leg in legs)
    return f"{words} {text(lang, 'way_level')}" if walked and not climbs(way) else words


def climbs(way: Way) -> bool:
    """Whether the way has stairs."""
    turns = [way.arrow, *(leg.turn for leg in way.legs)]
    return "stairs_up" in turns or "stairs_down" in turns or any(leg.floors for leg in way.legs)


def _leg(leg: Leg, lang: Lang) -> str:
    """One stretch without capital and full stop."""
    metres = plural(lang, "way_metres", leg.metres)
    if leg.turn == "straight":
        return metres if leg.metres else text(lang, "way_straight")
    parts = [text(lang, f"way_{leg.turn}")]
    if leg.floors:
        parts.append(plural(lang, "way_floors", abs(leg.floors)))
    if leg.metres:
        parts.append(text(lang, "way_then", leg=metres))
    return reduce(lambda before, after: text(lang, "way_join", before=before, after=after), parts)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
