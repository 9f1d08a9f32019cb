"""Passkeys in a real browser with a virtual authenticator: register, sign in, lose the key."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient

from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import accessible
from tests.pages.office import PASSWORD, Office, Serving

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@contextmanager
def _with_key(
    open_page: OpenPage, hub: Serving, *, quiet: bool = True
) -> Iterator[tuple[Page, Callable[[], object]]]:
    """A page under a name, as WebAuthn wants it, and how its key is lost."""
    with open_page(f"http://localhost:{hub.port}", quiet=quiet) as page:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        name = {"authenticatorId": made["authenticatorId"]}
        yield page, lambda: session.send("WebAuthn.clearCredentials", name)


def _by_password(page: Page) -> None:
    page.fill("#login", "yilmaz")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")


def _register(page: Page) -> list[str]:
    """Make a key on one's own page; answers the recovery codes."""
    page.get_by_role("link", name="A. Yılmaz").click()
    page.get_by_role("button", name="Passkey hinzufügen").click()
    accessible(page)
    page.get_by_label("Wie soll er heißen?").fill("Blauer Schlüssel")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Der Passkey ist angelegt")).to_be_visible()
    accessible(page)
    codes = page.locator(".codes li").all_inner_texts()
    page.get_by_role("button", name="Abmelden", exact=True).last.click()
    page.wait_for_selector("#login")
    return codes


def test_a_passkey_is_asked_for_after_the_password(office: Office, open_page: OpenPage) -> None:
    with Serving(office.app) as hub, _with_key(open_page, hub) as (page, _):
        sit_down(page, room=None)
        codes = _register(page)
        assert len(set(codes)) == 8
        _by_password(page)
        expect(page.get_by_role("heading", name="Ihr Passkey")).to_be_visible()
        accessible(page)
        page.goto(f"http://localhost:{hub.port}/reception")
        expect(page.locator("#password")).to_be_visible()
        _by_password(page)
        page.get_by_role("button", name="Passkey benutzen").click()
        expect(page.locator("#floor")).to_be_visible()
    program = TestClient(office.app).post(
        "/api/v1/session", json={"login": "yilmaz", "password": PASSWORD}
    )
    assert (program.status_code, program.json()["key"]) == (401, "second_factor_needed")


def test_nothing_is_sent_without_the_passkey_however_late_the_script_comes(
    office: Office, open_page: OpenPage
) -> None:
    held: list[Route] = []
    with Serving(office.app) as hub, _with_key(open_page, hub) as (page, _):
        sit_down(page, room=None)
        _register(page)
        page.route("**/passkey.js", lambda route: held.append(route), times=1)  # noqa: PLW0108
        with page.expect_request("**/passkey.js"):
            _by_password(page)
        expect(page.get_by_role("button", name="Passkey benutzen")).to_have_count(0)
        held[0].continue_()
        page.get_by_role("button", name="Passkey benutzen").click()
        expect(page.locator("#floor")).to_be_visible()


def test_a_recovery_code_lets_in_once_when_the_key_is_lost(
    office: Office, open_page: OpenPage
) -> None:
    # The browser notes each refusal.
    with Serving(office.app) as hub, _with_key(open_page, hub, quiet=False) as (page, lose):
        sit_down(page, room=None)
        codes = _register(page)
        lose()
        _by_password(page)
        page.get_by_text("Passkey verloren?").click()
        page.get_by_label("Ersatz-Code").fill("aaaaa-aaaaa")
        page.get_by_role("button", name="Mit Code anmelden").click()
        expect(page.get_by_text("gehört nicht zu diesem Zugang")).to_be_visible()
        page.get_by_label("Ersatz-Code").fill(codes[0].upper().replace("-", " "))
        page.get_by_role("button", name="Mit Code anmelden").click()
        expect(page.locator("#floor")).to_be_visible()
        page.get_by_role("link", name="A. Yılmaz").click()
        expect(page.get_by_text("Ersatz-Codes übrig: 7")).to_be_visible()
        page.get_by_role("button", name="Abmelden", exact=True).last.click()
        _by_password(page)
        page.get_by_text("Passkey verloren?").click()
        for _ in range(5):
            page.get_by_label("Ersatz-Code").fill(codes[0])
            page.get_by_role("button", name="Mit Code anmelden").click()
        expect(page.get_by_text("oder ging zu oft daneben")).to_be_visible()
