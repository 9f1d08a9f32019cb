"""Rules for each file: it says what it is for, it stays short, QML holds no logic."""

import ast
import re

from tests.architecture.house import PACKAGES, ROOT, files, name, tree

MOST_LINES = 500
MOST_FUNCTION_LINES = 60
MOST_QML_LINES = 120

QML_NOT_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL
)
QML_LOGIC = re.compile(r"\b(?:function|if|for|while|switch|do|try|let|(?<!property )var)\b|=>")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
TEXT_KINDS = ("*.py", "*.qml", "*.html", "*.css", "*.js", "*.sh")


def test_each_file_says_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in files("*.py", *PACKAGES, "tests")
        if not (ast.get_docstring(tree(path)) or "").partition("\n")[0].endswith((".", "?"))
    ]
    assert not silent


def test_files_stay_short() -> None:
    assert not [
        f"{name(path)} has {lines} lines"
        for path in files("*.py", *PACKAGES, "tests")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    ]


def test_functions_stay_short() -> None:
    assert not [
        f"{name(path)}:{node.lineno} {node.name} has {lines} lines"
        for path in files("*.py", *PACKAGES, "tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > MOST_FUNCTION_LINES
    ]


def test_qml_is_thin() -> None:
    for path in files("*.qml", *PACKAGES):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= MOST_QML_LINES, name(path)
        assert not QML_LOGIC.findall(QML_NOT_CODE.sub("", text)), f"{name(path)} holds logic"


def test_nothing_is_left_for_later() -> None:
    assert not [
        f"{name(path)}: {match.group()}"
        for kind in TEXT_KINDS
        for path in files(kind, *PACKAGES)
        if (match := UNFINISHED.search(path.read_text(encoding="utf-8")))
    ]


def test_shell_scripts_and_make_have_a_first_line_too() -> None:
    for path in (ROOT / "Makefile", *files("*.sh", *PACKAGES)):
        assert re.search(r"^# \w.*\.$", path.read_text(encoding="utf-8"), re.MULTILINE), name(path)
