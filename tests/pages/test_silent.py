"""Silent calls in a real browser: two presses, nothing to see at the caller, loud in time."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from hub.silent import service as silent
from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import in_sizes
from tests.pages.office import SITE, Office, Serving
from tests.pages.test_reception import live
from tests.people import person

NOTE_SOUNDS = """
const sound = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  const root = document.documentElement;
  root.dataset.tones = Number(root.dataset.tones ?? 0) + 1;
  return sound.apply(this, when);
};
"""
HIDE = """
Object.defineProperty(document, "hidden", { get: () => true });
document.dispatchEvent(new Event("visibilitychange"));
"""


def calls(office: Office) -> int:
    with office.database.read() as session:
        return len(silent.open_calls(session, SITE))


def called(office: Office) -> str:
    with office.database.change(SITE) as change:
        caller = person("brandt2", "K. Brandt", "adviser", SITE)
        return silent.raise_call(change, caller, now=office.now).id


def press(page: Page) -> None:
    page.keyboard.press("Alt+Shift+KeyN")


def tones(page: Page) -> int:
    return int(page.evaluate("Number(document.documentElement.dataset.tones ?? 0)"))


def test_two_presses_call_colleagues_and_nothing_of_it_shows_at_the_caller(
    office: Office, open_page: OpenPage
) -> None:
    with (
        Serving(office.app) as hub,
        open_page(hub.address) as caller,
        open_page(hub.address) as helper,
    ):
        for page, login, room in ((caller, "brandt", "2.14"), (helper, "yilmaz", "S3")):
            page.add_init_script(NOTE_SOUNDS)
            sit_down(page, login, room)
            live(page)
        press(caller)
        expect(caller.locator("#silent button")).to_have_text("Noch einmal")
        assert calls(office) == 0
        press(caller)
        expect(caller.locator(".silent-own")).to_have_text("gesendet · 0 zugesagt abschließen")
        expect(caller.locator("#silent button")).to_contain_text("Ruf")
        expect(caller.locator(".silent-call")).to_have_count(0)
        banner = helper.locator(".silent-call")
        expect(banner).to_contain_text("Stiller Notruf: Zimmer 2.14")
        expect(banner).to_contain_text("K. Brandt")
        helper.get_by_role("button", name="Ich gehe hin").click()
        expect(caller.locator(".silent-own")).to_contain_text("1 zugesagt")
        expect(banner).to_contain_text("Sie gehen hin")
        assert tones(caller) == 0
        assert tones(helper) > 0
        caller.get_by_role("link", name="abschließen").click()
        caller.get_by_label("Fehlalarm").check()
        caller.get_by_role("button", name="Ruf beenden").click()
        expect(helper.locator(".silent-call")).to_have_count(0)


def test_one_press_alone_calls_nobody(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address) as page:
        sit_down(page, "brandt", "2.14")
        page.clock.install()
        press(page)
        expect(page.locator("#silent button")).to_have_text("Noch einmal")
        page.clock.fast_forward(3100)
        expect(page.locator("#silent button")).to_contain_text("Ruf")
        press(page)
        assert calls(office) == 0


def test_the_button_is_pressed_by_keys_alone(office: Office, open_page: OpenPage) -> None:
    view = {"width": 390, "height": 844}
    with Serving(office.app) as hub, open_page(hub.address, viewport=view) as page:
        sit_down(page, "brandt", None)
        page.get_by_role("button", name="Stiller Ruf").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator(".silent-own")).to_be_visible()
    assert calls(office) == 1


def test_a_call_is_sent_without_javascript(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, java_script_enabled=False) as page:
        sit_down(page, "brandt", None)
        page.get_by_role("button", name="Stiller Ruf").click()
        page.get_by_role("button", name="Senden").click()
        expect(page.locator("#floor")).to_be_visible()
    assert calls(office) == 1


def test_a_page_that_nobody_looks_at_hears_of_a_call(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address) as page:
        sit_down(page, "yilmaz", "S3")
        live(page)
        page.evaluate(HIDE)
        called(office)
        expect(page.locator(".silent-call")).to_have_count(1)


@pytest.mark.parametrize("line", ["dead", "hangs"])
def test_a_call_outlives_a_line_that_is_away_for_a_moment(
    office: Office, open_page: OpenPage, line: str
) -> None:
    tries: list[Route] = []

    def first_is_lost(route: Route) -> None:
        tries.append(route)
        if len(tries) > 1:
            route.continue_()
        elif line == "dead":
            route.abort()

    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        sit_down(page, "brandt", "2.14")
        live(page)
        page.route("**/api/v1/silent-calls", first_is_lost)
        press(page)
        press(page)
        expect(page.locator("#silent button")).to_have_text("…")
        expect(page.locator(".silent-own")).to_be_visible()
    assert calls(office) == 1


def test_going_there_is_said_again_until_it_is_heard(office: Office, open_page: OpenPage) -> None:
    tries: list[Route] = []

    def first_is_lost(route: Route) -> None:
        tries.append(route)
        if len(tries) > 1:
            route.continue_()
        else:
            route.abort()

    called(office)
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        sit_down(page)
        live(page)
        page.route("**/answer", first_is_lost)
        page.get_by_role("button", name="Ich gehe hin").click()
        expect(page.locator(".silent-call form")).to_contain_text("…")
        expect(page.locator(".silent-call")).to_contain_text("Sie gehen hin.")


@pytest.mark.warns("silent_call_unanswered")
def test_unanswered_it_gets_loud_on_the_pages_of_all(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address) as page:
        page.add_init_script(NOTE_SOUNDS)
        sit_down(page, "vogel", room=None)
        page.goto(f"{hub.address}/content")
        called(office)
        page.locator("h1").click()
        expect(page.locator(".silent-call")).to_have_count(0)
        office.after(seconds=31)
        expect(page.locator(".silent-call.loud")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("data-tones", re.compile(r"[4-9]|\d\d"))
        page.get_by_role("button", name="Ich gehe hin").click()
        expect(page.locator(".silent-call.loud")).to_have_count(0)


@pytest.mark.warns("silent_call_unanswered")
def test_the_pages_of_silent_calls_are_for_everybody(office: Office, open_page: OpenPage) -> None:
    call = called(office)
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "brandt", None)
        page.goto(f"{hub.address}/silent/sure")
        in_sizes(page)
        page.get_by_role("button", name="Senden").click()
        for path in ("/reception", "/silent", f"/silent/{call}/end"):
            page.goto(f"{hub.address}{path}")
            expect(page.locator(".silent-own")).to_be_visible()
            in_sizes(page)
        office.after(seconds=31)
        page.goto(f"{hub.address}/silent")
        expect(page.locator(".silent-call.loud")).to_be_visible()
        in_sizes(page)
