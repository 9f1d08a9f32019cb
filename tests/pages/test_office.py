"""The set-up in a real browser: for everybody in every size, and a first set-up by keyboard."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hub.sites import service as sites
from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import accessible, in_sizes
from tests.pages.office import SITE, Office, Serving

PAGES = (
    "", "/setup", "/sites", "/thing/site/site", "/hours", "/list/floor", "/list/zone", "/list/room",
    "/list/concern", "/list/point", "/list/absence", "/file", "/changes", "/thing/room/2.14",
    "/thing/concern/umzug", "/thing/zone/A", "/thing/point/zone-a", "/new/room", "/new/day",
    "/new/absence",
)  # fmt: skip


@contextlib.contextmanager
def leader_page(office: Office, open_page: OpenPage, **view: object) -> Iterator[Page]:
    """The browser of somebody of the leadership, at the set-up."""
    with Serving(office.app) as hub, open_page(hub.address, **view) as page:
        sit_down(page, login="peters", room=None)
        page.get_by_role("link", name="Einrichtung").click()
        expect(page.get_by_role("heading", name="Einrichtung")).to_be_visible()
        yield page


@pytest.fixture
def small(offices: object) -> Office:
    made: Office = offices("sqlite")  # type: ignore[operator]
    return made


def test_every_page_of_the_set_up_is_readable_for_everybody(
    small: Office, open_page: OpenPage
) -> None:
    with leader_page(small, open_page) as page:
        root = page.url
        for path in PAGES:
            page.goto(f"{root}{path}")
            in_sizes(page)


def test_a_room_is_reached_on_the_plan_and_changed_by_keyboard(
    small: Office, open_page: OpenPage
) -> None:
    with leader_page(small, open_page, quiet=False) as page:
        page.get_by_role("link", name="Zimmer 2.14, Wartezone B").press("Enter")
        expect(page.get_by_role("heading", name="Zimmer 2.14")).to_be_visible()
        page.get_by_label("Breite (m)").fill("viel")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Bitte Meter wie 3,5.")
        accessible(page)
        page.get_by_label("Breite (m)").fill("4,5")
        page.get_by_label("Gruppe").fill("Team Nord")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Gespeichert")
        page.get_by_role("link", name="Änderungen").click()
        expect(page.locator(".change")).to_contain_text("Team Nord")
        page.get_by_role("button", name="Zurücknehmen").press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Erledigt")
    with small.database.read() as session:
        assert sites.room(session, SITE, "2.14").team == ""
