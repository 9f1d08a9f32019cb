"""Open pages hear of each change at once, and together ask the database as seldom as one."""

import asyncio
from collections.abc import AsyncIterator

from hub.kit.live import LOOK_S, Live
from wire.ids import SiteId

SITE = SiteId("musterstadt")
PAGES = 50


class Revisions:
    """The site's revision, and how often it was asked for."""

    def __init__(self) -> None:
        self.now = 1
        self.asked = 0

    def __call__(self, _site: SiteId) -> int:
        self.asked += 1
        return self.now


async def _open(live: Live) -> list[AsyncIterator[int]]:
    """Pages that have drawn what there is."""
    pages = [live.changes(SITE, every_s=60) for _ in range(PAGES)]
    assert await asyncio.gather(*(anext(page) for page in pages)) == [1] * PAGES
    return pages


def test_many_pages_hear_of_a_commit_by_one_question() -> None:
    async def day() -> int:
        revisions = Revisions()
        live = Live(revisions)
        pages = await _open(live)
        waiting = [asyncio.ensure_future(anext(page)) for page in pages]
        await asyncio.sleep(0)
        revisions.now, before = 2, revisions.asked
        live.bump(SITE)
        assert await asyncio.gather(*waiting) == [2] * PAGES
        return revisions.asked - before

    assert asyncio.run(day()) == 1


def test_what_nobody_told_of_is_found_all_the_same() -> None:
    async def day() -> float:
        revisions = Revisions()
        pages = await _open(Live(revisions))
        revisions.now = 2
        begun = asyncio.get_running_loop().time()
        assert await asyncio.gather(*(anext(page) for page in pages)) == [2] * PAGES
        assert revisions.asked < PAGES
        return asyncio.get_running_loop().time() - begun

    assert asyncio.run(day()) >= LOOK_S / 2


def test_an_answer_of_before_the_commit_counts_for_nobody_who_was_woken() -> None:
    async def day() -> int:
        revisions = Revisions()
        live = Live(revisions)
        page = live.changes(SITE, every_s=60)
        await anext(page)
        late = live.changes(SITE, every_s=60)
        revisions.now = 2
        live.bump(SITE)
        await asyncio.sleep(0)
        return await anext(late)

    assert asyncio.run(day()) == 2
