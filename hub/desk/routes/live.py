"""The desk as a stream and for programs."""

from datetime import datetime

from fastapi import APIRouter, Request, Response

from hub.desk import schemas, service
from hub.desk.routes.drawing import Calling, context, picture_of
from hub.kit.asking import Asking
from hub.kit.auth import Principal
from hub.kit.pages import Data, Now, render
from hub.kit.stream import Moments, watched
from hub.kit.views import Noting

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
async def live(request: Request, data: Data, who: Calling, note: Noting) -> Response:
    """The desk as server-sent events: now, after each change, and every 20 seconds."""
    moments = Moments()

    def draw(me: Principal, now: datetime) -> str:
        desk = picture_of(data, me, note, now)
        moments.drawn(now, _turns(desk))
        return render("desk/piece.html", **context(desk, me, None))

    return watched(request, who, "queue.call", draw, moments.last)


def _turns(desk: schemas.Desk) -> list[datetime]:
    """When something of the picture changes though nothing is committed until then."""
    found = [one.until for one in desk.held]
    found += [one.ends_at for one in (desk.closed,) if one]
    found += [one.until for one in (desk.undo,) if one]
    if desk.current and desk.current.turns_at:
        found.append(desk.current.turns_at)
    return found
