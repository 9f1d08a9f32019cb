"""Live pages as server-sent events: a piece of a page, drawn anew when something has changed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from fastapi import Request
from fastapi.responses import StreamingResponse

from hub.kit.auth import COOKIE, Principal, still
from hub.kit.clock import Clock
from hub.kit.live import Live
from hub.kit.pages import banner_push
from hub.kit.permissions import Permission
from wire.ids import SiteId

LOOK_S: Final = 1.0
"""How often a page asks whether something has changed that is no change of the site."""
REST_S: Final = 0.25
"""Pause of a page between two pushes, so that a rush does not draw all day."""
STILL_EVERY: Final = 10
"""After so many looks, of a second or a little more, a page hears that its connection lives."""
STILL: Final = "event: still\ndata: the same\n\n"
"""The connection lives, and nothing looks different."""
TICK: Final = timedelta(seconds=20)
"""How often a page is drawn anew when nothing happens, so that what it counts keeps counting."""
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
Draw = Callable[[], str | None]
"""The piece as it now is; None when the person may not see it any more (`auth.still`)."""
SessionOf = Callable[[str, datetime], Principal | None]
"""Who is signed in under a token, without counting it as a sign of life: `state.session_of`."""


def watched(
    request: Request, who: Principal, permission: Permission,
    draw: Callable[[Principal, datetime], str],
    mark: Callable[[datetime], object] = lambda _: None,
) -> StreamingResponse:  # fmt: skip
    """The piece and the banner, as `stream`, for as long as who opened the page may see it."""
    token = request.cookies[COOKIE]
    clock: Clock = request.app.state.clock
    session_of: SessionOf = request.app.state.session_of

    def drawn() -> str | None:
        now = clock()
        me = still(session_of(token, now), who, permission)
        return None if me is None else draw(me, now) + "\n" + banner_push(me)

    return stream(request, who.site, drawn, lambda: mark(clock()))


def stream(
    request: Request, site: SiteId, draw: Draw, mark: Callable[[], object] = lambda: None
) -> StreamingResponse:
    """The piece now, after each change of the site, and whenever `mark` is another than before."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    events = _events(request.app.state.live, site, draw, mark)
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


async def _events(
    live: Live, site: SiteId, draw: Draw, mark: Callable[[], object]
) -> AsyncIterator[str]:
    seen: object = None
    quiet = 0
    async for revision in live.changes(site, LOOK_S):
        known = (revision, await asyncio.to_thread(mark))
        if known == seen:
            quiet += 1
            yield STILL if quiet % STILL_EVERY == 0 else ": still here\n\n"
            continue
        html = await asyncio.to_thread(draw)
        if html is None:
            yield "event: over\ndata: signed out\n\n"
            return
        seen, quiet = known, 0
        yield event(html)
        await asyncio.sleep(REST_S)


@dataclass
class Moments:
    """When a piece is another one by the passing of time alone; `last` is a mark for `watched`."""

    turns: tuple[datetime, ...] = field(default=(LONG_AGO,))

    def last(self, now: datetime) -> datetime:
        """The latest of the moments that has passed."""
        return max((turn for turn in self.turns if turn <= now), default=LONG_AGO)

    def drawn(self, now: datetime, turns: Iterable[datetime]) -> None:
        """A piece was drawn, which stays as it is until one of `turns`, or for a tick."""
        self.turns = (now, now + TICK, *turns)


def event(html: str) -> str:
    """One event whose data is this piece of a page."""
    return "".join(f"data: {line}\n" for line in html.splitlines() if line) + "\n"
