"""An open page is over once its person may not see it any more, or looks at another site."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from typing import Final

import pytest
from sqlalchemy import update
from sqlmodel import select

from hub.identity.repository import sessions
from hub.identity.tables import StaffRole, StaffSession
from tests.hub.reception.test_http import Desk
from tests.hub.streams import opened
from tests.pages.office import SITE, Office
from wire.ids import SiteId

OVER: Final = "event: over\n"
ELSEWHERE: Final = SiteId("nordstadt")
PAGES: Final = (
    ("/presence/live", "peters"),
    ("/presence/evacuation/live", "brandt"),
    ("/lead/live", "peters"),
    ("/desk/live", "brandt"),
    ("/displays/live", "lang"),
    ("/displays/display-1/live", "lang"),
)
"""Which somebody who only publishes may not see, and who may."""
OF_ALL: Final = ("/reception/live", "/silent/live", "/emergency/live", "/emergency/banner")


@pytest.fixture
def office(offices: Callable[[str], Office]) -> Office:
    return offices("sqlite")


def heard(
    office: Office, pages: Sequence[tuple[str, str]], happens: Callable[[Office], None]
) -> list[tuple[str, bool, bool]]:
    """Of open pages: whether each was over before and after."""

    async def hears() -> list[tuple[str, bool, bool]]:
        async with AsyncExitStack() as stack:
            desks = {login: Desk(office, login) for _, login in pages}
            open_pages = [
                await stack.enter_async_context(opened(desks[login], path)) for path, login in pages
            ]
            before = [await hear() for hear in open_pages]
            happens(office)
            with office.database.change(SITE):
                """Whatever changes, pages are drawn anew."""
            after = [await hear() for hear in open_pages]
        return [
            (path, one.startswith(OVER), other.startswith(OVER))
            for (path, _), one, other in zip(pages, before, after, strict=True)
        ]

    with ThreadPoolExecutor(1) as apart:
        # A browser of another test may hold this thread's loop.
        return apart.submit(asyncio.run, hears()).result()


def become_publishers(office: Office) -> None:
    with office.database.write() as session:
        session.connection().execute(update(StaffRole).values(role="publisher"))


def go_elsewhere(office: Office) -> None:
    with office.database.write() as session:
        session.connection().execute(update(StaffRole).values(site=ELSEWHERE))
        for token in list(session.exec(select(StaffSession.token_hash))):
            sessions.take_site(session, token, ELSEWHERE)


def test_whose_permission_is_taken_away_sees_nothing_more(office: Office) -> None:
    found = heard(office, PAGES, become_publishers)
    assert found == [(path, False, True) for path, _ in PAGES]


def test_a_page_shows_no_other_site_than_it_was_opened_for(office: Office) -> None:
    pages = (*PAGES, *((path, "peters") for path in OF_ALL))
    assert heard(office, pages, go_elsewhere) == [(path, False, True) for path, _ in pages]
