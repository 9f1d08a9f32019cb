"""The way to a room and its floor, in the visitor's language."""

from hub.follow.texts import text
from wire.look import Lang
from wire.messages import Leg, Way


def floor_words(floor: int, lang: Lang) -> str:
    """``Stockwerk 2``, the ground floor and floors below by names of their own."""
    if floor == 0:
        return text(lang, "ground_floor")
    return text(lang, "floor" if floor > 0 else "basement", n=abs(floor))


def way_words(way: Way, start_floor: int | None, lang: Lang) -> tuple[str, ...]:
    """One short sentence a stretch: ``Links um die Ecke, dann 20 Meter geradeaus.``

    Stairs say to which floor they lead, where it is known on which one the way begins.
    """
    if not way.legs:
        return (_sentence(text(lang, "way_here")),)
    floor, told = start_floor, list[str]()
    for leg in way.legs:
        if floor is not None:
            floor += leg.floors
        told.append(_sentence(_leg(leg, floor, lang)))
    return tuple(told)


def _leg(leg: Leg, floor: int | None, lang: Lang) -> str:
    metres = text(lang, "way_metres", n=leg.metres) if leg.metres else ""
    if leg.turn == "straight":
        return metres or text(lang, "way_straight")
    turn = text(lang, f"way_{leg.turn}")
    if leg.floors and floor is not None:
        turn = f"{turn} ({floor_words(floor, lang)})"
    if not metres:
        return turn
    return text(lang, "way_join", before=turn, after=text(lang, "way_then", leg=metres))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
