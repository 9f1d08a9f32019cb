"""All sites of the database, and one more."""

from typing import Annotated

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from hub.office import service
from hub.office.routes.common import HOME, Visit, Visiting
from hub.office.rules.refusals import SetupFaulty
from hub.sites import service as sites
from hub.sites.rules import SiteTaken

router = APIRouter(include_in_schema=False, prefix=f"{HOME}/sites")


@router.get("")
def listed(visit: Visiting, saved: bool = False) -> Response:
    return _page(visit, {}, saved=saved)


@router.post("")
def create(
    visit: Visiting, site: Annotated[str, Form(max_length=100)] = "",
    name: Annotated[str, Form(max_length=200)] = "",
    number: Annotated[str, Form(max_length=20)] = "",
) -> Response:  # fmt: skip
    typed = {"site": site, "name": name, "number": number}
    whole = int(number) if number.isdecimal() and len(number) < 9 else 0
    try:
        service.open_site(visit.data, visit.who, site=site, name=name, number=whole, now=visit.now)
    except SetupFaulty as error:
        return _page(visit, typed, error.faults)
    except SiteTaken as error:
        return _page(visit, typed, service.taken(error))
    return RedirectResponse(f"{HOME}/sites?saved=1", status_code=303)


def _page(
    visit: Visit, v: dict[str, str], faults: list[dict[str, str]] | None = None,
    *, saved: bool = False,
) -> Response:  # fmt: skip
    wrong = [f"{one['place']}: {one['sentence']}" for one in faults or ()]
    with visit.data.read() as session:
        return visit.page(
            "sites.html", "site", session, status=422 if wrong else 200, wrong=wrong, saved=saved,
            found=sites.sites(session), v={"site": "", "name": "", "number": "", **v},
        )  # fmt: skip
