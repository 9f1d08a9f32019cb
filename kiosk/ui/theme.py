"""Sizes and colours for the scene: one unit of length, and letters that can be read at 50 cm."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from wire import look

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

DESIGN_WIDTH: Final = 1080
CAP_MM: Final = 6.1
"""Height of a capital at 50 cm reading distance (EN 301 549, 5.1.4: 0.7 degrees)."""
CAP_SHARE: Final = 0.689
"""Height of a capital of Fira Sans as a share of its size."""
TOUCH_MM: Final = 20.0
"""Side of a touch target (twice the 9 mm that blind and partially sighted people's DBSV asks)."""


@dataclass(frozen=True)
class Measures:
    """`unit` is a pixel of the 1080 wide design; `small` and `touch` in pixels of the panel."""

    unit: float
    small: float
    touch: float


def measures(width_px: int, panel_mm: float) -> Measures:
    """Sizes for a picture `width_px` wide on a panel `panel_mm` wide."""
    px_per_mm = width_px / panel_mm
    unit = width_px / DESIGN_WIDTH
    smallest = CAP_MM * px_per_mm / CAP_SHARE
    return Measures(unit, max(smallest, 36 * unit), max(TOUCH_MM * px_per_mm, 88 * unit))


def _colour(value: str) -> Property:
    return Property(str, lambda _self: value, constant=True)


@QmlElement
class Theme(QObject):
    """Constant for the life of the window, except the office's own action colour."""

    actionChanged = Signal()

    def __init__(self, sizes: Measures) -> None:
        super().__init__()
        self._sizes = sizes
        self._action = look.ACTION

    def set_action(self, colour: str) -> None:
        if colour != self._action:
            self._action = colour
            self.actionChanged.emit()

    def _get_action(self) -> str:
        return self._action

    action = Property(str, _get_action, notify=actionChanged)
    ink = _colour(look.INK)
    muted = _colour(look.MUTED)
    line = _colour(look.LINE)
    ground = _colour(look.GROUND)
    paper = _colour(look.PAPER)
    tint = _colour(look.ACTION_TINT)
    success = _colour(look.SUCCESS)
    successTint = _colour(look.SUCCESS_TINT)
    warning = _colour(look.WARNING)
    warningTint = _colour(look.WARNING_TINT)
    family = Property(str, lambda _self: "Fira Sans", constant=True)
    unit = Property(float, lambda self: self._sizes.unit, constant=True)
    small = Property(float, lambda self: self._sizes.small, constant=True)
    body = Property(float, lambda self: self._sizes.small * 1.16, constant=True)
    large = Property(float, lambda self: self._sizes.small * 1.5, constant=True)
    title = Property(float, lambda self: self._sizes.small * 2.05, constant=True)
    touch = Property(float, lambda self: self._sizes.touch, constant=True)
    margin = Property(float, lambda self: 64 * self._sizes.unit, constant=True)
    radius = Property(float, lambda self: 20 * self._sizes.unit, constant=True)
