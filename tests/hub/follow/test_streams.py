"""Open streams of phones: bounded, one look for all, and none that outlives its use."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from hub.follow.rules import View, digest
from hub.follow.service.following import Picture
from hub.follow.service.streams import MOST_OF_ONE, Streams, TooManyStreams
from hub.kit.live import Live
from hub.sites.rules import House
from tests.pages.office import HOUSE, SITE
from tests.patience import PATIENCE_S
from wire.ids import TicketNumber, ZoneId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Said = tuple[Picture, View | None, bool]


class Queue:
    """What the streams look at: a revision and the people ahead of each ticket."""

    def __init__(self, **ahead: int) -> None:
        self.revision = 1
        self.ahead = ahead
        self.looks = 0
        self.live = Live(lambda _site: self.revision)

    def picture(self) -> Picture:
        self.looks += 1
        house: House = HOUSE
        views = {
            digest(name): View(TicketNumber("W001"), ZoneId("A"), "de", "waiting", people)
            for name, people in self.ahead.items()
        }
        return Picture(self.revision, NOW + timedelta(seconds=self.looks), house, views)

    def commit(self, **ahead: int) -> None:
        self.revision += 1
        self.ahead |= ahead
        self.live.bump(SITE)

    def streams(self, *, most: int = 500, lasts_s: float = 60, beat_s: float = 60) -> Streams:
        return Streams(
            self.live, SITE, self.picture, most=most, lasts_s=lasts_s, beat_s=beat_s
        )  # fmt: skip


def run(test: Callable[[], Coroutine[None, None, None]]) -> None:
    """On a thread of its own: the browser of other tests keeps a loop on this one."""

    async def whole() -> None:
        await asyncio.wait_for(test(), 20)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, whole()).result()


async def said(stream: AsyncIterator[Said]) -> Said:
    return await asyncio.wait_for(anext(stream), PATIENCE_S)


async def people(stream: AsyncIterator[Said]) -> int | None:
    _, view, news = await said(stream)
    assert news
    return view.people if view else None


def test_a_phone_hears_of_its_own_ticket_and_of_no_other() -> None:
    async def test() -> None:
        queue = Queue(mine=3, other=1)
        mine = queue.streams().follow(digest("mine"))
        assert await people(mine) == 3
        queue.commit(other=0)
        queue.commit(mine=2)
        assert await people(mine) == 2

    run(test)


def test_one_look_serves_all_phones() -> None:
    async def test() -> None:
        queue = Queue(**{f"t{n}": 1 for n in range(200)})
        streams = queue.streams()
        phones = [streams.follow(digest(f"t{n}")) for n in range(200)]
        for phone in phones:
            await people(phone)
        assert streams.count == 200
        before = queue.looks
        queue.commit(**{f"t{n}": 0 for n in range(200)})
        assert [await people(phone) for phone in phones] == [0] * 200
        assert queue.looks - before <= 3

    run(test)


def test_there_are_never_too_many_in_all_nor_for_one_ticket() -> None:
    async def test() -> None:
        queue = Queue(a=1, b=1, c=1)
        streams = queue.streams(most=MOST_OF_ONE + 1)
        family = [streams.follow(digest("a")) for _ in range(MOST_OF_ONE)]
        for phone in family:
            await people(phone)
        with pytest.raises(TooManyStreams):
            streams.admit(digest("a"))
        with pytest.raises(TooManyStreams):
            await said(streams.follow(digest("a")))
        await people(last := streams.follow(digest("b")))
        with pytest.raises(TooManyStreams):
            streams.admit(digest("c"))
        for phone in (*family, last):
            await phone.aclose()  # type: ignore[attr-defined]
        assert streams.count == 0
        streams.admit(digest("a"))

    run(test)


def test_a_phone_that_went_without_a_word_is_let_go() -> None:
    async def test() -> None:
        queue = Queue(mine=3)
        streams = queue.streams(lasts_s=0.05, beat_s=0.02)
        heard = [one async for one in streams.follow(digest("mine"))]
        assert len(heard) >= 2
        assert streams.count == 0

    run(test)


def test_a_quiet_line_is_kept_alive_by_beats() -> None:
    async def test() -> None:
        queue = Queue(mine=3)
        mine = queue.streams(beat_s=0.02).follow(digest("mine"))
        await people(mine)
        for _ in range(3):
            _, view, news = await said(mine)
            assert view is not None
            assert not news

    run(test)


def test_beats_come_also_when_others_keep_the_queue_busy() -> None:
    async def test() -> None:
        queue = Queue(mine=3, other=0)
        mine = queue.streams(beat_s=0.3).follow(digest("mine"))
        await people(mine)
        hearing = asyncio.ensure_future(said(mine))
        for n in range(200):
            queue.commit(other=n)
            done, _ = await asyncio.wait({hearing}, timeout=0.02)
            if done:
                break
        _, view, news = await hearing
        assert (view.people if view else None, news) == (3, False)

    run(test)


def test_what_is_over_ends_the_stream() -> None:
    async def test() -> None:
        queue = Queue(mine=3)
        streams = queue.streams()
        mine = streams.follow(digest("mine"))
        await people(mine)
        queue.ahead.clear()
        queue.commit()
        assert (await said(mine))[1] is None
        with pytest.raises(StopAsyncIteration):
            await said(mine)
        assert streams.count == 0

    run(test)


def test_all_streams_end_with_the_process() -> None:
    async def test() -> None:
        queue = Queue(a=1, b=1)
        streams = queue.streams()
        phones = [streams.follow(digest(name)) for name in ("a", "b")]
        for phone in phones:
            await people(phone)
        queue.live.close()
        for phone in phones:
            with pytest.raises(StopAsyncIteration):
                await said(phone)

    run(test)


def test_who_comes_back_after_an_empty_hour_sees_what_is() -> None:
    async def test() -> None:
        queue = Queue(mine=3)
        streams = queue.streams(beat_s=0.02)
        first = streams.follow(digest("mine"))
        await people(first)
        await first.aclose()  # type: ignore[attr-defined]
        queue.commit(mine=1)
        again = streams.follow(digest("mine"))
        assert await people(again) == 1
        _, view, news = await said(again)
        assert (view.people if view else None, news) == (1, False)

    run(test)
