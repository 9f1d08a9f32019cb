"""Runs Qt's own QML checks with knowledge of the Python objects that our QML is given."""

import ast
import importlib
import inspect
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import PySide6
from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty

TOOLS = Path(sys.executable).parent
QT_TYPES = ",".join(
    str(Path(PySide6.__file__).parent / "Qt" / "metatypes" / f"qt6{part}_metatypes.json")
    for part in ("core", "gui", "qml", "qmlmodels", "quick")
)
META_OBJECT_REVISION = 68
"""The revision of Qt's meta object description that the form below follows."""

Json = dict[str, object]


def lint(qml: Iterable[Path], views: Iterable[str], work: Path) -> str:
    """What qmllint has against the `qml` files, given the QML elements in the Python `views`.

    `views` are names of modules; they are imported, as the application does. `work` is an empty
    folder for the type descriptions. An empty answer means no complaint.
    """
    modules: dict[str, list[Json]] = {}
    for view in views:
        python = importlib.import_module(view)
        modules.setdefault(python.QML_IMPORT_NAME, []).extend(_elements(python))
    for module, elements in modules.items():
        _describe(module, elements, work)
    return _run("pyside6-qmllint", "--ignore-settings", "-W", "0", "-I", work, *qml)


def _elements(python: ModuleType) -> Iterator[Json]:
    """Each class that stands under ``@QmlElement`` in the source of `python`."""
    for node in ast.parse(inspect.getsource(python)).body:
        if isinstance(node, ast.ClassDef) and "QmlElement" in map(ast.unparse, node.decorator_list):
            yield _element(getattr(python, node.name).staticMetaObject)


def _element(meta: QMetaObject) -> Json:
    """What the living class says of itself, in the form that Qt's registrar reads."""
    above = meta.superClass()
    assert above is not None, meta.className()
    methods = [meta.method(index) for index in range(meta.methodOffset(), meta.methodCount())]
    signals = [each for each in methods if each.methodType() is QMetaMethod.MethodType.Signal]
    return {
        "className": meta.className(),
        "qualifiedClassName": meta.className(),
        "object": True,
        "superClasses": [{"access": "public", "name": above.className()}],
        "classInfos": [{"name": "QML.Element", "value": "auto"}],
        "properties": [
            _property(meta.property(index))
            for index in range(meta.propertyOffset(), meta.propertyCount())
        ],
        "signals": [_method(each) for each in signals],
        "slots": [_method(each) for each in methods if each not in signals],
    }


def _property(it: QMetaProperty) -> Json:
    said: Json = {"name": it.name(), "type": it.typeName(), "read": it.name()}
    said["index"] = it.relativePropertyIndex()
    said["constant"] = it.isConstant()
    if it.isWritable():
        said["write"] = it.name()
    if it.hasNotifySignal():
        said["notify"] = it.notifySignal().name().toStdString()
    return said


def _method(it: QMetaMethod) -> Json:
    arguments = [{"type": kind.toStdString()} for kind in it.parameterTypes()]
    return {
        "access": "public",
        "name": it.name().toStdString(),
        "arguments": arguments,
        "returnType": it.typeName(),
    }


def _describe(module: str, elements: list[Json], work: Path) -> None:
    """Write the `qmldir` and the type description from which qmllint knows a module."""
    folder = work.joinpath(*module.split("."))
    folder.mkdir(parents=True)
    found = folder / "metatypes.json"
    described = {"classes": elements, "inputFile": module, "outputRevision": META_OBJECT_REVISION}
    found.write_text(json.dumps([described]), encoding="utf-8")
    complaint = _run(
        "pyside6-qmltyperegistrar", "--import-name", module, "--major-version", "1",
        "--foreign-types", QT_TYPES,
        "--generate-qmltypes", folder / "views.qmltypes", "-o", folder / "unused.cpp", found,
    )  # fmt: skip
    assert not complaint, complaint
    said = f"module {module}\ntypeinfo views.qmltypes\ndepends QtQuick\n"
    (folder / "qmldir").write_text(said, encoding="utf-8")


def _run(tool: str, *arguments: str | Path) -> str:
    """Answer what the tool said if it was not content, else nothing."""
    run = subprocess.run(
        [TOOLS / tool, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr
