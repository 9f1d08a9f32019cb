"""The sheet in a window: it draws in any case."""

import pytest
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.sheet import Placing


class Restless(Placing):
    """Wants to be placed anew whenever it was placed."""

    placed = 0

    def place(self) -> None:
        self.placed += 1
        self.again()


@pytest.mark.usefixtures("app")
def test_sizes_that_depend_on_each_other_do_not_stop_the_picture() -> None:
    window = QQuickWindow()
    window.resize(200, 200)
    item = Restless(window.contentItem())
    item.setWidth(100)
    window.show()
    assert not window.grabWindow().isNull()
    assert 1 < item.placed < 1000
    window.close()
