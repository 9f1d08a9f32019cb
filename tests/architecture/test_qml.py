"""QML and Python agree: a misspelt property is found before a visitor finds it."""

import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, files, module
from tests.architecture.qml import lint

VIEW = """
from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Sample"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SampleView(QObject):
    changed = Signal()

    @Property(str, notify=changed)
    def ticket(self) -> str:
        return "B 014"

    room = Property("QString", lambda view: view.ticket, notify=changed)
"""

QML = """
import QtQuick
import Sample

Text {{
    required property SampleView view
    text: view.{property}
}}
"""


@pytest.mark.parametrize("program", ["kiosk", "signage"])
def test_qmllint_is_content(program: str, tmp_path: Path) -> None:
    qml = files("*.qml", program)
    assert qml
    complaint = lint(qml, _views(program), tmp_path)
    assert not complaint, complaint.replace(f"{ROOT}/", "")


def _views(program: str) -> list[str]:
    sources = files("*.py", f"{program}/ui")
    return [module(path) for path in sources if "@QmlElement" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(("written", "fault"), [("ticket", ""), ("room", ""), ("tikket", "tikket")])
def test_a_misspelt_property_is_found(
    written: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sample_view.py").write_text(VIEW, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sample_view", raising=False)
    qml = tmp_path / "Sample.qml"
    qml.write_text(QML.format(property=written), encoding="utf-8")
    complaint = lint([qml], ["sample_view"], tmp_path / "types")
    assert bool(complaint) == bool(fault)
    assert fault in complaint
