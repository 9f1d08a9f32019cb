"""The visitors of the headless demo, on both databases: each scene must find its evidence.

Camera frames of a letter, MQTT through mosquitto, rows in a database, bytes over TCP that a
decoder of its own reads, and frames of the real Qt scene that the display acknowledged. On SQLite
the headless demo plays them too, and all other journeys run there.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning.demo.office import furnish
from provisioning.demo.transcript import Transcript
from provisioning.demo.visitors import Visitors
from provisioning.house import House, HousePlan


@pytest.fixture(params=["postgres", pytest.param("sqlite", marks=pytest.mark.soak)])
def visitors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Visitors]:
    url = request.getfixturevalue("postgres").fresh() if request.param == "postgres" else None
    house = House(HousePlan(tmp_path, database=url, programme=request.param == "sqlite"))
    try:
        furnished = furnish(house)
        house.start()
        yield Visitors(house, furnished, Transcript())
    finally:
        house.stop()


def test_every_scene_finds_its_evidence(visitors: Visitors) -> None:
    assert visitors.play() == 0
