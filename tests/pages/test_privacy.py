"""The pages of privacy in a real browser: for everybody, without a script, and on paper."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, Literal

import pytest
from playwright.sync_api import Page, expect

from hub.bridge.housekeeping import all_jobs
from hub.identity import service as identity
from hub.kit.jobs import Jobs
from hub.sites.demo import HOUSE
from tests.pages.browser import SIZES, sit_down
from tests.pages.conftest import OpenPage
from tests.pages.office import SITE, Office, Serving, fill
from tests.pages.test_reception import accessible
from tests.pages.test_sheets import SIDEWAYS
from tests.people import person

SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
WHY: Final = "Antrag der Person vom 20. November"


@pytest.fixture
def office(offices: Callable[[str], Office]) -> Office:
    """Two weeks after a morning, with the nights between, and one more visit."""
    office = offices("sqlite")
    fill(office)
    jobs = Jobs(office.database, SITE, all_jobs(HOUSE.site))
    for days in (1, 12, 2):
        office.now += timedelta(days=days)
        jobs.look()
    office.act("leave", office.arrive(office.book(5, "Seltsam, Q.", "erstantrag", "2.14")))
    return office


def grant(office: Office) -> None:
    """Whoever is not the manager agrees to all that waits."""
    admin = person("konrad", "M. Konrad", "admin", SITE)
    with office.database.read() as session:
        waiting = identity.approvals(session, SITE, office.now)
    for one in waiting:
        if one.state(office.now) == "asked":
            identity.decide(office.database, admin, one.id, grant=True, now=office.now)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def looked_at(page: Page) -> None:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        unfold(page)
        accessible(page)
        assert page.evaluate(SIDEWAYS) == 0


def find(page: Page, address: str, office: Office) -> None:
    page.goto(f"{address}/privacy")
    page.get_by_label("Code des Briefs").fill("Seltsam")
    page.get_by_label("Tag des Besuchs").fill(office.now.date().isoformat())
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("link", name="Öffnen").click()


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_readable_for_everybody(
    office: Office, open_page: OpenPage, size: str
) -> None:
    width, height = SIZES[size]
    view = {"width": width, "height": height}
    with Serving(office.app) as hub, open_page(hub.address, viewport=view, blank=True) as page:
        sit_down(page, login="peters", room=None)
        page.goto(f"{hub.address}/privacy")
        looked_at(page)
        find(page, hub.address, office)
        looked_at(page)
        ask(page, "Auskunft beantragen")
        ask(page, "Löschung beantragen")
        grant(office)
        page.reload()
        looked_at(page)
        page.get_by_role("link", name="Auskunft ansehen").click()
        expect(page.get_by_role("heading", name="Auskunft über Ihre Daten")).to_be_visible()
        looked_at(page)
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Abmelden")).to_be_hidden()
        expect(page.get_by_text("Seltsam, Q.")).to_be_visible()


def ask(page: Page, button: str) -> None:
    form = page.locator("form").filter(has=page.get_by_role("button", name=button))
    form.get_by_label("Warum?").fill(WHY)
    form.get_by_role("button", name=button).click()


def test_somebody_is_deleted_without_any_script(office: Office, open_page: OpenPage) -> None:
    with (
        Serving(office.app) as hub,
        open_page(hub.address, blank=True, java_script_enabled=False) as page,
    ):
        sit_down(page, login="peters", room=None)
        find(page, hub.address, office)
        ask(page, "Löschung beantragen")
        expect(page.get_by_text("wartet auf Zustimmung")).to_be_visible()
        grant(office)
        page.reload()
        page.get_by_label("Ja, endgültig löschen").check()
        page.get_by_role("button", name="Jetzt löschen").click()
        expect(page.get_by_text("Die Daten sind gelöscht.")).to_be_visible()
        page.get_by_label("Code des Briefs").fill("Seltsam")
        page.get_by_label("Tag des Besuchs").fill(office.now.date().isoformat())
        page.get_by_role("button", name="Suchen").click()
        expect(page.get_by_text("Dazu ist nichts gespeichert")).to_be_visible()
