"""Who may know whom: the import contracts, the front doors of rooms, the pure hearts."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.house import PACKAGES, ROOT, files, imports, module, name, tree

PURE_STANDARD = frozenset(
    {
        "abc", "bisect", "collections", "dataclasses", "datetime", "enum", "functools", "hashlib",
        "heapq", "itertools", "json", "math", "operator", "re", "statistics", "string", "textwrap",
        "tomllib", "types", "typing", "unicodedata", "zoneinfo",
    }
)  # fmt: skip
PURE_PARTS = (
    "holidays", "pydantic", "urllib.parse", "kiosk.texts", "wire.alarms", "wire.health", "wire.ids",
    "wire.look", "wire.messages", "wire.qr",
)  # fmt: skip
HIDDEN_CLOCKS = frozenset({"now", "utcnow", "today"})
NOT_ROOMS = {"bridge", "kit", "migrations"}
KIT_WORDS = (
    ["kit", "errors"], ["kit", "idle"], ["kit", "languages"], ["kit", "periods"],
    ["kit", "permissions"],
)  # fmt: skip
DOORS = (["service"], ["rules"])


def test_imports_keep_to_the_floors() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_package_has_a_floor() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings = tomllib.load(file)["tool"]
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found == set(settings["importlinter"]["root_packages"]) == set(PACKAGES)
    assert found == set(settings["hatch"]["build"]["targets"]["wheel"]["only-include"])


def test_every_room_has_its_storeys_checked() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    storeys = next(each for each in contracts if each["name"] == "Storeys of a room")
    assert {f"hub.{room}" for room in _rooms()} == set(storeys["containers"])


def test_rooms_are_entered_by_the_front_door() -> None:
    rooms = _rooms()
    trespasses = [
        f"{name(path)}:{line} imports {target}"
        for path in files("*.py", "hub")
        if module(path) not in ("hub.app", "hub.demo")
        and not module(path).startswith("hub.migrations")
        for line, target in imports(path)
        if _enters(target, rooms - {_room(path)}) and target.split(".")[2:3] not in DOORS
    ]
    assert not trespasses


def _rooms() -> set[str]:
    return {path.parent.name for path in ROOT.glob("hub/*/__init__.py")} - NOT_ROOMS


def _room(path: Path) -> str:
    return path.relative_to(ROOT / "hub").parts[0]


def _enters(target: str, rooms: set[str]) -> bool:
    parts = target.split(".")
    return parts[0] == "hub" and len(parts) > 1 and parts[1] in rooms


def _pure_hearts() -> list[Path]:
    hearts = files("*.py", "kiosk/flow", "signage/board")
    return hearts + [path for path in files("*.py", "hub") if _is_rules(path)]


def _is_rules(path: Path) -> bool:
    """`hub/<room>/rules.py`, or a file of the package that it has grown to."""
    return path.relative_to(ROOT / "hub").with_suffix("").parts[1:2] == ("rules",)


def test_pure_hearts_import_nothing_that_acts() -> None:
    impure = [
        f"{name(path)}:{line} imports {target}"
        for path in _pure_hearts()
        for line, target in imports(path)
        if not _pure(path, target)
    ]
    assert not impure


def _pure(path: Path, target: str) -> bool:
    if target.partition(".")[0] in PURE_STANDARD:
        return True
    own = module(path).rpartition(".")[0]
    heart = target.startswith(f"{own}.") if not _rule_of_hub(path) else _lower_rule(target)
    return heart or f"{target}.".startswith(tuple(f"{part}." for part in PURE_PARTS))


def _lower_rule(target: str) -> bool:
    """Another room's rules, or the kit's words; which room lies lower, the contracts know."""
    parts = target.split(".")
    return parts[0] == "hub" and (parts[2:3] == ["rules"] or parts[1:3] in KIT_WORDS)


def _rule_of_hub(path: Path) -> bool:
    return path.is_relative_to(ROOT / "hub") and _is_rules(path)


def test_pure_hearts_have_no_hidden_clock() -> None:
    clocks = [
        f"{name(path)}:{node.lineno} asks the clock"
        for path in _pure_hearts()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in HIDDEN_CLOCKS
    ]
    assert not clocks
