"""Hard pictures of letters and phones for a camera to read, by class, seed and instant. Pure.

One seed is one hand with one code; its instants are the frames of a camera, a thirtieth of a
second apart: the hand moves a little, the focus drifts, the lamp wanders, the noise is new.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, get_args

import cv2
import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.devices.ports import Image
from kiosk.devices.simulated import harm
from kiosk.devices.simulated.hand import FOCAL_PX, Floats, Hand, Held, any_hand, projection
from kiosk.devices.simulated.letter import PX_PER_MM, QR_MM
from kiosk.devices.simulated.phone import PX_PER_MM as PHONE_PX_PER_MM
from kiosk.devices.simulated.phone import phone_middle, phone_picture
from kiosk.devices.simulated.photo import QR_AT_MM, SIZE, Conditions, expose, hall, sheet_of
from wire.qr import Code, sign

HardClass = Literal[
    "small", "turned", "perspective", "defocus", "motion", "dim", "glare", "noise", "moire",
    "crumpled", "covered", "inverted", "mirrored", "combined",
]  # fmt: skip
CLASSES: Final[tuple[HardClass, ...]] = get_args(HardClass)
SEQUENCE: Final = 5
"""Frames of one look, a sixth of a second."""
MODULES: Final = 37
GRID_GAIN: Final = 3.7
"""A quarter of a striped screen shines, yet it looks white: the camera opens up until it does."""


@dataclass(frozen=True)
class Harm:
    """What makes this seed's picture hard; lengths in modules of the code, 0 is none."""

    held: Held
    phone: bool = False
    dark_mode: bool = False
    mirrored: bool = False
    defocus: float = 0.12
    """Radius of the disc that a point becomes."""
    motion: float = 0.0
    light: float = 1.0
    noise: float = 3.5
    slope: float = 0.2
    lamp: float = 0.0
    """Size of the burnt spot."""
    lamp_at: tuple[float, float] = (0.0, 0.0)
    """From the code's middle."""
    creases: float = 0.0
    covered: float = 0.0
    """Share of the code under the thumb."""

    def held_so(self, **pose: float) -> "Harm":
        return replace(self, held=replace(self.held, **pose))

    def under_lamp(self, among: Callable[[float, float], float], size: float) -> "Harm":
        return replace(self, lamp=size, lamp_at=(among(-16, 16), among(-16, 16)))


@lru_cache(64)
def hard_code(seed: int) -> str:
    """The genuine code of this seed's letter, signed by a key that no house holds."""
    chance = np.random.default_rng([seed, 122])
    starts = datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(minutes=5 * (seed % 96))
    code = Code(key_id=seed % 256, site_number=7, appointment=chance.bytes(8), starts_at=starts)
    return sign(code, Ed25519PrivateKey.from_private_bytes(chance.bytes(32)))


def hard_frame(kind: HardClass, seed: int, instant: int) -> Image:
    """1280 x 720, blue green red; the same arguments give the same picture."""
    chance = np.random.default_rng([CLASSES.index(kind), seed])
    held_by, harmed = any_hand(chance), _harm(kind, chance)
    held = held_by.at(harmed.held, instant)
    sheet, matrix = _sheet(kind, seed, harmed, held)
    now, sway = replace(harmed, held=held), held.tilt - harmed.held.tilt
    return _taken(sheet, matrix, now, held_by, (kind, seed, instant), sway)


def sequence(kind: HardClass, seed: int) -> list[Image]:
    """One look of the camera at one hand."""
    return [hard_frame(kind, seed, instant) for instant in range(SEQUENCE)]


def side_by_side(texts: Sequence[str], seed: int, instant: int) -> Image:
    """Letters with these codes, two or three, each in somebody's hand; 1280 x 720."""
    chance = np.random.default_rng([len(texts), seed, 3])
    picture = hall()
    for at, text in enumerate(texts):
        x = SIZE[0] * (at + 0.6) / len(texts) + chance.uniform(-30, 30)
        y, turn = 420 + chance.uniform(-60, 60), chance.uniform(-10, 10)
        held = any_hand(chance).at(Held(x, y, 2.6, turn), instant)
        soft = np.asarray(cv2.GaussianBlur(sheet_of(text), (0, 0), 1.2), np.uint8)
        picture = _paper(*_in_place(soft, held), 0.2, picture)
    noise = np.random.default_rng([seed, instant, 4])
    return expose(harm.defocused(picture, 0.8), Conditions(noise=4.0), noise)


# ------------------------------------------------------------------ how hard each class is


Among = Callable[[float, float], float]
RANGES: Final[dict[HardClass, Callable[[Harm, Among], Harm]]] = {
    "small": lambda one, among: one.held_so(px_per_mm=among(1.3, 1.9)),
    "turned": lambda one, among: one.held_so(turn=among(0, 360)),
    "perspective": lambda one, among: one.held_so(tilt=among(45, 64), turn=among(-45, 45)),
    "defocus": lambda one, among: replace(one, defocus=among(0.55, 0.85)),
    "motion": lambda one, among: replace(one, motion=among(1.0, 1.9)),
    "dim": lambda one, among: replace(one, light=among(0.08, 0.2), noise=among(4, 7), slope=0.4),
    "glare": lambda one, among: one.under_lamp(among, among(5, 9)),
    "noise": lambda one, among: replace(one, noise=among(35, 60)),
    "moire": lambda one, among: replace(one.held_so(px_per_mm=among(3.2, 6.5)), phone=True),
    "crumpled": lambda one, among: replace(one, creases=among(0.6, 1.2)),
    "covered": lambda one, among: replace(one, covered=among(0.07, 0.12)),
    "inverted": lambda one, among: replace(
        one, phone=True, dark_mode=True, defocus=among(0.3, 0.6)
    ),
    "mirrored": lambda one, among: replace(one, mirrored=True, defocus=among(0.3, 0.6)),
    "combined": lambda one, among: replace(
        one.held_so(px_per_mm=among(2.8, 3.9), tilt=among(22, 42)).under_lamp(among, among(2, 5)),
        defocus=among(0.3, 0.55), light=among(0.25, 0.5), noise=among(4, 8), slope=0.4,
    ),
}  # fmt: skip
"""Drawn evenly from the range of the class; all else as in a common hall."""


def _harm(kind: HardClass, chance: np.random.Generator) -> Harm:
    def among(least: float, most: float) -> float:
        return float(chance.uniform(least, most))

    place = (640 + among(-90, 90), 370 + among(-50, 50))
    plain = Harm(Held(*place, among(4.3, 5.6), among(-12, 12), among(0, 12), among(0, 360)))
    return RANGES[kind](plain, among)


# ------------------------------------------------------------------ from the sheet to the sensor


def _sheet(kind: HardClass, seed: int, harmed: Harm, held: Held) -> tuple[Image, Floats]:
    """The sheet, softened for its size in the picture, and the way there."""
    if harmed.phone:
        screen = phone_picture(hard_code(seed), dark_mode=harmed.dark_mode, grid=kind == "moire")
        size = (screen.shape[1], screen.shape[0])
        return screen, projection(held, size, phone_middle(), PHONE_PX_PER_MM)
    sheet = _soft_sheet(kind, seed, harmed, round(harmed.held.px_per_mm, 2))
    return _in_place(sheet, held)


def _in_place(sheet: Image, held: Held) -> tuple[Image, Floats]:
    middle = (QR_AT_MM[0] * PX_PER_MM, QR_AT_MM[1] * PX_PER_MM)
    return sheet, projection(held, (sheet.shape[1], sheet.shape[0]), middle, PX_PER_MM)


@lru_cache(2)
def _soft_sheet(kind: HardClass, seed: int, harmed: Harm, px_per_mm: float) -> Image:
    """The letter, harmed; a lens that draws it small takes the mean over each pixel."""
    chance = np.random.default_rng([CLASSES.index(kind), seed, 1])
    sheet = sheet_of(hard_code(seed))
    module = QR_MM / MODULES * PX_PER_MM
    if harmed.creases:
        sheet = harm.crumpled(sheet, harmed.creases * module, chance)
    if harmed.covered:
        middle_x, middle_y = QR_AT_MM[0] * PX_PER_MM, QR_AT_MM[1] * PX_PER_MM
        half = QR_MM / 2 * PX_PER_MM
        code = (middle_x - half, middle_y - half, middle_x + half, middle_y + half)
        sheet = harm.covered(sheet, code, harmed.covered, chance)
    sigma = 0.4 * PX_PER_MM / px_per_mm
    return np.asarray(cv2.GaussianBlur(sheet, (0, 0), sigma), np.uint8)


def _taken(
    sheet: Image,
    matrix: Floats,
    now: Harm,
    by: Hand,
    moment: tuple[HardClass, int, int],
    sway: float,
) -> Image:
    """The camera's picture of the sheet: in place, lit, blurred, mirrored, and with its noise."""
    kind, seed, instant = moment
    module = now.held.px_per_mm * QR_MM / MODULES
    if now.phone:
        picture = _screen(sheet, matrix, GRID_GAIN if kind == "moire" else 0.95)
    else:
        picture = _paper(sheet, matrix, now.slope, hall())
    if now.lamp:
        picture = harm.glaring(picture, _lamp(now, sway, module), now.lamp * module, 1.0)
    picture = harm.defocused(picture, max(0.6, now.defocus * module * by.focus(instant)))
    if now.motion:
        picture = harm.smeared(
            picture, now.motion * module * by.haste(instant), 360 * by.tremor[0] + 4 * instant
        )
    if kind == "moire":
        picture = harm.mosaic(picture)
    if now.mirrored:
        picture = np.ascontiguousarray(picture[:, ::-1])
    chance = np.random.default_rng([CLASSES.index(kind), seed, instant, 2])
    return expose(picture, Conditions(light=now.light, noise=round(now.noise)), chance)


def _lamp(now: Harm, sway: float, module: float) -> tuple[float, float]:
    """A mirrored lamp wanders over the sheet by distance times angle, across the axis of tilt."""
    far = np.tan(np.radians(sway)) * FOCAL_PX
    x = now.held.x + now.lamp_at[0] * module - far * np.sin(np.radians(now.held.towards))
    y = now.held.y + now.lamp_at[1] * module + far * np.cos(np.radians(now.held.towards))
    return float(x), float(y)


def _paper(sheet: Image, matrix: Floats, slope: float, behind: Image) -> Image:
    """Paper before what is `behind`; the light falls off to the right."""
    paper = cv2.warpPerspective(sheet, matrix, SIZE, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(sheet.shape[:2], 255, np.uint8), matrix, SIZE)
    fall = 0.95 - slope * np.linspace(0, 1, SIZE[0], dtype=np.float32)
    lit = (paper * fall[None, :, None]).astype(np.uint8)
    return np.asarray(np.where(mask[..., None] > 127, lit, behind), np.uint8)


def _screen(screen: Image, matrix: Floats, gain: float) -> Image:
    """A phone shines: the hall behind it gets dark; each pixel of ours takes four looks."""
    double = np.diag((2.0, 2.0, 1.0)) @ matrix
    size = (SIZE[0] * 2, SIZE[1] * 2)
    looks = cv2.warpPerspective(screen, double, size, flags=cv2.INTER_LINEAR)
    shine = cv2.resize(looks, SIZE, interpolation=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(screen.shape[:2], 255, np.uint8), matrix, SIZE)
    bright = cv2.convertScaleAbs(shine, alpha=gain)
    return np.asarray(np.where(mask[..., None] > 127, bright, hall() // 2), np.uint8)
