"""A visitor's own ticket on their phone, in a real browser: live, loud, honest, for everybody."""

from typing import Final

import pytest
from playwright.sync_api import Page, expect

from hub.emergency.texts import TEXTS, TITLES
from tests.pages.conftest import OpenPage
from tests.pages.looks import SIDEWAYS, accessible
from tests.pages.office import Office, Serving
from tests.pages.test_reception import live
from tests.patience import PATIENCE_MS
from wire.look import INK, PAPER, Lang, contrast

PHONE: Final = {"width": 360, "height": 740}
LISTENING: Final = """
window.heard = { tones: 0, shakes: 0, awake: 0 };
const create = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  heard.tones += 1;
  return create.call(this);
};
navigator.vibrate = () => { heard.shakes += 1; return true; };
Object.defineProperty(navigator, "wakeLock", { value: {
  request: async () => { heard.awake += 1; return { released: false, release() {} }; } } });
"""
"""Counts what a person would hear and feel."""


def until(page: Page, holds: str) -> None:
    """Wait for a condition; Playwright's own way would need a laxer policy of the page."""
    assert page.evaluate(
        f"""async () => {{
          const end = performance.now() + {PATIENCE_MS:.0f};
          const pause = () => new Promise((go) => setTimeout(go, 20));
          while (!({holds}) && performance.now() < end) await pause();
          return {holds};
        }}"""
    ), holds


def test_a_visit_from_waiting_to_served_comes_live(office: Office, open_page: OpenPage) -> None:
    first, ticket = office.walk_in(), office.walk_in()
    with (
        Serving(office.app) as hub,
        open_page(f"{hub.address}{office.follows[ticket]}", quiet=False, viewport=PHONE) as page,
    ):
        live(page)
        expect(page.locator("h1")).to_have_text("Bitte warten Sie.")
        expect(page.locator(".facts")).to_contain_text("Vor Ihnen")
        office.call(first, "S1")
        expect(page.locator("main")).to_contain_text("als Nächstes")
        office.call(ticket, "S2")
        expect(page.locator("h1")).to_have_text("Sie sind dran!")
        expect(page.locator(".room")).to_have_text("S2")
        expect(page).to_have_title("▶ S2 · W 002")
        expect(page.locator("#said")).to_contain_text("Sie sind dran! Bitte gehen Sie zu: S2")
        office.act("recall", ticket)
        expect(page.locator("h1")).to_have_text("Wir rufen Sie noch einmal!")
        office.act("start", ticket)
        expect(page.locator("h1")).to_have_text("Sie werden jetzt bedient.")
        expect(page.locator(".leave")).to_be_visible()
        office.act("finish", ticket)
        expect(page.locator("h1")).to_have_text("Ihr Besuch ist beendet.")
        expect(page.locator(".leave")).to_be_hidden()


def test_a_call_sounds_and_shakes_once_it_may(office: Office, open_page: OpenPage) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        page.add_init_script(LISTENING)
        page.goto(f"{hub.address}{office.follows[ticket]}")
        live(page)
        page.get_by_role("button", name="Ton einschalten").click()
        expect(page.get_by_role("button", name="Ton ist an")).to_have_attribute(
            "aria-pressed", "true"
        )
        until(page, "heard.awake === 1")
        assert page.evaluate("heard.tones") == 3, "a first taste, so that one knows the sound"
        office.call(ticket, "S2")
        until(page, "heard.tones >= 6 && heard.shakes === 2")
        until(page, "heard.tones === 9")
        office.act("recall", ticket)
        until(page, "heard.tones === 15 && heard.shakes === 3")
        page.get_by_role("button", name="Ton ist an").click()
        office.act("recall", ticket)
        expect(page.locator("body")).to_have_attribute("data-ring", "3-" + _ring(office))
        assert page.evaluate("heard.tones") == 15


def _ring(office: Office) -> str:
    return f"{office.now.timestamp():.3f}"


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_danger_comes_live_and_sounds_above_everything(
    office: Office, open_page: OpenPage, lang: Lang
) -> None:
    ticket = office.walk_in(lang=lang)
    view = {"width": 320, "height": 640}
    with Serving(office.app) as hub, open_page(hub.address, quiet=False, viewport=view) as page:
        page.add_init_script(LISTENING)
        page.goto(f"{hub.address}{office.follows[ticket]}")
        live(page)
        page.locator("#sound").click()
        office.call(ticket, "S2")
        until(page, "heard.tones === 9")
        alarm = office.alarm("evacuate")
        title = page.locator(".alarm h1")
        expect(title).to_have_text(TITLES["evacuate"][lang])
        expect(page.locator("#said")).to_contain_text(TEXTS["evacuate"][lang])
        until(page, "heard.tones === 15")
        expect(page.locator(".room")).to_have_text("S2")
        assert page.locator("main > *").first.get_attribute("class") == "alarm evacuate"
        assert ("Bitte verlassen Sie das Haus" in page.locator("h2").all_inner_texts()) == (
            lang != "de"
        )
        _looked_at(page)
        office.alarm("medical")
        expect(page.locator(".alarm")).to_have_count(2)
        _looked_at(page)
        other = office.alarm("fire")
        until(page, "heard.tones === 21")
        office.all_over(other)
        expect(page.locator(".alarm")).to_have_count(2)
        assert page.evaluate("heard.tones") == 21, "that one of two dangers is over is no danger"
        office.all_over(alarm)
        expect(page.locator("body[data-stage=called] .state")).to_be_visible()
        _looked_at(page)


def test_a_dead_line_is_told_with_its_age_and_caught_up(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in()
    with (
        Serving(office.app) as hub,
        open_page(f"{hub.address}{office.follows[ticket]}", quiet=False) as page,
    ):
        live(page)
        hub.stop()
        expect(page.locator("#lost")).to_contain_text("Keine Verbindung. Stand von 9:00")
        expect(page.locator(".number")).to_have_text("W 001")
        office.call(ticket, "S2")
        with Serving(office.app, hub.port):
            expect(page.locator("h1")).to_have_text("Sie sind dran!")
            expect(page.locator("#lost")).to_be_hidden()
            live(page)


def test_a_phone_that_gets_no_stream_asks_from_time_to_time(
    office: Office, open_page: OpenPage
) -> None:
    ticket = office.walk_in()
    with Serving(office.app) as hub, open_page(hub.address, quiet=False) as page:
        page.route("**/live*", lambda route: route.fulfill(status=503))
        page.goto(f"{hub.address}{office.follows[ticket]}")
        expect(page.locator("h1")).to_have_text("Bitte warten Sie.")
        office.call(ticket, "S2")
        expect(page.locator("h1")).to_have_text("Sie sind dran!")
        expect(page.locator("#lost")).to_be_hidden()


def test_when_the_day_is_over_so_is_the_page(office: Office, open_page: OpenPage) -> None:
    ticket = office.walk_in()
    with (
        Serving(office.app) as hub,
        open_page(f"{hub.address}{office.follows[ticket]}", quiet=False) as page,
    ):
        live(page)
        office.after(hours=16)
        office.walk_in()
        expect(page.locator("h1")).to_have_text("Diese Seite gibt es nicht.")


def test_it_works_without_javascript(office: Office, open_page: OpenPage) -> None:
    ticket = office.walk_in(lang="ar")
    with (
        Serving(office.app) as hub,
        open_page(
            f"{hub.address}{office.follows[ticket]}", quiet=False, java_script_enabled=False,
            viewport=PHONE,
        ) as page,
    ):  # fmt: skip
        expect(page.locator("h1")).to_have_text("يرجى الانتظار.")
        expect(page.locator("#sound")).to_be_hidden()
        assert page.locator("head meta[http-equiv=refresh]").count() == 1
        page.locator("summary").click()
        page.get_by_role("link", name="Deutsch").click()
        expect(page.locator("h1")).to_have_text("Bitte warten Sie.")
        office.call(ticket, "S2")
        page.get_by_role("link", name="Neu laden").click()
        expect(page.locator("h1")).to_have_text("Sie sind dran!")
        office.alarm("fire")
        page.get_by_role("link", name="Neu laden").click()
        expect(page.locator("h1")).to_have_text("Feuer im Haus")


@pytest.mark.parametrize("lang", ["de", "de-simple", "ar"])
def test_each_state_is_readable_for_everybody(
    office: Office, open_page: OpenPage, lang: str
) -> None:
    """320 pixels, also with letters twice as large; nothing is pushed out at the side."""
    ticket = office.walk_in(lang=lang)  # type: ignore[arg-type]
    view = {"width": 320, "height": 640}
    with (
        Serving(office.app) as hub,
        open_page(f"{hub.address}{office.follows[ticket]}", quiet=False, viewport=view) as page,
    ):
        live(page)
        _looked_at(page)
        for stage, act in (
            ("called", lambda: office.call(ticket, "S2")),
            ("recalled", lambda: office.act("recall", ticket)),
            ("serving", lambda: office.act("start", ticket)),
            ("done", lambda: office.act("finish", ticket)),
        ):
            act()
            expect(page.locator(f"body[data-stage={stage}]")).to_be_attached()
            _looked_at(page)
        page.evaluate("lost()")
        page.locator("summary").click()
        _looked_at(page)
        page.goto(f"{hub.address}/t/nothing?lang={lang}")
        _looked_at(page)


def _looked_at(page: Page) -> None:
    until(page, "document.getAnimations().length === 0")
    accessible(page)
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("document.documentElement.style.fontSize = ''")


@pytest.mark.parametrize("stage", ["waiting", "called"])
def test_number_and_room_have_the_highest_contrast(
    office: Office, open_page: OpenPage, stage: str
) -> None:
    """WCAG 1.4.6 (AAA): at least 7:1, by the colours that the browser computes."""
    ticket = office.walk_in()
    if stage == "called":
        office.call(ticket, "S2")
    with (
        Serving(office.app) as hub,
        open_page(f"{hub.address}{office.follows[ticket]}", quiet=False) as page,
    ):
        for place in (".number", ".room") if stage == "called" else (".number",):
            ink, ground = page.evaluate(_COLOURS, place)
            assert contrast(_hex(ink), _hex(ground)) >= 7
    assert contrast(INK, PAPER) >= 7


_COLOURS: Final = """
(place) => {
  // Found and looked at in one go: a live page may put another element in its place.
  const element = document.querySelector(place);
  let under = element;
  const ground = () => getComputedStyle(under).backgroundColor;
  while (ground() === "rgba(0, 0, 0, 0)") under = under.parentElement;
  return [getComputedStyle(element).color, ground()];
}
"""


def _hex(rgb: str) -> str:
    channels = rgb.removeprefix("rgb(").removesuffix(")").split(",")
    return "#" + "".join(f"{int(one):02x}" for one in channels)


def test_right_to_left_is_mirrored_and_codes_are_not(office: Office, open_page: OpenPage) -> None:
    ticket = office.walk_in(lang="fa")
    with (
        Serving(office.app) as hub,
        open_page(
            f"{hub.address}{office.follows[ticket]}", quiet=False, viewport=PHONE
        ) as page,
    ):  # fmt: skip
        number, sign = page.locator(".number"), page.locator(".zone-sign")
        box, beside = number.bounding_box(), sign.bounding_box()
        assert box is not None
        assert beside is not None
        assert beside["x"] < box["x"], "the sign stands left of the number"
        assert number.inner_text() == "W 001"
        assert number.locator("bdi").get_attribute("dir") == "ltr"
