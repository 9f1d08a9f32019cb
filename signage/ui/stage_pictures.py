"""Pictures for the stage: decoded no larger than they are shown, whole or not at all."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter

from signage.media.video import Frame, fitting
from wire.look import NIGHT_PANEL
from wire.messages import LARGEST_PX

MOST_MB = 128
"""What Qt may allocate for one picture while decoding: 4096 x 4096 pixels take 64."""
TAIL = 1024
_LAST_BYTES: Final = {b"png": b"IEND", b"jpeg": b"\xff\xd9"}
"""How a whole file ends; within a JPEG's picture data these two bytes cannot occur."""


class Undecodable(Exception):
    """The file is no picture that we show; the text says why, in a word."""


def decode(path: Path, box: tuple[int, int]) -> QImage:
    """The picture on a ground of the size of the box. Raises Undecodable.

    What a file is called says nothing: it is judged by its content.
    """
    QImageReader.setAllocationLimit(MOST_MB)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data())
    if kind not in _LAST_BYTES:
        raise Undecodable("broken")
    size = reader.size()
    if not size.isValid():
        raise Undecodable("broken")
    if max(size.width(), size.height()) > LARGEST_PX:
        raise Undecodable("too_large")
    if _LAST_BYTES[kind] not in _tail(path):
        raise Undecodable("truncated")
    reader.setScaledSize(_scaled(size, box, turned=_is_turned(reader)))
    image = reader.read()
    if image.isNull():
        raise Undecodable("broken")
    return on_ground(image, box)


def from_frame(frame: Frame, box: tuple[int, int]) -> QImage:
    """A video's frame on the same ground; a copy, so that the frame's memory can go."""
    image = QImage(
        frame.pixels, frame.width, frame.height, frame.stride, QImage.Format.Format_RGB32
    )
    return on_ground(image, box)


def on_ground(image: QImage, box: tuple[int, int]) -> QImage:
    """The image in the middle of one opaque picture: a fade of two such is never dark between."""
    ground = QImage(QSize(*box), QImage.Format.Format_RGB32)
    left, top = (box[0] - image.width()) // 2, (box[1] - image.height()) // 2
    if left or top or image.hasAlphaChannel():
        ground.fill(NIGHT_PANEL)
    painter = QPainter(ground)
    painter.drawImage(QRect(left, top, image.width(), image.height()), image)
    painter.end()
    return ground


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        length = file.seek(0, os.SEEK_END)
        file.seek(max(0, length - TAIL))
        return file.read()


def _is_turned(reader: QImageReader) -> bool:
    """Whether it lies on its side in the file, as cameras write it."""
    return QImageIOHandler.Transformation.TransformationRotate90 in reader.transformation()


def _scaled(size: QSize, box: tuple[int, int], *, turned: bool) -> QSize:
    room = (box[1], box[0]) if turned else box
    return QSize(*fitting((size.width(), size.height()), room))
