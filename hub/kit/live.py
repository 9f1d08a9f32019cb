"""Wakes open pages after a commit, of this process or of another, at once."""

import asyncio
from collections.abc import AsyncIterator, Callable

from wire.ids import SiteId

LOOK_S = 0.5
"""How often the site's revision is compared, for changes that nobody has told of."""


class Live:
    """Hands the site's newest revision to each listening page; slow pages skip what is old.

    Pages that ask at one time share the answer, so that the database is asked a few times a
    second, however many pages are open.
    """

    def __init__(self, revision: Callable[[SiteId], int]) -> None:
        self._revision = revision
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Event] = set()
        self._asked: dict[SiteId, tuple[float, asyncio.Task[int]]] = {}
        self._over = False

    def bump(self, _site: SiteId) -> None:
        """Something was committed; callable from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """The process ends: every page's stream ends by itself, and the page looks elsewhere."""
        self._over = True
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._asked.clear()  # what was asked before the commit may not know of it
        for waiting in self._waiting:
            waiting.set()

    async def changes(self, site: SiteId, every_s: float) -> AsyncIterator[int]:
        """The revision now, after each change, and at least every `every_s` seconds."""
        self._loop = asyncio.get_running_loop()
        bumped = asyncio.Event()
        self._waiting.add(bumped)
        try:
            seen, told_at = -1, 0.0
            while not self._over:
                now = self._loop.time()
                revision = await self._newest(site, now)
                if revision != seen or now - told_at >= every_s:
                    seen, told_at = revision, now
                    yield revision
                try:
                    await asyncio.wait_for(bumped.wait(), LOOK_S)
                except TimeoutError:
                    continue
                finally:
                    bumped.clear()
        finally:
            self._waiting.discard(bumped)

    async def _newest(self, site: SiteId, now: float) -> int:
        """The answer that another page has got a moment ago, or that of the database."""
        at, asked = self._asked.get(site, (now - LOOK_S, None))
        if asked is None or now - at >= LOOK_S / 2:
            asked = asyncio.create_task(asyncio.to_thread(self._revision, site))
            self._asked[site] = now, asked
        # A page that goes away takes the answer from no other.
        return await asyncio.shield(asked)
