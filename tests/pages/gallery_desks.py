"""Draws the adviser's and the manager's pages on a busy day, for `make shots`."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page

from hub.devices import service as devices
from hub.queue import service as queue
from tests.pages import studio
from tests.pages.browser import SIZES
from tests.pages.office import PASSWORD, SITE, Office, fill
from wire.ids import DeviceId
from wire.messages import DeviceState

THEMES: Final[tuple[Literal["light"], Literal["dark"]]] = ("light", "dark")


def draw_desks(browser: Browser, folder: Path) -> Iterator[Path]:
    """Both pages in every size and either theme, and the rule with yesterday beside it."""
    with studio.house() as (office, address):
        busy(office)
        for size in SIZES:
            with studio.page(browser, address, size) as page:
                _enter(page, address, "brandt", "/desk")
                for room, shown in (("S3", "finish"), ("2.12", "next")):
                    page.select_option("#room", room)
                    page.wait_for_selector(
                        f"#room option[value='{room}'][selected]", state="attached"
                    )
                    if shown == "next" and page.locator("form[id$=finish]").count():
                        page.locator("form[id$=finish] button").click()
                        page.wait_for_selector("button.next")
                    yield from _both(page, folder, f"desk-{shown}-{size}")
            with studio.page(browser, address, size) as page:
                _enter(page, address, "peters", "/lead")
                yield from _both(page, folder, f"lead-{size}")
        office.now += timedelta(days=1)
        for size in SIZES:
            with studio.page(browser, address, size) as page:
                _enter(page, address, "peters", "/lead/order")
                page.fill("#appointment_credit", "0")
                page.get_by_role("button", name="Vorschau zeigen").click()
                page.wait_for_selector("#preview")
                yield from _both(page, folder, f"lead-order-{size}")


def busy(office: Office) -> None:
    """A quarter past ten on the first of a month: long queues, much to see to, a silent display."""
    fill(office)
    concerns = ("unterlagen", "bescheid", "erstantrag", "unterlagen")
    for nth in range(36):
        office.now += timedelta(minutes=2)
        office.walk_in(concerns[nth % 4], lang="tr" if nth % 7 == 3 else "de")
        if nth % 3 == 2:
            _next(office, ("S2", "S3", "2.12")[nth // 3 % 3])
    with office.database.change(SITE) as change:
        for device, kind in (("kiosk-01", "kiosk"), ("display-2", "display")):
            said = {"online": True, "bd": 2, "at": office.now, "kind": kind, "version": "0.1.0"}
            state = DeviceState.model_validate(said)
            devices.note_state(change, DeviceId(device), state, boot="boot-1", now=office.now)
    office.trouble("kiosk-01", "printer.paper_out")
    office.ask_for_help("kiosk-01")
    with office.database.change(SITE) as change:
        queue.close_room(change, "2.10", until=office.now + timedelta(minutes=20), now=office.now)


def _next(office: Office, room: str) -> None:
    """The room ends its visit and calls the next one, who comes at once."""
    with office.database.change(SITE) as change:
        for one in queue.today(change.session, SITE, now=office.now):
            if one.state == "serving" and one.call and one.call.room == room:
                queue.finish(change, one.id, actor="test", now=office.now)
        call = queue.call_next(change, room, actor="test", now=office.now)
        queue.start(change, call.ticket_id, actor="test", now=office.now)


def _enter(page: Page, address: str, login: str, path: str) -> None:
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")
    page.goto(f"{address}{path}")


def _both(page: Page, folder: Path, name: str) -> Iterator[Path]:
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        yield studio.shoot(page, folder, f"{name}-{theme}")
