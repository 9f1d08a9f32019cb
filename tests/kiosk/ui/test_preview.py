"""The camera's picture on the screen: while it is shown, and not a moment longer."""

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage

from kiosk.ui.preview import Preview

PICTURE = np.full((720, 1280, 3), (10, 20, 200), np.uint8)


class Screen:
    def __init__(self, app: QGuiApplication) -> None:
        self.addresses: list[str] = []
        self.preview = Preview(self.addresses.append)
        self._app = app

    def take(self) -> None:
        self.preview.take(PICTURE)
        self._app.processEvents()

    def want(self, *, yes: bool) -> None:
        self.preview.wanted = yes
        self._app.processEvents()

    @property
    def image(self) -> QImage:
        return self.preview.provider.requestImage("", QSize(), QSize())


@pytest.fixture
def screen(app: QGuiApplication) -> Screen:
    return Screen(app)


def test_each_picture_has_an_address_of_its_own(screen: Screen) -> None:
    screen.want(yes=True)
    screen.take()
    screen.take()
    assert screen.addresses == ["image://camera/1", "image://camera/2"]
    colour = screen.image.pixelColor(5, 5)
    assert (colour.red(), colour.green(), colour.blue()) == (200, 20, 10)


def test_nothing_is_kept_that_no_screen_shows(screen: Screen) -> None:
    screen.take()
    assert screen.addresses == []


def test_the_last_picture_goes_with_the_screen_that_showed_it(screen: Screen) -> None:
    screen.want(yes=True)
    screen.take()
    screen.preview.take(PICTURE)
    screen.want(yes=False)
    assert screen.addresses[-1] == ""
    assert screen.image.width() == 1
