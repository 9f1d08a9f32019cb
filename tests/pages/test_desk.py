"""The adviser's page in a real browser: on a phone, by keyboard, live, pressed twice."""

from typing import Final, Literal

from playwright.sync_api import Page, Route, expect

from hub.queue import service as queue
from tests.pages.conftest import OpenPage
from tests.pages.looks import SIDEWAYS, in_both_themes, in_turn
from tests.pages.office import PASSWORD, SITE, Office, Serving, fill

THUMB = 44
"""CSS pixels that a thumb hits (WCAG 2.2, 2.5.5)."""
THEMES: Final[tuple[Literal["light"], Literal["dark"]]] = ("light", "dark")


def take_seat(page: Page, address: str, room: str = "2.14") -> None:
    """Sign in as an adviser and choose the room."""
    page.fill("#login", "brandt")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")
    page.goto(f"{address}/desk")
    page.select_option("#room", room)
    button = page.locator(".place button")
    if button.is_visible():
        button.click()
    page.wait_for_selector(f"#room option[value='{room}'][selected]", state="attached")


def live(page: Page) -> None:
    """Wait until the page's live connection has brought its first event."""
    expect(page.locator("body[data-live=yes]")).to_be_attached()


def called(office: Office) -> list[str]:
    """Whom the queue has called, or who is served."""
    with office.database.read() as session:
        today = queue.today(session, SITE, now=office.now)
    return [one.number for one in today if one.state in ("called", "serving")]


def test_two_quick_clicks_call_one_person_and_begin_nothing(
    office: Office, open_page: OpenPage
) -> None:
    for _ in range(3):
        office.walk_in("erstantrag")
    with Serving(office.app) as hub, open_page(hub.address) as page:
        take_seat(page, hub.address)
        live(page)
        page.locator("button.next").dblclick()
        expect(page.locator(".now")).to_contain_text("Aufgerufen")
        expect(page.locator(".now")).to_contain_text("W 001")
        assert called(office) == ["W001"]


def test_the_second_half_of_a_double_tap_on_finish_calls_nobody(
    office: Office, open_page: OpenPage
) -> None:
    """Where "finish" was, "call the next one" is now."""
    first = office.walk_in("erstantrag")
    office.walk_in("erstantrag")
    office.call(first, "2.14")
    office.act("start", first)
    with Serving(office.app) as hub, open_page(hub.address) as page:
        take_seat(page, hub.address)
        live(page)
        page.get_by_role("button", name="Gespräch beenden").click()
        page.locator("button.next").click(force=True)
        expect(page.locator(".message")).to_contain_text("W 001 ist fertig")
        assert called(office) == []
        expect(page.locator("body[data-armed^=call]")).to_be_attached()
        page.locator("button.next").click()
        expect(page.locator(".now")).to_contain_text("W 002")


def _hold_until_both_pressed(*pages: Page) -> None:
    """Their calls reach the hub together, and no answer to one takes the button from another."""
    held: list[Route] = []

    def hold(call: Route) -> None:
        held.append(call)
        if len(held) == len(pages):
            for one in held:
                one.continue_()

    for page in pages:
        live(page)
        page.route("**/desk/call", hold)


def test_two_devices_of_one_adviser_call_one_person(office: Office, open_page: OpenPage) -> None:
    for _ in range(3):
        office.walk_in("erstantrag")
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as phone:
        take_seat(phone, hub.address)
        with open_page(hub.address, quiet=False) as computer:
            take_seat(computer, hub.address)
            _hold_until_both_pressed(phone, computer)
            for page in (phone, computer):
                page.locator("button.next").click()
            for page in (phone, computer):
                expect(page.locator(".now")).to_contain_text("Aufgerufen um")
                expect(page.locator(".now")).to_contain_text("W 001")
            assert called(office) == ["W001"]


def test_a_visit_by_keyboard_alone(office: Office, open_page: OpenPage) -> None:
    office.walk_in("erstantrag")
    with Serving(office.app) as hub, open_page(hub.address) as page:
        take_seat(page, hub.address)
        for form, seen in (("call", "Aufgerufen"), ("do-tickets", "Im Gespräch")):
            expect(page.locator(f"body[data-armed^={form}]")).to_be_attached()
            page.keyboard.press("Enter")
            expect(page.locator(".now")).to_contain_text(seen)
        page.locator("summary", has_text="Vermerk").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("bringt den Mietvertrag nach")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".notes")).to_contain_text("bringt den Mietvertrag nach")
        assert called(office) == ["W001"]


def test_what_others_do_appears_by_itself_and_a_lost_line_is_said_and_made_good(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        take_seat(page, hub.address)
        live(page)
        expect(page.locator(".now")).to_contain_text("Niemand wartet auf Sie")
        office.walk_in("erstantrag")
        expect(page.locator("button.next")).to_contain_text("W 001")
        page.context.set_offline(True)
        page.evaluate("document.getElementById('main')._htmx.sse.reader.cancel()")
        expect(page.locator("#broken")).to_be_visible()
        page.locator("button.next").click()
        expect(page.locator("#broken")).to_contain_text("Ob Ihre letzte Eingabe noch ankam")
        office.call(office.tickets["W001"], "2.10")
        page.context.set_offline(False)
        expect(page.locator("#broken")).to_be_hidden()
        expect(page.locator("#unsure")).to_be_hidden()
        expect(page.locator(".now")).to_contain_text("Niemand wartet auf Sie")


def test_a_form_that_is_being_filled_in_outlives_what_others_do(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in("erstantrag")
    office.call(ticket, "2.14")
    office.act("start", ticket)
    with Serving(office.app) as hub, open_page(hub.address) as page:
        take_seat(page, hub.address)
        live(page)
        page.locator("summary", has_text="Vermerk").click()
        page.fill("textarea", "halb geschrieben")
        office.walk_in("erstantrag")
        expect(page.locator(".lists")).to_contain_text("W 002")
        assert page.input_value("textarea") == "halb geschrieben"


def test_it_works_without_javascript(office: Office, open_page: OpenPage) -> None:
    office.walk_in("erstantrag")
    with Serving(office.app) as hub, open_page(hub.address, java_script_enabled=False) as page:
        take_seat(page, hub.address)
        page.locator("button.next").click()
        expect(page.locator(".now")).to_contain_text("Aufgerufen")
        page.get_by_role("button", name="Gespräch beginnen").click()
        page.get_by_text("Zurückstellen").first.click()
        page.get_by_label("Was fehlt noch?").fill("holt Kontoauszug")
        page.locator("form[id^=park] button").click()
        expect(page.locator(".message")).to_contain_text("W 001 ist zurückgestellt")


def test_every_state_is_for_everybody(office: Office, open_page: OpenPage) -> None:
    """No violation of axe in either theme, nothing sideways, nothing too small for a thumb."""
    fill(office)
    with Serving(office.app) as hub, open_page(hub.address) as page:
        take_seat(page, hub.address, "2.10")
        live(page)
        look(page)
        for press, seen in (
            ("button.next", "Aufgerufen"),
            ("form[id$=start] button", "Im Gespräch"),
            ("summary:has-text('Weiterleiten')", "Im Gespräch"),
        ):
            expect(page.locator("body:not([data-armed=''])")).to_be_attached()
            page.locator(press).click()
            expect(page.locator(".now")).to_contain_text(seen)
            look(page)
        page.get_by_role("button", name="Gespräch beenden").click()
        expect(page.locator(".undo")).to_be_attached()
        look(page)


def look(page: Page) -> None:
    for _ in in_turn(page):
        in_both_themes(page)
        assert page.evaluate(SIDEWAYS) == 0
        small = page.evaluate(
            """least => [...document.querySelectorAll('main button, main select, main summary')]
                .filter(one => one.checkVisibility())
                .map(one => [one.textContent.trim(), one.getBoundingClientRect().height])
                .filter(([, height]) => height < least)""",
            THUMB,
        )
        assert small == []
