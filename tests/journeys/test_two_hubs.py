"""One of two hubs is killed under load: clients and pages move over, nothing is lost or doubled."""

import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.two_hubs import LOGIN, Office, two_hubs
from tests.pages.browser import sit_down
from tests.postgres import Postgres

RECOVER_S = 3.0
"""Until a page that has lost its hub shows what has happened since, on a machine of its own."""
SHARED = 4.0
"""The ordinary run shares its two cores with three other files of tests."""
SEEDS = range(1, 21)


def seen(page: Page, number: str, since: float, within_s: float) -> float:
    """Seconds from a moment until a number stands on a real page, which nobody reloads."""
    shown = page.locator("#floor", has_text=f"{number[0]} {number[1:]}")
    shown.wait_for(timeout=1000 * within_s)
    return time.monotonic() - since


def day(office: Office, browser: Browser, kills: int, within_s: float) -> None:
    context = browser.new_context(base_url=office.front.url, locale="de-DE")
    page = context.new_page()
    sit_down(page, LOGIN, "Schalter 8")
    with office.at_work():
        for _ in range(kills):
            victim, at = office.kill_one()
            drawn = seen(page, office.workers[0].issue(), at, 10 * within_s)
            pushed = office.recovered(at, 10 * within_s)
            print(f"{victim}: page {drawn:.2f} s, pushes {pushed:.2f} s", file=sys.stderr)
            assert max(drawn, pushed) <= within_s
            office.house.start_child(victim)
            office.house.wait_ready(victim)
    context.close()
    assert office.agrees() == []
    assert office.record.healed > 0, "the death was felt"


def test_a_hub_dies_and_nobody_loses_anything(
    tmp_path: Path, postgres: Postgres, browser: Browser
) -> None:
    with two_hubs(tmp_path, postgres.fresh(), seed=0) as office:
        day(office, browser, kills=1, within_s=SHARED * RECOVER_S)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", SEEDS)
def test_hubs_die_at_any_moment(
    seed: int, tmp_path: Path, postgres: Postgres, browser: Browser
) -> None:
    with two_hubs(tmp_path, postgres.fresh(), seed=seed) as office:
        day(office, browser, kills=5, within_s=RECOVER_S)
        print(f"seed {seed}: {sum(office.record.answered.values())} acts", file=sys.stderr)
