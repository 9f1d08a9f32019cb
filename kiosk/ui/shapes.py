"""The drawn parts of a screen as numbers: a zone's sign and the floor plan with the way. Pure."""

from dataclasses import dataclass
from typing import Final

from wire.look import INK, NIGHT_TEXT, SIGNS
from wire.messages import Plan


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
class PlanShape:
    """The floor in metres; `path` is the dotted way as an SVG path."""

    width: float = 0.0
    height: float = 0.0
    rooms: tuple[PlanRoomShape, ...] = ()
    path: str = ""
    here_x: float = 0.0
    here_y: float = 0.0
    sign_x: float = 0.0
    sign_y: float = 0.0
    goal_room: str = ""
    """The room that is looked for; empty when the way leads to a zone's sign."""
    shown: bool = False


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
        path=_path(sign.points, close=True),
        round=not sign.points,
        colour=sign.on_light,
        night=sign.on_dark,
        letter_x=x,
        letter_y=y,
        letter_size=sign.letter_size,
    )


def plan_shape(plan: Plan, goal: str, line: tuple[tuple[float, float], ...]) -> PlanShape:
    """The floor with the way to a zone or a room; not shown when that is not on this floor."""
    sign = next((sign for sign in plan.signs if sign.zone == goal), None)
    room = next((room for room in plan.rooms if room.label == goal), None)
    if sign is None and room is None:
        return NO_PLAN
    return PlanShape(
        width=plan.width,
        height=plan.height,
        rooms=tuple(PlanRoomShape(r.label, r.x, r.y, r.w, r.h) for r in plan.rooms),
        path=_path(line, close=False),
        here_x=plan.here[0],
        here_y=plan.here[1],
        sign_x=sign.x if sign else 0.0,
        sign_y=sign.y if sign else 0.0,
        goal_room=room.label if room and not sign else "",
        shown=True,
    )


def _path(points: tuple[tuple[float, float], ...], *, close: bool) -> str:
    if not points:
        return ""
    steps = " L ".join(f"{x:g} {y:g}" for x, y in points)
    return f"M {steps}{' Z' if close else ''}"
