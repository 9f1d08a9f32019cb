"""How a gallery opens a house, a page of it, and keeps its picture."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.pages.browser import SIZES
from tests.pages.databases import build, open_office
from tests.pages.office import Office, Serving

SMALL_PHONE = (360, 740)
"""On which visitors follow their ticket."""
SETTLE_MS = 400
"""Fonts and the first push have arrived by then."""


@contextmanager
def house(*fills: Callable[[Office], object]) -> Iterator[tuple[Office, str]]:
    """The small office, filled by these one after the other, and its address."""
    with tempfile.TemporaryDirectory() as state:
        url = f"sqlite:///{state}/hub.db"
        build(url, Path(state))
        office = open_office(url, Path(state))
        for fill in fills:
            fill(office)
        with Serving(office.app) as hub:
            yield office, hub.address
        office.database.close()


@contextmanager
def page(browser: Browser, address: str, size: str) -> Iterator[Page]:
    """The page at this address in a fresh window of this size."""
    width, height = SIZES.get(size, SMALL_PHONE)
    context = browser.new_context(
        base_url=address, locale="de-DE", viewport={"width": width, "height": height}
    )
    opened = context.new_page()
    opened.goto(address)
    yield opened
    context.close()


def shoot(page: Page, folder: Path, name: str) -> Path:
    """Write the whole page as PNG into `folder`, once it has settled."""
    page.wait_for_timeout(SETTLE_MS)
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
