"""A wheel has every translation, and with a wrong one there is no wheel."""

import shutil
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from kiosk.texts.catalogue import LOCALE
from tests.architecture.house import ROOT
from tests.kiosk.texts.copies import change
from wire.look import LANGUAGES

NEEDED = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "kiosk/__init__.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """As much of the project as its texts need."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "kiosk" / "texts", root / "kiosk" / "texts")
    shutil.copytree(ROOT / "wire", root / "wire")
    for name in NEEDED:
        shutil.copy(ROOT / name, root / name)
    return root


def build(project: Path, version: str = "standard") -> Path:
    built = WheelBuilder(str(project)).build(directory=str(project / "dist"), versions=[version])
    return Path(next(iter(built)))


def test_the_wheel_has_every_language(project: Path) -> None:
    with zipfile.ZipFile(build(project)) as wheel:
        names = set(wheel.namelist())
    assert {f"kiosk/texts/locale/{lang}.po" for lang in LANGUAGES} <= names


def test_a_wrong_translation_stops_the_build(project: Path) -> None:
    change(project / LOCALE.relative_to(ROOT), "tr", r"\{time\}", "{hour}")
    with pytest.raises(ValueError, match=r"tr\.po: moment has other fields"):
        build(project)
    assert not list((project / "dist").glob("*"))


def test_a_clone_is_installed_with_a_translation_in_the_making(project: Path) -> None:
    change(project / LOCALE.relative_to(ROOT), "tr", r"\{time\}", "{hour}")
    assert build(project, "editable").name.endswith(".whl")
