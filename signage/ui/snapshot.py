"""A small picture of the panel for who manages displays."""

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage

WIDEST: Final = 640
MOST_BYTES: Final = 130_000
"""In Base64 a third more, within what DisplayPicture holds."""
QUALITIES: Final = (80, 60, 40, 20)


def jpeg(panel: QImage) -> bytes:
    """At most 640 pixels wide; poorer where it would be too large. Empty when it cannot be made."""
    small = panel
    if panel.width() > WIDEST:
        small = panel.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
    for quality in QUALITIES:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if small.save(buffer, "JPEG", quality) and data.size() <= MOST_BYTES:  # type: ignore[call-overload]
            return bytes(data.data())
    return b""
