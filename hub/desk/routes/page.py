"""The adviser's page, and what is done there by its forms."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel

from hub.desk import schemas, service, texts
from hub.desk.routes.drawing import Calling, Closing, Knowing, Moving, context, picture_of, sentence
from hub.identity import service as identity
from hub.kit.auth import COOKIE, Principal
from hub.kit.database import Change, Database
from hub.kit.errors import BadInput, HouseError
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now, Office, by_htmx, page, render
from hub.kit.views import NoteViews, Noting
from hub.queue import service as queue
from hub.sites import service as sites

router = APIRouter()
HOME: Final = "/desk"
SAID: Final = "ez_desk_said"
"""Cookie that carries an outcome over the redirect, where there is no JavaScript."""
SAID_LASTS_S: Final = 30
GAP: Final = "called_"
"""Done, but no display can show it: with this before the kind of gap."""
Act = Literal["start", "finish", "no-show", "cancel", "resume", "leave", "undo"]
DrawnKey = Annotated[str, Form(max_length=40)]
"""Made anew with each drawing of the page: what is pressed twice is done once."""
Outcome = tuple[str, dict[str, object]]

SAY: Final[dict[str, str]] = {
    "finish": "ended",
    "no-show": "missed",
    "leave": "left",
    "cancel": "taken_back",
    "resume": "resumed",
    "undo": "undone",
}
"""What is said after an act; the others show for themselves."""


@router.get(HOME, include_in_schema=False)
def desk(
    request: Request, data: Data, now: Now, who: Calling, office: Office, note: Noting
) -> Response:
    said = _said(request)
    answer = _page(picture_of(data, who, note, now), who, office, said)
    if said:
        answer.delete_cookie(SAID, path=HOME)
    return answer


@router.post(f"{HOME}/room", include_in_schema=False)
def page_room(
    request: Request, data: Data, who: Calling, room: Annotated[str, Form()] = ""
) -> Response:
    if room:
        with data.read() as session:
            sites.room(session, who.site, room)
    identity.choose_room(data, request.cookies[COOKIE], room or None)
    return RedirectResponse(HOME, status_code=303)


@router.post(f"{HOME}/call", include_in_schema=False)
def page_call_next(
    request: Request, data: Data, now: Now, who: Calling,
    shown: Annotated[str, Form(max_length=40)] = "", key: DrawnKey = "",
) -> Response:  # fmt: skip
    """Call the next person; a second press, here or on another device, calls nobody else."""

    def call(change: Change) -> schemas.Done:
        return service.call_next(change, who, shown or None, now)

    press = _Press(request, data, who, now, key, ticket=shown or None)
    return press.visit(call, schemas.CallNext(shown=shown or None))


@router.post(f"{HOME}/tickets/{{ticket}}/call", include_in_schema=False)
def page_call(
    request: Request, data: Data, now: Now, who: Calling, ticket: str, key: DrawnKey = ""
) -> Response:
    def call(change: Change) -> schemas.Done:
        return service.call_ticket(change, who, ticket, now)

    return _Press(request, data, who, now, key, ticket).visit(call)


@router.post(f"{HOME}/tickets/{{ticket}}/recall", include_in_schema=False)
def page_recall(
    request: Request, data: Data, now: Now, who: Calling, ticket: str, key: DrawnKey = ""
) -> Response:
    def recall(change: Change) -> schemas.Done:
        return service.recall(change, who, ticket, now)

    return _Press(request, data, who, now, key, ticket).visit(recall)


@router.post(f"{HOME}/tickets/{{ticket}}/park", include_in_schema=False)
def page_park(
    request: Request, data: Data, now: Now, who: Moving, ticket: str,
    given: Annotated[schemas.Aside, Form()],
) -> Response:  # fmt: skip
    def park(change: Change) -> schemas.Done:
        return service.park(change, who, ticket, given.reason, now)

    return _Press(request, data, who, now, given.key, ticket, "parked").visit(park, given)


@router.post(f"{HOME}/tickets/{{ticket}}/transfer", include_in_schema=False)
def page_transfer(
    request: Request, data: Data, now: Now, who: Moving, ticket: str,
    given: Annotated[schemas.HandOn, Form()],
) -> Response:  # fmt: skip
    """Hand the visit on to a concern, a room, or both; one of them must be said."""

    def transfer(change: Change) -> schemas.Done:
        if not (given.concern or given.room):
            raise BadInput
        return service.transfer(change, who, ticket, given, now)

    return _Press(request, data, who, now, given.key, ticket, "transferred").visit(transfer, given)


@router.post(f"{HOME}/tickets/{{ticket}}/notes", include_in_schema=False)
def page_note(
    request: Request, data: Data, now: Now, who: Knowing, ticket: str,
    given: Annotated[schemas.Written, Form()],
) -> Response:  # fmt: skip
    def note(change: Change) -> schemas.Done:
        if not given.text:
            raise BadInput
        return service.add_note(change, who, ticket, given.text, now)

    return _Press(request, data, who, now, given.key, ticket, "noted").visit(note, given)


@router.post(f"{HOME}/tickets/{{ticket}}/{{act}}", include_in_schema=False)
def page_move(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, act: Act, key: DrawnKey = ""
) -> Response:
    def move(change: Change) -> schemas.Done:
        return service.move(change, who, ticket, act, now)

    return _Press(request, data, who, now, key, ticket, SAY.get(act, "")).visit(move)


@router.post(f"{HOME}/close", include_in_schema=False)
def page_close(
    request: Request, data: Data, now: Now, who: Closing,
    until: Annotated[str, Form(max_length=8)] = "",
) -> Response:  # fmt: skip
    """Close my desk until a time of day, or for the day where none is given."""

    def close(change: Change) -> Outcome:
        at = sites.site(change.session, who.site).today_at(until, now) if until else None
        service.close_room(change, who, at, now)
        return "closed", {}

    return _Press(request, data, who, now).carry_out(close)


@router.post(f"{HOME}/open", include_in_schema=False)
def page_open(request: Request, data: Data, now: Now, who: Closing) -> Response:
    def reopen(change: Change) -> Outcome:
        service.open_room(change, who, now)
        return "opened", {}

    return _Press(request, data, who, now).carry_out(reopen)


@dataclass(frozen=True)
class _Press:
    """A button that was pressed, on which drawing of the page; `say`: what is said when done."""

    request: Request
    data: Database
    who: Principal
    now: datetime
    key: str = ""
    ticket: str | None = None
    say: str = ""

    def visit(
        self, act: Callable[[Change], schemas.Done], given: BaseModel | None = None
    ) -> Response:
        """Do something to a visit, once for each drawing of the page."""
        own = self.key and f"{self.key}:{self.request.url.path}"
        once = Once(self.who, own, self.now, asked(self.request, given))

        def carry_out(change: Change) -> Outcome:
            done = once.do(change, schemas.Done, lambda: act(change))
            return f"{GAP}{done.gap}" if done.gap else self.say, done.model_dump()

        return self.carry_out(carry_out)

    def carry_out(self, act: Callable[[Change], Outcome]) -> Response:
        """Do it, and answer with the desk and a sentence, also when it was refused."""
        status, good = 200, True
        try:
            with self.data.change(self.who.site) as change:
                said, fields = act(change)
        except HouseError as error:
            with self.data.read() as session:
                fields = queue.explain(session, self.who.site, error, self.ticket)
            said, status, good = error.key, error.status, False
        if good and not by_htmx(self.request):
            return _redirect(said, fields)
        return self.answer((said, sentence(said, fields)), status, good=good)

    def answer(self, said: tuple[str, str], status: int, *, good: bool) -> Response:
        """The page as it now is, or for htmx the piece of it that changes."""
        key, text = said
        message = (text, good and not key.startswith(GAP)) if key else None
        note: NoteViews = self.request.app.state.note_views
        desk = picture_of(self.data, self.who, note, self.now)
        if not by_htmx(self.request):
            return _page(desk, self.who, self.request.app.state.look, message, status)
        html = render("desk/answer.html", **context(desk, self.who, message))
        headers = {"Cache-Control": "no-store"}
        return Response(html, status, media_type="text/html", headers=headers)


def _page(
    desk: schemas.Desk, who: Principal, office: Office, said: tuple[str, bool] | None,
    status: int = 200,
) -> Response:  # fmt: skip
    return page("desk/desk.html", status=status, office=office, **context(desk, who, said))


def _redirect(said: str, fields: dict[str, object]) -> Response:
    """After an act without JavaScript: the page anew, with the outcome in a short-lived cookie."""
    answer = RedirectResponse(HOME, status_code=303)
    if said:
        text = quote(json.dumps([said, str(fields.get("number", ""))]))
        answer.set_cookie(
            SAID, text, max_age=SAID_LASTS_S, path=HOME, httponly=True, samesite="strict"
        )
    return answer


def _said(request: Request) -> tuple[str, bool] | None:
    """The outcome that the last act left behind; whatever else stands there is not ours."""
    try:
        key, number = json.loads(unquote(request.cookies[SAID]))
        if key not in texts.SENTENCES:
            return None
        return sentence(str(key), {"number": number}), not str(key).startswith(GAP)
    except (KeyError, TypeError, ValueError, IndexError):
        return None
