"""What tests and pictures of the privacy pages share: nights that are over, and a person's way."""

from datetime import timedelta
from typing import Final

from playwright.sync_api import Page

from hub.bridge.housekeeping import all_jobs
from hub.identity import service as identity
from hub.kit.jobs import Jobs
from tests.pages.office import SITE, Office, fill
from tests.people import person

WHY: Final = "Antrag der Person vom 20. November"


def weeks_later(office: Office) -> None:
    """Two weeks after a morning, with some of the nights between, and one more visit."""
    fill(office)
    jobs = Jobs(office.database, SITE, all_jobs(SITE))
    for days in (1, 12, 2):
        office.now += timedelta(days=days)
        jobs.look()
    office.act("leave", office.arrive(office.book(5, "Seltsam, Q.", "erstantrag", "2.14")))


def grant(office: Office) -> None:
    """Whoever is not the manager agrees to all that waits."""
    admin = person("konrad", "M. Konrad", "admin", SITE)
    with office.database.read() as session:
        waiting = identity.approvals(session, SITE, office.now)
    for one in waiting:
        if one.state(office.now) == "asked":
            identity.decide(office.database, admin, one.id, grant=True, now=office.now)


def search(page: Page, address: str, office: Office) -> None:
    page.goto(f"{address}/privacy")
    page.get_by_label("Code des Briefs").fill("Seltsam")
    page.get_by_label("Tag des Besuchs").fill(office.now.date().isoformat())
    page.get_by_role("button", name="Suchen").click()


def find(page: Page, address: str, office: Office) -> None:
    search(page, address, office)
    page.get_by_role("link", name="Öffnen").click()


def ask(page: Page, button: str) -> None:
    form = page.locator("form").filter(has=page.get_by_role("button", name=button))
    form.get_by_label("Warum?").fill(WHY)
    form.get_by_role("button", name=button).click()
