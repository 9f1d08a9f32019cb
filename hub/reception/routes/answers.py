"""How the page answers a form: with the floor and a sentence, by htmx or by a redirect."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar
from urllib.parse import quote, unquote

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, ValidationError

from hub.kit.auth import Principal
from hub.kit.database import Change, Database
from hub.kit.errors import HouseError, unfit
from hub.kit.pages import by_htmx, page, render
from hub.queue import service as queue
from hub.queue.rules import UNDO_WITHIN
from hub.reception import schemas, service
from hub.reception.routes.drawing import Said, context, floors_of, sentence

HOME: Final = "/reception"
SAID: Final = "ez_said"
"""Cookie that carries an outcome over the redirect, where there is no JavaScript."""
SAID_LASTS_S: Final = 30
KEPT: Final = (
    "number", "zone", "wait_minutes", "concern", "state", "ticket_id", "undo_until",
)  # fmt: skip
"""What of an outcome goes into the cookie: nothing that says who somebody is."""
WARNINGS: Final = ("called_no_display", "called_offline", "nobody_found")
"""Done, but staff must do something themselves."""
BACK: Final = frozenset({"started", "ended", "missed", "left", "parked", "resumed", "transferred"})
"""Outcomes of acts that can be taken back for a while."""

Answer = TypeVar("Answer", bound=BaseModel)
Done = tuple[str, dict[str, object]]
"""The key of a sentence, empty where nothing is said, and its fields."""


def checked(kind: type[Answer], **fields: object) -> Answer:
    """The fields of a form, understood. Raises BadInput."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise unfit(error.errors()) from error


def moved(change: Change, key: str, done: schemas.Moved) -> Done:
    """The outcome of an act that moved a visit."""
    return key, service.outcome(change.session, change.site, done)


def carry_out(
    request: Request,
    data: Database,
    who: Principal,
    now: datetime,
    do: Callable[[Change], Done],
    ticket: str | None = None,
) -> Response:
    """Carry out an act and answer with the floor and a sentence, also when it was refused."""
    status, good = 200, True
    try:
        with data.change(who.site) as change:
            key, fields = do(change)
    except HouseError as error:
        with data.read() as session:
            fields = queue.explain(session, who.site, error, ticket)
        key, status, good = error.key, error.status, False
    if good and key in BACK:
        fields["undo_until"] = (now + UNDO_WITHIN).isoformat()
    if good and not by_htmx(request):
        return _redirect(key, fields)
    return answer(request, who, now, key, fields, status=status)


def answer(
    request: Request,
    who: Principal,
    now: datetime,
    key: str,
    fields: dict[str, object],
    *,
    status: int = 200,
) -> Response:
    """The floor as it is now, and what is to be said."""
    drawn = floors_of(request).now(who, now)
    said = _in_words(key, fields, drawn.floor.timezone, status < 400) if key else None
    filled = context(drawn.floor, who, said)
    if not by_htmx(request):
        office = request.app.state.look
        return page("reception/reception.html", status=status, office=office, first=True, **filled)
    told = render("reception/answer.html", needs=fields.get("needs"), **filled)
    html = floors_of(request).own(drawn.html, who) + told
    return Response(html, status, media_type="text/html", headers={"Cache-Control": "no-store"})


def left_behind(request: Request, timezone: str) -> Said | None:
    """The outcome that the last act left behind; whatever else stands there is not ours."""
    try:
        key, fields = json.loads(unquote(request.cookies[SAID]))
        return _in_words(str(key), dict(fields), timezone, True)
    except (KeyError, TypeError, ValueError, IndexError):
        return None


def _in_words(key: str, fields: dict[str, object], timezone: str, done: bool) -> Said:
    until, ticket = fields.get("undo_until"), fields.get("ticket_id")
    return Said(
        sentence(key, fields, timezone),
        done and key not in WARNINGS,
        str(ticket) if until and ticket else None,
        datetime.fromisoformat(str(until)) if until else None,
    )


def _redirect(key: str, fields: dict[str, object]) -> Response:
    """After an act without JavaScript: the page anew, with the outcome in a short-lived cookie."""
    answer = RedirectResponse(HOME, status_code=303)
    if key:
        kept = {name: fields[name] for name in KEPT if name in fields}
        text = quote(json.dumps([key, kept]))
        answer.set_cookie(
            SAID, text, max_age=SAID_LASTS_S, path=HOME, httponly=True, samesite="strict"
        )
    return answer
