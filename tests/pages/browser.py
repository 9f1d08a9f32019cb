"""The browser that pages are looked at with, and how one sits down at a desk."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.office import PASSWORD

UNUSED = (
    # Each window would draw them in a process of their own, which works as much as our page does.
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
    # What Playwright switches off as far as it touches us: Chromium heeds the last such list only.
    "AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "HttpsUpgrades", "LensOverlay",
    "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding",
    "PreconnectToSearch",
)  # fmt: skip
"""Parts of Chromium that no page of ours needs."""
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--in-process-gpu", "--disable-quic", "--no-first-run",
    "--disable-sync", "--disable-background-networking", "--disable-component-update",
    f"--disable-features={','.join(UNUSED)}",
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
    """Sign in as a program does, take a seat, and open the first page.

    In two requests: to draw the form and the floor for each test takes a second of the machine.
    """
    asked = page.request.post("/api/v1/session", data={"login": login, "password": PASSWORD})
    token = {"X-CSRF-Token": asked.json()["csrf"]}
    if room:
        page.request.post("/api/v1/session/room", data={"room": room}, headers=token)
    page.goto("/")


def sit_down_by_form(page: Page, login: str = "yilmaz", room: str = "S3") -> None:
    """The same as a person does it, on the page that asks who they are."""
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#floor")
    page.wait_for_load_state("load")
    page.select_option("#room", room)
    button = page.locator(".place button")
    if button.is_visible():
        button.click()
    page.wait_for_selector(f"#room option[value='{room}'][selected]", state="attached")


def go_by(page: Page, link: str) -> None:
    """Follow a link and wait for all of its page: a click leads away before scripts can hear."""
    with page.expect_navigation():
        page.get_by_role("link", name=link).click()
