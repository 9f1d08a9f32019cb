"""Fixtures: a browser that fails a test when a page complains or looks outside."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.pages.databases import office, offices, postgres_model, sqlite_model
from tests.pages.office import PASSWORD

__all__ = ["office", "offices", "postgres_model", "sqlite_model"]

CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WAIT_MS = 10_000

OpenPage = Callable[..., AbstractContextManager[Page]]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser) -> OpenPage:
    """Opens a page in a fresh browser profile; complaints of the page fail the test."""

    @contextmanager
    def opened(address: str, *, quiet: bool = True, **options: object) -> Iterator[Page]:
        context: BrowserContext = browser.new_context(locale="de-DE", **options)  # type: ignore[arg-type]
        context.set_default_timeout(WAIT_MS)
        page, complaints = context.new_page(), list[str]()
        page.on("console", lambda message: complaints.append(message.text) if message.type in (
            "error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((address, "data:"))
                else complaints.append(f"outside: {request.url}"))  # fmt: skip
        page.goto(address)
        yield page
        context.close()
        if quiet:
            assert complaints == []

    return opened


def sit_down(page: Page, login: str = "yilmaz", room: str | None = "S3") -> None:
    """Sign in by the form and take a seat."""
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")
    if room:
        page.select_option("#room", room)
        button = page.locator(".place button")
        if button.is_visible():
            button.click()
        page.wait_for_selector(f"#room option[value='{room}'][selected]", state="attached")
