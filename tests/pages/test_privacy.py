"""The pages of privacy in a real browser: for everybody, without a script, and on paper."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import in_sizes
from tests.pages.office import Office, Serving
from tests.pages.privacy import ask, find, grant, search, weeks_later


@pytest.fixture
def office(offices: Callable[[str], Office]) -> Office:
    office = offices("sqlite")
    weeks_later(office)
    return office


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def looked_at(page: Page) -> None:
    unfold(page)
    in_sizes(page, themes=True)


def test_the_pages_are_readable_for_everybody(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, login="peters", room=None)
        page.goto(f"{hub.address}/privacy")
        looked_at(page)
        find(page, hub.address, office)
        looked_at(page)
        ask(page, "Auskunft beantragen")
        ask(page, "Löschung beantragen")
        grant(office)
        page.reload()
        looked_at(page)
        page.get_by_role("link", name="Auskunft ansehen").click()
        expect(page.get_by_role("heading", name="Auskunft über Ihre Daten")).to_be_visible()
        looked_at(page)
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Abmelden")).to_be_hidden()
        expect(page.get_by_text("Seltsam, Q.")).to_be_visible()


def test_somebody_is_deleted_without_any_script(office: Office, open_page: OpenPage) -> None:
    with (
        Serving(office.app) as hub,
        open_page(hub.address, blank=True, java_script_enabled=False) as page,
    ):
        sit_down(page, login="peters", room=None)
        find(page, hub.address, office)
        ask(page, "Löschung beantragen")
        expect(page.get_by_text("wartet auf Zustimmung")).to_be_visible()
        grant(office)
        page.reload()
        page.get_by_label("Ja, endgültig löschen").check()
        page.get_by_role("button", name="Jetzt löschen").click()
        expect(page.get_by_text("Die Daten sind gelöscht.")).to_be_visible()
        search(page, hub.address, office)
        expect(page.get_by_text("Dazu ist nichts gespeichert")).to_be_visible()
