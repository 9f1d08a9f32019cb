"""Takes a camera's picture of a letter: perspective, uneven light, defocus, motion, noise. Pure."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from kiosk.devices.ports import Image
from kiosk.devices.simulated.letter import A5, PX_PER_MM, letter_picture

SIZE = (1280, 720)
QR_AT_MM = (37.0, 165.0)
"""The middle of the code on the letter."""
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Pose:
    """How the letter is held: the code's middle in pixels, scale, and how it is turned."""

    x: float
    y: float
    px_per_mm: float
    degrees: float
    tilt: float = 0.0
    """Perspective: about by which share the far edge is shorter than the near one."""
    swing: float = 0.0
    """The same sideways."""


@dataclass(frozen=True)
class Conditions:
    """What light and lens do; all are 0 in a studio."""

    defocus: float = 0.6
    """Standard deviation of the blur in pixels."""
    motion: float = 0.0
    """Length of the smear in pixels."""
    noise: float = 3.0
    """Standard deviation of the sensor's noise, of 255."""
    light: float = 1.0
    """Exposure; 0.25 is a dark corner."""
    slope: float = 0.15
    """How much darker one side of the picture is."""
    glare: float = 0.0
    """Strength of a lamp's reflection on the paper, 0 to 1."""


def photo(text: str, seed: int, hardness: float) -> Image:
    """A camera frame of a letter with `text`; `hardness` 0 is easy, 1 is at the edge of readable.

    1280 x 720, blue green red; the same arguments give the same picture.
    """
    chance = np.random.default_rng([seed, round(hardness * 1000)])

    def spread(width: float) -> float:
        return float(chance.uniform(-width, width))

    pose = Pose(
        x=SIZE[0] * 0.5 + spread(120),
        y=SIZE[1] * 0.54 + spread(60),
        px_per_mm=5.6 - 1.7 * hardness + spread(0.4),
        degrees=spread(6 + 34 * hardness),
        tilt=spread(0.1 + 0.35 * hardness),
        swing=spread(0.1 + 0.35 * hardness),
    )
    conditions = Conditions(
        defocus=0.6 + 1.1 * hardness,
        motion=2.5 * hardness * float(chance.random()),
        noise=2.5 + 9 * hardness,
        light=1 - 0.6 * hardness * float(chance.random()),
        slope=0.1 + 0.4 * hardness,
        glare=0.5 * hardness * float(chance.random()),
    )
    return expose(held(hall(), sheet_of(text), pose, conditions), conditions, chance)


@cache
def hall() -> Image:
    """What the camera sees when nobody is there: a bright entrance hall, far out of focus."""
    width, height = SIZE
    scene = np.empty((height, width, 3), np.float32)
    scene[:] = np.linspace((206, 212, 214), (182, 190, 194), height, dtype=np.float32)[:, None]
    floor = round(height * 0.7)
    scene[floor:] = np.linspace((150, 163, 172), (118, 130, 140), height - floor)[:, None]
    for left, top, right, bottom, colour in _THINGS:
        box = [round(v) for v in (left * width, top * height, right * width, bottom * height)]
        cv2.rectangle(scene, (box[0], box[1]), (box[2], box[3]), colour, -1)
    cv2.ellipse(scene, (980, 330), (52, 60), 0, 0, 360, (128, 142, 158), -1)
    cv2.ellipse(scene, (980, 640), (130, 250), 0, 0, 360, (112, 92, 84), -1)
    return np.asarray(cv2.GaussianBlur(scene, (0, 0), 17), np.uint8)


_THINGS = (
    (0.04, 0.05, 0.30, 0.72, (244, 247, 246)),
    (0.165, 0.05, 0.175, 0.72, (168, 176, 180)),
    (0.40, 0.16, 0.58, 0.74, (172, 178, 176)),
    (0.42, 0.20, 0.56, 0.74, (206, 204, 198)),
    (0.86, 0.10, 0.97, 0.34, (150, 92, 62)),
    (0.0, 0.70, 1.0, 0.715, (136, 146, 152)),
)


@lru_cache(8)
def sheet_of(text: str) -> Image:
    """The letter with `text`, blue green red, softened so that it does not alias when small."""
    sheet = np.ascontiguousarray(np.asarray(letter_picture(text), np.uint8)[:, :, ::-1])
    return np.asarray(cv2.GaussianBlur(sheet, (0, 0), 0.7), np.uint8)


def held(scene: Image, sheet: Image, pose: Pose, conditions: Conditions) -> Image:
    """`sheet` before `scene`, with the shade that it throws, its light, blur and smear."""
    matrix = _projection(pose)
    paper = cv2.warpPerspective(sheet, matrix, SIZE, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), matrix, SIZE)
    alpha = cv2.GaussianBlur(mask, (0, 0), 1.2).astype(np.float32) * np.float32(1 / 255)
    behind = cv2.multiply(scene, _shade(np.asarray(mask, np.uint8)), scale=1 / 255)
    before = _lit(np.asarray(paper, np.uint8), pose, conditions)
    picture = cv2.blendLinear(behind, before, 1 - alpha, alpha)
    picture = cv2.GaussianBlur(picture, (0, 0), max(0.3, conditions.defocus))
    if conditions.motion >= 1:
        picture = cv2.filter2D(picture, -1, _smear(conditions.motion))
    return np.asarray(picture, np.uint8)


def _shade(mask: Image) -> Image:
    """The soft shade that the sheet throws on what is behind it, 255 where there is none."""
    small = cv2.resize(mask, (SIZE[0] // 8, SIZE[1] // 8), interpolation=cv2.INTER_AREA)
    dark = cv2.resize(cv2.GaussianBlur(small, (0, 0), 2.8), SIZE, interpolation=cv2.INTER_LINEAR)
    light = cv2.convertScaleAbs(dark, alpha=-0.35, beta=255.0)
    return np.asarray(cv2.cvtColor(light, cv2.COLOR_GRAY2BGR), np.uint8)


def _projection(pose: Pose) -> Floats:
    """From the sheet's pixels to the camera's."""
    width, height = A5[0] * PX_PER_MM, A5[1] * PX_PER_MM
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    centre = np.array(QR_AT_MM) * PX_PER_MM
    turn = np.deg2rad(pose.degrees)
    rotation = np.array([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))])
    flat = (corners - centre) @ rotation.T * (pose.px_per_mm / PX_PER_MM)
    depth = 1 + flat[:, 1:] / SIZE[1] * pose.tilt + flat[:, :1] / SIZE[0] * pose.swing
    there = flat / np.clip(depth, 0.4, 2.5) + (pose.x, pose.y)
    return np.asarray(
        cv2.getPerspectiveTransform(corners.astype(np.float32), there.astype(np.float32))
    )


def _lit(paper: Image, pose: Pose, conditions: Conditions) -> Image:
    """Paper is not white in a hall: warm, darker to one side, with a lamp's reflection."""
    lit = cv2.multiply(paper, _ramp(conditions.slope), scale=1 / 255)
    if conditions.glare > 0:
        lamp = _lamp(round(pose.x) + 40, round(pose.y) - 30) * np.float32(conditions.glare)
        lit = cv2.add(lit, cv2.cvtColor(lamp.astype(np.uint8), cv2.COLOR_GRAY2BGR))
    return np.asarray(lit, np.uint8)


@lru_cache(4)
def _ramp(slope: float) -> Image:
    """Light that falls off to the right, a little warm."""
    fall = 1 - slope * np.linspace(0, 1, SIZE[0], dtype=np.float32)[None, :, None]
    warm = fall * np.array((237, 245, 249), np.float32)
    return np.ascontiguousarray(np.broadcast_to(warm, (SIZE[1], SIZE[0], 3)).astype(np.uint8))


def _lamp(x: int, y: int) -> Floats:
    across = np.arange(SIZE[0], dtype=np.float32)[None, :] - x
    down = np.arange(SIZE[1], dtype=np.float32)[:, None] - y
    return np.asarray(190 * np.exp(-(across**2) / 9000) * np.exp(-(down**2) / 4000), np.float32)


def _smear(length: float) -> Floats:
    size = max(3, round(length) | 1)
    kernel = np.zeros((size, size), np.float32)
    kernel[size // 2] = 1 / size
    return kernel


@lru_cache(4)
def _noise_field(noise: float) -> NDArray[np.int16]:
    """A piece of sensor noise, larger than a frame; each frame takes another window of it."""
    chance = np.random.default_rng(7)
    field = chance.standard_normal((SIZE[1] + 128, SIZE[0] + 128, 3), np.float32)
    coloured = noise * (0.75 * field + 0.25 * field[:, :, 1:2])
    return np.asarray(np.rint(coloured), np.int16)


def expose(picture: Image, conditions: Conditions, chance: np.random.Generator) -> Image:
    """What the sensor makes of it: exposure and noise."""
    x, y = (int(v) for v in chance.integers(0, 128, 2))
    noise = _noise_field(conditions.noise)[y : y + SIZE[1], x : x + SIZE[0]]
    exposed = cv2.convertScaleAbs(picture, alpha=conditions.light)
    return np.asarray(cv2.add(exposed, noise, dtype=cv2.CV_8U), np.uint8)
