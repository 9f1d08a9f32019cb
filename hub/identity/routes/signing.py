"""Signing in and out, by page and by program."""

import logging
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response

from hub.identity import schemas, service
from hub.identity.routes.common import LEAVE
from hub.identity.rules import SESSION_LASTS, may_sign_in
from hub.identity.rules.second import STEP_HOLDS, SecondFactorNeeded
from hub.identity.texts import sentence
from hub.kit.auth import COOKIE, ForgedRequest, Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.misses import TooManyMisses
from hub.kit.pages import LOGIN, Data, Now, Office, go, page
from wire.look import Look

log = logging.getLogger("hub.identity")

router = APIRouter()
HOME = "/reception"
SECOND: Final = f"{LOGIN}/second"
STEP: Final = "ez_step"
"""Cookie of a sign-in that waits for its key."""
Self = Annotated[Principal, may("self")]


def from_our_page(request: Request) -> None:
    """Before there is a session there is no token: the browser says where the form stood."""
    host, headers = request.headers.get("host", ""), request.headers
    if not may_sign_in(host, headers.get("origin"), headers.get("sec-fetch-site")):
        log.info("sign_in_from_foreign_page")
        raise ForgedRequest


OurPage = Depends(from_our_page)


@router.get(LOGIN, include_in_schema=False)
def login_page(request: Request, office: Office, new: bool = False, over: bool = False) -> Response:
    known = request.app.state.authenticate(request.cookies.get(COOKIE, ""))
    if known:
        return go(request, HOME)
    return _login(request, office, fresh=new, over=over)


@router.post(LOGIN, include_in_schema=False, dependencies=[OurPage])
def login(
    request: Request,
    data: Data,
    now: Now,
    office: Office,
    login: Annotated[str, Form(max_length=80)] = "",
    password: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    try:
        staff = _prove(request, login.strip(), password, now)
        if needs_key(data, staff):
            return give_step(request, go(request, SECOND), service.begin(data, staff, now))
        admission = service.admit(data, staff, now, browser_of(request))
    except TooManyMisses as refusal:
        wait_s = str(refusal.fields["retry_after_s"])
        answer = _login(request, office, status=refusal.status, said=sentence(refusal.key))
        answer.headers["Retry-After"] = wait_s
        return answer
    except HouseError as refusal:
        return _login(request, office, status=refusal.status, refused=True, login=login)
    return give(request, go(request, HOME), admission)


@router.post("/logout", include_in_schema=False)
def logout(request: Request, data: Data, now: Now, who: Self, office: Office) -> Response:
    """Whoever came from the authority's sign-in is signed out there, too."""
    oidc: service.Oidc | None = request.app.state.oidc
    here = f"{request.url.scheme}://{request.headers.get('host', '')}{LOGIN}"
    out = oidc.way_out(who, here, now) if oidc else None
    service.sign_out(data, request.cookies[COOKIE])
    if out is None:
        return _take(go(request, LOGIN))
    return _take(page(LEAVE, office=office, where=out, said="Sie sind abgemeldet."))


@router.post("/api/v1/session", status_code=201, dependencies=[OurPage])
def open_session(
    request: Request, response: Response, data: Data, now: Now, given: schemas.SignIn
) -> schemas.SignedIn:
    staff = _prove(request, given.login, given.password, now)
    if needs_key(data, staff):
        raise SecondFactorNeeded
    admission = service.admit(data, staff, now, browser_of(request))
    give(request, response, admission)
    who = admission.principal
    return schemas.SignedIn(csrf=who.csrf, name=who.name, role=who.role)


@router.delete("/api/v1/session", status_code=204)
def close_session(request: Request, response: Response, data: Data, _who: Self) -> None:
    service.sign_out(data, request.cookies[COOKIE])
    _take(response)


def refusal_page(request: Request, office: Look, error: HouseError) -> Response:
    """The sign-in once more, with why the authority's own did not let anybody in."""
    return _login(request, office, status=error.status, said=sentence(error.key))


def _login(request: Request, office: Look, *, status: int = 200, **shown: object) -> Response:
    oidc: service.Oidc | None = request.app.state.oidc
    usual = {"refused": False, "fresh": False, "over": False, "said": "", "login": ""}
    return page(
        "identity/login.html", status=status, office=office,
        elsewhere=oidc.settings.label if oidc else "", **usual | shown,
    )  # fmt: skip


def _prove(request: Request, login: str, password: str, now: datetime) -> str:
    """Raises SignInRefused, TooManyMisses."""
    sign_ins: service.SignIns = request.app.state.sign_ins
    sender = request.client.host if request.client else ""
    return sign_ins.prove(sender, login=login, password=password, now=now)


def needs_key(data: Database, staff: str) -> bool:
    """Whether the account has a passkey to show."""
    with data.read() as session:
        return service.needs_key(session, staff)


def give_step(request: Request, answer: Response, step: str) -> Response:
    """On the way to the page that asks for the passkey: only a cookie knows the step's token."""
    answer.set_cookie(
        STEP, step, max_age=int(STEP_HOLDS.total_seconds()), path=LOGIN, httponly=True,
        samesite="strict", secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


def browser_of(request: Request) -> str:
    """What the browser calls itself, for the person's own list of sessions."""
    return request.headers.get("user-agent", "")


def give(request: Request, response: Response, admission: service.Admission) -> Response:
    response.set_cookie(
        COOKIE,
        admission.token,
        max_age=int(SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response


def _take(response: Response) -> Response:
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response
