"""The camera's picture on the screen: frames come from its thread, nothing older is kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THIN: Final = 2
"""Every second pixel is enough to see how one holds a letter."""


def _nothing() -> QImage:
    return QImage(1, 1, QImage.Format.Format_BGR888)


class _Provider(QQuickImageProvider):
    """Answers ``image://camera/…`` with the newest frame."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self.image = _nothing()

    def requestImage(self, _name: str, size: QSize, _requested: QSize) -> QImage:
        size.setWidth(self.image.width())
        size.setHeight(self.image.height())
        return self.image


class Preview(QObject):
    """`take` is for the camera's thread; `show` gets an address that QML can load, or ""."""

    _taken = Signal(object)

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self.provider = _Provider()
        self._wanted = False
        self._show = show
        self._count = 0
        self._taken.connect(self._on_taken, Qt.ConnectionType.QueuedConnection)

    @property
    def wanted(self) -> bool:
        """Whether a screen shows the camera; from any thread."""
        return self._wanted

    @wanted.setter
    def wanted(self, yes: bool) -> None:
        """When it no longer does, the last picture goes too: the next visitor is somebody else."""
        ended = self._wanted and not yes
        self._wanted = yes
        if ended:
            self._taken.emit(None)

    def take(self, picture: "NDArray[np.uint8]") -> None:
        """A picture, height x width x blue green red; dropped when no screen shows the camera."""
        if not self._wanted:
            return
        thin = picture[::THIN, ::THIN].copy()
        height, width, _ = thin.shape
        image = QImage(thin.data, width, height, 3 * width, QImage.Format.Format_BGR888)
        self._taken.emit(image.copy())

    def _on_taken(self, image: QImage | None) -> None:
        if image is None or not self._wanted:
            self.provider.image = _nothing()
            self._show("")
            return
        self._count += 1
        self.provider.image = image
        self._show(f"image://camera/{self._count}")
