"""One visit, the search, and what is done to visits besides calling: for programs."""

from typing import Annotated

from fastapi import APIRouter, Query

from hub.kit.asking import Asking
from hub.kit.pages import Data, Now
from hub.kit.views import Noting
from hub.reception import schemas, service
from hub.reception.routes.noting import note_found, note_visit
from hub.reception.routes.rights import Knowing, Moving, Seeing

router = APIRouter()
API = "/api/v1/tickets/{ticket}"


@router.get("/api/v1/search")
def api_search(
    data: Data, now: Now, who: Seeing, note: Noting, q: Annotated[str, Query(max_length=80)]
) -> schemas.Findings:
    """People of today by name, birthday, code or number; without the right to names by number."""
    names = who.may("names.see")
    with data.read() as session:
        found = service.search(session, who.site, q, names=names, now=now)
    note_found(note, who, found, "/api/v1/search", now)
    return found


@router.get(API)
def api_visit(data: Data, now: Now, who: Seeing, note: Noting, ticket: str) -> schemas.Visit:
    names = who.may("names.see")
    with data.read() as session:
        visit = service.visit(session, who.site, ticket, names=names, now=now)
    note_visit(note, who, visit.ticket_id, "/api/v1/tickets", now)
    return visit


@router.post(f"{API}/park")
def api_park(
    ask: Asking, who: Moving, ticket: str, given: schemas.Parking | None = None
) -> schemas.Moved:
    reason = given.reason if given else ""
    return ask.do(
        who, schemas.Moved, lambda change: service.park(change, who, ticket, reason, ask.now), given
    )


@router.post(f"{API}/transfer")
def api_transfer(ask: Asking, who: Moving, ticket: str, given: schemas.Transfer) -> schemas.Moved:
    return ask.do(
        who, schemas.Moved, lambda change: service.transfer(change, who, ticket, given, ask.now),
        given,
    )  # fmt: skip


@router.post(f"{API}/merge")
def api_merge(ask: Asking, who: Moving, ticket: str, given: schemas.Merge) -> schemas.Moved:
    return ask.do(
        who, schemas.Moved, lambda change: service.merge(change, who, ticket, given.other, ask.now),
        given,
    )  # fmt: skip


@router.post(f"{API}/needs")
def api_needs(ask: Asking, who: Moving, ticket: str, given: schemas.Needs) -> schemas.Moved:
    return ask.do(
        who, schemas.Moved, lambda change: service.set_needs(change, who, ticket, given, ask.now),
        given,
    )  # fmt: skip


@router.post(f"{API}/notes", status_code=201)
def api_note(ask: Asking, who: Knowing, ticket: str, given: schemas.NewNote) -> schemas.Moved:
    return ask.do(
        who, schemas.Moved,
        lambda change: service.add_note(change, who, ticket, given.text, ask.now), given,
    )  # fmt: skip
