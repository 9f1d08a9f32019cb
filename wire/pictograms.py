"""Our own pictograms as SVG path data: alarms and the subjects of notices, each a single fill.

A square of 100, y downwards, to be filled by the rule "nonzero" (SVG's default; in Qt
`ShapePath.WindingFill`): strokes are outlines that may overlap, and holes run the other way round.
The colour is the caller's, so that contrast follows from the ground it stands on.
"""

import math
from itertools import pairwise
from typing import Final

Point = tuple[float, float]


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _disc(x: float, y: float, r: float, *, hole: bool = False) -> str:
    sweep = 0 if hole else 1
    left, right, size = _number(x - r), _number(x + r), _number(r)
    half = f"A{size} {size} 0 0 {sweep}"
    return f"M{left} {_number(y)} {half} {right} {_number(y)} {half} {left} {_number(y)} Z "


def _ring(x: float, y: float, r: float, width: float) -> str:
    return _disc(x, y, r) + _disc(x, y, r - width, hole=True)


def _poly(*points: Point, hole: bool = False) -> str:
    """A closed outline, turned so that solid ones all run the same way round."""
    around = zip(points, points[1:] + points[:1], strict=True)
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in around)
    corners = points if (area > 0) != hole else points[::-1]
    return "M" + " L".join(f"{_number(x)} {_number(y)}" for x, y in corners) + " Z "


def _box(x: float, y: float, width: float, height: float, *, hole: bool = False) -> str:
    right, below = x + width, y + height
    return _poly((x, y), (right, y), (right, below), (x, below), hole=hole)


def _stroke(width: float, *points: Point) -> str:
    """A line of this width through the points, round at its ends and bends."""
    r = width / 2
    drawn = _disc(*points[0], r)
    for (x1, y1), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x1, y2 - y1)
        across, along = r * (y1 - y2) / length, r * (x2 - x1) / length
        drawn += _poly(
            (x1 + across, y1 + along), (x2 + across, y2 + along),
            (x2 - across, y2 - along), (x1 - across, y1 - along),
        ) + _disc(x2, y2, r)  # fmt: skip
    return drawn


def _bow(x: float, y: float, r: float, width: float, half_degrees: float) -> str:
    """A bow above (x, y), open by this angle to both sides of straight up."""
    turn = math.radians(half_degrees)

    def at(radius: float, side: int) -> str:
        far, up = radius * math.sin(turn), radius * math.cos(turn)
        return f"{_number(x + side * far)} {_number(y - up)}"

    out, into = _number(r), _number(r - width)
    return (
        f"M{at(r, -1)} A{out} {out} 0 0 1 {at(r, 1)} "
        f"L{at(r - width, 1)} A{into} {into} 0 0 0 {at(r - width, -1)} Z "
    )


def _person(x: float, top: float, size: float) -> str:
    """Somebody who stands, seen from the front; `size` is their height."""
    u = size / 100
    return (
        _disc(x, top + 12 * u, 12 * u)
        + _stroke(16 * u, (x - 14 * u, top + 37 * u), (x + 14 * u, top + 37 * u))
        + _box(x - 14 * u, top + 29 * u, 28 * u, 38 * u)
        + _stroke(11 * u, (x - 17 * u, top + 38 * u), (x - 22 * u, top + 62 * u))
        + _stroke(11 * u, (x + 17 * u, top + 38 * u), (x + 22 * u, top + 62 * u))
        + _stroke(13 * u, (x - 7.5 * u, top + 62 * u), (x - 7.5 * u, top + 93 * u))
        + _stroke(13 * u, (x + 7.5 * u, top + 62 * u), (x + 7.5 * u, top + 93 * u))
    )


_RUNNER: Final = (
    _disc(45, 17, 8)
    + _stroke(13, (41, 34), (32, 56))
    + _stroke(7.5, (41, 33), (54, 42), (62, 36))
    + _stroke(7.5, (39, 33), (25, 36), (18, 46))
    + _stroke(9, (33, 57), (47, 66), (45, 86))
    + _stroke(9, (31, 57), (22, 74), (7, 76))
)
_DOORWAY: Final = _poly(
    (58, 6), (94, 6), (94, 94), (58, 94), (58, 85), (85, 85), (85, 15), (58, 15)
)
_FLAME: Final = (
    "M53 4 C58 20 82 34 82 62 C82 82 68 96 50 96 C32 96 18 82 18 62 C18 50 24 41 31 33 "
    "C33 40 36 45 41 47 C38 30 43 15 53 4 Z "
    # The hole runs the other way round.
    "M51 54 C48 63 36 66 36 76 C36 83 42 88 50 88 C58 88 64 83 64 76 C64 67 55 63 51 54 Z "
)
_HOUSE: Final = _poly((50, 4), (97, 42), (88, 42), (88, 95), (12, 95), (12, 42), (3, 42)) + _poly(
    (50, 16), (79, 40), (79, 86), (21, 86), (21, 40), hole=True
)
_TICK: Final = _stroke(11, (29, 52), (44, 67), (72, 35))
_SPEAKER_BOX: Final = _poly((8, 38), (24, 38), (44, 20), (44, 80), (24, 62), (8, 62))

PICTOGRAMS: Final[dict[str, str]] = {
    "evacuate": _RUNNER + _DOORWAY,
    "fire": _FLAME,
    "shelter": _HOUSE + _person(50, 31, 55),
    "medical": _poly(
        (36, 6), (64, 6), (64, 36), (94, 36), (94, 64), (64, 64),
        (64, 94), (36, 94), (36, 64), (6, 64), (6, 36), (36, 36),
    ),
    "closed": _disc(50, 50, 46) + _box(20, 41, 60, 18, hole=True),
    "all_clear": _ring(50, 50, 46, 10) + _TICK,
    "info": _disc(50, 50, 46) + _disc(50, 27, 7, hole=True)
    + _poly((40, 41), (57, 41), (57, 70), (63, 70), (63, 78), (37, 78), (37, 70), (43, 70),
            (43, 49), (40, 49), hole=True),
    "clock": _ring(50, 50, 46, 9) + _stroke(9, (50, 24), (50, 51), (67, 63)),
    "lift": _box(6, 6, 88, 88) + _box(14, 14, 72, 72, hole=True)
    + _person(64, 21, 60)
    + _poly((19, 46), (31, 26), (43, 46)) + _poly((19, 54), (43, 54), (31, 74)),
    "door": _box(18, 5, 64, 90) + _box(27, 14, 46, 81, hole=True)
    + _poly((27, 14), (60, 22), (60, 95), (27, 95)) + _disc(53, 56, 3.6, hole=True),
    "phone": _stroke(15, (21, 27), (24, 41), (31, 54), (46, 69), (59, 76), (73, 79))
    + _poly((10, 17), (29, 6), (43, 30), (24, 41)) + _poly((59, 76), (70, 57), (94, 71), (83, 90)),
    "document": _poly((20, 5), (62, 5), (82, 25), (82, 95), (20, 95))
    + _poly((29, 14), (56, 14), (56, 31), (73, 31), (73, 86), (29, 86), hole=True)
    + _box(37, 42, 28, 7) + _box(37, 56, 28, 7) + _box(37, 70, 28, 7),
    "people": _person(50, 10, 76) + _person(16, 28, 55) + _person(84, 28, 55),
    "quiet": _SPEAKER_BOX + _stroke(9, (59, 36), (88, 64)) + _stroke(9, (59, 64), (88, 36)),
    "wifi": _bow(50, 82, 68, 11, 44) + _bow(50, 82, 48, 11, 44) + _bow(50, 82, 28, 11, 44)
    + _disc(50, 80, 9),
    "toilet": _person(22, 8, 78)
    + _disc(76, 18, 10) + _poly((68, 31), (84, 31), (96, 68), (56, 68))
    + _stroke(9, (72, 66), (72, 88)) + _stroke(9, (80, 66), (80, 88)) + _box(47, 4, 5, 92),
}  # fmt: skip
"""By name: an alarm's kind (`wire.messages.AlarmKind`) or what a notice is about."""
