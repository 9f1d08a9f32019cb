"""The floor as a stream: now, and whenever it looks different."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from hub.identity import service as identity
from hub.kit.auth import COOKIE, Principal, still
from hub.kit.database import Database
from hub.kit.live import Live
from hub.kit.pages import Data, banner_push
from hub.kit.stream import STILL, event
from hub.kit.views import NoteViews
from hub.reception.routes.drawing import Floors, floors_of
from hub.reception.routes.noting import note_list
from hub.reception.routes.rights import Seeing

router = APIRouter()
LOOK_S: Final = 0.5
"""How exactly the moment is met at which an unseen call becomes a warning."""
REST_S: Final = 0.1
"""Pause of a page between two pushes: the first comes at once, a rush comes together."""


@router.get("/reception/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Seeing) -> Response:
    """The floor as server-sent events: now, after each change, and every 20 seconds."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(request, data, who)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(request: Request, data: Database, who: Principal) -> AsyncIterator[str]:
    """Each event is the whole floor; the browser changes only what differs."""
    live: Live = request.app.state.live
    clock: Callable[[], datetime] = request.app.state.clock
    note: NoteViews = request.app.state.note_views
    floors, token = floors_of(request), request.cookies[COOKIE]
    seen, again, shown = -1, clock(), ""
    async for revision in live.changes(who.site, LOOK_S):
        now = clock()
        if revision == seen and now < again:
            continue
        found = await asyncio.to_thread(_look, data, floors, note, token, who, revision, now)
        if found is None:
            yield "event: over\ndata: signed out\n\n"
            return
        me, pushed, again = found
        yield floors.own(pushed, me) if pushed != shown else STILL
        seen, shown = revision, pushed
        await asyncio.sleep(REST_S)


def _look(
    data: Database, floors: Floors, note: NoteViews, token: str, opened: Principal, revision: int,
    now: datetime,
) -> tuple[Principal, str, datetime] | None:  # fmt: skip
    """Who opened the page, what they see as an event, until when; None: it is over."""
    me = still(identity.session_of(data, token, now), opened, "floor.see")
    if me is None:
        return None
    note_list(note, me, now)
    drawn = floors.drawing(me, revision, now)
    banner = event(banner_push(me))
    return me, drawn.pushed.removesuffix("\n") + banner, drawn.again
