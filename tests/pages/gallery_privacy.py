"""Draws the pages of privacy for `make shots`: the overview, a person, and what they are told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Page

from tests.pages import studio
from tests.pages.browser import sit_down
from tests.pages.privacy import ask, grant, search, weeks_later

VIEWS: Final[tuple[tuple[str, Literal["light", "dark"]], ...]] = (
    ("desk", "light"), ("desk", "dark"), ("tablet", "light"), ("phone", "dark"),
)  # fmt: skip


def draw_privacy(browser: Browser, folder: Path) -> Iterator[Path]:
    """Each state as PNG, on a desk in both themes."""
    for size, scheme in VIEWS:
        with studio.house() as (office, address), studio.page(browser, address, size) as page:
            weeks_later(office)
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            name = f"{size}-{scheme}"
            sit_down(page, login="peters", room=None)
            search(page, address, office)
            yield studio.shoot(page, folder, f"privacy-{name}")
            yield _person(page, folder, name)
            grant(office)
            page.reload()
            yield studio.shoot(page, folder, f"privacy-granted-{name}")
            page.get_by_role("link", name="Auskunft ansehen").click()
            yield studio.shoot(page, folder, f"privacy-export-{name}")


def _person(page: Page, folder: Path, name: str) -> Path:
    """One of the two ways is asked for, the other is not yet."""
    page.get_by_role("link", name="Öffnen").click()
    ask(page, "Auskunft beantragen")
    path = studio.shoot(page, folder, f"privacy-person-{name}")
    ask(page, "Löschung beantragen")
    return path
