"""What happens to a sheet and to the light on its way: creases, a thumb, lamps, blur. Pure."""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.ports import Image

Floats = NDArray[np.floating[Any]]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def crumpled(sheet: Image, depth: float, chance: np.random.Generator) -> Image:
    """Folded and smoothed out again: `depth` is how far points are moved, in pixels."""
    height, width = sheet.shape[:2]
    relief = _relief(width, height, chance)
    across, down = np.gradient(relief, axis=1), np.gradient(relief, axis=0)
    scale = depth / max(float(np.abs(across).max()), float(np.abs(down).max()), 1e-6)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    bent = cv2.remap(
        sheet, (x + across * scale).astype(np.float32), (y + down * scale).astype(np.float32),
        cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    light = 1 + 0.28 * (across + 0.6 * down) * scale / depth
    return np.asarray(np.clip(bent * light[..., None], 0, 255), np.uint8)


def _relief(width: int, height: int, chance: np.random.Generator) -> Floats:
    """Heights of the paper: some sharp folds, and soft dents between them."""
    small = (width // 4, height // 4)
    x, y = np.meshgrid(np.arange(small[0]), np.arange(small[1]))
    relief = np.zeros((small[1], small[0]), np.float32)
    for _ in range(9):
        angle, place = chance.uniform(0, np.pi), chance.uniform(0.1, 0.9)
        away = (x - place * small[0]) * np.cos(angle) + (y - place * small[1]) * np.sin(angle)
        relief += np.abs(away).astype(np.float32) * np.float32(chance.uniform(-1, 1))
    dents = chance.standard_normal((small[1] // 24, small[0] // 24)).astype(np.float32)
    relief += 18 * cv2.resize(dents, small, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(relief, (0, 0), 2.0)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC))


def covered(sheet: Image, code: Box, share: float, chance: np.random.Generator) -> Image:
    """A thumb over `share` of the code, from the side or corner that has no finder pattern."""
    left, top, right, bottom = code
    size = right - left
    corner = (right, bottom)
    beside = (right + 0.1 * size, top + size * float(chance.uniform(0.5, 0.75)))
    below = (left + size * float(chance.uniform(0.5, 0.75)), bottom + 0.1 * size)
    x, y = (corner, beside, below)[int(chance.integers(3))]
    radius = _radius_for(share, (x, y), code)
    turn = float(np.degrees(np.arctan2(y - (top + bottom) / 2, x - (left + right) / 2)))
    done = sheet.copy()
    middle = (round(x + radius * 0.5 * np.cos(np.radians(turn))),
              round(y + radius * 0.5 * np.sin(np.radians(turn))))  # fmt: skip
    axes = (round(radius * 1.5), round(radius))
    cv2.ellipse(done, middle, axes, turn, 0, 360, (128, 158, 206), -1, cv2.LINE_AA)
    cv2.ellipse(done, (round(x), round(y)), (round(radius * 0.7), round(radius * 0.6)), turn,
                0, 360, (176, 194, 226), -1, cv2.LINE_AA)  # fmt: skip
    return done


def _radius_for(share: float, at: tuple[float, float], code: Box) -> float:
    """So that about `share` of the code lies under the thumb; found by halving."""
    left, top, right, bottom = code
    x, y = np.meshgrid(np.linspace(left, right, 60), np.linspace(top, bottom, 60))
    away = np.hypot(x - at[0], y - at[1])
    return float(np.quantile(away, share))


@lru_cache(8)
def _disc(radius: float) -> Floats:
    """A lens out of focus makes each point a disc."""
    reach = int(np.ceil(radius)) + 1
    fine = np.arange(-reach * 8 - 4, reach * 8 + 4) / 8 + 1 / 16
    inside = (np.hypot(*np.meshgrid(fine, fine)) <= radius).astype(np.float32)
    across = 2 * reach + 1
    kernel = inside.reshape(across, 8, across, 8).mean((1, 3))
    return np.asarray(kernel / kernel.sum(), np.float32)


def defocused(picture: Image, radius: float) -> Image:
    """`radius` of the disc in pixels."""
    return np.asarray(cv2.filter2D(picture, -1, _disc(round(radius, 2))), np.uint8)


def smeared(picture: Image, length: float, degrees: float) -> Image:
    """Moved by `length` pixels while the shutter was open."""
    reach = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    for part in np.linspace(-length / 2, length / 2, 64):
        x = reach + part * np.cos(np.radians(degrees))
        y = reach + part * np.sin(np.radians(degrees))
        left, top = int(x), int(y)
        for column, row in ((left, top), (left + 1, top), (left, top + 1), (left + 1, top + 1)):
            kernel[row, column] += (1 - abs(x - column)) * (1 - abs(y - row))
    return np.asarray(cv2.filter2D(picture, -1, kernel / kernel.sum()), np.uint8)


def glaring(picture: Image, at: tuple[float, float], size: float, strength: float) -> Image:
    """A lamp mirrored in shiny paper: burnt out in the middle, a veil around it."""
    height, width = picture.shape[:2]
    x = (np.arange(width, dtype=np.float32) - at[0]) / size
    y = (np.arange(height, dtype=np.float32) - at[1]) / size
    away = x[None, :] ** 2 + 1.6 * y[:, None] ** 2
    shine = strength * (320 * np.exp(-(away**2)) + 70 * np.exp(-away / 6))
    return np.asarray(cv2.add(picture, cv2.merge([shine.astype(np.float32)] * 3), dtype=cv2.CV_8U))


def mosaic(picture: Image) -> Image:
    """What a sensor with one colour a pixel sees and a camera makes whole again."""
    raw = np.empty(picture.shape[:2], np.uint8)
    raw[0::2, 0::2] = picture[0::2, 0::2, 0]
    raw[0::2, 1::2] = picture[0::2, 1::2, 1]
    raw[1::2, 0::2] = picture[1::2, 0::2, 1]
    raw[1::2, 1::2] = picture[1::2, 1::2, 2]
    return np.asarray(cv2.cvtColor(raw, cv2.COLOR_BayerBGGR2BGR), np.uint8)
