"""An office whose hub keeps a broker's accounts, for all tests of pairing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hub.app import Parts, create
from hub.kit.accounts import MosquittoFiles
from tests.hub.pairing.office import OWN
from tests.pages.databases import KINDS
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice


@pytest.fixture(params=KINDS)
def small(
    request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice], tmp_path: Path
) -> SmallOffice:
    """An office whose hub may make accounts in a folder of the broker."""
    office = offices(request.param)
    folder = tmp_path / "broker"
    folder.mkdir()
    (folder / "passwords").write_text(OWN)
    (folder / "rights").write_text("user hub-1\n")
    parts: Parts = office.app.state.parts
    accounts = MosquittoFiles(folder, SITE, "hub-1")
    office.app = create(replace(parts, accounts=accounts, broker_told="broker:1883"))
    return office
