"""The overview: the plan of the house, what is missing, and where the first set-up goes on."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from hub.devices import service as devices
from hub.devices.rules import Place
from hub.office import service
from hub.office.routes.common import HOME, STEPS, Visiting, step_number
from hub.office.rules.faults import faults
from hub.office.rules.gaps import gaps, works
from hub.sites import service as sites
from hub.sites.rules import House, misplaced
from hub.sites.rules.plan import drawn

router = APIRouter(include_in_schema=False, prefix=HOME)
EMPTY: Final = "empty"


@router.get("")
def overview(visit: Visiting) -> Response:
    with visit.data.read() as session:
        setup = visit.setup(session)
        places = [one.place for one in devices.devices(session, visit.who.site)]
        return visit.page(
            "overview.html", "overview", session, house=setup.house, floors=drawn(setup.house),
            missing=[*faults(setup), *gaps(setup)], works=works(setup),
            away=sites.rooms_away(session, visit.who.site, now=visit.now),
            places={place.node: place for place in places},
            astray=[one for one in places if _astray(setup.house, one)],
        )  # fmt: skip


def _astray(house: House, place: Place) -> bool:
    """A kiosk serves no zone: it only has to stand somewhere."""
    wrong = misplaced(house, place)
    return bool(wrong) if place.kind == "display" else "no_point" in wrong


@router.get("/setup")
def first_setup(visit: Visiting) -> Response:
    with visit.data.read() as session:
        setup = visit.setup(session)
        return visit.page(
            "setup.html", "overview", session, house=setup.house, works=works(setup),
            missing=gaps(setup), bare=not setup.house.rooms and not setup.house.zones,
        )  # fmt: skip


@router.post("/setup")
def go_on(visit: Visiting, to: Annotated[str, Form(max_length=20)] = "") -> Response:
    """To a step of the first set-up, or out of it; where it goes on is kept."""
    step = to if step_number(to) else None
    with visit.data.change(visit.who.site) as change:
        service.go_on(change, visit.who, step)
    where = next((address for name, address, _ in STEPS if name == step), HOME)
    return RedirectResponse(where, status_code=303)


@router.post("/setup/sample")
def take_sample(visit: Visiting) -> Response:
    with visit.data.change(visit.who.site) as change:
        service.sample(change, visit.who, visit.now)
    return RedirectResponse(f"{HOME}/setup", status_code=303)
