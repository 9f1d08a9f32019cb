"""An uploaded picture comes onto a panel, is proven, and stays there without hub and network."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from hub.content.rules import Target
from hub.content.service import editing
from hub.content.service.editing import PlaylistWish, SlotWish
from provisioning.demo.office import Furnished, furnish
from provisioning.house import DisplayPlan, House, HousePlan, read_state, wait_until
from tests.journeys.campaign import open_database
from tests.patience import PATIENCE_S
from tests.people import person
from wire.ids import SiteId

DISPLAY = "display-1"
COLOUR = (20, 160, 90)
LOOKS = 12
"""At the panel, about a third of a second apart."""
EVERY_DAY = tuple(range(7))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[House, Furnished]]:
    plan = DisplayPlan(DISPLAY, "A", "Wartebereich A")
    house = House(HousePlan(tmp_path, kiosks=(), displays=(plan,)))
    try:
        furnished = furnish(house)
        house.start()
        yield house, furnished
    finally:
        house.stop()


def test_from_an_upload_to_the_panel_and_on_without_the_hub(house: tuple[House, Furnished]) -> None:
    town, furnished = house
    item = uploaded(town, furnished)
    planned(town, item)
    assert wait_until(lambda: playing(town) == item, PATIENCE_S), read_state(town.view(DISPLAY))
    looks: list[float] = []

    def seen_for_a_while() -> bool:
        """What flits by is no proof of play."""
        looks.append(green(town, "hub.png"))
        return sum(share > 0.2 for share in looks) >= LOOKS

    assert wait_until(seen_for_a_while, PATIENCE_S), "it is seen in its colour"
    restarted(town)
    assert wait_until(lambda: proven(town, item) > 0, PATIENCE_S), "it is told that it was shown"
    for gone in ("hub-1", "broker"):
        town.children[gone].kill()
    restarted(town)
    assert wait_until(lambda: green(town, "alone.png") > 0.2, PATIENCE_S), "all is on the display"


def restarted(house: House) -> None:
    """A display that is switched off writes down what it has shown, and tells it later."""
    house.children[DISPLAY].stop()
    house.start_child(DISPLAY)
    house.wait_ready(DISPLAY)


def uploaded(house: House, furnished: Furnished) -> str:
    """A green picture, sent as a publisher does; the id of the item that became of it."""
    login = furnished.login("publisher")
    with httpx.Client(base_url=house.url(), timeout=20) as http:
        body = {"login": login.login, "password": login.password}
        token = http.post("/api/v1/session", json=body).raise_for_status().json()["csrf"]
        png = BytesIO()
        Image.new("RGB", (1920, 1080), COLOUR).save(png, "PNG")
        sent = http.post(
            "/api/v1/content/uploads", params={"name": "gruen.png"}, content=png.getvalue(),
            headers={"X-CSRF-Token": token},
        )  # fmt: skip
        upload = sent.raise_for_status().json()["id"]

        def done() -> bool:
            told = http.get("/api/v1/content/uploads").json()["uploads"]
            return any(one["id"] == upload and one["state"] == "done" for one in told)

        assert wait_until(done, PATIENCE_S)
    return str(one(house, "SELECT id FROM content_item WHERE original = 'gruen.png'"))


def planned(house: House, item: str) -> None:
    """On this display, on every day, all day."""
    who = person("vogt", "R. Vogt", "publisher", SiteId(house.plan.site))
    database, now = open_database(house), datetime.now(UTC)
    with database.change(SiteId(house.plan.site)) as change:
        playlist = editing.add_playlist(change, who, PlaylistWish("Probe", (item,)), now)
        wish = SlotWish(playlist, Target("display", DISPLAY), EVERY_DAY, 0, 1440)
        editing.add_slot(change, who, wish, now)
    database.close()


def playing(house: House) -> str | None:
    report: dict[str, Any] = read_state(house.view(DISPLAY)).get("report") or {}
    return report.get("item")


def proven(house: House, item: str) -> int:
    return int(one(house, "SELECT count(*) FROM played WHERE item = ?", item) or 0)


def one(house: House, query: str, *values: str) -> Any:  # noqa: ANN401 whatever a column holds
    with sqlite3.connect(f"file:{house.hub_state / 'hub.db'}?mode=ro", uri=True) as reader:
        row = reader.execute(query, values).fetchone()
    return row[0] if row else None


def green(house: House, name: str) -> float:
    """The share of the panel's pixels that have the picture's colour, give or take a little."""
    path = house.view(DISPLAY) / name
    path.unlink(missing_ok=True)
    house.children[DISPLAY].tell(shot=name)
    if not wait_until(path.exists, PATIENCE_S):
        return 0.0
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    near = np.abs(pixels - np.array(COLOUR)).max(axis=2) < 12
    return float(near.mean())
