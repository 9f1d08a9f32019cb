"""Tokens of other systems: list, give, take back."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from hub.identity import schemas, service
from hub.identity.rules.approvals import LEAST_WHY, MOST_WHY
from hub.identity.rules.tokens import MOST_DAYS, SCOPES, SHOWING, USUAL_DAYS, giveable
from hub.identity.texts import sentence
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.permissions import MEANINGS
from hub.sites import service as sites
from wire.look import Look

router = APIRouter()
PAGE: Final = "/systems"
Managing = Annotated[Principal, may("tokens.manage")]


async def _form(request: Request) -> FormData:
    return await request.form()


Given = Annotated[FormData, Depends(_form)]


@router.get("/api/v1/tokens")
def api_tokens(data: Data, now: Now, who: Managing) -> schemas.Tokens:
    with data.read() as session:
        found = service.tokens_of(session, who.site)
    return schemas.Tokens(tokens=tuple(schemas.token(one, now) for one in found))


@router.post("/api/v1/tokens", status_code=201)
def api_give(
    response: Response, data: Data, now: Now, who: Managing, given: schemas.NewToken
) -> schemas.GivenToken:
    response.headers["Cache-Control"] = "no-store"
    token_id, token = service.give_token(
        data, who, name=given.name, scopes=given.scopes, days=given.days, now=now
    )
    return schemas.GivenToken(id=token_id, token=token)


@router.post("/api/v1/tokens/requests", status_code=201)
def api_ask(data: Data, now: Now, who: Managing, given: schemas.TokenRequest) -> schemas.Approval:
    """That a system is shown people or figures needs a second person."""
    asked = service.ask_scopes(data, who, given.scopes, given.why, now)
    with data.read() as session:
        found = next(one for one in service.approvals(session, who.site, now) if one.id == asked)
    return schemas.approval(found, now)


@router.delete("/api/v1/tokens/{system}", status_code=204)
def api_revoke(data: Data, now: Now, who: Managing, system: str) -> None:
    service.revoke_token(data, who, system, now)


@router.get(PAGE, include_in_schema=False)
def tokens(data: Data, now: Now, who: Managing, office: Office) -> Response:
    return _page(data, who, office, now)


@router.post(PAGE, include_in_schema=False)
def page_give(data: Data, now: Now, who: Managing, office: Office, form: Given) -> Response:
    """The token is in this answer and nowhere else."""
    name, days = str(form.get("name", "")), str(form.get("days", ""))
    scopes = tuple(str(one) for one in form.getlist("scope"))
    try:
        _, token = service.give_token(
            data, who, name=name, scopes=scopes, days=int(days) if days.isdecimal() else 0, now=now
        )
    except HouseError as error:
        said = sentence(error.key, str(error.fields.get("wrong", "")))
        shown = {"fields": {"name": name, "days": days}, "chosen": scopes, "said": said}
        return _page(data, who, office, now, status=error.status, **shown)
    return _page(data, who, office, now, token=token, name=name)


@router.post(f"{PAGE}/requests", include_in_schema=False)
def page_ask(data: Data, now: Now, who: Managing, office: Office, form: Given) -> Response:
    why, scopes = str(form.get("why", "")), [str(one) for one in form.getlist("shown")]
    try:
        service.ask_scopes(data, who, scopes, why, now)
    except HouseError as error:
        said = sentence(error.key, str(error.fields.get("wrong", "")))
        return _page(data, who, office, now, status=error.status, said=said, why=why)
    return RedirectResponse("/approvals?done=asked", status_code=303)


@router.post(f"{PAGE}/{{system}}/revoke", include_in_schema=False)
def page_revoke(data: Data, now: Now, who: Managing, system: str) -> Response:
    service.revoke_token(data, who, system, now)
    return RedirectResponse(PAGE, status_code=303)


def _page(
    data: Database, who: Principal, office: Look, now: datetime, *, status: int = 200,
    **shown: object,
) -> Response:  # fmt: skip
    with data.read() as session:
        found = service.tokens_of(session, who.site)
        agreed = service.agreed_scopes(session, who, now)
        site = sites.site(session, who.site)
    mine = giveable(who.permissions, agreed)
    return page(
        "identity/systems.html", status=status, office=office, me=who, site_name=site.name,
        tokens=[one for one in found if one.holds(now)],
        over=[one for one in found if not one.holds(now)],
        scopes=[(one, MEANINGS[one]) for one in mine], meanings=MEANINGS,
        to_ask=[(one, MEANINGS[one]) for one in SCOPES if one in SHOWING and one not in mine],
        most=MOST_DAYS, usual=USUAL_DAYS, least_why=LEAST_WHY, most_why=MOST_WHY,
        at=lambda moment: site.local(moment).strftime("%d.%m.%Y, %H:%M"),
        **{"fields": {}, "chosen": (), "said": "", "token": "", "name": "", "why": ""} | shown,
    )  # fmt: skip
