"""A live page hears of its connection also while nothing changes."""

import asyncio
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request

from hub.kit.stream import STILL, stream
from wire.ids import SiteId

SITE = SiteId("musterstadt")
LOOKS = 25


class Quiet:
    """A site in which nothing happens, looked at a few times."""

    async def changes(self, _site: SiteId, _every_s: float) -> AsyncIterator[int]:
        for _ in range(LOOKS):
            yield 1


def test_a_page_that_stays_the_same_is_told_now_and_then_that_its_line_lives() -> None:
    app = FastAPI()
    app.state.live = Quiet()
    answer = stream(Request({"type": "http", "app": app}), SITE, lambda: "<p>1</p>")

    async def heard() -> list[str]:
        return [str(one) async for one in answer.body_iterator]

    said = asyncio.run(heard())
    assert said[0] == "data: <p>1</p>\n\n"
    assert [at for at, one in enumerate(said) if one == STILL] == [10, 20]
