"""One's own account: where one is signed in, the password, the site one works at."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from hub.identity import schemas, service
from hub.identity.routes.common import site_names
from hub.identity.rules import PASSWORD_LENGTH, ROLE_NAMES
from hub.identity.texts import browser_name, sentence
from hub.kit.auth import COOKIE, Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.sites import service as sites
from wire.look import Look

router = APIRouter()
PAGE: Final = "/me"
Self = Annotated[Principal, may("self")]
Secret = Annotated[str, Form(max_length=200)]


# ------------------------------------------------------------------ programs


@router.get("/api/v1/me")
def api_me(data: Data, who: Self) -> schemas.Me:
    with data.read() as session:
        roles = service.sites_of(session, who)
    return schemas.Me(
        login=who.login, name=who.name, site=who.site, role=who.role, roles=roles,
        permissions=sorted(who.permissions),
    )  # fmt: skip


@router.get("/api/v1/me/sessions")
def api_sessions(request: Request, data: Data, now: Now, who: Self) -> schemas.OpenSessions:
    with data.read() as session:
        found = service.open_sessions(session, who, request.cookies[COOKIE], now)
    return schemas.OpenSessions(
        sessions=tuple(schemas.OpenSession.model_validate(one) for one in found)
    )


@router.delete("/api/v1/me/sessions", status_code=204)
def api_end_others(request: Request, data: Data, who: Self) -> None:
    """All but the one that asks."""
    service.end_others(data, who, request.cookies[COOKIE])


@router.delete("/api/v1/me/sessions/{mark}", status_code=204)
def api_end(data: Data, now: Now, who: Self, mark: str) -> None:
    service.end_session(data, who, mark, now)


@router.post("/api/v1/me/password", status_code=204)
def api_password(
    request: Request, data: Data, now: Now, who: Self, given: schemas.NewPassword
) -> None:
    token = request.cookies[COOKIE]
    service.change_password(data, who, token, old=given.old, new=given.new, now=now)


@router.post("/api/v1/me/proof", status_code=204)
def api_proof(request: Request, data: Data, now: Now, who: Self, given: schemas.Proof) -> None:
    """The person still sits there; for five minutes they may change their passkeys."""
    service.prove_again(data, who, request.cookies[COOKIE], given.password, now)


@router.post("/api/v1/session/site")
def api_site(
    request: Request, data: Data, who: Self, given: schemas.SiteChoice
) -> schemas.SignedIn:
    there = service.choose_site(data, who, request.cookies[COOKIE], given.site)
    return schemas.SignedIn(csrf=there.csrf, name=there.name, role=there.role)


# ------------------------------------------------------------------ the page


@router.get(PAGE, include_in_schema=False)
def me(
    request: Request, data: Data, now: Now, who: Self, office: Office, done: str = ""
) -> Response:
    said = (sentence(f"done_{done}"), True) if done else None
    return own_page(request, data, who, office, now, said)


@router.post(f"{PAGE}/password", include_in_schema=False)
def page_password(
    request: Request, data: Data, now: Now, who: Self, office: Office,
    old: Secret = "", new: Secret = "", again: Secret = "",
) -> Response:  # fmt: skip
    try:
        if new != again:
            raise DifferentPasswords
        service.change_password(data, who, request.cookies[COOKIE], old=old, new=new, now=now)
    except HouseError as error:
        said = (sentence(error.key), False)
        return own_page(request, data, who, office, now, said, error.status)
    return RedirectResponse(f"{PAGE}?done=password", status_code=303)


@router.post(f"{PAGE}/proof", include_in_schema=False)
def page_proof(
    request: Request, data: Data, now: Now, who: Self, office: Office, password: Secret = ""
) -> Response:
    try:
        service.prove_again(data, who, request.cookies[COOKIE], password, now)
    except HouseError:
        said = (sentence("wrong_proof"), False)
        return own_page(request, data, who, office, now, said, 422)
    return RedirectResponse(f"{PAGE}#h-keys", status_code=303)


@router.post(f"{PAGE}/sessions/end", include_in_schema=False)
def page_end_others(request: Request, data: Data, who: Self) -> Response:
    service.end_others(data, who, request.cookies[COOKIE])
    return RedirectResponse(f"{PAGE}?done=others", status_code=303)


@router.post(f"{PAGE}/sessions/{{mark}}/end", include_in_schema=False)
def page_end(data: Data, now: Now, who: Self, mark: str) -> Response:
    service.end_session(data, who, mark, now)
    return RedirectResponse(f"{PAGE}?done=session", status_code=303)


@router.post(f"{PAGE}/site", include_in_schema=False)
def page_site(
    request: Request, data: Data, who: Self, site: Annotated[str, Form(max_length=80)] = ""
) -> Response:
    service.choose_site(data, who, request.cookies[COOKIE], site)
    return RedirectResponse("/reception", status_code=303)


class DifferentPasswords(HouseError):
    """The new password was not typed twice in the same way."""

    key = "different_passwords"
    status = 422


def own_page(
    request: Request, data: Database, who: Principal, office: Look, now: datetime,
    said: tuple[str, bool] | None, status: int = 200, codes: tuple[str, ...] = (),
) -> Response:  # fmt: skip
    """The page of one's own account; `codes` are recovery codes that are told this once."""
    with data.read() as session:
        found = service.open_sessions(session, who, request.cookies[COOKIE], now)
        roles = service.sites_of(session, who)
        keys, left = service.keys_of(session, who), service.codes_left(session, who)
        proved = service.is_proved(session, request.cookies[COOKIE], now)
        own_password = service.has_password(session, who)
        names = site_names(session, roles)
        site = sites.site(session, who.site)
    return page(
        "identity/me.html", status=status, office=office, me=who, said=said, sessions=found,
        roles=roles, role_names=ROLE_NAMES, site_names=names, site_name=site.name,
        at=lambda moment: site.local(moment).strftime("%d.%m.%Y, %H:%M"),
        browser_name=browser_name, least=PASSWORD_LENGTH, keys=keys, codes=codes, codes_left=left,
        proved=proved, own_password=own_password,
    )  # fmt: skip
