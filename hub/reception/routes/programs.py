"""What staff do at the reception, for programs."""

from typing import Literal

from fastapi import APIRouter, Request

from hub.identity import service as identity
from hub.kit.auth import COOKIE
from hub.kit.once import Once, asked
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
    Key,
    Moving,
    Seeing,
    Self,
)

router = APIRouter()
Move = Literal[
    "start", "finish", "resume", "come-back", "no-show", "leave", "cancel", "undo"
]  # fmt: skip


@router.post("/api/v1/session/room")
def api_room(request: Request, data: Data, who: Self, given: schemas.Room) -> schemas.Room:
    with data.read() as session:
        service.room_label(session, who.site, given.room)
    identity.choose_room(data, request.cookies[COOKIE], given.room)
    return given


@router.get("/api/v1/floor")
def api_floor(data: Data, now: Now, who: Seeing, note: Noting) -> schemas.Floor:
    note_list(note, who, now)
    return floor_of(data, who, now)


@router.post("/api/v1/tickets", status_code=201)
def api_issue(
    request: Request, data: Data, now: Now, who: Issuing, given: schemas.NewTicket,
    key: Key = None,
) -> schemas.Issued:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Issued,
            lambda: service.issue(change, who, given, now),
        )  # fmt: skip


@router.post("/api/v1/checkins", status_code=201)
def api_check_in(
    request: Request, data: Data, now: Now, who: CheckingIn, given: schemas.NewCheckin,
    key: Key = None,
) -> schemas.Issued:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change,
            schemas.Issued,
            lambda: service.check_in(change, who, given.short_code, given.appointment_id, now),
        )


@router.post("/api/v1/calls", status_code=201)
def api_call_next(
    request: Request, data: Data, now: Now, who: Calling, given: schemas.Room | None = None,
    key: Key = None,
) -> schemas.CalledOut:  # fmt: skip
    once, room = Once(who, key, now, asked(request, given)), given.room if given else None
    with data.change(who.site) as change:
        return once.do(change, schemas.CalledOut, lambda: service.call_next(change, who, room, now))


@router.post("/api/v1/tickets/{ticket}/call", status_code=201)
def api_call(
    request: Request, data: Data, now: Now, who: Calling, ticket: str,
    given: schemas.Room | None = None, key: Key = None,
) -> schemas.CalledOut:  # fmt: skip
    once, room = Once(who, key, now, asked(request, given)), given.room if given else None
    with data.change(who.site) as change:
        return once.do(
            change, schemas.CalledOut,
            lambda: service.call_ticket(change, who, ticket, room, now),
        )  # fmt: skip


@router.post("/api/v1/tickets/{ticket}/recall")
def api_recall(
    request: Request, data: Data, now: Now, who: Calling, ticket: str, key: Key = None
) -> schemas.CalledOut:
    once = Once(who, key, now, asked(request, None))
    with data.change(who.site) as change:
        return once.do(change, schemas.CalledOut, lambda: service.recall(change, who, ticket, now))


@router.post("/api/v1/tickets/{ticket}/reprint")
def api_reprint(
    request: Request, data: Data, now: Now, who: Issuing, ticket: str, key: Key = None
) -> schemas.Moved:
    once = Once(who, key, now, asked(request, None))
    with data.change(who.site) as change:
        return once.do(change, schemas.Moved, lambda: service.reprint(change, ticket, now))


@router.post("/api/v1/tickets/{ticket}/{act}")
def api_move(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, act: Move,
    key: Key = None,
) -> schemas.Moved:  # fmt: skip
    once = Once(who, key, now, asked(request, None))
    with data.change(who.site) as change:
        return once.do(change, schemas.Moved, lambda: service.move(change, who, ticket, act, now))


@router.post("/api/v1/rooms/{room}/close", status_code=201)
def api_close(
    request: Request, data: Data, now: Now, who: Closing, room: str,
    given: schemas.NewClosure | None = None, key: Key = None,
) -> schemas.Closed:  # fmt: skip
    once, until = Once(who, key, now, asked(request, given)), given.until if given else None
    with data.change(who.site) as change:
        return once.do(change, schemas.Closed, lambda: service.close_room(change, room, until, now))


@router.post("/api/v1/rooms/{room}/open")
def api_open(
    request: Request, data: Data, now: Now, who: Closing, room: str, key: Key = None
) -> schemas.Closed:
    once = Once(who, key, now, asked(request, None))
    with data.change(who.site) as change:
        return once.do(change, schemas.Closed, lambda: service.open_room(change, room, now))
