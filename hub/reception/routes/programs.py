"""What staff do at the reception, for programs."""

from typing import Literal

from fastapi import APIRouter, Request

from hub.identity import service as identity
from hub.kit.asking import Asking
from hub.kit.auth import COOKIE
from hub.kit.database import Change
from hub.kit.pages import Data, Now
from hub.kit.views import Noting
from hub.reception import schemas, service
from hub.reception.routes.drawing import floor_of
from hub.reception.routes.noting import note_list
from hub.reception.routes.rights import (
    Calling,
    CheckingIn,
    Closing,
    Issuing,
    Moving,
    Seeing,
    Self,
)
from hub.sites import service as sites

router = APIRouter()
Move = Literal[
    "start", "finish", "resume", "come-back", "no-show", "leave", "cancel", "undo"
]  # fmt: skip


@router.post("/api/v1/session/room")
def api_room(request: Request, data: Data, who: Self, given: schemas.Room) -> schemas.Room:
    with data.read() as session:
        sites.room(session, who.site, given.room)
    identity.choose_room(data, request.cookies[COOKIE], given.room)
    return given


@router.get("/api/v1/floor")
def api_floor(data: Data, now: Now, who: Seeing, note: Noting) -> schemas.Floor:
    note_list(note, who, now)
    return floor_of(data, who, now)


@router.post("/api/v1/tickets", status_code=201)
def api_issue(ask: Asking, who: Issuing, given: schemas.NewTicket) -> schemas.Issued:
    return ask.do(
        who, schemas.Issued, lambda change: service.issue(change, who, given, ask.now), given
    )


@router.post("/api/v1/checkins", status_code=201)
def api_check_in(ask: Asking, who: CheckingIn, given: schemas.NewCheckin) -> schemas.Issued:
    def check_in(change: Change) -> schemas.Issued:
        return service.check_in(change, who, given.short_code, given.appointment_id, ask.now)

    return ask.do(who, schemas.Issued, check_in, given)


@router.post("/api/v1/calls", status_code=201)
def api_call_next(
    ask: Asking, who: Calling, given: schemas.Room | None = None
) -> schemas.CalledOut:
    room = given.room if given else None
    return ask.do(
        who, schemas.CalledOut, lambda change: service.call_next(change, who, room, ask.now), given
    )


@router.post("/api/v1/tickets/{ticket}/call", status_code=201)
def api_call(
    ask: Asking, who: Calling, ticket: str, given: schemas.Room | None = None
) -> schemas.CalledOut:
    room = given.room if given else None
    return ask.do(
        who, schemas.CalledOut,
        lambda change: service.call_ticket(change, who, ticket, room, ask.now), given,
    )  # fmt: skip


@router.post("/api/v1/tickets/{ticket}/recall")
def api_recall(ask: Asking, who: Calling, ticket: str) -> schemas.CalledOut:
    return ask.do(
        who, schemas.CalledOut, lambda change: service.recall(change, who, ticket, ask.now)
    )


@router.post("/api/v1/tickets/{ticket}/reprint")
def api_reprint(ask: Asking, who: Issuing, ticket: str) -> schemas.Moved:
    return ask.do(who, schemas.Moved, lambda change: service.reprint(change, ticket, ask.now))


@router.post("/api/v1/tickets/{ticket}/{act}")
def api_move(ask: Asking, who: Moving, ticket: str, act: Move) -> schemas.Moved:
    return ask.do(
        who, schemas.Moved, lambda change: service.move(change, who, ticket, act, ask.now)
    )


@router.post("/api/v1/rooms/{room}/close", status_code=201)
def api_close(
    ask: Asking, who: Closing, room: str, given: schemas.NewClosure | None = None
) -> schemas.Closed:
    until = given.until if given else None
    return ask.do(
        who, schemas.Closed, lambda change: service.close_room(change, room, until, ask.now), given
    )


@router.post("/api/v1/rooms/{room}/open")
def api_open(ask: Asking, who: Closing, room: str) -> schemas.Closed:
    return ask.do(who, schemas.Closed, lambda change: service.open_room(change, room, ask.now))
