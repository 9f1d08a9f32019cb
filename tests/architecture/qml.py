"""Runs Qt's own QML checks with knowledge of the Python objects that our QML is given."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import PySide6

TOOLS = Path(sys.executable).parent
QT_TYPES = ",".join(
    str(Path(PySide6.__file__).parent / "Qt" / "metatypes" / f"qt6{part}_metatypes.json")
    for part in ("core", "gui", "qml", "qmlmodels", "quick")
)


def lint(qml: Iterable[Path], views: Iterable[Path], work: Path) -> str:
    """What qmllint has against the `qml` files, given the QML elements in the Python `views`.

    `work` is an empty folder for the type descriptions. An empty answer means no complaint.
    """
    for module, sources in _modules(views).items():
        _describe(module, sources, work)
    return _run("pyside6-qmllint", "--ignore-settings", "-W", "0", "-I", work, *qml)


def _modules(views: Iterable[Path]) -> dict[str, list[Path]]:
    """Python files that declare QML elements, by the name under which QML imports them."""
    modules: dict[str, list[Path]] = {}
    for path in views:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.Assign([ast.Name("QML_IMPORT_NAME")], ast.Constant(str(module))):
                    modules.setdefault(module, []).append(path)
                case _:
                    pass
    return modules


def _describe(module: str, sources: list[Path], work: Path) -> None:
    """Write the `qmldir` and the type description from which qmllint knows a module."""
    folder = work.joinpath(*module.split("."))
    folder.mkdir(parents=True)
    found = folder / "metatypes.json"
    complaint = _run(
        "pyside6-metaobjectdump", "--quiet", "--out-file", found,
        *(_plainly(source, folder) for source in sources),
    )  # fmt: skip
    assert not complaint, complaint
    complaint = _run(
        "pyside6-qmltyperegistrar", "--import-name", module, "--major-version", "1",
        "--foreign-types", QT_TYPES,
        "--generate-qmltypes", folder / "views.qmltypes", "-o", folder / "unused.cpp", found,
    )  # fmt: skip
    assert (folder / "views.qmltypes").exists(), complaint
    (folder / "qmldir").write_text(f"module {module}\ntypeinfo views.qmltypes\n", encoding="utf-8")


class _PlainNames(ast.NodeTransformer):
    """Qt's tool wants bare names where ``Property("QStringList", lambda view: …)`` has others."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        if isinstance(node.func, ast.Name) and node.func.id == "Property":
            node.args[1:] = [ast.Name("getter") for _ in node.args[1:2]]
            if isinstance(node.args[0], ast.Constant):
                node.args[0] = ast.Name(str(node.args[0].value))
        return node


def _plainly(source: Path, folder: Path) -> Path:
    """A copy of the view that Qt's tool can read."""
    copy = folder / source.name
    plain = _PlainNames().visit(ast.parse(source.read_text(encoding="utf-8")))
    copy.write_text(ast.unparse(plain), encoding="utf-8")
    return copy


def _run(tool: str, *arguments: str | Path) -> str:
    """Answer what the tool said if it was not content, else nothing."""
    run = subprocess.run(
        [TOOLS / tool, *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr
