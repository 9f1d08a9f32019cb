"""The desk as a stream and for programs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Header, Request, Response

from hub.desk import schemas, service
from hub.desk.routes.drawing import Calling, context, picture_of
from hub.identity import service as identity
from hub.kit.auth import COOKIE
from hub.kit.database import Database
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now, banner_push, render
from hub.kit.stream import stream

router = APIRouter()
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=80)]
TICK: Final = timedelta(seconds=20)
"""How often the page is drawn anew when nothing happens, so that waits keep counting."""
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


@router.get("/api/v1/desk")
def api_desk(data: Data, now: Now, who: Calling) -> schemas.Desk:
    """My desk: whom I have, who waits for me and why in this order, my appointments of today."""
    return picture_of(data, who, now)


@router.post("/api/v1/desk/calls", status_code=201)
def api_call_next(
    request: Request, data: Data, now: Now, who: Calling,
    given: schemas.CallNext | None = None, key: Key = None,
) -> schemas.Done:  # fmt: skip
    """Call the next person to my desk; `shown` keeps a second press from calling a second one."""
    once, shown = Once(who, key, now, asked(request, given)), given.shown if given else None
    with data.change(who.site) as change:
        return once.do(change, schemas.Done, lambda: service.call_next(change, who, shown, now))


@router.get("/desk/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Calling) -> Response:
    """The desk as server-sent events: now, after each change, and every 20 seconds."""
    clock: Callable[[], datetime] = request.app.state.clock
    drawing = _Drawing(data, request.cookies[COOKIE], clock)
    return stream(request, who.site, drawing.draw, drawing.mark)


@dataclass
class _Drawing:
    """One page's stream; it knows when time alone makes its picture another one."""

    data: Database
    token: str
    clock: Callable[[], datetime]
    turns: tuple[datetime, ...] = field(default=(LONG_AGO,))

    def mark(self) -> datetime:
        """The last moment at which something has changed by itself."""
        now = self.clock()
        return max((turn for turn in self.turns if turn <= now), default=LONG_AGO)

    def draw(self) -> str | None:
        now = self.clock()
        me = identity.session_of(self.data, self.token, now)
        if me is None:
            return None
        desk = picture_of(self.data, me, now)
        self.turns = (now, now + TICK, *_turns(desk))
        return render("desk/piece.html", **context(desk, me, None)) + "\n" + banner_push(me)


def _turns(desk: schemas.Desk) -> list[datetime]:
    """When something of the picture changes though nothing is committed until then."""
    found = [one.until for one in desk.held]
    found += [one.ends_at for one in (desk.closed,) if one]
    found += [one.until for one in (desk.undo,) if one]
    if desk.current and desk.current.turns_at:
        found.append(desk.current.turns_at)
    return found
