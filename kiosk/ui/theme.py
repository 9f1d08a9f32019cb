"""Sizes and colours for the scene: one unit of length, and letters that can be read from afar."""

from dataclasses import dataclass
from math import pi
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.ui.arranging import bare_buttons
from kiosk.ui.capacity import Capacity, capacity_of
from kiosk.ui.fonts import FAMILY
from wire import look

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

DESIGN_SIDE: Final = 1080
CAP_DEGREES: Final = 0.7
"""Least height of a capital as the eye sees it (EN 301 549 V3.2.1, 5.1.4)."""
DISTANCE_MM: Final = 500.0
FLOOR_MM: Final = 700.0
"""Height of the panel's lower edge above the floor."""
REACH_MM: Final = 1050.0
"""From a wheelchair everything lower can be touched with ease (DIN 18040-1: 850 to 1050)."""
CAP_SHARE: Final = 0.689
"""Height of a capital of Fira Sans as a share of its size."""
TOUCH_MM: Final = 20.0
"""Side of a touch target where the panel is large enough (twice the 9 mm that the DBSV asks)."""
LEAST_TOUCH_MM: Final = 13.0
GAP_MM: Final = 2.0
"""Least gap between two touch targets (DBSV)."""
ROOMY: Final = 30.0
"""So many ems has the short side of a 21.5 inch panel: there headings have their full size."""
NIGHT: Final = "#000000"
NIGHT_INK: Final = "#ffffff"
NIGHT_ACTION: Final = "#ffe14d"
"""What can be pressed, in high contrast: yellow on black has 16 to 1."""


@dataclass(frozen=True)
class Panel:
    """A panel: its picture in pixels, its width, and where it hangs and is read from, in mm."""

    size: tuple[int, int]
    width_mm: float
    distance_mm: float = DISTANCE_MM
    floor_mm: float = FLOOR_MM


@dataclass(frozen=True)
class Measures:
    """Lengths in pixels; `unit` is a pixel of a design whose short side has 1080.

    `small` is the smallest size of type, and the measure of everything that text decides.
    """

    unit: float
    small: float
    body: float
    large: float
    title: float
    touch: float
    gap: float
    wide: bool
    roomy: bool
    compact: bool
    reach: float
    """In low-reach mode nothing above this height of the panel, counted from below, is touched."""
    capacity: Capacity


def cap_mm(distance_mm: float) -> float:
    """Least height of a capital at a reading distance: 6.1 mm at 50 cm."""
    return CAP_DEGREES * pi * distance_mm / 180


def measures(panel: Panel) -> Measures:
    """All sizes for a panel."""
    px_per_mm = panel.size[0] / panel.width_mm
    short, long = sorted(panel.size)
    unit = short / DESIGN_SIDE
    small = cap_mm(panel.distance_mm) * px_per_mm / CAP_SHARE
    room = min(1.0, short / small / ROOMY)
    touch_mm = max(LEAST_TOUCH_MM, min(TOUCH_MM, short / px_per_mm / 10))
    wide = panel.size[0] > panel.size[1]
    return Measures(
        unit=unit,
        small=small,
        body=small * max(1.0, 1.16 * room),
        large=small * max(1.04, 1.5 * room),
        title=small * max(1.16, (1.7 if wide else 2.05) * room),
        touch=touch_mm * px_per_mm,
        gap=max(GAP_MM * px_per_mm, (20 if wide else 24) * unit),
        wide=wide,
        roomy=room > 0.9,
        compact=room < 0.6,
        reach=max(0.0, (REACH_MM - panel.floor_mm) * px_per_mm),
        capacity=capacity_of((short if wide else long) / small, wide=wide, roomy=room > 0.9),
    )


def _colour(light: str, dark: str, changed: Signal) -> Property:
    """A colour by day, and the one in high contrast."""
    return Property(str, lambda theme: dark if theme.in_contrast else light, notify=changed)


def _size(name: str) -> Property:
    return Property(float, lambda theme: getattr(theme.sizes, name), constant=True)


def _flag(name: str) -> Property:
    return Property(bool, lambda theme: getattr(theme.sizes, name), constant=True)


@QmlElement
class Theme(QObject):
    """Sizes are constant for the life of the window; colours follow office and visitor."""

    changed = Signal()

    def __init__(self, sizes: Measures) -> None:
        super().__init__()
        self.sizes = sizes
        self._action = look.ACTION
        self.in_contrast = False

    def set(self, action: str, *, contrast: bool) -> None:
        """The office's action colour, and whether the visitor wants high contrast."""
        if (action, contrast) != (self._action, self.in_contrast):
            self._action, self.in_contrast = action, contrast
            self.changed.emit()

    @Slot(float, list, float, result=int)
    def bare(self, over: float, savings: list[float], apart: float) -> int:
        """See `bare_buttons`."""
        return bare_buttons(over, savings, apart)

    def _get_action(self) -> str:
        return NIGHT_ACTION if self.in_contrast else self._action

    contrast = Property(bool, lambda self: self.in_contrast, notify=changed)
    action = Property(str, _get_action, notify=changed)
    onAction = _colour(look.PAPER, NIGHT, changed)
    ink = _colour(look.INK, NIGHT_INK, changed)
    muted = _colour(look.MUTED, NIGHT_INK, changed)
    line = _colour(look.LINE, NIGHT_INK, changed)
    ground = _colour(look.GROUND, NIGHT, changed)
    paper = _colour(look.PAPER, NIGHT, changed)
    tint = _colour(look.ACTION_TINT, NIGHT, changed)
    success = _colour(look.SUCCESS, NIGHT_INK, changed)
    successTint = _colour(look.SUCCESS_TINT, NIGHT, changed)
    warning = _colour(look.WARNING, NIGHT_ACTION, changed)
    warningTint = _colour(look.WARNING_TINT, NIGHT, changed)
    family = Property(str, lambda _self: FAMILY, constant=True)
    unit = _size("unit")
    small = _size("small")
    body = _size("body")
    large = _size("large")
    title = _size("title")
    touch = _size("touch")
    gap = _size("gap")
    reach = _size("reach")
    margin = Property(float, lambda self: 60 * self.sizes.unit, constant=True)
    radius = Property(float, lambda self: 20 * self.sizes.unit, constant=True)
    wide = _flag("wide")
    roomy = _flag("roomy")
    compact = _flag("compact")
