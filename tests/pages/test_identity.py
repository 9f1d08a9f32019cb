"""The pages of accounts and records in a real browser, for everybody."""

import re

from playwright.sync_api import Route, expect

from hub.identity import service as identity
from hub.kit.idle import IDLE_LASTS
from hub.kit.views import EVERYONE, Seen
from tests.pages.browser import sit_down
from tests.pages.conftest import OpenPage
from tests.pages.looks import accessible, in_sizes
from tests.pages.office import PASSWORD, SITE, Office, Serving, fill
from tests.people import person, sign_in

NEW = "ein anderes Passwort"


def _records(office: Office) -> str:
    """Somebody saw a list; what a manager asks for, an admin has agreed to: its id."""
    desk = sign_in(office.database, login="yilmaz", password=PASSWORD, now=office.now)
    seen = Seen("list", EVERYONE, "/reception"), Seen("visit", "01KAWA8Q0000", "/reception")
    office.app.state.note_views(desk.principal, seen, office.now)
    who = sign_in(office.database, login="peters", password=PASSWORD, now=office.now)
    _, asked = (
        identity.ask(
            office.database, who.principal, "audit.staff", subject, "Beschwerde vom Montag",
            now=office.now,
        )
        for subject in ("brandt", "yilmaz")
    )  # fmt: skip
    admin = person("konrad", "M. Konrad", "admin", SITE)
    identity.decide(office.database, admin, asked, grant=True, now=office.now)
    return asked


def test_accounts_and_records_are_readable_for_everybody(
    office: Office, open_page: OpenPage
) -> None:
    fill(office)
    asked = _records(office)
    with Serving(office.app) as hub:
        with open_page(hub.address, blank=True) as page:
            sit_down(page, login="konrad", room=None)
            for path in ("me", "staff", "staff/new", "systems", "audit", "approvals"):
                page.goto(f"{hub.address}/{path}")
                in_sizes(page)
            page.goto(f"{hub.address}/staff")
            page.get_by_role("link", name="K. Brandt").click()
            in_sizes(page)
        with open_page(hub.address, blank=True) as page:
            sit_down(page, login="peters", room=None)
            for path in ("audit", f"audit/{asked}", "approvals"):
                page.goto(f"{hub.address}/{path}")
                in_sizes(page)


def test_somebody_new_gets_an_account_and_sets_the_password(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub:
        with open_page(hub.address) as page:
            sit_down(page, login="konrad", room=None)
            page.get_by_role("link", name="Zugänge").click()
            page.get_by_role("link", name="Zugang anlegen").click()
            page.get_by_label("Name, wie ihn alle kennen").fill("N. Neu")
            page.get_by_label("Anmeldename").fill("neu")
            page.get_by_label("Rolle: Jobcenter Musterstadt").select_option(label="Beratung")
            page.keyboard.press("Enter")
            link = page.locator(".link-once").inner_text()
            accessible(page)
        path = link[link.index("/welcome/") :]
        with open_page(hub.address) as page:
            page.goto(hub.address + path)
            accessible(page)
            page.get_by_label("Neues Passwort").fill(NEW)
            page.get_by_label("Noch einmal").fill(NEW)
            page.keyboard.press("Enter")
            expect(page.get_by_text("Ihr Passwort ist gesetzt")).to_be_visible()
            page.fill("#login", "neu")
            page.fill("#password", NEW)
            page.keyboard.press("Enter")
            expect(page.locator("#floor")).to_be_visible()


def test_nobody_is_signed_out_in_a_long_talk_without_a_word(
    office: Office, open_page: OpenPage
) -> None:
    with Serving(office.app) as hub, open_page(hub.address, blank=True) as page:
        page.clock.install()
        sit_down(page, "konrad", None)
        page.goto("/staff")
        box = page.locator("#idle")
        page.clock.fast_forward("54:30")
        expect(box).to_be_hidden()
        page.clock.fast_forward("01:00")
        expect(box).to_contain_text("Sie werden in 5 Minuten abgemeldet")
        accessible(page)
        page.get_by_role("button", name="Angemeldet bleiben").click()
        expect(box).to_be_hidden()
        page.clock.fast_forward("56:00")
        expect(box).to_be_visible()
        page.clock.fast_forward("05:00")
        expect(box).to_contain_text("Sie sind abgemeldet")

        def over(route: Route) -> None:
            """Not before: a page whose stream ends of it leaves by itself."""
            office.now += IDLE_LASTS
            route.continue_()

        page.route("**/login", over)
        page.get_by_role("button", name="Neu anmelden").click()
        expect(page).to_have_url(re.compile("/login$"))
