"""The quiet pages and the marks of a time alone in a real browser, for everybody."""

from playwright.sync_api import expect

from tests.pages.alone import AloneKiosk, after_an_outage, hand_in
from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import accessible, in_sizes
from tests.pages.office import Office, Serving
from tests.pages.test_reception import live
from wire.ids import DeviceId


def test_marks_are_readable_for_everybody(office: Office, open_page: OpenPage) -> None:
    after_an_outage(office)
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, room="2.12")
        live(page)
        expect(page.locator(".waiting")).to_contain_text("auch als L 334 gedruckt")
        in_sizes(page)


def test_the_quiet_pages_are_readable_for_everybody(office: Office, open_page: OpenPage) -> None:
    code = hand_in(office)
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        sit_down(page, room=None)
        page.get_by_role("link", name="Unterlagen").click()
        page.get_by_label("Code auf dem Beleg").fill(code.lower())
        page.keyboard.press("Enter")
        expect(page.locator(".facts")).to_contain_text("Weber, H.")
        for path in (f"papers?code={code}", "papers?code=AAAA", "feedback"):
            page.goto(f"{hub.address}/{path}")
            in_sizes(page)


def test_a_technician_makes_a_service_code(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, login="lang", room=None)
        page.get_by_role("link", name="Service-Code").click()
        page.get_by_role("button", name="Code erzeugen").click()
        expect(page.get_by_role("img", name="Service-Code für Kiosk Haupteingang")).to_be_visible()
        accessible(page)


def test_a_slip_is_ordered_once_more_from_its_panel(office: Office, open_page: OpenPage) -> None:
    office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        page.locator(".waiting .number").click()
        page.get_by_role("button", name="Zettel noch einmal drucken").click()
        expect(page.locator("#message")).to_contain_text("W 001 wird noch einmal gedruckt")


def test_what_is_merged_appears_by_itself(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        AloneKiosk(office, DeviceId("kiosk-01")).take("unterlagen", ago=25)
        expect(page.locator(".waiting")).to_contain_text("L 001")
