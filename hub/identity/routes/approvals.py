"""What waits for a second person: see, agree, refuse."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from hub.identity import schemas, service
from hub.identity.rules.approvals import ACT_NAMES, STATE_NAMES, Approval
from hub.identity.texts import sentence
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.permissions import MEANINGS
from hub.sites import service as sites
from wire.look import Look

router = APIRouter()
PAGE: Final = "/approvals"
Deciding = Annotated[Principal, may("approvals.decide")]


@router.get("/api/v1/approvals")
def api_approvals(data: Data, now: Now, who: Deciding) -> schemas.Approvals:
    with data.read() as session:
        found = service.approvals(session, who.site, now)
    return schemas.Approvals(approvals=tuple(schemas.approval(one, now) for one in found))


@router.post("/api/v1/approvals/{request}/approve")
def api_approve(data: Data, now: Now, who: Deciding, request: str) -> schemas.Approval:
    return schemas.approval(service.decide(data, who, request, grant=True, now=now), now)


@router.post("/api/v1/approvals/{request}/refuse")
def api_refuse(data: Data, now: Now, who: Deciding, request: str) -> schemas.Approval:
    return schemas.approval(service.decide(data, who, request, grant=False, now=now), now)


@router.get(PAGE, include_in_schema=False)
def approvals(data: Data, now: Now, who: Deciding, office: Office, done: str = "") -> Response:
    return _page(data, who, office, now, (sentence(f"done_{done}"), True) if done else None)


@router.post(f"{PAGE}/{{request}}/approve", include_in_schema=False)
def page_approve(data: Data, now: Now, who: Deciding, office: Office, request: str) -> Response:
    return _decided(data, who, office, request, True, now)


@router.post(f"{PAGE}/{{request}}/refuse", include_in_schema=False)
def page_refuse(data: Data, now: Now, who: Deciding, office: Office, request: str) -> Response:
    return _decided(data, who, office, request, False, now)


def _decided(
    data: Database, who: Principal, office: Look, request: str, grant: bool, now: datetime
) -> Response:
    try:
        service.decide(data, who, request, grant=grant, now=now)
    except HouseError as error:
        told = sentence(error.key, str(error.fields.get("why", "")))
        return _page(data, who, office, now, (told, False), error.status)
    done = "granted" if grant else "refused"
    return RedirectResponse(f"{PAGE}?done={done}", status_code=303)


def _subject(one: Approval) -> str:
    """What it is about, as people read it."""
    if one.act != "tokens.show":
        return one.subject
    return "; ".join(words for scope, words in MEANINGS.items() if scope in one.subject.split())


def _page(
    data: Database, who: Principal, office: Look, now: datetime, said: tuple[str, bool] | None,
    status: int = 200,
) -> Response:  # fmt: skip
    with data.read() as session:
        found = service.approvals(session, who.site, now)
        site = sites.site(session, who.site)
    return page(
        "identity/approvals.html", status=status, office=office, me=who, site_name=site.name,
        said=said, open=[one for one in found if one.state(now) == "asked"],
        closed=[one for one in found if one.state(now) != "asked"], acts=ACT_NAMES,
        subject=_subject,
        states={one.id: STATE_NAMES[one.state(now)] for one in found},
        at=lambda moment: site.local(moment).strftime("%d.%m.%Y, %H:%M"),
    )  # fmt: skip
