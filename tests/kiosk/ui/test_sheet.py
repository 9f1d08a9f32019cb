"""The sheet in a window: it draws in any case."""

import pytest
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.sheet import Sheet


@pytest.mark.usefixtures("app")
def test_sizes_that_depend_on_each_other_do_not_stop_the_picture() -> None:
    window = QQuickWindow()
    window.resize(200, 200)
    sheet = Sheet(window.contentItem())
    sheet.setWidth(200)
    sheet.setHeight(200)
    child = QQuickItem(sheet)
    child.setImplicitHeight(20)
    child.heightChanged.connect(lambda: child.setImplicitHeight(50 - child.implicitHeight()))
    window.show()
    assert not window.grabWindow().isNull()
    assert child.height() in (20, 30)
    window.close()
