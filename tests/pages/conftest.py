"""Fixtures: a browser that fails a test when a page complains or looks outside."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.pages.office import Office
from tests.patience import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

OpenPage = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def office(offices: Callable[[str], Office]) -> Office:
    """The browser's tests need one database; HTTP is tested on both."""
    return offices("sqlite")


@pytest.fixture
def open_page(browser: Browser) -> OpenPage:
    """Opens a page in a fresh browser profile; complaints of the page fail the test.

    A `blank` one has loaded nothing yet: whoever sits down needs no page that asks who they are.
    """

    @contextmanager
    def opened(
        address: str, *, quiet: bool = True, blank: bool = False, **options: object
    ) -> Iterator[Page]:
        context: BrowserContext = browser.new_context(
            base_url=address, locale="de-DE", **options  # type: ignore[arg-type]
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        page, complaints = context.new_page(), list[str]()
        page.on("console", lambda message: complaints.append(message.text) if message.type in (
            "error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith((address, "data:"))
                else complaints.append(f"outside: {request.url}"))  # fmt: skip
        if not blank:
            page.goto(address)
        yield page
        context.close()
        if quiet:
            assert complaints == []

    return opened
