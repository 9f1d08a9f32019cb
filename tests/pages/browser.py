"""The browser that pages are looked at with, and how one sits down at a desk."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.office import PASSWORD

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
SIZES = {"desk": (1600, 1000), "tablet": (1024, 768), "phone": (390, 844)}
"""Width and height of the windows in which pages are looked at, in CSS pixels."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=CHROMIUM,
        )
        yield browser
        browser.close()


def sit_down(page: Page, login: str = "yilmaz", room: str | None = "S3") -> None:
    """Sign in by the form and take a seat."""
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")
    page.wait_for_load_state("load")
    if room:
        page.select_option("#room", room)
        button = page.locator(".place button")
        if button.is_visible():
            button.click()
        page.wait_for_selector(f"#room option[value='{room}'][selected]", state="attached")
