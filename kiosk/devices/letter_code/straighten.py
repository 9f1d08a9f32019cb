"""Lays a symbol that was found in a picture flat: its finders are sought, corner by corner."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.letter_code.symbol import ALIGNMENT_AT, FINDER, SIZE, rings

Grey = NDArray[np.uint8]
Quad = NDArray[np.float32]
"""The symbol's corners in pixels, 4 x 2: top left, top right, bottom right, bottom left."""
Point = tuple[float, float]

QUIET: Final = 2
"""Modules of the quiet zone that are laid flat with it."""
STEP: Final = 6
"""Pixels of a module, laid flat."""
ACROSS: Final = SIZE + 2 * QUIET
_FAR, _NEAR = round(1.5 * STEP), round(0.8 * STEP)
_LEAST: Final = 0.45
"""Likeness from which a pattern counts as found."""
_ENOUGH: Final = 2.2
"""Likeness of three corners together that needs no other outline."""
_EDGE = (QUIET * STEP, (QUIET + SIZE) * STEP)
FLAT: Final = np.array(
    [(_EDGE[0], _EDGE[0]), (_EDGE[1], _EDGE[0]), (_EDGE[1], _EDGE[1]), (_EDGE[0], _EDGE[1])],
    np.float32,
)


def _template(size: int, margin: int) -> Grey:
    """A fixed pattern as a lens shows it."""
    light = np.pad(~rings(size), margin, constant_values=True).astype(np.uint8) * 255
    large = np.kron(light, np.ones((STEP, STEP), np.uint8))
    return np.asarray(cv2.GaussianBlur(large, (0, 0), STEP / 3), np.uint8)


_FINDER, _ALIGNMENT = _template(FINDER, 1), _template(5, 0)
_LOW, _HIGH = (QUIET - 1) * STEP, (QUIET + SIZE - FINDER - 1) * STEP
_INNER = (QUIET + ALIGNMENT_AT) * STEP
_CORNERS: Final = ((_LOW, _LOW), (_HIGH, _LOW), (_HIGH, _HIGH), (_LOW, _HIGH))
_PATTERNS: Final = (
    (_FINDER, _CORNERS[0]), (_FINDER, _CORNERS[1]),
    (_ALIGNMENT, (_INNER, _INNER)), (_FINDER, _CORNERS[3]),
)  # fmt: skip


def laid_flat(grey: Grey, quad: Quad) -> Grey:
    """The symbol with its quiet zone, 246 x 246, dark on light whatever it was."""
    way = cv2.getPerspectiveTransform(FLAT, quad)
    flat = cv2.warpPerspective(
        grey, way, (ACROSS * STEP, ACROSS * STEP),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    margin = cv2.mean(flat[:STEP])[0] + cv2.mean(flat[-STEP:])[0]
    dark = margin < 2 * cv2.mean(flat)[0]
    return np.asarray(cv2.bitwise_not(flat) if dark else flat, np.uint8)


def refined(grey: Grey, quad: Quad) -> tuple[Quad, list[Point]]:
    """`quad` so that the finders and the alignment pattern lie where they belong.

    Also the places in the laid flat symbol of those patterns that were found.
    """
    anchors: list[Point] = []
    for reach in (_FAR, _NEAR):
        flat = laid_flat(grey, quad)
        there, found, anchors = [], [], []
        for template, corner in _PATTERNS:
            likeness, (dx, dy) = _sought(flat, template, corner, reach)
            half = template.shape[0] / 2
            middle = (corner[0] + half, corner[1] + half)
            there.append(middle)
            if likeness >= _LEAST:
                anchors.append(middle)
                middle = (middle[0] + dx, middle[1] + dy)
            found.append(middle)
        moved = cv2.getPerspectiveTransform(
            np.array(there, np.float32), np.array(found, np.float32)
        )
        back = cv2.getPerspectiveTransform(FLAT, quad) @ moved
        quad = np.asarray(cv2.perspectiveTransform(FLAT[None], back)[0], np.float32)
    return quad, anchors


def turned(grey: Grey, quad: Quad) -> list[Quad]:
    """`quad` begun at each corner that may be the top left one, the likeliest first.

    The corner opposite to it has no finder; a thumb or a lamp may have taken another, and then
    the outline may be wrong there, so that each corner is also tried where the others want it.
    """
    likeness = _finders(grey, quad)
    if _three(likeness) < _ENOUGH:
        others = [_completed(quad, corner) for corner in range(4)]
        judged = [(_three(found), found, other) for other in others
                  if (found := _finders(grey, other))]  # fmt: skip
        best = max(judged, key=lambda one: one[0])
        if best[0] > _three(likeness):
            _, likeness, quad = best
    bare = np.argsort(likeness)[:2]
    return [np.roll(quad, -((int(corner) + 2) % 4), axis=0) for corner in bare]


def _finders(grey: Grey, quad: Quad) -> list[float]:
    """How like a finder each corner is."""
    flat = laid_flat(grey, quad)
    return [_sought(flat, _FINDER, corner, _FAR)[0] for corner in _CORNERS]


def _three(likeness: list[float]) -> float:
    return sum(sorted(likeness)[1:])


def _completed(quad: Quad, corner: int) -> Quad:
    """`quad` as a parallelogram of its three other corners."""
    done = quad.copy()
    done[corner] = quad[corner - 1] + quad[(corner + 1) % 4] - quad[(corner + 2) % 4]
    return done


def _sought(
    flat: Grey, template: Grey, at: tuple[int, int], reach: int
) -> tuple[float, tuple[int, int]]:
    """How like `template` the best place around `at` is, and how far away that is."""
    size = template.shape[0]
    left, top = max(0, at[0] - reach), max(0, at[1] - reach)
    window = flat[top : at[1] + size + reach, left : at[0] + size + reach]
    scores = cv2.matchTemplate(window, template, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(scores)
    return float(best), (left + x - at[0], top + y - at[1])
