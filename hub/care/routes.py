"""The technician's page: a service code to hold before a kiosk; and the same for programs."""

from typing import Annotated, Final
from zoneinfo import ZoneInfo

import segno
from fastapi import APIRouter, Depends, Form, Request, Response

from hub.appointments.service import Keyring
from hub.care import schemas, service
from hub.care.rules import MISPLACED, figures
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.pages import Data, Now, Office, page
from hub.sites import service as sites
from wire.look import Look

router = APIRouter()
PAGE: Final = "/care"


async def _keyring(request: Request) -> Keyring:
    keyring: Keyring = request.app.state.keyring
    return keyring


Keys = Annotated[Keyring, Depends(_keyring)]
Serving = Annotated[Principal, may("devices.serve")]


@router.post("/api/v1/devices/{device}/service-code", status_code=201)
def api_code(
    response: Response, data: Data, now: Now, who: Serving, keyring: Keys, device: str
) -> schemas.ServiceCode:
    response.headers["Cache-Control"] = "no-store"
    with data.read() as session:
        made = service.opener(session, who, device, keyring=keyring, now=now)
    return schemas.ServiceCode(device=made.device, code=made.text, until=made.until)


@router.get(PAGE, include_in_schema=False)
def care(data: Data, who: Serving, office: Office) -> Response:
    return _page(data, who, office, None)


@router.post(PAGE, include_in_schema=False)
def make_code(
    data: Data, now: Now, who: Serving, office: Office, keyring: Keys,
    device: Annotated[str, Form(max_length=32)] = "",
) -> Response:  # fmt: skip
    """The code is in the answer and nowhere else: whoever reloads makes a new one."""
    with data.read() as session:
        made = service.opener(session, who, device, keyring=keyring, now=now)
    return _page(data, who, office, made)


def _page(data: Database, who: Principal, office: Look, made: service.Opener | None) -> Response:
    with data.read() as session:
        site = sites.site(session, who.site)
        found = service.all_devices(session, who.site)
        wrong = service.misplaced_devices(session, who.site)
    picture, ends = "", ""
    if made is not None:
        picture = segno.make(made.text, error="m", micro=False).svg_inline(
            scale=8, border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True
        )
        ends = made.until.astimezone(ZoneInfo(site.timezone)).strftime("%H:%M")
    return page(
        "care/care.html", office=office, me=who, site_name=site.name, made=made,
        kiosks=[one for one in found if one.place.kind == "kiosk"],
        devices=found, figures=figures, misplaced=wrong, texts=MISPLACED, picture=picture,
        ends=ends,
    )  # fmt: skip
