"""Each program runs with its own extra only, and without the other programs."""

import json
import subprocess
import sys
from importlib.metadata import distribution, packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.house import PACKAGES, PROGRAMS, ROOT

OURS = "eingangszone"

IMPORT_ALL = """
import importlib, json, pkgutil, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in hidden:
            raise ModuleNotFoundError(f"{name} is not in this extra", name=name)

program, hidden = json.loads(sys.argv[1])
hidden = set(hidden)
for loaded in [name for name in sys.modules if name.partition(".")[0] in hidden]:
    del sys.modules[loaded]
sys.meta_path.insert(0, Wall())
package = importlib.import_module(program)
for module in pkgutil.walk_packages(package.__path__, f"{program}."):
    if ".migrations" not in module.name:
        importlib.import_module(module.name)
"""


def _closure(extra: str) -> set[str]:
    """Canonical names of all distributions that `pip install eingangszone[extra]` brings."""
    known: set[tuple[str, str]] = set()
    ahead = [(OURS, extra), (OURS, "")]
    while ahead:
        name, wanted = ahead.pop()
        if (name, wanted) in known:
            continue
        known.add((name, wanted))
        for line in distribution(name).requires or []:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": wanted}):
                target = canonicalize_name(needed.name)
                ahead += [(target, each) for each in ("", *needed.extras)]
    return {name for name, _ in known}


def _hidden(program: str) -> list[str]:
    """Top-level modules that a device with this extra alone does not have."""
    installed = _closure(program)
    foreign = [
        module
        for module, owners in packages_distributions().items()
        if not any(canonicalize_name(owner) in installed for owner in owners)
    ]
    return foreign + [ours for ours in PACKAGES if ours not in ("wire", program)] + ["tests"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_program_needs_its_own_extra_only(program: str) -> None:
    hidden = _hidden(program)
    assert "pytest" in hidden
    command = [sys.executable, "-I", "-c", IMPORT_ALL, json.dumps([program, hidden])]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_the_wall_hides_what_is_not_in_the_extra() -> None:
    assert "fastapi" in _hidden("kiosk")
    assert "PySide6" in _hidden("hub")
    assert "cv2" in _hidden("signage")
    assert not {"paho", "pydantic", "cryptography"} & set(_hidden("signage"))
