"""Reception in a real browser: live, by keyboard, without JavaScript, for everybody."""

import threading
from dataclasses import replace

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from hub.queue import service as queue
from hub.sites import service as sites
from tests.pages.browser import sit_down, sit_down_by_form
from tests.pages.conftest import OpenPage
from tests.pages.looks import accessible, in_sizes
from tests.pages.office import SITE, Office, Serving, fill, sign_in
from tests.patience import PATIENCE_S

CUT = "document.querySelector('[hx-sse\\\\:connect]')._htmx.sse.reader.cancel()"
"""Ends the stream that stands now; the page asks for the next one."""
HTMX_HAD_ITS_TURN = """
new Promise((done) => {
  const look = () => setTimeout(window.htmx ? () => setTimeout(done) : look);
  look();
})
"""


def offer(office: Office, concern: str, *, taken: bool = True) -> None:
    """The office takes numbers for a concern from now on, or does not any more."""
    with office.database.change(SITE) as change:
        before = sites.house(change.session, SITE)
        concerns = tuple(
            replace(one, open=taken) if one.id == concern else one for one in before.concerns
        )
        sites.rebuild(change, replace(before, concerns=concerns), ())


def live(page: Page) -> None:
    """Wait until the page's live connection has brought its first event."""
    expect(page.locator("body[data-live=yes]")).to_be_attached()


def test_a_call_of_another_desk_appears_by_itself(office: Office, open_page: OpenPage) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        expect(page.locator(".desk")).to_contain_text("W 001 aufrufen")
        with httpx.Client(base_url=hub.address) as other:
            headers = sign_in(other, "brandt")
            call = other.post(
                f"/api/v1/tickets/{ticket}/call", json={"room": "S1"}, headers=headers
            )
            assert call.status_code == 201
        expect(page.locator(".called")).to_contain_text("Schalter 1")
        expect(page.locator(f"#call-{ticket} .acted")).to_have_text("brandt: aufgerufen")
        expect(page.locator(".desk")).to_contain_text("Niemand wartet")


def test_programs_get_the_push_after_the_commit(office: Office) -> None:
    with Serving(office.app) as hub, httpx.Client(base_url=hub.address) as client:
        sign_in(client)
        heard, pushed = threading.Event(), threading.Event()

        def listen() -> None:
            with client.stream("GET", "/reception/live", timeout=PATIENCE_S) as answer:
                assert answer.headers["content-type"].startswith("text/event-stream")
                for line in answer.iter_lines():
                    heard.set()
                    if "W 001" in line:
                        pushed.set()
                        return

        listener = threading.Thread(target=listen)
        listener.start()
        assert heard.wait(PATIENCE_S)
        office.walk_in()
        assert pushed.wait(PATIENCE_S)
        listener.join(PATIENCE_S)


def test_an_unseen_call_becomes_a_warning_without_any_commit(
    office: Office, open_page: OpenPage
) -> None:
    office.call(office.walk_in(), "S3")
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        expect(page.locator(".called")).to_contain_text("wird gezeigt")
        office.after(seconds=3)
        expect(page.locator(".called")).to_contain_text("Kein Bildschirm zeigt den Aufruf")
        expect(page.locator(".desk.alarm")).to_contain_text("Kein Bildschirm zeigt den Aufruf")
        office.see_all("display-1")
        expect(page.locator(".called")).to_contain_text("gezeigt auf Display 1")
        expect(page.locator(".desk.alarm")).to_have_count(0)
        expect(page.locator("#floor")).not_to_contain_text("Kein Bildschirm")


def test_a_desk_takes_a_call_back_and_closes_by_keyboard(
    office: Office, open_page: OpenPage
) -> None:
    office.call(office.walk_in(), "S3", shown_on="display-1")
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        page.locator(".desk").get_by_role("button", name="Aufruf zurücknehmen").press("Enter")
        expect(page.locator("#message")).to_contain_text("Der Aufruf W 001 ist zurückgenommen.")
        expect(page.locator(".desk")).to_contain_text("W 001 aufrufen")
        page.get_by_text("Platz schließen").press("Enter")
        page.locator(".shut input[type=time]").fill("11:15")
        page.keyboard.press("Enter")
        expect(page.locator(".desk")).to_contain_text("Schalter 3 ist geschlossen bis 11:15.")
        page.get_by_role("button", name="Wieder öffnen").press("Enter")
        expect(page.locator(".desk")).to_contain_text("W 001 aufrufen")


def test_waiting_minutes_count_on_without_reload(office: Office, open_page: OpenPage) -> None:
    office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        expect(page.locator(".waiting .wait")).to_contain_text("0 min")
        office.after(minutes=7)
        expect(page.locator(".waiting .wait")).to_contain_text("7 min")


def test_enter_calls_and_a_double_click_does_not_begin(office: Office, open_page: OpenPage) -> None:
    office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        expect(page.locator("body[data-armed$='-call']")).to_be_attached()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Enter")
        expect(page.locator(".desk")).to_contain_text("Gespräch beginnen")
        page.keyboard.press("Enter")
        page.locator("[data-primary]").click(force=True)
        expect(page.locator(".desk")).to_contain_text("Aufgerufen")
        expect(page.locator("body[data-armed$='-start']")).to_be_attached()
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Enter")
        expect(page.locator(".desk")).to_contain_text("Gespräch beenden")


def test_typing_and_open_forms_survive_a_push(office: Office, open_page: OpenPage) -> None:
    office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        page.get_by_text("Sprache, Personen, Bedarf").click()
        page.get_by_label("Personen").fill("3")
        page.select_option("#concern", "bescheid")
        page.select_option("#only", label="Geld und Bescheid")
        page.locator("#q").press_sequentially("marq")
        offer(office, "umzug")
        office.walk_in("bescheid")
        expect(page.locator(".waiting")).to_contain_text("W 002")
        expect(page.locator("#q")).to_have_value("marq")
        expect(page.locator("#q")).to_be_focused()
        expect(page.get_by_label("Personen")).to_have_value("3")
        for offers, chosen in (("#concern", "bescheid"), ("#only", "concern:Geld und Bescheid")):
            expect(page.locator(offers)).to_contain_text("Umzug und Miete")
            expect(page.locator(offers)).to_have_value(chosen)
        offer(office, "bescheid", taken=False)
        expect(page.locator("#concern")).to_have_value("")


def test_needs_that_a_colleague_has_changed_are_saved_by_the_second_try(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        sit_down(page)
        live(page)
        page.locator(f"#wait-{ticket} a").click()
        page.locator("#ask-needs summary").click()
        page.locator("#ask-needs").get_by_label("blind").check()
        page.locator("#ask-needs [name=reason]").fill("Stock")
        with office.database.change(SITE) as change:
            queue.set_needs(change, ticket, ["deaf"], "sagt es", actor="brandt", now=office.now)
        page.get_by_role("button", name="Bedarf speichern").click()
        expect(page.locator("#visit-message")).to_contain_text("Das hat eben jemand geändert.")
        expect(page.locator("#visit-body .facts")).to_contain_text("gehörlos")
        expect(page.locator("#ask-needs [name=shown]")).to_have_value("deaf")
        page.get_by_role("button", name="Bedarf speichern").click()
        expect(page.locator(f"#wait-{ticket}")).to_contain_text("blind")


def test_the_focus_goes_with_the_visit_and_not_with_the_place(
    office: Office, open_page: OpenPage
) -> None:
    office.walk_in()
    office.after(minutes=1)
    second = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        row = page.locator(f"#wait-{second} a")
        row.focus()
        with office.database.change(SITE) as change:
            queue.set_needs(change, second, ["blind"], "Stock", actor="brandt", now=office.now)
        first = page.locator(".waiting .row").first
        expect(first).to_contain_text("blind")
        expect(row).to_be_focused()
        office.call(second, "S1", shown_on="display-1")
        expect(page.locator(f"#call-{second} a")).to_be_focused()
        office.act("start", second)
        office.act("finish", second)
        expect(page.locator(".called")).not_to_contain_text("W 002")
        expect(page.locator(".waiting .row a")).to_be_focused()


def test_a_letter_meant_for_a_row_that_a_colleague_took_hits_no_other(
    office: Office, open_page: OpenPage
) -> None:
    first = office.walk_in()
    office.after(minutes=1)
    second = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        sent: list[str] = []
        page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
        page.evaluate("window.then = Date.now(), Date.now = () => window.then")
        page.locator(f"#wait-{first} a").focus()
        office.act("leave", first)
        expect(page.locator(f"#wait-{second} a")).to_be_focused()
        page.keyboard.press("g")
        page.evaluate("window.then += 1000")
        page.keyboard.press("z")
        expect(page.locator("#ask-park input[name=reason]")).to_be_focused()
        assert sent == []


def test_what_is_half_written_is_not_thrown_away_by_one_key(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        for way in ("Escape", "Schließen"):

            def shut(way: str = way) -> None:
                if way == "Escape":
                    page.keyboard.press(way)
                else:
                    page.locator("#visit").get_by_role("button", name=way).click()

            page.locator(f"#wait-{ticket} a").click()
            page.locator("#ask-notes summary").click()
            shut()
            expect(page.locator("#visit")).to_be_hidden()
            page.locator(f"#wait-{ticket} a").click()
            page.locator("#ask-notes summary").click()
            page.locator("#note").press_sequentially("Bringt morgen")
            shut()
            expect(page.locator("#visit-message")).to_contain_text("noch nicht gespeichert")
            expect(page.locator("#note")).to_have_value("Bringt morgen")
            shut()
            expect(page.locator("#visit")).to_be_hidden()


def test_a_note_that_is_too_long_is_counted_and_not_cut(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        page.locator(f"#wait-{ticket} a").click()
        page.locator("#ask-notes summary").click()
        note, left = page.locator("#note"), page.locator("#note-left")
        note.fill("ä" * 440)
        expect(left).to_be_hidden()
        note.fill("ä" * 480)
        expect(left).to_have_text("Noch 20 Zeichen.")
        note.fill("🪪\n" * 170)
        expect(left).to_have_text("8 Zeichen zu viel. Bitte kürzen Sie den Text.")
        page.get_by_role("button", name="Vermerk speichern").click()
        expect(note).to_be_focused()
        note.fill("🪪\n" * 167)
        expect(left).to_have_text("Noch 1 Zeichen.")
        page.get_by_role("button", name="Vermerk speichern").click()
        expect(page.locator("#visit")).to_be_hidden()
        expect(page.locator("#message")).to_contain_text("Vermerk")


def test_letters_do_nothing_in_fields_nor_when_they_are_switched_off(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        page.locator("#q").press_sequentially("ag?")
        expect(page.locator("#q")).to_have_value("ag?")
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("g")
        page.keyboard.press("?")
        page.get_by_label("Tasten mit einem Zeichen benutzen").press("Space")
        page.keyboard.press("Escape")
        page.locator(f"#wait-{ticket} a").focus()
        page.keyboard.press("g")
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator("#visit-title")).to_be_focused()
        expect(page.locator("#visit-title")).to_contain_text("wartet")


def test_the_loser_of_a_race_reads_who_was_faster(office: Office, open_page: OpenPage) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        page.route("**/reception/live", lambda route: route.abort())
        sit_down(page)
        office.call(ticket, "S1", shown_on="display-1")
        page.locator("[data-primary]").click()
        expect(page.locator("#message")).to_have_text("Schalter 1 hat W 001 gerade aufgerufen.")
        expect(page.locator(".called")).to_contain_text("gezeigt auf Display 1, 09:00:00")


def test_a_broken_connection_is_told_and_caught_up(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        sit_down(page)
        live(page)
        hub.stop()
        expect(page.locator("#broken")).to_be_visible()
        office.walk_in()
        with Serving(office.app, hub.port):
            expect(page.locator(".waiting")).to_contain_text("W 001")
            expect(page.locator("#broken")).to_be_hidden()


def test_every_page_of_staff_says_that_its_line_is_dead_and_when_it_is_back(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True, quiet=False) as page:
        sit_down(page)
        for path in (
            "/emergency", "/silent", "/presence", "/presence/evacuation", "/displays",
            "/displays/display-1", "/feedback",
        ):  # fmt: skip
            page.goto(path)
            live(page)
            page.context.set_offline(True)
            page.evaluate(CUT)
            expect(page.locator("#broken")).to_contain_text("Sie sehen den Stand von")
            page.context.set_offline(False)
            expect(page.locator("#broken")).to_be_hidden()


@pytest.mark.parametrize("path", ["/reception", "/desk", "/silent"])
def test_a_page_becomes_live_however_late_the_script_of_its_stream_comes(
    office: Office, open_page: OpenPage, path: str
) -> None:
    held: list[Route] = []
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "brandt", "2.14")
        page.route("**/hx-sse.min.js", lambda route: held.append(route))  # noqa: PLW0108
        with page.expect_request("**/hx-sse.min.js"):
            page.goto(path, wait_until="commit")
        page.evaluate(HTMX_HAD_ITS_TURN)
        with page.expect_request(lambda request: request.url.endswith("/live")):
            held[0].continue_()


@pytest.mark.parametrize("path", ["/reception", "/desk"])
def test_a_place_typed_before_the_script_hears_of_it_is_taken(
    office: Office, open_page: OpenPage, path: str
) -> None:
    held: list[Route] = []
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page, "brandt", None)
        page.route("**/press.js", lambda route: held.append(route), times=1)  # noqa: PLW0108
        with page.expect_request("**/press.js"):
            page.goto(path, wait_until="commit")
        page.locator("#room").focus()
        page.keyboard.type("Schalter 3")
        with page.expect_navigation():
            held[0].continue_()
        expect(page.locator("#room option[selected]")).to_have_text("Schalter 3")


def test_who_is_signed_out_is_led_to_the_login(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        office.after(minutes=61)
        page.wait_for_url("**/login")


def test_each_answer_heard_makes_room_for_the_next_number(
    office: Office, open_page: OpenPage
) -> None:
    """The form's key is renewed by what is heard, and survives what is pushed."""
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        sit_down(page)
        live(page)
        key = page.locator("#issue [name=key]")
        before = key.input_value()
        office.walk_in()
        expect(page.locator(".waiting")).to_contain_text("W 001")
        expect(key).to_have_value(before)
        for number in ("W 002", "W 003"):
            page.select_option("#concern", "unterlagen")
            page.get_by_role("button", name="Nummer ziehen").click()
            expect(page.locator("#message")).to_contain_text(f"Neue Nummer: {number}.")
        assert key.input_value() != before


def test_everything_works_without_javascript(office: Office, open_page: OpenPage) -> None:
    with (
        Serving(office.app) as hub,
        open_page(hub.address, quiet=False, java_script_enabled=False) as page,
    ):
        sit_down_by_form(page)
        page.select_option("#concern", "unterlagen")
        page.get_by_role("button", name="Nummer ziehen").click()
        expect(page.locator("#message")).to_contain_text("Neue Nummer: W 001.")
        expect(page.locator("[data-primary]")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".desk")).to_contain_text("Aufgerufen")
        page.get_by_role("button", name="Erneut aufrufen").first.click()
        expect(page.locator(".desk")).to_contain_text("2. Aufruf")
        page.get_by_role("button", name="Gespräch beginnen").first.click()
        page.get_by_role("button", name="Gespräch beenden").first.click()
        expect(page.locator(".desk")).to_contain_text("Niemand wartet")
        page.fill("#q", "AAAA AAAA")
        page.get_by_role("button", name="Suchen").click()
        expect(page.locator("main")).to_contain_text("Niemand gefunden.")
        page.fill("#q", "W 001")
        page.get_by_role("button", name="Suchen").click()
        page.get_by_role("link", name="Öffnen").click()
        expect(page.locator("#visit-title")).to_contain_text("fertig")
        page.get_by_text("Vermerk", exact=False).first.click()
        page.fill("textarea", "War sehr freundlich.")
        page.get_by_role("button", name="Vermerk speichern").click()
        expect(page.locator("#message")).to_contain_text("Der Vermerk zu W 001 ist gespeichert.")
        page.goto(f"{hub.address}/reception")
        page.get_by_role("button", name="Abmelden").click()
        expect(page.locator("h1")).to_have_text("Eingang")


def test_axe_finds_nothing_and_nothing_sticks_out(office: Office, open_page: OpenPage) -> None:
    fill(office)
    with Serving(office.app) as hub, open_page(hub.address) as page:
        accessible(page)
        sit_down_by_form(page)
        live(page)
        in_sizes(page, themes=True)
        page.locator("[data-primary]").click()
        expect(page.locator(".desk")).to_contain_text("Gespräch beginnen")
        in_sizes(page, themes=True)
        page.locator("#q").press_sequentially("o")
        expect(page.locator("#found [role=option]").first).to_be_visible()
        in_sizes(page, themes=True)
        page.keyboard.press("Escape")
        page.locator(".waiting .rows a").first.click()
        page.locator("#ask-transfer summary").click()
        in_sizes(page, themes=True)
        page.keyboard.press("Escape")
        expect(page.locator("#visit")).to_be_hidden()
        page.keyboard.press("?")
        in_sizes(page, themes=True)


def test_axe_finds_nothing_when_the_login_is_refused(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        page.fill("#login", "yilmaz")
        page.fill("#password", "falsch")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("stimmt nicht")
        accessible(page)
