"""The one field of the page: people by name, birthday, number or code; a whole code checks in."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request, Response

from hub.kit.auth import Principal
from hub.kit.database import Change
from hub.kit.pages import Data, Now, Office, by_htmx, page
from hub.kit.views import Noting
from hub.reception import service
from hub.reception.routes.answers import HOME, Done, answer, carry_out
from hub.reception.routes.drawing import basics
from hub.reception.routes.noting import note_found
from hub.reception.routes.rights import Seeing
from hub.sites import service as sites
from wire.qr import read_short_code

router = APIRouter()
LONGEST: Final = 80


@router.get(f"{HOME}/find", include_in_schema=False)
def page_found(
    request: Request, data: Data, now: Now, who: Seeing, office: Office, note: Noting,
    q: Annotated[str, Query(max_length=LONGEST)] = "",
) -> Response:  # fmt: skip
    """Who fits: options for the list below the field when a script asks, else a page."""
    template = "visit_options" if by_htmx(request) else "visit_found"
    with data.read() as session:
        found = service.search(session, who.site, q, names=who.may("names.see"), now=now)
        drawn = basics(sites.site(session, who.site).timezone, who, now)
        names = service.concern_names(session, who.site)
    note_found(note, who, found, f"{HOME}/find", now)
    code = read_short_code(q) is not None and who.may("queue.check_in")
    return page(
        f"reception/{template}.html",
        status=200,
        office=office,
        findings=found,
        names=names,
        code=code,
        **drawn,
    )


@router.post(f"{HOME}/find", include_in_schema=False)
def page_find(
    request: Request, data: Data, now: Now, who: Seeing, office: Office, note: Noting,
    q: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:  # fmt: skip
    """A whole short code checks in, as it did on the field of its own; all else is looked for."""
    if read_short_code(q) is not None and who.may("queue.check_in"):
        return _check_in(request, data, now, who, q)
    if by_htmx(request):
        return answer(request, who, now, "nobody_found", {"typed": q})
    return page_found(request, data, now, who, office, note, q)


def _check_in(request: Request, data: Data, now: Now, who: Principal, code: str) -> Response:
    def check_in(change: Change) -> Done:
        done = service.check_in(change, who, code, None, now)
        return "checked_in_again" if done.again else "checked_in", done.model_dump()

    return carry_out(request, data, who, now, check_in)
