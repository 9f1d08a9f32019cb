"""The reception page, and what is done there by its forms."""

import json
from collections.abc import Callable
from datetime import datetime, time
from typing import Annotated, Final, Literal, TypeVar
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from hub.identity import service as identity
from hub.kit.auth import COOKIE, Principal
from hub.kit.database import Change, Database
from hub.kit.errors import HouseError
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now, Office, by_htmx, page, render
from hub.reception import schemas, service
from hub.reception.routes.drawing import context, floor_of, sentence
from hub.reception.routes.programs import Move
from hub.reception.routes.rights import Calling, CheckingIn, Closing, Issuing, Moving, Seeing, Self

router = APIRouter()
HOME: Final = "/reception"
SAID: Final = "ez_said"
"""Cookie that carries an outcome over the redirect, where there is no JavaScript."""
SAID_LASTS_S: Final = 30
Act = Move | Literal["recall"]
Answer = TypeVar("Answer", bound=BaseModel)

SAY: Final[dict[str, str]] = {
    "no-show": "missed",
    "leave": "left",
    "cancel": "taken_back",
    "resume": "resumed",
    "undo": "undone",
}
"""What is said after an act; the others show for themselves."""


WARNINGS: Final = ("called_no_display", "called_offline")
"""Done, but staff must do something themselves."""


class BadInput(HouseError):
    """A form field is empty or not of its form."""

    key = "invalid_request"
    status = 422


@router.get("/", include_in_schema=False)
def root() -> Response:
    return RedirectResponse(HOME, status_code=303)


@router.get(HOME, include_in_schema=False)
def reception(request: Request, data: Data, now: Now, who: Seeing, office: Office) -> Response:
    said = _said(request)
    answer = _page(floor_of(data, request.app.state.note_views, who, now), who, office, said)
    if said:
        answer.delete_cookie(SAID, path=HOME)
    return answer


@router.post(f"{HOME}/room", include_in_schema=False)
def page_room(
    request: Request, data: Data, who: Self, room: Annotated[str, Form()] = ""
) -> Response:
    if room:
        with data.read() as session:
            service.room_label(session, who.site, room)
    identity.choose_room(data, request.cookies[COOKIE], room or None)
    return RedirectResponse(HOME, status_code=303)


@router.post(f"{HOME}/tickets", include_in_schema=False)
def page_issue(
    request: Request, data: Data, now: Now, who: Issuing,
    concern: Annotated[str, Form()] = "", key: Annotated[str, Form(max_length=40)] = "",
) -> Response:  # fmt: skip
    def issue(change: Change) -> tuple[str, dict[str, object]]:
        given = _checked(schemas.NewTicket, concern=concern)
        # Whoever then chooses another concern wishes for another number.
        once = Once(who, key and f"{key}:{given.concern}", now, asked(request, given))
        issued = once.do(
            change, schemas.Issued,
            lambda: service.issue(change, given.concern, given.lang, now),
        )  # fmt: skip
        return "issued", issued.model_dump()

    return _act(request, data, who, now, issue)


@router.post(f"{HOME}/checkins", include_in_schema=False)
def page_check_in(
    request: Request, data: Data, now: Now, who: CheckingIn,
    short_code: Annotated[str, Form()] = "",
    appointment_id: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    said = {"short_code": short_code, "appointment_id": appointment_id}

    def check_in(change: Change) -> tuple[str, dict[str, object]]:
        given = _checked(schemas.NewCheckin, **{name: text for name, text in said.items() if text})
        done = service.check_in(change, given.short_code, given.appointment_id, now)
        return "checked_in_again" if done.again else "checked_in", done.model_dump()

    return _act(request, data, who, now, check_in)


@router.post(f"{HOME}/devices/{{device}}/help", include_in_schema=False)
def page_help(request: Request, data: Data, now: Now, who: CheckingIn, device: str) -> Response:
    def help_given(change: Change) -> tuple[str, dict[str, object]]:
        service.help_given(change, device)
        return "helped", {}

    return _act(request, data, who, now, help_given)


@router.post(f"{HOME}/tickets/{{ticket}}/call", include_in_schema=False)
def page_call(request: Request, data: Data, now: Now, who: Calling, ticket: str) -> Response:
    def call(change: Change) -> tuple[str, dict[str, object]]:
        return _called(service.call_ticket(change, who, ticket, None, now))

    return _act(request, data, who, now, call, ticket)


@router.post(f"{HOME}/tickets/{{ticket}}/reprint", include_in_schema=False)
def page_reprint(request: Request, data: Data, now: Now, who: Issuing, ticket: str) -> Response:
    def reprint(change: Change) -> tuple[str, dict[str, object]]:
        return "reprinted", service.reprint(change, ticket, now).model_dump()

    return _act(request, data, who, now, reprint, ticket)


@router.post(f"{HOME}/tickets/{{ticket}}/{{act}}", include_in_schema=False)
def page_move(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, act: Act
) -> Response:
    def move(change: Change) -> tuple[str, dict[str, object]]:
        if act == "recall":
            who.require("queue.call")
            return _called(service.recall(change, who, ticket, now))
        return SAY.get(act, ""), service.move(change, who, ticket, act, now).model_dump()

    return _act(request, data, who, now, move, ticket)


@router.post(f"{HOME}/close", include_in_schema=False)
def page_close(
    request: Request, data: Data, now: Now, who: Closing,
    until: Annotated[str, Form(max_length=8)] = "",
) -> Response:  # fmt: skip
    """Close my desk until a time of day, or for the day where none is given."""

    def close(change: Change) -> tuple[str, dict[str, object]]:
        at = _today_at(service.time_zone(change.session, who.site), until, now) if until else None
        return "closed", service.close_room(change, service.desk_of(who), at, now).model_dump()

    return _act(request, data, who, now, close)


@router.post(f"{HOME}/open", include_in_schema=False)
def page_open(request: Request, data: Data, now: Now, who: Closing) -> Response:
    def reopen(change: Change) -> tuple[str, dict[str, object]]:
        return "opened", service.open_room(change, service.desk_of(who), now).model_dump()

    return _act(request, data, who, now, reopen)


def _called(call: schemas.CalledOut) -> tuple[str, dict[str, object]]:
    """A call shows for itself, unless it is clear already that no display will."""
    return f"called_{call.gap}" if call.gap else "", call.model_dump()


def _today_at(timezone: ZoneInfo, text: str, now: datetime) -> datetime:
    """The moment of today at which clocks show ``HH:MM``. Raises BadInput."""
    try:
        clock = time.fromisoformat(text)
    except ValueError as error:
        raise BadInput from error
    return datetime.combine(now.astimezone(timezone), clock.replace(tzinfo=timezone))


def _checked(kind: type[Answer], **fields: str) -> Answer:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise BadInput from error


def _act(
    request: Request,
    data: Database,
    who: Principal,
    now: datetime,
    act: Callable[[Change], tuple[str, dict[str, object]]],
    ticket: str | None = None,
) -> Response:
    """Carry out an act and answer with the floor and a sentence, also when it was refused."""
    status, good = 200, True
    try:
        with data.change(who.site) as change:
            said, fields = act(change)
    except HouseError as error:
        with data.read() as session:
            fields = service.explain(session, who.site, error, ticket)
        said, status, good = error.key, error.status, False
    if good and not by_htmx(request):
        return _redirect(said, fields)
    floor = floor_of(data, request.app.state.note_views, who, now)
    good = good and said not in WARNINGS
    spoken_word = (sentence(said, fields, floor.timezone), good) if said else None
    if by_htmx(request):
        answer = render("reception/answer.html", **context(floor, who, spoken_word))
        return Response(
            answer, status, media_type="text/html", headers={"Cache-Control": "no-store"}
        )
    return _page(floor, who, request.app.state.look, spoken_word, status)


def _page(
    floor: schemas.Floor,
    who: Principal,
    office: Office,
    said: tuple[str, bool] | None,
    status: int = 200,
) -> Response:
    drawn = context(floor, who, said)
    return page("reception/reception.html", status=status, office=office, first=True, **drawn)


def _redirect(said: str, fields: dict[str, object]) -> Response:
    """After an act without JavaScript: the page anew, with the outcome in a short-lived cookie."""
    answer = RedirectResponse(HOME, status_code=303)
    if said:
        kept = {name: fields[name] for name in ("number", "zone", "wait_minutes") if name in fields}
        text = quote(json.dumps([said, kept]))
        answer.set_cookie(
            SAID, text, max_age=SAID_LASTS_S, path=HOME, httponly=True, samesite="strict"
        )
    return answer


def _said(request: Request) -> tuple[str, bool] | None:
    """The outcome that the last act left behind; whatever else stands there is not ours."""
    try:
        key, fields = json.loads(unquote(request.cookies[SAID]))
        return sentence(str(key), dict(fields), "UTC"), key not in WARNINGS
    except (KeyError, TypeError, ValueError, IndexError):
        return None
