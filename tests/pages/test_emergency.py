"""Emergencies in a real browser: two steps, by keyboard too, live everywhere, for everybody."""

from playwright.sync_api import Page, expect

from hub.emergency import service as emergency
from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import in_sizes
from tests.pages.office import SITE, Office, Serving
from tests.pages.test_reception import live
from wire.ids import DeviceId
from wire.messages import EmergencyShown


def shows(office: Office, display: str) -> None:
    """The display says that what stands has come onto its panel."""
    with office.database.change(SITE) as change:
        for one in emergency.standing(change.session, SITE):
            said = EmergencyShown(alarm=one.id, frame_at=office.now)
            emergency.note_shown(change, DeviceId(display), said, now=office.now)


def banner(page: Page, text: str) -> None:
    expect(page.locator(".alarms")).to_contain_text(text)


def test_an_alarm_is_raised_in_two_clicks_and_seen_at_every_desk(
    office: Office, open_page: OpenPage
) -> None:
    with (
        Serving(office.app) as hub,
        open_page(hub.address, blank=True) as desk,
        open_page(hub.address, blank=True) as other,
    ):
        sit_down(other, "brandt", room=None)
        live(other)
        sit_down(desk, room=None)
        desk.get_by_role("link", name="Notfall").click()
        desk.get_by_role("button", name="Feuer").click()
        desk.get_by_role("button", name="Feuer jetzt auslösen").click()
        banner(desk, "auf 0 von 2 Displays")
        banner(other, "Feuer · ganzer Standort")
        for count, display in enumerate(("display-1", "display-2"), start=1):
            shows(office, display)
            banner(other, f"auf {count} von 2 Displays")
            expect(desk.locator(".standing")).to_contain_text(f"{count} von 2")
        expect(desk.locator(".standing")).not_to_contain_text("fehlt")
        other.goto(f"{hub.address}/feedback")
        banner(other, "Feuer")
        desk.get_by_role("link", name="Beenden").click()
        desk.get_by_role("button", name="Meldung beenden").click()
        expect(desk.locator("#ended")).to_contain_text("von yilmaz")
        expect(other.locator(".alarms")).to_have_count(0)


def test_an_alarm_is_raised_by_keys_alone(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "brandt", room=None)
        page.goto(f"{hub.address}/emergency")
        page.locator("input[value=site]").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        banner(page, "Feuer · Wartezone A")


def test_an_alarm_is_raised_and_ended_without_javascript(
    office: Office, open_page: OpenPage
) -> None:
    with (
        Serving(office.app) as hub,
        open_page(hub.address, blank=True, java_script_enabled=False) as page,
    ):
        sit_down(page, room=None)
        page.get_by_role("link", name="Notfall").click()
        page.get_by_role("button", name="Haus räumen").click()
        page.get_by_role("button", name="jetzt auslösen").click()
        page.goto(f"{hub.address}/reception")
        banner(page, "Haus räumen")
        page.get_by_role("link", name="Ansehen").click()
        page.get_by_role("link", name="Beenden").click()
        page.get_by_role("button", name="Meldung beenden").click()
        expect(page.locator(".alarms")).to_have_count(0)


def test_the_pages_of_an_emergency_are_for_everybody(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, room=None)
        page.goto(f"{hub.address}/emergency")
        in_sizes(page)
        page.get_by_role("button", name="Feuer").click()
        in_sizes(page)
        page.get_by_role("button", name="jetzt auslösen").click()
        shows(office, "display-1")
        banner(page, "auf 1 von 2 Displays")
        in_sizes(page)
        page.get_by_role("link", name="Beenden").click()
        in_sizes(page)
        page.goto(f"{hub.address}/reception")
        banner(page, "Feuer")
        in_sizes(page)
