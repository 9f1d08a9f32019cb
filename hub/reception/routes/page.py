"""The reception page, and what is done there by its forms."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field

from hub.identity import service as identity
from hub.kit.auth import COOKIE
from hub.kit.database import Change
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now, Office, page
from hub.kit.views import Noting
from hub.reception import schemas, service
from hub.reception.routes.answers import (
    HOME,
    SAID,
    Done,
    carry_out,
    checked,
    left_behind,
    moved,
)
from hub.reception.routes.drawing import context, floor_of
from hub.reception.routes.noting import note_list
from hub.reception.routes.programs import Move
from hub.reception.routes.rights import Calling, CheckingIn, Closing, Issuing, Moving, Seeing, Self
from hub.sites import service as sites

router = APIRouter()
Act = Move | Literal["recall"]
SAY: Final[dict[str, str]] = {
    "start": "started",
    "finish": "ended",
    "no-show": "missed",
    "leave": "left",
    "cancel": "taken_back",
    "resume": "resumed",
    "come-back": "came_back",
    "undo": "undone",
}
"""What is said after an act; a call shows for itself."""


@router.get("/", include_in_schema=False)
def root() -> Response:
    return RedirectResponse(HOME, status_code=303)


@router.get(HOME, include_in_schema=False)
def reception(
    request: Request, data: Data, now: Now, who: Seeing, office: Office, note: Noting
) -> Response:
    note_list(note, who, now)
    floor = floor_of(data, who, now)
    said = left_behind(request, floor.timezone)
    filled = context(floor, who, said)
    answer = page("reception/reception.html", status=200, office=office, first=True, **filled)
    if SAID in request.cookies:
        answer.delete_cookie(SAID, path=HOME)
    return answer


@router.post(f"{HOME}/room", include_in_schema=False)
def page_room(
    request: Request, data: Data, who: Self, room: Annotated[str, Form()] = ""
) -> Response:
    if room:
        with data.read() as session:
            sites.room(session, who.site, room)
    identity.choose_room(data, request.cookies[COOKIE], room or None)
    return RedirectResponse(HOME, status_code=303)


class IssueForm(BaseModel):
    """The form that draws a number, as browsers send it."""

    concern: str = ""
    lang: str = "de"
    persons: str = "1"
    needs: tuple[str, ...] = ()
    reason: str = ""
    key: Annotated[str, Field(max_length=40)] = ""


@router.post(f"{HOME}/tickets", include_in_schema=False)
def page_issue(
    request: Request, data: Data, now: Now, who: Issuing, form: Annotated[IssueForm, Form()]
) -> Response:
    def issue(change: Change) -> Done:
        given = checked(schemas.NewTicket, **form.model_dump(exclude={"key"}))
        # Whoever then chooses another concern wishes for another number.
        once = Once(who, form.key and f"{form.key}:{given.concern}", now, asked(request, given))
        issued = once.do(change, schemas.Issued, lambda: service.issue(change, who, given, now))
        return "issued", issued.model_dump()

    return carry_out(request, data, who, now, issue)


@router.post(f"{HOME}/checkins", include_in_schema=False)
def page_check_in(
    request: Request, data: Data, now: Now, who: CheckingIn,
    short_code: Annotated[str, Form()] = "",
    appointment_id: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    said = {"short_code": short_code, "appointment_id": appointment_id}

    def check_in(change: Change) -> Done:
        given = checked(schemas.NewCheckin, **{name: text for name, text in said.items() if text})
        done = service.check_in(change, who, given.short_code, given.appointment_id, now)
        return "checked_in_again" if done.again else "checked_in", done.model_dump()

    return carry_out(request, data, who, now, check_in)


@router.post(f"{HOME}/devices/{{device}}/help", include_in_schema=False)
def page_help(request: Request, data: Data, now: Now, who: CheckingIn, device: str) -> Response:
    def help_given(change: Change) -> Done:
        service.help_given(change, device)
        return "helped", {}

    return carry_out(request, data, who, now, help_given)


@router.post(f"{HOME}/tickets/{{ticket}}/call", include_in_schema=False)
def page_call(request: Request, data: Data, now: Now, who: Calling, ticket: str) -> Response:
    def call(change: Change) -> Done:
        return _called(service.call_ticket(change, who, ticket, None, now))

    return carry_out(request, data, who, now, call, ticket)


@router.post(f"{HOME}/tickets/{{ticket}}/reprint", include_in_schema=False)
def page_reprint(request: Request, data: Data, now: Now, who: Issuing, ticket: str) -> Response:
    def reprint(change: Change) -> Done:
        return "reprinted", service.reprint(change, ticket, now).model_dump()

    return carry_out(request, data, who, now, reprint, ticket)


@router.post(f"{HOME}/tickets/{{ticket}}/{{act}}", include_in_schema=False)
def page_move(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, act: Act
) -> Response:
    def move(change: Change) -> Done:
        if act == "recall":
            who.require("queue.call")
            return _called(service.recall(change, who, ticket, now))
        return moved(change, SAY[act], service.move(change, who, ticket, act, now))

    return carry_out(request, data, who, now, move, ticket)


@router.post(f"{HOME}/close", include_in_schema=False)
def page_close(
    request: Request, data: Data, now: Now, who: Closing,
    until: Annotated[str, Form(max_length=8)] = "",
) -> Response:  # fmt: skip
    """Close my desk until a time of day, or for the day where none is given."""

    def close(change: Change) -> Done:
        at = sites.site(change.session, who.site).today_at(until, now) if until else None
        return "closed", service.close_room(change, service.desk_of(who), at, now).model_dump()

    return carry_out(request, data, who, now, close)


@router.post(f"{HOME}/open", include_in_schema=False)
def page_open(request: Request, data: Data, now: Now, who: Closing) -> Response:
    def reopen(change: Change) -> Done:
        return "opened", service.open_room(change, service.desk_of(who), now).model_dump()

    return carry_out(request, data, who, now, reopen)


def _called(call: schemas.CalledOut) -> Done:
    """A call shows for itself, unless it is clear already that no display will."""
    return f"called_{call.gap}" if call.gap else "", call.model_dump()
