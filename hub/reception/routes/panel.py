"""One visit for people: the panel, the same as a page of its own, and the acts that ask first."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response

from hub.kit.auth import Principal
from hub.kit.database import Change, Database
from hub.kit.once import Once, asked
from hub.kit.pages import Data, Now, Office, by_htmx, page
from hub.kit.views import Noting
from hub.queue.rules import NEEDS
from hub.reception import schemas, service
from hub.reception.routes.answers import HOME, Done, carry_out, checked, moved
from hub.reception.routes.drawing import basics
from hub.reception.routes.noting import note_visit
from hub.reception.routes.rights import Knowing, Moving, Seeing
from hub.reception.rules.acts import possible
from hub.sites import service as sites

router = APIRouter()
TICKET: Final = f"{HOME}/tickets/{{ticket}}"
Text = Annotated[str, Form(max_length=200)]


@router.get(f"{HOME}/visits/{{ticket}}", include_in_schema=False)
def page_visit(
    request: Request, data: Data, now: Now, who: Seeing, office: Office, note: Noting, ticket: str
) -> Response:
    """The visit, for the panel when htmx asks, else as a page. Raises UnknownTicket."""
    template = "visit_panel" if by_htmx(request) else "visit"
    filled, visit = _filled(data, who, ticket, now)
    note_visit(note, who, visit, f"{HOME}/visits", now)
    return page(f"reception/{template}.html", status=200, office=office, **filled)


def _filled(
    data: Database, who: Principal, ticket: str, now: datetime
) -> tuple[dict[str, object], str]:
    """What the panel is drawn with, and the visit's own id: a kiosk may know it by another."""
    with data.read() as session:
        zone = sites.site(session, who.site).timezone
        seen = service.sheet(session, who.site, ticket, names=who.may("names.see"), now=now)
    visit = seen.visit
    filled: dict[str, object] = {
        **basics(zone, who, now),
        "sheet": seen,
        "visit": visit,
        "possible": possible(visit.acts, visit.state, who.permissions),
        "every_need": NEEDS,
        "key": f"{visit.ticket_id}:{len(visit.log)}",
    }
    return filled, visit.ticket_id


@router.post(f"{TICKET}/park", include_in_schema=False)
def page_park(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, reason: Text = ""
) -> Response:
    def park(change: Change) -> Done:
        said = checked(schemas.Parking, reason=reason).reason
        return moved(change, "parked", service.park(change, who, ticket, said, now))

    return carry_out(request, data, who, now, park, ticket)


@router.post(f"{TICKET}/transfer", include_in_schema=False)
def page_transfer(
    request: Request, data: Data, now: Now, who: Moving, ticket: str,
    to: Annotated[str, Form(max_length=80)] = "", reason: Text = "",
) -> Response:  # fmt: skip
    """`to` is ``concern:`` or ``room:`` with the id behind it."""

    def transfer(change: Change) -> Done:
        kind, _, name = to.partition(":")
        given = checked(schemas.Transfer, reason=reason, **{kind: name} if name else {})
        return moved(change, "transferred", service.transfer(change, who, ticket, given, now))

    return carry_out(request, data, who, now, transfer, ticket)


@router.post(f"{TICKET}/merge", include_in_schema=False)
def page_merge(
    request: Request, data: Data, now: Now, who: Moving, ticket: str, other: Text = ""
) -> Response:
    """`other` is the other number as people type it."""

    def merge(change: Change) -> Done:
        found = service.numbered(change.session, who.site, other, now=now)
        return moved(change, "merged", service.merge(change, who, ticket, found, now))

    return carry_out(request, data, who, now, merge, ticket)


@router.post(f"{TICKET}/needs", include_in_schema=False)
def page_needs(
    request: Request, data: Data, now: Now, who: Moving, ticket: str,
    needs: Annotated[tuple[str, ...], Form(max_length=10)] = (), reason: Text = "",
    shown: Text = "",
) -> Response:  # fmt: skip
    """`shown`: the needs that the form showed, with commas between them."""

    def state(change: Change) -> Done:
        before = tuple(one for one in shown.split(",") if one)
        given = checked(schemas.Needs, needs=needs, reason=reason, shown=before)
        return moved(change, "needs_set", service.set_needs(change, who, ticket, given, now))

    return carry_out(request, data, who, now, state, ticket)


@router.post(f"{TICKET}/notes", include_in_schema=False)
def page_note(
    request: Request, data: Data, now: Now, who: Knowing, ticket: str,
    text: Annotated[str, Form()] = "", key: Annotated[str, Form(max_length=80)] = "",
) -> Response:  # fmt: skip
    def note(change: Change) -> Done:
        given = checked(schemas.NewNote, text=text)
        once = Once(who, key, now, asked(request, given))
        kept = once.do(
            change, schemas.Moved, lambda: service.add_note(change, who, ticket, given.text, now)
        )
        return moved(change, "noted", kept)

    return carry_out(request, data, who, now, note, ticket)
