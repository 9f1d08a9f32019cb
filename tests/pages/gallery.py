"""Draws the login and the reception page in filled states, for `make shots`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page

from tests.pages import studio
from tests.pages.alone import after_an_outage, hand_in
from tests.pages.browser import SIZES, chromium, sit_down
from tests.pages.gallery_desks import draw_desks
from tests.pages.gallery_displays import draw_displays, draw_emergency
from tests.pages.gallery_office import draw_office
from tests.pages.gallery_presence import draw_presence
from tests.pages.gallery_privacy import draw_privacy
from tests.pages.insights import weeks_ago
from tests.pages.office import Office, after_calls, fill
from wire.health import Vitals
from wire.messages import AlarmKind

FIGURES = Vitals(
    version="1.2", uptime_s=200_000, temperature=54.4, disk_free_mb=3_100, memory_mb=251,
    memory_free_mb=1_204, load=0.4, outbox=3, outbox_age_s=400, frames=212, clock="synced",
)  # fmt: skip
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")


def draw(folder: Path) -> list[Path]:
    """Write every state of the pages as PNG into `folder`; answers the files."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        parts = (
            _logins, _mornings, _calls, _quiet, _after_an_outage, _sheets, _phones, _numbers,
        )  # fmt: skip
        drawn = [path for part in parts for path in part(browser, folder)]
        for draw_part in (
            draw_emergency, draw_displays, draw_desks, draw_office, draw_presence,
            draw_privacy,
        ):  # fmt: skip
            drawn += draw_part(browser, folder)
        return drawn


def _press(page: Page) -> None:
    """Press the primary button, once it takes presses."""
    page.wait_for_selector("body:not([data-armed=''])", state="attached")
    page.click("button[data-primary]")


def _logins(browser: Browser, folder: Path) -> Iterator[Path]:
    with studio.house() as (_, address):
        for size in SIZES:
            with studio.page(browser, address, size) as page:
                yield studio.shoot(page, folder, f"login-{size}")
        with studio.page(browser, address, "desk") as page:
            page.fill("#login", "yilmaz")
            page.fill("#password", "falsch")
            page.keyboard.press("Enter")
            page.wait_for_selector("[role=alert]")
            yield studio.shoot(page, folder, "login-refused")
            page.goto(f"{address}/gibt-es-nicht")
            yield studio.shoot(page, folder, "page-not-found")


def _mornings(browser: Browser, folder: Path) -> Iterator[Path]:
    for size in SIZES:
        with studio.house(fill) as (office, address), studio.page(browser, address, size) as page:
            sit_down(page)
            yield studio.shoot(page, folder, f"reception-next-{size}")
            page.route("**/live", lambda route: route.abort())
            page.reload()
            office.call(office.tickets["W004"], "S2", shown_on="display-1")
            _press(page)
            page.wait_for_selector(".said.danger")
            yield studio.shoot(page, folder, f"reception-too-late-{size}")
            page.unroute("**/live")
            page.reload()
            _press(page)
            page.wait_for_selector(".acts form[id$=start]")
            office.see_all("display-1")
            yield studio.shoot(page, folder, f"reception-called-{size}")
            _press(page)
            page.wait_for_selector(".acts form[id$=finish]")
            page.select_option("#concern", "bescheid")
            page.get_by_role("button", name="Nummer ziehen").click()
            page.wait_for_selector(".said.success")
            yield studio.shoot(page, folder, f"reception-serving-{size}")


def _calls(browser: Browser, folder: Path) -> Iterator[Path]:
    """What displays say of a call, what they do not say, and a desk that is closed."""
    for size in SIZES:
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            after_calls(office)
            sit_down(page)
            yield studio.shoot(page, folder, f"reception-heard-{size}")
            office.after(seconds=90)
            page.reload()
            yield studio.shoot(page, folder, f"reception-offline-{size}")
            _act(page, "Aufruf zurücknehmen")
            page.wait_for_selector(".said.success")
            page.get_by_text("Platz schließen").click()
            yield studio.shoot(page, folder, f"reception-closing-{size}")
            page.get_by_role("button", name="Für heute schließen").click()
            page.wait_for_selector("form[id$=open]")
            yield studio.shoot(page, folder, f"reception-closed-{size}")


def _act(page: Page, name: str) -> None:
    page.locator(".desk").get_by_role("button", name=name).click()


def _quiet(browser: Browser, folder: Path) -> Iterator[Path]:
    with studio.house() as (_, address), studio.page(browser, address, "desk") as page:
        sit_down(page, room=None)
        yield studio.shoot(page, folder, "reception-empty")
    with studio.house(fill) as (_, address), studio.page(browser, address, "desk") as page:
        sit_down(page, login="lang", room=None)
        yield studio.shoot(page, folder, "reception-technician")
        page.evaluate("document.dispatchEvent(new Event('htmx:sse:error'))")
        yield studio.shoot(page, folder, "reception-broken")


def _after_an_outage(browser: Browser, folder: Path) -> Iterator[Path]:
    """Every mark that a kiosk's time alone leaves at reception."""
    for size in SIZES:
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            after_an_outage(office)
            sit_down(page)
            yield studio.shoot(page, folder, f"reception-after-outage-{size}")
            page.locator(".waiting .number").first.click()
            page.wait_for_selector("#visit[open]")
            yield studio.shoot(page, folder, f"reception-visit-{size}")


def _sheets(browser: Browser, folder: Path) -> Iterator[Path]:
    """The quiet pages: papers, feedback, service code."""
    for size in ("desk", "phone"):
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            code = hand_in(office)
            sit_down(page, room=None)
            for name in (f"papers?code={code}", "papers?code=AAAA", "feedback"):
                page.goto(f"{address}/{name}")
                yield studio.shoot(page, folder, f"{name.replace('?code=', '-')}-{size}".lower())
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            office.figures("kiosk-01", FIGURES)
            sit_down(page, login="lang", room=None)
            page.goto(f"{address}/care")
            yield studio.shoot(page, folder, f"care-figures-{size}")
            page.get_by_role("button", name="Code erzeugen").click()
            page.wait_for_selector(".qr")
            yield studio.shoot(page, folder, f"care-{size}")


def _numbers(browser: Browser, folder: Path) -> Iterator[Path]:
    """Four weeks in numbers, in both themes."""
    with studio.house() as (office, address):
        weeks_ago(office)
        for size in SIZES:
            with studio.page(browser, address, size) as page:
                sit_down(page, login="peters", room=None)
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    page.goto(f"{address}/insights")
                    yield studio.shoot(page, folder, f"insights-{scheme}-{size}")


def _phones(browser: Browser, folder: Path) -> Iterator[Path]:
    """A visitor's own ticket on their phone, from waiting to done."""
    kinds: tuple[AlarmKind, ...] = ("evacuate", "all_clear")
    for lang in ("de", "ar", "de-simple"):
        with studio.house(fill) as (office, address):
            ticket = office.walk_in(lang=lang)
            with studio.page(browser, address + office.follows[ticket], "small") as page:
                page.wait_for_selector("body[data-live=yes]")
                yield studio.shoot(page, folder, f"follow-waiting-{lang}")
                page.locator("summary").click()
                yield studio.shoot(page, folder, f"follow-languages-{lang}")
                page.locator("summary").click()
                page.evaluate("lost()")
                yield studio.shoot(page, folder, f"follow-lost-{lang}")
                for stage, act in _visit(office, ticket):
                    act()
                    page.wait_for_selector(f"body[data-stage={stage}]")
                    yield studio.shoot(page, folder, f"follow-{stage}-{lang}")
                office.call(other := office.walk_in(lang=lang), "S2")
                for kind in kinds:
                    office.alarm(kind)
                    page.goto(address + office.follows[other])
                    yield studio.shoot(page, folder, f"follow-{kind.replace('_', '-')}-{lang}")
                page.goto(f"{address}/t/nothing?lang={lang}")
                yield studio.shoot(page, folder, f"follow-unknown-{lang}")


def _visit(office: Office, ticket: str) -> tuple[tuple[str, Callable[[], object]], ...]:
    return (
        ("called", lambda: office.call(ticket, "S2")),
        ("recalled", lambda: office.act("recall", ticket)),
        ("no_show", lambda: office.act("no_show", ticket)),
        ("called", lambda: office.call(ticket, "S2")),
        ("serving", lambda: office.act("start", ticket)),
        ("done", lambda: office.act("finish", ticket)),
    )


if __name__ == "__main__":
    for path in draw(Path("build/shots/pages")):
        print(path)
