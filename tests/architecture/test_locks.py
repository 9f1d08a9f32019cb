"""The lock files: hashed, without addresses, one for each program, and up to date."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.house import PROGRAMS, ROOT

LOCKS = ("all", *PROGRAMS)
ENVIRONMENTS = [
    {
        "python_version": version,
        "python_full_version": f"{version}.9",
        "platform_machine": machine,
        "sys_platform": "linux",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for version in ("3.11", "3.13")
    for machine in ("x86_64", "aarch64")
]


def _lock(part: str) -> Path:
    return ROOT / "requirements" / f"{part}.lock"


def _pins(part: str) -> list[Requirement]:
    text = _lock(part).read_text(encoding="utf-8").replace("\\\n", "")
    lines = (line.partition(" --hash")[0] for line in text.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def _wanted(part: str) -> list[Requirement]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    extras = project["optional-dependencies"]
    chosen = extras if part == "all" else {part: extras[part]}
    lines = project["dependencies"] + [line for lines in chosen.values() for line in lines]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("part", LOCKS)
def test_locks_name_hashes_and_no_addresses(part: str) -> None:
    text = _lock(part).read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(?:extra-)?index-url|--find-links|/home/|/root/", text)
    for block in re.split(r"\n(?=\S)", text):
        if not block.startswith("#"):
            assert re.search(r"==\S+.*--hash=sha256:[0-9a-f]{64}", block, re.DOTALL), block


@pytest.mark.parametrize("part", LOCKS)
@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_locks_fit_what_the_project_asks_for(part: str, environment: dict[str, str]) -> None:
    pins = {
        canonicalize_name(pin.name): next(iter(pin.specifier)).version
        for pin in _pins(part)
        if pin.marker is None or pin.marker.evaluate(environment)
    }
    for wanted in _wanted(part):
        if wanted.marker is None or wanted.marker.evaluate(environment):
            version = pins[canonicalize_name(wanted.name)]
            assert wanted.specifier.contains(version, prereleases=True), f"{wanted}: {version}"


def test_the_npm_lock_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "http" not in text
    parts = json.loads(text)["packages"]
    assert all(part["integrity"] for place, part in parts.items() if place)
