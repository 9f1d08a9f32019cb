"""The page with the figures in a real browser: readable for everybody, on paper and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.insights import weeks_ago
from tests.pages.looks import in_sizes
from tests.pages.office import Office, Serving


@pytest.fixture
def office(offices: Callable[[str], Office]) -> Office:
    office = offices("sqlite")
    weeks_ago(office)
    return office


def unfold(page: Page) -> None:
    """Open all that is folded, so that it is looked at, too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def test_figures_are_readable_for_everybody(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, login="peters", room=None)
        page.goto(f"{hub.address}/insights")
        in_sizes(page)
        unfold(page)
        in_sizes(page, themes=True)


def test_days_and_a_concern_are_chosen_by_keyboard(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address) as page:
        sit_down(page, login="peters", room=None)
        page.goto(f"{hub.address}/insights")
        page.get_by_role("link", name="Gestern").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".span-of")).to_contain_text("22.11.2026")
        page.get_by_role("link", name="Heute").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[aria-current=page]")).to_have_text("Heute")
        page.get_by_label("Anliegen", exact=True).select_option("Erstantrag")
        page.get_by_role("button", name="Anzeigen").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".span-of")).to_contain_text("nur Besuche mit diesem Anliegen")
        expect(page.get_by_label("Anliegen", exact=True)).to_have_value("erstantrag")


def test_on_paper_every_table_is_open_and_nothing_to_press(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address) as page:
        sit_down(page, login="peters", room=None)
        page.goto(f"{hub.address}/insights")
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Anzeigen")).to_be_hidden()
        expect(page.get_by_role("button", name="Speichern")).to_be_hidden()
        expect(page.get_by_text("Nach Sprache", exact=True)).to_be_visible()
        expect(page.get_by_role("table", name="Ankünfte, Wartezeiten und Gespräche nach Sprache")
               ).to_be_visible()  # fmt: skip
