"""Players ask to be paired; technicians pair, replace and take displays down: pages and API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from hub.devices import service as devices
from hub.devices.rules import PANEL_MM, READ_AT_M
from hub.kit.accounts import BrokerAccounts
from hub.kit.auth import AT_HOME, Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.pairing import schemas, service
from hub.pairing.rules import ChangedMeanwhile, Misplaced, shown
from hub.pairing.texts import sentence
from hub.sites import service as sites
from hub.sites.rules import House, Node
from wire.ids import SiteId
from wire.look import Look

router = APIRouter()
at_hub = APIRouter(dependencies=[AT_HOME])
"""What touches the accounts at this hub's broker."""
NEW: Final = "/displays/new"
FACINGS: Final = (
    (0, "oben"), (45, "rechts oben"), (90, "rechts"), (135, "rechts unten"),
    (180, "unten"), (225, "links unten"), (270, "links"), (315, "links oben"),
)  # fmt: skip
"""Where a front looks, as seen on the plan, clockwise from its top."""
POINTS: Final = {
    "room": "Tür", "zone": "Wartezone", "device": "Geräteplatz", "corner": "Ecke",
    "stairs": "Treppe",
}  # fmt: skip


@dataclass(frozen=True)
class Broker:
    """The broker as the hub reaches it to make accounts, and as players are told of it."""

    accounts: BrokerAccounts
    told: str
    site: SiteId


async def _broker(request: Request) -> Broker:
    broker: Broker = request.app.state.broker
    return broker


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form that are filled in."""
    return {name: str(value) for name, value in (await request.form()).items() if value}


Door = Annotated[Broker, Depends(_broker)]
Fields = Annotated[dict[str, str], Depends(_fields)]
Pairing = Annotated[Principal, may("devices.pair")]


# ------------------------------------------------------------------ players: nobody is signed in


@router.post("/api/v1/pairing", status_code=201)
def ask(
    request: Request, data: Data, now: Now, broker: Door, player: schemas.Player
) -> schemas.Asked:
    address = request.client.host if request.client else ""
    return service.ask(data, broker.site, player, address=address, now=now)


@router.post("/api/v1/pairing/check", status_code=204)
def check(broker: Door, kept: schemas.Check) -> None:
    service.check(broker.accounts, kept.device, kept.password)


@router.post("/api/v1/pairing/{pairing}")
def tell(
    response: Response, data: Data, now: Now, broker: Door, pairing: str, proof: schemas.Secret
) -> schemas.Told:
    response.headers["Cache-Control"] = "no-store"
    return service.tell(data, broker.accounts, broker.told, pairing, proof.secret, now=now)


@router.post("/api/v1/pairing/{pairing}/taken", status_code=204)
def take(data: Data, pairing: str, proof: schemas.Secret) -> None:
    service.take(data, pairing, proof.secret)


# ------------------------------------------------------------------ technicians


@at_hub.get("/api/v1/pairing-codes/{code}")
def api_waiting(data: Data, now: Now, who: Pairing, code: str) -> schemas.Waiting:
    with data.read() as session:
        return service.waiting(session, who, code, now=now)


@at_hub.post("/api/v1/pairing-codes/{code}/display", status_code=201)
def api_pair(
    data: Data, now: Now, who: Pairing, broker: Door, code: str, given: schemas.NewDisplay
) -> schemas.Paired:
    with data.change(who.site) as change:
        return service.pair(change, who, code, given, broker.accounts, now=now)


@at_hub.post("/api/v1/pairing-codes/{code}/replacement", status_code=201)
def api_replace(
    data: Data, now: Now, who: Pairing, broker: Door, code: str, given: schemas.Replacement
) -> schemas.Paired:
    return service.replace(data, who, code, given.device, broker.accounts, now=now)


@at_hub.post("/api/v1/displays/{device}/unpair")
def api_unpair(data: Data, who: Pairing, broker: Door, device: str) -> schemas.Paired:
    return service.unpair(data, who, device, broker.accounts)


@at_hub.delete("/api/v1/displays/{device}")
def api_remove(data: Data, now: Now, who: Pairing, broker: Door, device: str) -> schemas.Paired:
    return service.remove(data, who, device, broker.accounts, now=now)


@router.put("/api/v1/displays/{device}/place")
def api_correct(
    data: Data, who: Pairing, device: str, given: schemas.Placement
) -> schemas.Placement:
    with data.change(who.site) as change:
        return service.correct(change, who, device, given)


# ------------------------------------------------------------------ pages


@at_hub.get(NEW, include_in_schema=False)
def new(
    data: Data, now: Now, who: Pairing, office: Office,
    code: Annotated[str, Query(max_length=20)] = "",
) -> Response:  # fmt: skip
    """First the code; with it, what the player says of itself and where it shall hang."""
    return _page(data, who, office, {"code": code}, None, now)


@at_hub.post(NEW, include_in_schema=False)
def page_pair(
    data: Data, now: Now, who: Pairing, office: Office, broker: Door, fields: Fields
) -> Response:
    code = fields.get("code", "")
    try:
        given = schemas.NewDisplay.model_validate(fields)
        with data.change(who.site) as change:
            paired = service.pair(change, who, code, given, broker.accounts, now=now)
    except ValidationError as error:
        said, status = sentence("field", str(error.errors()[0]["loc"][0])), 422
    except HouseError as error:
        said, status = sentence(error.key, str(error.fields.get("wrong", ""))), error.status
    else:
        return RedirectResponse(f"/displays/{paired.device}", status_code=303)
    return _page(data, who, office, fields, said, now, status)


@at_hub.post(f"{NEW}/replacement", include_in_schema=False)
def page_replace(
    data: Data, now: Now, who: Pairing, office: Office, broker: Door,
    code: Annotated[str, Form(max_length=20)] = "",
    device: Annotated[str, Form(max_length=32)] = "",
) -> Response:  # fmt: skip
    try:
        paired = service.replace(data, who, code, device, broker.accounts, now=now)
    except HouseError as error:
        said = sentence(error.key, "")
        return _page(data, who, office, {"code": code, "old": device}, said, now, error.status)
    return RedirectResponse(f"/displays/{paired.device}", status_code=303)


@at_hub.post("/displays/{device}/unpair", include_in_schema=False)
def page_unpair(data: Data, who: Pairing, broker: Door, device: str) -> Response:
    api_unpair(data, who, broker, device)
    return RedirectResponse(f"/displays/{device}", status_code=303)


@at_hub.post("/displays/{device}/remove", include_in_schema=False)
def page_remove(data: Data, now: Now, who: Pairing, broker: Door, device: str) -> Response:
    api_remove(data, now, who, broker, device)
    return RedirectResponse("/displays", status_code=303)


@router.get("/displays/{device}/place", include_in_schema=False)
def place(data: Data, who: Pairing, office: Office, device: str) -> Response:
    """Name and place as they are, to be corrected."""
    return _place_page(data, who, office, device, {}, None)


@router.post("/displays/{device}/place", include_in_schema=False)
def page_correct(data: Data, who: Pairing, office: Office, device: str, fields: Fields) -> Response:
    try:
        given = schemas.Placement.model_validate(fields)
        with data.change(who.site) as change:
            service.require_drawn(change.session, who, device, fields.get("drawn", ""))
            service.correct(change, who, device, given)
    except ValidationError as error:
        said, status = sentence("field", str(error.errors()[0]["loc"][0])), 422
    except Misplaced as error:
        said, status = sentence(error.key, str(error.fields["wrong"])), error.status
    except ChangedMeanwhile as error:
        said, status = sentence(error.key, ""), error.status
    else:
        return RedirectResponse(f"/displays/{device}", status_code=303)
    asked = {"zone": "", "room": ""} | fields
    return _place_page(data, who, office, device, asked, said, status)


router.routes.extend(at_hub.routes)


# ------------------------------------------------------------------ within


def _place_page(
    data: Database, who: Principal, office: Look, device: str, fields: dict[str, str],
    said: str | None, status: int = 200,
) -> Response:  # fmt: skip
    with data.read() as session:
        known = service.placed(session, who, device)
        house = sites.house(session, who.site)
    known_fields = {
        "name": known.name, "role": known.role, "zone": known.zone or "", "room": known.room or "",
        "node": known.node, "facing_deg": f"{known.facing_deg:g}",
        "reading_distance_m": f"{known.reading_distance_m or READ_AT_M:g}",
        "panel_height_mm": f"{known.panel_height_mm or PANEL_MM:g}",
        "drawn": service.drawn(known),
    }  # fmt: skip
    return page(
        "pairing/place.html", status=status, office=office, me=who, said=said, device=device,
        name=known.name, site_name=house.site.name, fields=known_fields | fields,
        **_choices(house),
    )  # fmt: skip


def _choices(house: House) -> dict[str, Any]:
    """What the forms of a place offer."""
    return {
        "zones": house.zones,
        "rooms": house.rooms,
        "facings": FACINGS,
        "points": [(one, _point(one)) for one in sorted(house.nodes, key=_order)],
    }


def _page(
    data: Database, who: Principal, office: Look, fields: dict[str, str], said: str | None,
    now: datetime, status: int = 200,
) -> Response:  # fmt: skip
    """The form as it was filled in, with a sentence about what is wrong."""
    code, player = fields.get("code", ""), None
    with data.read() as session:
        house = sites.house(session, who.site)
        places = devices.displays(session, who.site)
        if code:
            try:
                player = service.waiting(session, who, code, now=now)
            except HouseError as error:
                said, status = sentence(error.key, ""), error.status
    free = next(n for n in range(1, 10_000) if f"display-{n}" not in {one.id for one in places})
    usual = {"device": f"display-{free}", "name": f"Display {free}", "role": "zone",
        "old": "", "zone": "",
        "room": "",
        "node": "",
             "reading_distance_m": "5", "facing_deg": "0",
             "panel_height_mm": str(player.height_mm or 530) if player else "530"}  # fmt: skip
    return page(
        "pairing/new.html", status=status, office=office, me=who, site_name=house.site.name,
        code=code, player=player, shown=shown, said=said, fields=usual | fields,
        displays=places, **_choices(house),
    )  # fmt: skip


def _order(node: Node) -> tuple[int, bool, str, str]:
    return node.floor, node.kind != "device", node.kind, node.id


def _point(node: Node) -> str:
    """A point of the ways in words: what is there, and where on its floor."""
    what = f"{POINTS[node.kind]} {node.ref or node.id}"
    return f"Etage {node.floor}: {what} ({node.x:.0f} m, {node.y:.0f} m)"
