"""Draws who is in the house, the roll of an evacuation and silent calls, for `make shots`."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from hub.presence import service as presence
from hub.queue import service as queue
from hub.silent import service as silent
from tests.pages import studio
from tests.pages.browser import sit_down
from tests.pages.office import SITE, Office, fill
from tests.people import person

CALLER = person("brandt2", "K. Brandt", "adviser", SITE)


def draw_presence(browser: Browser, folder: Path) -> Iterator[Path]:
    """The list, on paper too; the roll; a call that colleagues see, and the caller's own page."""
    for size in ("desk", "tablet", "phone"):
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            fill(office)
            _needs(office, "W006", "wheelchair", "deaf")
            _needs(office, "T002", "small_children")
            sit_down(page)
            page.goto(f"{address}/presence")
            yield studio.shoot(page, folder, f"presence-{size}")
            page.emulate_media(media="print")
            yield studio.shoot(page, folder, f"presence-paper-{size}")
            page.emulate_media(media="screen")
            page.get_by_role("button", name="Abhaken beginnen").click()
            page.get_by_role("button", name="W004: gesehen").click()
            page.wait_for_selector("#found")
            yield studio.shoot(page, folder, f"evacuation-{size}")
            page.goto(f"{address}/presence/evacuation/end")
            yield studio.shoot(page, folder, f"evacuation-end-{size}")
            page.get_by_role("button", name="Räumung beenden").click()
            call = _call(office)
            page.goto(f"{address}/silent")
            yield studio.shoot(page, folder, f"silent-{size}")
            page.goto(f"{address}/silent/{call}/end")
            yield studio.shoot(page, folder, f"silent-end-{size}")
            office.after(seconds=31)
            page.goto(f"{address}/reception")
            page.wait_for_selector(".silent-call.loud")
            yield studio.shoot(page, folder, f"silent-loud-{size}")
            page.get_by_role("button", name="Ich gehe hin").click()
            for _ in range(2):
                page.keyboard.press("Alt+Shift+KeyN")
            page.wait_for_selector(".silent-own")
            yield studio.shoot(page, folder, f"silent-own-{size}")


def _needs(office: Office, number: str, *stated: str) -> None:
    with office.database.change(SITE) as change:
        queue.set_needs(
            change, office.tickets[number], stated, "gesagt", actor="test", now=office.now
        )
        presence.note_kiosk(change, office.tickets[number], now=office.now)


def _call(office: Office) -> str:
    with office.database.change(SITE) as change:
        return silent.raise_call(change, CALLER, now=office.now).id
