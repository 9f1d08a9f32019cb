"""Whose papers these are: by page and by program, for whoever has to do with visitors."""

from datetime import datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Response

from hub.devices import service as devices
from hub.devices.rules import UnknownDevice
from hub.intake import schemas, service
from hub.intake.rules import Receipt
from hub.kit.auth import Principal, may
from hub.kit.database import Database, Session
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.views import EVERYONE, NoteViews, Noting, Seen
from hub.sites import service as sites
from hub.sites.rules import UnknownConcern
from wire.ids import DeviceId, SiteId
from wire.qr import show_short_code

router = APIRouter()
PAGE: Final = "/papers"
SENTENCES: Final = {
    "no_receipt_code": "Das ist kein Code von einem Beleg. Bitte prüfen Sie die Zeichen.",
    "unknown_receipt": "Unter diesem Code wurden hier in den letzten 14 Tagen keine Unterlagen "
    "abgegeben.",
}
Code = Annotated[str, Query(max_length=40)]
Seeing = Annotated[Principal, may("papers.see")]


@router.get("/api/v1/papers")
def api_papers(data: Data, now: Now, who: Seeing, note: Noting) -> schemas.PapersList:
    return schemas.PapersList(papers=_today(data, who, note, now))


@router.get("/api/v1/papers/{code}")
def api_find(data: Data, now: Now, who: Seeing, note: Noting, code: str) -> schemas.Papers:
    return _find(data, who, note, code, now)


@router.get(PAGE, include_in_schema=False)
def papers(
    data: Data, now: Now, who: Seeing, office: Office, note: Noting, code: Code = ""
) -> Response:
    found, sentence, status = None, "", 200
    today = _today(data, who, note, now)
    if code.strip():
        try:
            found = _find(data, who, note, code, now)
        except HouseError as error:
            sentence, status = SENTENCES.get(error.key, str(error)), error.status
    with data.read() as session:
        site = sites.site(session, who.site)
    zone = ZoneInfo(site.timezone)
    return page(
        "intake/papers.html", status=status, office=office, me=who, site_name=site.name, code=code,
        found=found, sentence=sentence, today=today,
        at=lambda moment: moment.astimezone(zone).strftime("%H:%M"),
        on=lambda moment: moment.astimezone(zone).strftime("%d.%m.%Y, %H:%M"),
    )  # fmt: skip


def _today(
    data: Database, who: Principal, note: NoteViews, now: datetime
) -> tuple[schemas.Papers, ...]:
    note(who, (Seen("list", EVERYONE, PAGE, "papers"),), now)
    with data.read() as session:
        day = sites.site(session, who.site).day(now)
        found = service.of_day(session, who.site, day=day)
        return tuple(_papers(session, who.site, one) for one in found)


def _find(
    data: Database, who: Principal, note: NoteViews, code: str, now: datetime
) -> schemas.Papers:
    with data.read() as session:
        receipt = service.find(session, who.site, code)
        owner = service.owner(session, who.site, receipt)
        found = _papers(session, who.site, receipt)
    if owner is not None:
        note(who, (Seen("papers", owner.id, PAGE, "papers"),), now)
    return found


def _papers(session: Session, site: SiteId, one: Receipt) -> schemas.Papers:
    owner = service.owner(session, site, one)
    return schemas.Papers(
        code=one.code,
        shown_code=show_short_code(one.code),
        at=one.at,
        received_at=one.received_at,
        device=one.device,
        device_name=_device_name(session, site, one.device),
        lang=one.lang,
        person=owner.person or None if owner else None,
        starts_at=owner.starts_at if owner else None,
        concern=_concern(session, site, owner.concern) if owner else None,
        delete_on=one.delete_on,
    )


def _device_name(session: Session, site: SiteId, device: DeviceId) -> str:
    """A kiosk that the house no longer has goes by its id."""
    try:
        return devices.device(session, site, device).place.name
    except UnknownDevice:
        return device


def _concern(session: Session, site: SiteId, concern: str) -> str:
    try:
        return sites.concern(session, site, concern).name["de"]
    except UnknownConcern:
        return concern
