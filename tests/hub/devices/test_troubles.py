"""Each trouble that a device sends has a text of its own on the pages of staff."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import signage
from hub.devices.rules import TROUBLES, trouble_text
from kiosk import checks
from kiosk.care.registry import checks_in

JUDGES = (("care.py", "wrongs"), ("runner.py", "_wrong"), ("ui/stage.py", "_judge"))
"""Where a display decides what is wrong with it: file and function."""


def of_displays() -> Iterator[str]:
    """What is written as a key in these functions, so that a new one is found without a list."""
    for file, name in JUDGES:
        tree = ast.parse((Path(signage.__file__).parent / file).read_text(encoding="utf-8"))
        (judge,) = (
            one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == name
        )
        for node in ast.walk(judge):
            keys = node.keys if isinstance(node, ast.Dict) else []
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                keys = [node.slice]
            for key in keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


def test_the_troubles_of_displays_are_found() -> None:
    assert {"content.full", "clock.unset", "board.hot", "screen.small"} <= set(of_displays())


@pytest.mark.parametrize("key", sorted(set(of_displays())))
def test_each_trouble_of_a_display_has_a_text(key: str) -> None:
    assert key in TROUBLES


@pytest.mark.parametrize("key", [one.key for one in checks_in(checks)])
def test_each_trouble_of_a_kiosk_has_a_text(key: str) -> None:
    assert not trouble_text(key).startswith("Störung:")
