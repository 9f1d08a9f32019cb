"""The open streams of phones: one look at the queue for all of them, and never too many."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from hub.follow.rules import View
from hub.follow.service.following import Picture
from hub.kit.errors import HouseError
from hub.kit.live import Live
from wire.ids import SiteId

MOST_STREAMS: Final = 500
"""Open at once in one process: more people than any house has waiting."""
MOST_OF_ONE: Final = 4
"""Phones on one ticket: a family, and a stream or two that died without a word."""
BEAT_S: Final = 15.0
"""Something is said at least so often: a phone notices that its line is dead."""
LASTS_S: Final = 300.0
"""After so long a stream ends and the phone opens another one; a phone that is gone does not."""
REST_S: Final = 0.25
"""Pause between two looks, so that a rush at eight o'clock is not drawn call by call."""
LOOK_S: Final = 15.0
"""How often the queue is looked at when nothing is committed."""


RETRY_S: Final = 15
"""When a phone that got no stream may ask again."""


class TooManyStreams(HouseError):
    """No further stream is opened; the phone asks again from time to time instead."""

    key = "too_many_streams"
    status = 503


@dataclass(eq=False)
class _Stream:
    """One phone that listens."""

    key: bytes
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class Streams:
    """Hands each listening phone its ticket's view whenever that differs."""

    def __init__(
        self,
        live: Live,
        site: SiteId,
        picture: Callable[[], Picture],
        *,
        most: int = MOST_STREAMS,
        lasts_s: float = LASTS_S,
        beat_s: float = BEAT_S,
    ) -> None:
        self._live = live
        self._site = site
        self._draw = picture
        self._most = most
        self._lasts_s = lasts_s
        self._beat_s = beat_s
        self._open: set[_Stream] = set()
        self._looking: asyncio.Task[None] | None = None
        self._picture: Picture | None = None

    @property
    def count(self) -> int:
        """How many phones listen."""
        return len(self._open)

    def admit(self, key: bytes) -> None:
        """Raises TooManyStreams when one more would be too many, in all or for this ticket."""
        of_one = sum(one.key == key for one in self._open)
        if len(self._open) >= self._most or of_one >= MOST_OF_ONE:
            raise TooManyStreams(retry_after_s=RETRY_S)

    async def follow(self, key: bytes) -> AsyncIterator[tuple[Picture, View | None, bool]]:
        """Picture, view and whether that is news: at once, at each change, and as a beat.

        The view is None when the ticket's day is over. It ends by itself: when it is over, when
        the process ends, after `LASTS_S`.
        """
        self.admit(key)
        stream = _Stream(key)
        self._open.add(stream)
        try:
            async for said in self._listen(stream):
                yield said
        finally:
            self._open.discard(stream)
            if not self._open and self._looking is not None:
                self._looking.cancel()
                self._looking = self._picture = None

    async def _listen(self, stream: _Stream) -> AsyncIterator[tuple[Picture, View | None, bool]]:
        looking, loop = self._look(), asyncio.get_running_loop()
        ends_at = loop.time() + self._lasts_s
        picture = await asyncio.to_thread(self._draw)
        seen, said_at = picture.views.get(stream.key), loop.time()
        yield picture, seen, True
        while seen is not None and loop.time() < ends_at:
            await _woken(stream.woken, said_at + self._beat_s - loop.time())
            if looking.done():
                return
            if self._picture is not None and self._picture.revision >= picture.revision:
                picture = self._picture
            now = picture.views.get(stream.key)
            if now != seen or loop.time() >= said_at + self._beat_s:
                news, seen, said_at = now != seen, now, loop.time()
                yield picture, seen, news

    def _look(self) -> asyncio.Task[None]:
        """The one task that looks at the queue while anybody listens."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._watch())
        return self._looking

    async def _watch(self) -> None:
        """When it ends, all streams do, and phones ask anew: the process ends, or a fault."""
        try:
            async for _ in self._live.changes(self._site, LOOK_S):
                self._picture = await asyncio.to_thread(self._draw)
                self._wake()
                await asyncio.sleep(REST_S)
        finally:
            self._wake()

    def _wake(self) -> None:
        for stream in self._open:
            stream.woken.set()


async def _woken(event: asyncio.Event, within_s: float) -> None:
    """Return when the event is set, or when the time is up."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), max(0.0, within_s))
    event.clear()
