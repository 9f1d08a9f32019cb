"""The desk as a stream and for programs."""

from collections.abc import Callable
from datetime import datetime

from fastapi import APIRouter, Request, Response

from hub.desk import schemas, service
from hub.desk.routes.drawing import Calling, context, picture_of
from hub.identity import service as identity
from hub.kit.asking import Asking
from hub.kit.auth import COOKIE, still
from hub.kit.pages import Data, Now, banner_push, render
from hub.kit.stream import Moments, stream
from hub.kit.views import NoteViews, Noting

router = APIRouter()


@router.get("/api/v1/desk")
def api_desk(data: Data, now: Now, who: Calling, note: Noting) -> schemas.Desk:
    """My desk: whom I have, who waits for me and why in this order, my appointments of today."""
    return picture_of(data, who, note, now)


@router.post("/api/v1/desk/calls", status_code=201)
def api_call_next(ask: Asking, who: Calling, given: schemas.CallNext | None = None) -> schemas.Done:
    """Call the next person to my desk; `shown` keeps a second press from calling a second one."""
    shown = given.shown if given else None
    return ask.do(
        who, schemas.Done, lambda change: service.call_next(change, who, shown, ask.now), given
    )


@router.get("/desk/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Calling) -> Response:
    """The desk as server-sent events: now, after each change, and every 20 seconds."""
    clock: Callable[[], datetime] = request.app.state.clock
    note: NoteViews = request.app.state.note_views
    token, moments = request.cookies[COOKIE], Moments(clock)

    def draw() -> str | None:
        now = clock()
        me = still(identity.session_of(data, token, now), who, "queue.call")
        if me is None:
            return None
        desk = picture_of(data, me, note, now)
        moments.drawn(now, _turns(desk))
        return render("desk/piece.html", **context(desk, me, None)) + "\n" + banner_push(me)

    return stream(request, who.site, draw, moments.last)


def _turns(desk: schemas.Desk) -> list[datetime]:
    """When something of the picture changes though nothing is committed until then."""
    found = [one.until for one in desk.held]
    found += [one.ends_at for one in (desk.closed,) if one]
    found += [one.until for one in (desk.undo,) if one]
    if desk.current and desk.current.turns_at:
        found.append(desk.current.turns_at)
    return found
