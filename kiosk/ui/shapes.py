"""The drawn parts of a screen as numbers: a zone's sign, floor plan and way, a code. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import Final

import segno

from wire.look import INK, NIGHT_TEXT, SIGNS
from wire.messages import Plan, PlanSign

QUIET: Final = 4
"""White modules around a code."""
Point = tuple[float, float]
Line = tuple[Point, ...]
STRAIGHT: Final = 0.02
"""Sine of a turn that is none (about one degree)."""


@dataclass(frozen=True)
class SignShape:
    """A zone's sign in a unit square: an SVG path, its letter, and where that stands."""

    letter: str = ""
    path: str = ""
    round: bool = False
    colour: str = INK
    night: str = NIGHT_TEXT
    """The colour on black."""
    letter_x: float = 0.5
    letter_y: float = 0.5
    letter_size: float = 0.42


@dataclass(frozen=True)
class PlanRoomShape:
    """A room in metres from the plan's corner."""

    label: str
    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class LegShape:
    """A straight piece of the dotted way, in metres from the plan's corner."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True)
class PlanShape:
    """The floor with the dotted way, in metres."""

    width: float = 0.0
    height: float = 0.0
    rooms: tuple[PlanRoomShape, ...] = ()
    legs: tuple[LegShape, ...] = ()
    here_x: float = 0.0
    here_y: float = 0.0
    sign_x: float = 0.0
    sign_y: float = 0.0
    air_across: float = 0.0
    air_down: float = 0.0
    """Metres from the sign to the rooms beside it, and to those above and below it."""
    goal_room: str = ""
    """The room that is looked for; empty when the way leads to a zone's sign."""
    shown: bool = False


@dataclass(frozen=True)
class CodeShape:
    """A QR code as a picture of one pixel a module, its white edge included."""

    source: str = ""
    side: int = 0
    """In modules."""
    shown: bool = False


NO_CODE: Final = CodeShape()
NO_SIGN: Final = SignShape()
NO_PLAN: Final = PlanShape()


def sign_shape(zone: str) -> SignShape:
    """The sign of a zone; a zone without a sign of its own gets a plain disc with its letter."""
    sign = SIGNS.get(zone)
    if sign is None:
        return SignShape(letter=zone, round=True)
    x, y = sign.letter_at
    return SignShape(
        letter=sign.letter,
        path=_path(sign.points),
        round=not sign.points,
        colour=sign.on_light,
        night=sign.on_dark,
        letter_x=x,
        letter_y=y,
        letter_size=sign.letter_size,
    )


def plan_shape(plan: Plan, goal: str, line: Line) -> PlanShape:
    """The floor with the way to a zone or a room; not shown when that is not on this floor."""
    sign = next((sign for sign in plan.signs if sign.zone == goal), None)
    room = next((room for room in plan.rooms if room.label == goal), None)
    if sign is None and room is None:
        return NO_PLAN
    across, down = _air(plan, sign) if sign else (0.0, 0.0)
    return PlanShape(
        width=plan.width,
        height=plan.height,
        rooms=tuple(PlanRoomShape(r.label, r.x, r.y, r.w, r.h) for r in plan.rooms),
        legs=tuple(LegShape(*a, *b) for a, b in pairwise(_corners(line))),
        here_x=plan.here[0],
        here_y=plan.here[1],
        sign_x=sign.x if sign else 0.0,
        sign_y=sign.y if sign else 0.0,
        air_across=across,
        air_down=down,
        goal_room=room.label if room and not sign else "",
        shown=True,
    )


def _corners(line: Line) -> Line:
    """The line without points at which it goes straight on."""
    if len(line) < 3:
        return line
    kept = (b for a, b, c in zip(line, line[1:], line[2:], strict=False) if _bends(a, b, c))
    return (line[0], *kept, line[-1])


def _bends(a: Point, b: Point, c: Point) -> bool:
    one, other = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    across = abs(one[0] * other[1] - one[1] * other[0])
    return across > STRAIGHT * hypot(*one) * hypot(*other)


def _air(plan: Plan, sign: PlanSign) -> tuple[float, float]:
    """Free metres to each side of the sign and above and below; at most to the plan's edge.

    A room counts in the direction in which it is farther away: a sign that keeps clear of it there
    keeps clear of it.
    """
    across = min(sign.x, plan.width - sign.x)
    down = min(sign.y, plan.height - sign.y)
    for room in plan.rooms:
        beside = max(room.x - sign.x, sign.x - room.x - room.w)
        above = max(room.y - sign.y, sign.y - room.y - room.h)
        if beside > above:
            across = min(across, beside)
        else:
            down = min(down, above)
    return max(0.0, across), max(0.0, down)


def _path(points: Line) -> str:
    steps = " L ".join(f"{x:g} {y:g}" for x, y in points)
    return f"M {steps} Z" if points else ""


@lru_cache(1)
def code_shape(text: str) -> CodeShape:
    """The code of an address."""
    code = segno.make_qr(text, error="m", boost_error=False)
    side, _ = code.symbol_size(border=QUIET)
    return CodeShape(code.png_data_uri(border=QUIET), int(side), shown=True)
