"""publiccode.yml says what catalogues of public software ask for, and says it truly."""

import tomllib

import yaml

from tests.architecture.house import ROOT

NEEDED = {
    "publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus",
    "softwareType", "description", "legal", "maintenance", "localisation",
}  # fmt: skip


def test_publiccode_is_complete_and_true() -> None:
    about = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert about.keys() >= NEEDED
    assert about["softwareVersion"] == project["version"]
    assert about["legal"]["license"] == project["license"]
    assert set(about["description"]) == set(about["localisation"]["availableLanguages"])
    # Bounds from the publiccode.yml core standard, section "description".
    for text in about["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 500 <= len(text["longDescription"]) <= 10_000
        assert text["features"]
