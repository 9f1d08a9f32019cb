"""The manager's pages in a real browser: live, for everybody."""

from datetime import timedelta
from typing import Final, Literal

from playwright.sync_api import Page, expect

from tests.pages.conftest import OpenPage
from tests.pages.looks import in_sizes
from tests.pages.office import PASSWORD, Office, Serving, fill

THEMES: Final[tuple[Literal["light"], Literal["dark"]]] = ("light", "dark")


def lead(page: Page, address: str, path: str = "/lead") -> None:
    """Sign in as a manager and open a page."""
    page.fill("#login", "peters")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")
    page.goto(f"{address}{path}")


def test_the_floor_follows_the_house_and_says_when_its_line_is_gone(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        lead(page, hub.address)
        expect(page.locator("body[data-live=yes]")).to_be_attached()
        expect(page.locator(".alerts")).to_contain_text("Alles läuft")
        ticket = office.walk_in("erstantrag")
        expect(page.locator(".queues")).to_contain_text("Erstantrag")
        office.call(ticket, "2.14")
        expect(page.locator("svg .called")).to_contain_text("W 001")
        office.after(seconds=4)
        expect(page.locator(".alerts")).to_contain_text(
            "Zimmer 2.14: Kein Bildschirm zeigt den Aufruf W 001."
        )
        page.context.set_offline(True)
        page.evaluate("document.getElementById('main')._htmx.sse.reader.cancel()")
        expect(page.locator("#broken")).to_be_visible()
        office.act("start", ticket)
        page.context.set_offline(False)
        expect(page.locator("#broken")).to_be_hidden()
        expect(page.locator(".list")).to_contain_text("im Gespräch")


def test_the_floor_is_for_everybody(office: Office, open_page: OpenPage) -> None:
    fill(office)
    with Serving(office.app) as hub, open_page(hub.address) as page:
        lead(page, hub.address)
        expect(page.locator(".alerts .row").first).to_contain_text("Jemand bittet um Hilfe")
        in_sizes(page, themes=True)


def test_a_rule_is_looked_at_and_then_saved_by_everybody(
    office: Office, open_page: OpenPage
) -> None:
    """The answer 422 to what does not fit is one that a browser complains of."""
    fill(office)
    office.now += timedelta(days=1)
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        lead(page, hub.address, "/lead/order")
        in_sizes(page, themes=True)
        page.get_by_label("Vorrang mit Termin").fill("31")
        page.get_by_role("button", name="Vorschau zeigen").click()
        expect(page.locator(".field.wrong")).to_contain_text("Vorrang mit Termin")
        in_sizes(page, themes=True)
        page.get_by_label("Vorrang mit Termin").fill("0")
        page.get_by_role("button", name="Vorschau zeigen").click()
        expect(page.locator("#preview")).to_contain_text("So wäre der 23.11.2026 gewesen")
        in_sizes(page, themes=True)
        page.get_by_role("button", name="Diese Regel speichern").click()
        expect(page.locator("main")).to_contain_text("Die Regel ist gespeichert.")
        assert page.get_by_label("Vorrang mit Termin").input_value() == "0"
