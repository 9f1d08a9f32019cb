"""Draws the pages of the set-up in filled states, for `make shots`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser

from tests.pages import studio
from tests.pages.browser import sit_down

STATES: Final = {
    "plan": "", "room": "/thing/room/2.14", "concern": "/thing/concern/umzug",
    "concerns": "/list/concern", "ways": "/list/point", "hours": "/hours", "first": "/setup",
}  # fmt: skip


def draw_office(browser: Browser, folder: Path) -> Iterator[Path]:
    """The plan, forms and lists; a fault, a change in the log, and a file that is looked at."""
    for size in ("desk", "phone"):
        with studio.house() as (_, address), studio.page(browser, address, size) as page:
            sit_down(page, login="peters", room=None)
            for name, path in STATES.items():
                page.goto(f"{address}/office{path}")
                yield studio.shoot(page, folder, f"office-{name}-{size}")
            page.goto(f"{address}/office/thing/room/2.14")
            page.get_by_label("Breite (m)").fill("viel")
            page.get_by_role("button", name="Speichern").click()
            yield studio.shoot(page, folder, f"office-fault-{size}")
            page.goto(f"{address}/office/thing/room/2.14")
            page.get_by_label("Gruppe").fill("Team Nord")
            page.get_by_role("button", name="Speichern").click()
            page.goto(f"{address}/office/changes")
            yield studio.shoot(page, folder, f"office-changes-{size}")
            page.goto(f"{address}/office/file")
            text = page.request.get(f"{address}/office/file/office.toml").text()
            changed = text.replace('de = "Schalter 1"', 'de = "Information"')
            file = {"name": "amt.toml", "mimeType": "text/plain", "buffer": changed.encode()}
            page.set_input_files("#given", file)  # type: ignore[arg-type]
            page.get_by_role("button", name="Ansehen").click()
            yield studio.shoot(page, folder, f"office-preview-{size}")
