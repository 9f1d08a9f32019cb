"""The manager's floor: the page, its live stream, and the same for programs."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response

from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.pages import Data, Now, Office, page, render
from hub.kit.stream import Moments, watched
from hub.kit.wall import WallClock
from hub.lead import schemas, service, texts
from hub.queue.rules import CALL_LASTS, UNSEEN_AFTER
from wire.ids import TicketNumber, spoken

router = APIRouter()
Leading = Annotated[Principal, may("figures.see")]


@router.get("/api/v1/lead")
def api_floor(data: Data, now: Now, who: Leading) -> schemas.Floor:
    """Rooms, queues against desks, and what needs somebody; nobody's name."""
    with data.read() as session:
        return service.picture(session, who.site, now=now)


@router.get("/lead", include_in_schema=False)
def lead(data: Data, now: Now, who: Leading, office: Office) -> Response:
    return page("lead/lead.html", office=office, **_context(data, who, now)[1])


@router.get("/lead/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Leading) -> Response:
    """The floor as server-sent events: now, after each change, and every 20 seconds."""
    moments = Moments()

    def draw(me: Principal, now: datetime) -> str:
        floor, drawn = _context(data, me, now)
        moments.drawn(now, _turns(floor))
        return render("lead/piece.html", **drawn)

    return watched(request, who, "figures.see", draw, moments.last)


def _turns(floor: schemas.Floor) -> list[datetime]:
    """When something of the picture changes though nothing is committed until then."""
    found = [one.until for one in floor.rooms if one.until]
    called = [one.since for one in floor.rooms if one.since and one.state == "called"]
    return found + [at + after for at in called for after in (UNSEEN_AFTER, CALL_LASTS)]


def _context(data: Database, who: Principal, now: datetime) -> tuple[schemas.Floor, dict[str, Any]]:
    """The picture, and all that its templates need."""
    with data.read() as session:
        floor = service.picture(session, who.site, now=now)
        plans = service.drawn_house(session, who.site)
    wall = WallClock(floor.timezone)
    return floor, {
        "floor": floor,
        "me": who,
        "plans": plans,
        "rooms": {one.room: one for one in floor.rooms},
        "queues": {one.zone: one for one in floor.queues},
        "at": wall.at,
        "near": partial(wall.near, now=now),
        "spoken": lambda number: spoken(TicketNumber(number)),
        "texts": texts,
    }
