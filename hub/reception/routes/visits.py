"""One visit, the search, and what is done to visits besides calling: for programs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now
from hub.kit.views import Noting
from hub.reception import schemas, service
from hub.reception.routes.noting import note_found, note_visit
from hub.reception.routes.rights import Key, Knowing, Moving, Seeing

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
    request: Request, data: Data, now: Now, who: Moving, ticket: str,
    given: schemas.Parking | None = None, key: Key = None,
) -> schemas.Moved:  # fmt: skip
    once, reason = Once(who, key, now, asked(request, given)), given.reason if given else ""
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Moved, lambda: service.park(change, who, ticket, reason, now)
        )


@router.post(f"{API}/transfer")
def api_transfer(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, given: schemas.Transfer,
    key: Key = None,
) -> schemas.Moved:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Moved, lambda: service.transfer(change, who, ticket, given, now)
        )


@router.post(f"{API}/merge")
def api_merge(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, given: schemas.Merge,
    key: Key = None,
) -> schemas.Moved:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Moved, lambda: service.merge(change, who, ticket, given.other, now)
        )


@router.post(f"{API}/needs")
def api_needs(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, given: schemas.Needs,
    key: Key = None,
) -> schemas.Moved:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Moved, lambda: service.set_needs(change, who, ticket, given, now)
        )


@router.post(f"{API}/notes", status_code=201)
def api_note(
    request: Request, data: Data, now: Now, who: Knowing, ticket: str, given: schemas.NewNote,
    key: Key = None,
) -> schemas.Moved:  # fmt: skip
    once = Once(who, key, now, asked(request, given))
    with data.change(who.site) as change:
        return once.do(
            change, schemas.Moved, lambda: service.add_note(change, who, ticket, given.text, now)
        )
