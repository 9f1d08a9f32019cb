"""The floor as a stream: now, after each change, and every 20 seconds."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from hub.identity import service as identity
from hub.kit.auth import COOKIE, Principal
from hub.kit.database import Database
from hub.kit.live import Live
from hub.kit.pages import Data, banner_push, render
from hub.kit.views import NoteViews
from hub.queue.rules import UNSEEN_AFTER
from hub.reception import schemas
from hub.reception.routes.drawing import context, floor_of
from hub.reception.routes.rights import Seeing

router = APIRouter()
TICK: Final = timedelta(seconds=20)
"""How often the page is drawn anew when nothing happens, so that waits keep counting."""
LOOK_S: Final = 0.5
"""How exactly the moment is met at which an unseen call becomes a warning."""
REST_S: Final = 0.25
"""Pause of a page between two pushes, so that a rush at eight o'clock does not draw all day."""


@router.get("/reception/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Seeing) -> Response:
    """The floor as server-sent events: now, after each change, and every 20 seconds."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(request, data, who)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


async def _stream(request: Request, data: Database, who: Principal) -> AsyncIterator[str]:
    """Each event is the whole floor; the browser changes only what differs."""
    live: Live = request.app.state.live
    note: NoteViews = request.app.state.note_views
    clock: Callable[[], datetime] = request.app.state.clock
    token, seen, again = request.cookies[COOKIE], -1, clock()
    async for revision in live.changes(who.site, LOOK_S):
        now = clock()
        if revision == seen and now < again:
            continue
        me = await asyncio.to_thread(identity.session_of, data, token, now)
        if me is None:
            yield "event: over\ndata: signed out\n\n"
            return
        floor = await asyncio.to_thread(floor_of, data, note, me, now)
        html = await asyncio.to_thread(render, "reception/floor.html", **context(floor, me, None))
        html += "\n" + await asyncio.to_thread(banner_push, me)
        seen, again = revision, _again(floor, now)
        yield "".join(f"data: {line}\n" for line in html.splitlines() if line) + "\n"
        await asyncio.sleep(REST_S)


def _again(floor: schemas.Floor, now: datetime) -> datetime:
    """When the floor must be drawn anew though nothing is committed until then."""
    turns = [one.called_at + UNSEEN_AFTER for one in floor.called]
    turns += [one.expires_at for one in floor.called] + [one.ends_at for one in floor.closed]
    return min([now + TICK, *(at for at in turns if at > now)])
