"""The page of who is in the house: live on a screen, as the evacuation list on paper."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response

from hub.kit.auth import Principal
from hub.kit.database import Change, Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, go, page, render
from hub.kit.sentences import error_sentence
from hub.kit.stream import watched
from hub.presence import service
from hub.presence.routes.common import (
    HOUSE,
    Keeping,
    Noting,
    Seeing,
    Setting,
    by_place,
    context,
    minute,
)
from hub.presence.rules import MOST_EVENING
from wire.ids import DeviceId

router = APIRouter(include_in_schema=False)
HOME: Final = "/reception"
"""For whoever may note that somebody left, but not see who is there."""


@router.get(HOUSE)
def house(data: Data, now: Now, who: Seeing, office: Office) -> Response:
    return page(
        "presence/house.html", status=200, office=office, said=None, **_context(data, who, now)
    )


@router.get(f"{HOUSE}/live")
async def live(request: Request, data: Data, who: Seeing) -> Response:
    """The list after each change and each minute, as server-sent events."""

    def draw(me: Principal, now: datetime) -> str:
        return render("presence/list.html", **_context(data, me, now))

    return watched(request, who, "presence.see", draw, minute)


@router.post(f"{HOUSE}/leave")
def leave(
    request: Request, data: Data, now: Now, who: Noting, office: Office,
    ticket: Annotated[str, Form(max_length=40)] = "",
    number: Annotated[str, Form(max_length=12)] = "",
) -> Response:  # fmt: skip
    def left(change: Change) -> None:
        if ticket:
            service.leave(change, ticket, actor=who.login, now=now, detail="staff")
        else:
            service.leave_by_number(change, number, actor=who.login, now=now)

    return _done(request, data, now, who, office, left)


@router.post(f"{HOUSE}/keepers")
def keep(
    request: Request, data: Data, now: Now, who: Keeping, office: Office,
    device: Annotated[str, Form(max_length=40)], keeps: Annotated[bool, Form()],
) -> Response:  # fmt: skip
    def kept(change: Change) -> None:
        service.keep_house(change, DeviceId(device), keeps=keeps, now=now)

    return _done(request, data, now, who, office, kept)


@router.post(f"{HOUSE}/rule")
def set_rule(
    request: Request, data: Data, who: Setting,
    minutes: Annotated[int | None, Form(ge=0, le=MOST_EVENING)] = None,
) -> Response:  # fmt: skip
    with data.change(who.site) as change:
        service.set_evening(change, minutes)
    return go(request, HOUSE)


def _done(
    request: Request, data: Database, now: datetime, who: Principal, office: Office,
    act: Callable[[Change], None],
) -> Response:  # fmt: skip
    """Do it, and back; whoever sees the list is told there why it was refused."""
    sees = who.may("presence.see")
    try:
        with data.change(who.site) as change:
            act(change)
    except HouseError as refused:
        if not sees:
            raise
        told = _context(data, who, now) | {"said": error_sentence(refused.key)}
        return page("presence/house.html", status=refused.status, office=office, **told)
    return go(request, HOUSE if sees else HOME)


def _context(data: Database, who: Principal, now: datetime) -> dict[str, object]:
    with data.read() as session:
        seen = service.picture(session, who.site, now=now)
        minutes = service.evening_minutes(session, who.site)
        running = service.summary(session, who.site, now=now)
    helped = [one for one in seen.stays if one.needs and one.sure]
    return {
        **context(seen, who),
        "groups": by_place(seen),
        "helped": helped,
        "helped_persons": sum(one.persons for one in helped),
        "minutes": minutes,
        "most_minutes": MOST_EVENING,
        "running": running,
        "kiosks": service.kiosks(data, who.site),
    }
