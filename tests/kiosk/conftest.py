"""One Qt application for all tests of the scene."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.ui.window import load_fonts
from tests.architecture.house import ROOT


@pytest.fixture(scope="module")
def app() -> QGuiApplication:
    running = QGuiApplication.instance()
    app = running if isinstance(running, QGuiApplication) else QGuiApplication(["tests"])
    missing: list[str] = []
    load_fonts(Path(ROOT / "build" / "assets"), missing.append)
    assert not missing
    return app
