"""Who is in the house in a real browser: live, on paper, ticked off by several, for everybody."""

from playwright.sync_api import Page, expect

from hub.presence import service as presence
from hub.queue import service as queue
from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import in_sizes
from tests.pages.office import SITE, Office, Serving, fill
from tests.people import person

PRESS_WHAT_IS_GONE = """
const form = document.querySelector(".roll form");
form.elements.subject.value = "visit:gone";
form.querySelector("button").click();
"""


def needs(office: Office, number: str, *stated: str) -> None:
    """A visitor has said what they need."""
    with office.database.change(SITE) as change:
        queue.set_needs(
            change, office.tickets[number], stated, "gesagt", actor="test", now=office.now
        )


def evacuate(office: Office) -> None:
    with office.database.change(SITE) as change:
        presence.begin(change, person("w", "W. Arden", "reception", SITE), now=office.now)


def missing(page: Page, count: int) -> None:
    expect(page.locator(".missing strong")).to_have_text(str(count))


def test_who_comes_and_goes_appears_by_itself(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address) as page:
        sit_down(page, room=None)
        page.get_by_role("link", name="Im Haus").click()
        expect(page.locator("#list")).to_contain_text("niemand im Haus")
        office.walk_in()
        expect(page.locator("#list")).to_contain_text("W001")
        expect(page.locator(".totals")).to_contain_text("1 Person im Haus")
        page.get_by_role("button", name="W001 ist gegangen").click()
        expect(page.locator("#list")).to_contain_text("niemand im Haus")


def test_one_key_prints_the_list_with_boxes_and_helps_first(
    office: Office, open_page: OpenPage
) -> None:
    fill(office)
    needs(office, "W006", "wheelchair", "deaf")
    with Serving(office.app) as hub, open_page(hub.address) as page:
        sit_down(page, room=None)
        page.goto(f"{hub.address}/presence")
        page.evaluate("void (window.print = () => { window.printed = (window.printed ?? 0) + 1; })")
        page.keyboard.press("p")
        page.get_by_role("button", name="Räumungsliste drucken").click()
        assert page.evaluate("window.printed") == 2
        page.locator("#number").focus()
        page.keyboard.press("p")
        assert page.evaluate("window.printed") == 2
        page.emulate_media(media="print")
        first = page.locator("#list section").first
        expect(first).to_contain_text("W006")
        expect(first).to_contain_text("Rollstuhl")
        expect(first.locator(".box")).to_be_visible()
        expect(page.locator(".paper-head")).to_contain_text("Stand 09:00 Uhr")
        expect(page.locator(".totals")).to_contain_text("7 Personen im Haus")
        for gone in (".top", ".tools", "button"):
            for one in page.locator(gone).all():
                expect(one).to_be_hidden()


def test_two_wardens_tick_off_and_both_see_what_is_left(
    office: Office, open_page: OpenPage
) -> None:
    office.walk_in()
    office.walk_in()
    evacuate(office)
    with (
        Serving(office.app) as hub,
        open_page(hub.address, quiet=False) as one,
        open_page(hub.address, viewport={"width": 390, "height": 844}) as two,
    ):
        for page, login in ((one, "brandt"), (two, "lang")):
            sit_down(page, login, room=None)
            page.goto(f"{hub.address}/presence/evacuation")
            missing(page, 2)
        one.get_by_role("button", name="W001: gesehen").click()
        missing(one, 1)
        missing(two, 1)
        two.get_by_role("button", name="W002: gesehen").click()
        for page in (one, two):
            missing(page, 0)
            expect(page.locator(".all-found")).to_be_visible()
        two.locator("#found summary").click()
        two.get_by_role("button", name="W001: doch nicht gesehen").click()
        missing(one, 1)
        one.evaluate(PRESS_WHAT_IS_GONE)
        expect(one.locator("#refused")).to_contain_text("steht nicht auf der Liste")
        missing(one, 1)
        expect(one.locator("header.top")).to_have_count(1)
        one.locator("#found summary").click()
        one.get_by_role("button", name="W002: doch nicht gesehen").click()
        missing(one, 2)
        expect(one.locator("#refused")).to_be_empty()


def test_wardens_tick_off_without_javascript(office: Office, open_page: OpenPage) -> None:
    office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, java_script_enabled=False) as page:
        sit_down(page, room=None)
        page.goto(f"{hub.address}/presence")
        page.get_by_role("button", name="Abhaken beginnen").click()
        page.get_by_role("button", name="W001: gesehen").click()
        expect(page.locator(".missing strong")).to_have_text("0")
        page.get_by_role("link", name="Räumung beenden").click()
        page.get_by_role("button", name="Räumung beenden").click()
        expect(page.locator("#list")).to_contain_text("Es läuft keine Räumung")


def test_the_pages_of_presence_are_for_everybody(office: Office, open_page: OpenPage) -> None:
    fill(office)
    needs(office, "W004", "blind", "small_children")
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        page.goto(f"{hub.address}/presence")
        in_sizes(page)
        page.get_by_role("button", name="Abhaken beginnen").click()
        page.wait_for_url("**/evacuation")
        page.get_by_role("button", name="W004: gesehen").click()
        page.locator("#found summary").click()
        in_sizes(page)
        page.goto(f"{hub.address}/presence/evacuation/end")
        in_sizes(page)
