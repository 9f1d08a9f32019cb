"""Finds what may be a symbol by its looks alone: a dense, four-cornered patch of contrast."""

from collections.abc import Iterator
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.letter_code.straighten import Grey, Quad
from kiosk.devices.letter_code.symbol import SIZE

Floats = NDArray[np.floating[Any]]
_LEAST_SIDE: Final = 25
"""In pixels of the halved picture."""
_MOST: Final = 2


def regions(grey: Grey) -> list[Quad]:
    """At most two patches, the largest first; their corners in order, beginning anywhere."""
    found = []
    for left, top, right, bottom, side in _dense(grey):
        quad = _four_corners(np.ascontiguousarray(grey[top:bottom, left:right]), side)
        if quad is not None:
            found.append(np.asarray(quad + np.array((left, top)), np.float32))
    return found


def _dense(grey: Grey) -> Iterator[tuple[int, int, int, int, float]]:
    """Boxes around patches where light and dark lie close together; last the side of the patch."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    edges = cv2.morphologyEx(cv2.GaussianBlur(half, (0, 0), 1), cv2.MORPH_GRADIENT, _square(5))
    density = cv2.blur(edges, (13, 13))
    most = float(np.percentile(density[::4, ::4], 99.5))
    above = (density > max(6.0, most / 2)).astype(np.uint8)
    dense = cv2.morphologyEx(above, cv2.MORPH_OPEN, _square(19))
    _, _, stats, _ = cv2.connectedComponentsWithStats(dense)
    patches = sorted(stats[1:].tolist(), key=lambda patch: -patch[4])[:_MOST]
    for x, y, width, height, area in patches:
        if min(width, height) >= _LEAST_SIDE and max(width, height) <= 4 * min(width, height):
            side = float(np.sqrt(area))
            pad = round(0.12 * side) + 4
            yield (max(0, x - pad) * 2, max(0, y - pad) * 2,
                   (x + width + pad) * 2, (y + height + pad) * 2, 2 * side)  # fmt: skip


def _four_corners(patch: Grey, side: float) -> Quad | None:
    """The corners of what is dark in `patch` once the light between its modules is closed."""
    module = side / SIZE
    soft = cv2.GaussianBlur(patch, (0, 0), max(0.8, 0.3 * module))
    few = cv2.resize(soft, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = round(side / 8) | 1
    around = cv2.resize(cv2.blur(few, (reach, reach)), (patch.shape[1], patch.shape[0]))
    dark = soft.astype(np.float32) < around - 0.35 * float(soft.std())
    whole = cv2.morphologyEx(
        dark.astype(np.uint8), cv2.MORPH_CLOSE, _square(max(3, round(3 * module)))
    )
    whole = cv2.morphologyEx(whole, cv2.MORPH_OPEN, _square(max(3, round(6 * module))))
    outlines, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(outlines, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < side * side / 4:
        return None
    hull = cv2.convexHull(largest)
    few_corners = cv2.approxPolyDP(hull, 0.012 * cv2.arcLength(hull, closed=True), closed=True)
    return four_sided(few_corners[:, 0].astype(np.float64))


def four_sided(outline: Floats) -> Quad | None:
    """A convex outline with its needless sides left out, so that bitten corners grow back.

    Each time the side is left out whose loss adds the least area; of the last five also so that
    what remains is nearly a parallelogram.
    """
    while len(outline) > 4:
        shorter = list(_shorter(outline))
        if not shorter:
            return None
        outline = min(shorter, key=lambda loss: loss[0])[1]
    if len(outline) < 4:
        return None
    quad = outline.astype(np.float32)
    clockwise = cv2.contourArea(quad, oriented=True) > 0
    return np.asarray(quad if clockwise else quad[::-1], np.float32)


def _shorter(outline: Floats) -> Iterator[tuple[float, Floats]]:
    """The outline without each one of its sides, and how bad the loss of that side is."""
    area = cv2.contourArea(outline.astype(np.float32))
    for at in range(len(outline)):
        turned = np.roll(outline, -at, axis=0)
        before, begin, end, after = turned[[-1, 0, 1, 2]]
        corner = _meeting(before, begin, end, after)
        if corner is not None:
            rest = np.concatenate([corner[None], turned[2:]])
            added = abs(_cross(begin - corner, end - corner)) / 2 / area
            yield added + (_skew(rest) if len(rest) == 4 else 0.0), rest


def _skew(quad: Floats) -> float:
    """How far the diagonals are from halving one another: 0 for a parallelogram."""
    one, other = quad[0] - quad[2], quad[1] - quad[3]
    apart = np.linalg.norm(quad[0] + quad[2] - quad[1] - quad[3])
    return float(apart / (np.linalg.norm(one) + np.linalg.norm(other)))


def _meeting(before: Floats, begin: Floats, end: Floats, after: Floats) -> Floats | None:
    """Where the sides on both hands of begin-end meet beyond it; None when they never do."""
    one, other = begin - before, end - after
    turn = _cross(one, other)
    if abs(turn) < 1e-6:
        return None
    along = _cross(after - before, other) / turn
    along_other = _cross(after - before, one) / turn
    return before + one * along if along >= 1 and along_other >= 1 else None


def _cross(a: Floats, b: Floats) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _square(size: int) -> Grey:
    return np.ones((size, size), np.uint8)
