"""The reception page, its live stream, and the same acts for programs."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import datetime, time, timedelta
from typing import Annotated, Final, Literal, TypeVar
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Form, Header, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from pydantic import BaseModel, ValidationError

from hub.devices.rules import trouble_text
from hub.identity import service as identity
from hub.identity.rules import ROLE_NAMES
from hub.kit.auth import COOKIE, Principal, may
from hub.kit.database import Change, Database
from hub.kit.errors import HouseError
from hub.kit.live import Live
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now, Office, banner_push, by_htmx, page, render
from hub.queue.rules import UNSEEN_AFTER
from hub.reception import rules, schemas, service
from wire.ids import TicketNumber, spoken

router = APIRouter()
HOME: Final = "/reception"
SAID: Final = "ez_said"
"""Cookie that carries an outcome over the redirect, where there is no JavaScript."""
SAID_LASTS_S: Final = 30
TICK = timedelta(seconds=20)
"""How often the page is drawn anew when nothing happens, so that waits keep counting."""
LOOK_S: Final = 0.5
"""How exactly the moment is met at which an unseen call becomes a warning."""
REST_S: Final = 0.25
"""Pause of a page between two pushes, so that a rush at eight o'clock does not draw all day."""
Move = Literal["start", "finish", "no-show", "leave", "cancel"]
Act = Move | Literal["recall"]
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=80)]
Self = Annotated[Principal, may("self")]
Seeing = Annotated[Principal, may("floor.see")]
Issuing = Annotated[Principal, may("queue.issue")]
CheckingIn = Annotated[Principal, may("queue.check_in")]
Calling = Annotated[Principal, may("queue.call")]
Moving = Annotated[Principal, may("queue.move")]
Closing = Annotated[Principal, may("rooms.close")]
Answer = TypeVar("Answer", bound=BaseModel)

SAY: Final[dict[str, str]] = {
    "no-show": "missed",
    "leave": "left",
    "cancel": "taken_back",
}
"""What is said after an act; the others show for themselves."""


WARNINGS: Final = ("called_no_display", "called_offline")
"""Done, but staff must do something themselves."""


class BadInput(HouseError):
    """A form field is empty or not of its form."""

    key = "invalid_request"
    status = 422


# ------------------------------------------------------------------ programs


@router.post("/api/v1/session/room")
def api_room(request: Request, data: Data, who: Self, given: schemas.Room) -> schemas.Room:
    with data.read() as session:
        service.room_label(session, who.site, given.room)
    identity.choose_room(data, request.cookies[COOKIE], given.room)
    return given


@router.get("/api/v1/floor")
def api_floor(data: Data, now: Now, who: Seeing) -> schemas.Floor:
    return _floor(data, who, now)


@router.post("/api/v1/tickets", status_code=201)
def api_issue(
    request: Request, data: Data, now: Now, who: Issuing, given: schemas.NewTicket,
    key: Key = None,
) -> schemas.Issued:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Issued,
            lambda: service.issue(change, given.concern, given.lang, now),
        )  # fmt: skip


@router.post("/api/v1/checkins", status_code=201)
def api_check_in(
    request: Request, data: Data, now: Now, who: CheckingIn, given: schemas.NewCheckin,
    key: Key = None,
) -> schemas.Issued:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Issued, lambda: service.check_in(change, given.short_code, now)
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


# ------------------------------------------------------------------ the page


@router.get("/", include_in_schema=False)
def root() -> Response:
    return RedirectResponse(HOME, status_code=303)


@router.get(HOME, include_in_schema=False)
def reception(request: Request, data: Data, now: Now, who: Seeing, office: Office) -> Response:
    said = _said(request)
    answer = _page(_floor(data, who, now), who, office, said)
    if said:
        answer.delete_cookie(SAID, path=HOME)
    return answer


@router.get(f"{HOME}/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Seeing) -> Response:
    """The floor as server-sent events: now, after each change, and every 20 seconds."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = _stream(request, data, who)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


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
    request: Request, data: Data, now: Now, who: CheckingIn, short_code: Annotated[str, Form()] = ""
) -> Response:
    def check_in(change: Change) -> tuple[str, dict[str, object]]:
        given = _checked(schemas.NewCheckin, short_code=short_code)
        done = service.check_in(change, given.short_code, now)
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


# ------------------------------------------------------------------ within


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


def _floor(data: Database, who: Principal, now: datetime) -> schemas.Floor:
    with data.read() as session:
        names = who.may("names.see")
        return service.picture(session, who.site, room=who.room, names=names, now=now)


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
    floor, good = _floor(data, who, now), good and said not in WARNINGS
    spoken_word = (_sentence(said, fields, floor.timezone), good) if said else None
    if by_htmx(request):
        answer = render("reception/answer.html", **_context(floor, who, spoken_word))
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
    context = _context(floor, who, said)
    return page("reception/reception.html", status=status, office=office, first=True, **context)


def _context(
    floor: schemas.Floor, who: Principal, said: tuple[str, bool] | None
) -> dict[str, object]:
    zone = ZoneInfo(floor.timezone)

    def at(moment: datetime, seconds: bool = False) -> str:
        return moment.astimezone(zone).strftime("%H:%M:%S" if seconds else "%H:%M")

    message, good = said or ("", True)
    return {
        "floor": floor,
        "me": who,
        "role": ROLE_NAMES.get(who.role, who.role),
        "may_act": who.may("queue.call"),
        "key": secrets.token_urlsafe(16),
        "at": at,
        "on": lambda moment: moment.astimezone(zone).strftime("%d.%m., %H:%M"),
        "spoken": lambda number: spoken(TicketNumber(number)),
        "texts": rules,
        "trouble_text": trouble_text,
        "message": message,
        "good": good,
    }


def _sentence(key: str, fields: dict[str, object], timezone: str) -> str:
    """The sentence, with numbers as they are spoken and times as the office's clocks show them."""
    shown = dict(fields)
    if isinstance(number := shown.get("number"), str):
        shown["number"] = spoken(TicketNumber(number))
    for name in ("starts_at", "come_from"):
        if isinstance(moment := shown.get(name), str):
            local = datetime.fromisoformat(moment).astimezone(ZoneInfo(timezone))
            shown[name] = local.strftime("%H:%M" if key != "wrong_day" else "%d.%m., %H:%M")
    if key == "wrong_day" and "starts_at" in shown:
        shown["starts"] = f" ({shown['starts_at']})"
    if isinstance(wait := shown.get("wait_minutes"), tuple | list):
        shown["wait"] = f", etwa {wait[0]} bis {wait[1]} Minuten"
    return rules.sentence(key, shown)


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
        return _sentence(str(key), dict(fields), "UTC"), key not in WARNINGS
    except (KeyError, TypeError, ValueError, IndexError):
        return None


async def _stream(request: Request, data: Database, who: Principal) -> AsyncIterator[str]:
    """Each event is the whole floor; the browser changes only what differs."""
    live: Live = request.app.state.live
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
        floor = await asyncio.to_thread(_floor, data, me, now)
        html = await asyncio.to_thread(render, "reception/floor.html", **_context(floor, me, None))
        html += "\n" + await asyncio.to_thread(banner_push, me)
        seen, again = revision, _again(floor, now)
        yield "".join(f"data: {line}\n" for line in html.splitlines() if line) + "\n"
        await asyncio.sleep(REST_S)


def _again(floor: schemas.Floor, now: datetime) -> datetime:
    """When the floor must be drawn anew though nothing is committed until then."""
    turns = [one.called_at + UNSEEN_AFTER for one in floor.called]
    turns += [one.expires_at for one in floor.called] + [one.ends_at for one in floor.closed]
    return min([now + TICK, *(at for at in turns if at > now)])
