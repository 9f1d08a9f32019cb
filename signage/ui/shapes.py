"""Arrows and zone signs as SVG paths, so that they stay sharp on every panel."""

from typing import Final

from wire.look import Sign
from wire.messages import Arrow

ARROWS: Final[dict[Arrow, str]] = {
    "straight": "M12 20 V4.5 M5.5 11 L12 4.5 L18.5 11",
    "left": "M20 12 H4.5 M11 5.5 L4.5 12 L11 18.5",
    "right": "M4 12 H19.5 M13 5.5 L19.5 12 L13 18.5",
    "back": "M7 19.5 V10 A4.5 4.5 0 0 1 16 10 V19.5 M11.5 15 L16 19.5 L20.5 15",
    "half_left": "M18.5 18.5 L6 6 M6 15 V6 H15",
    "half_right": "M5.5 18.5 L18 6 M9 6 H18 V15",
    "stairs_up": "M2.5 20.5 H8 V15 H13 V10 H18 V3.5 M13 8 L18 3 L23 8",
    "stairs_down": "M2.5 3.5 H8 V9 H13 V14 H18 V20.5 M13 16 L18 21 L23 16",
    "here": "M12 3.5 V14.5 M6 9 L12 15 L18 9 M4.5 20 H19.5",
}
"""Strokes in a square of 24, seen by a person who faces the display."""

CIRCLE = "M50 0 A50 50 0 0 1 50 100 A50 50 0 0 1 50 0 Z"


def sign_path(sign: Sign) -> str:
    """The outline of a zone's sign in a square of 100."""
    if not sign.points:
        return CIRCLE
    corners = (f"{100 * x:.1f} {100 * y:.1f}" for x, y in sign.points)
    return f"M{' L'.join(corners)} Z"
