"""Fixtures: the furnished house for the room itself, the small office for its pages."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hub.app import Parts, create
from hub.kit.accounts import MosquittoFiles
from tests.pages.databases import KINDS
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice

OWN = "hub-1:x\n"
"""The hub's own account at the broker."""


@pytest.fixture(params=KINDS)
def small(
    request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice], tmp_path: Path
) -> SmallOffice:
    """An office whose hub may make accounts in a folder of the broker, on either database."""
    return _with_broker(offices(request.param), tmp_path)


@pytest.fixture
def one(offices: Callable[[str], SmallOffice], tmp_path: Path) -> SmallOffice:
    """The same on SQLite, for what has nothing to do with the database."""
    return _with_broker(offices("sqlite"), tmp_path)


def _with_broker(office: SmallOffice, tmp_path: Path) -> SmallOffice:
    folder = tmp_path / "broker"
    folder.mkdir()
    (folder / "passwords").write_text(OWN)
    (folder / "rights").write_text("user  hub-1 \n")
    parts: Parts = office.app.state.parts
    accounts = MosquittoFiles(folder, SITE, "hub-1")
    office.app = create(replace(parts, accounts=accounts, broker_told="broker:1883"))
    return office
