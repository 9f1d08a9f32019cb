"""Passkeys: make and drop one's own, and show one after the password; codes for a lost one."""

import json
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from hub.identity import schemas, service
from hub.identity.routes.own import PAGE, Self, own_page
from hub.identity.routes.signing import HOME, SECOND, STEP, OurPage, browser_of, give
from hub.identity.rules.second import KeyRefused, StepOver
from hub.identity.service import Origin
from hub.identity.texts import sentence
from hub.kit.auth import COOKIE
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import LOGIN, Data, Now, Office, page
from hub.sites import service as sites
from wire.look import Look

router = APIRouter()
MOST_CREDENTIAL: Final = 20_000
Credential = Annotated[str, Form(max_length=MOST_CREDENTIAL)]


def origin_of(request: Request) -> Origin:
    """As the browser sees us; a browser makes no key for a host that is not its page's."""
    url = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return Origin(request.url.hostname or "", url, request.app.state.look.authority)


# ------------------------------------------------------------------ programs


@router.get("/api/v1/me/passkeys")
def api_keys(data: Data, who: Self) -> schemas.Passkeys:
    with data.read() as session:
        found = service.keys_of(session, who)
        codes = service.codes_left(session, who)
    return schemas.Passkeys(
        passkeys=tuple(schemas.Passkey.model_validate(one) for one in found), codes_left=codes
    )


@router.post("/api/v1/me/passkeys/options")
def api_options(request: Request, data: Data, now: Now, who: Self) -> dict[str, object]:
    """For `navigator.credentials.create`, as WebAuthn's JSON."""
    return service.ask_new_key(data, who, request.cookies[COOKIE], origin_of(request), now)


@router.post("/api/v1/me/passkeys", status_code=201)
def api_add(
    request: Request, response: Response, data: Data, now: Now, who: Self, given: schemas.NewPasskey
) -> schemas.RecoveryCodes:
    """With the first key come the codes, told this once."""
    response.headers["Cache-Control"] = "no-store"
    codes = service.take_new_key(
        data, who, request.cookies[COOKIE], origin_of(request), given.credential, given.name, now
    )
    return schemas.RecoveryCodes(codes=codes)


@router.post("/api/v1/me/passkeys/codes", status_code=201)
def api_codes(
    request: Request, response: Response, data: Data, now: Now, who: Self
) -> schemas.RecoveryCodes:
    response.headers["Cache-Control"] = "no-store"
    return schemas.RecoveryCodes(codes=service.renew_codes(data, who, request.cookies[COOKIE], now))


@router.delete("/api/v1/me/passkeys/{mark}", status_code=204)
def api_drop(request: Request, data: Data, now: Now, who: Self, mark: str) -> None:
    service.drop_key(data, who, request.cookies[COOKIE], mark, now)


# ------------------------------------------------------------------ one's own keys


@router.post(f"{PAGE}/passkeys/new", include_in_schema=False)
def page_new(request: Request, data: Data, now: Now, who: Self, office: Office) -> Response:
    """The page on which the browser makes the key."""
    try:
        asked = service.ask_new_key(data, who, request.cookies[COOKIE], origin_of(request), now)
    except HouseError as error:
        return own_page(request, data, who, office, now, (sentence(error.key), False), error.status)
    with data.read() as session:
        site = sites.site(session, who.site)
    return page(
        "identity/passkey.html", office=office, me=who, site_name=site.name,
        options=json.dumps(asked),
    )  # fmt: skip


@router.post(f"{PAGE}/passkeys", include_in_schema=False)
def page_add(
    request: Request, data: Data, now: Now, who: Self, office: Office,
    credential: Credential = "", name: Annotated[str, Form(max_length=200)] = "",
) -> Response:  # fmt: skip
    token = request.cookies[COOKIE]
    try:
        codes = service.take_new_key(
            data, who, token, origin_of(request), _read(credential), name, now
        )
    except HouseError as error:
        return own_page(request, data, who, office, now, (sentence(error.key), False), error.status)
    said = (sentence("done_key"), True)
    return own_page(request, data, who, office, now, said, codes=codes)


@router.post(f"{PAGE}/passkeys/codes", include_in_schema=False)
def page_codes(request: Request, data: Data, now: Now, who: Self, office: Office) -> Response:
    try:
        codes = service.renew_codes(data, who, request.cookies[COOKIE], now)
    except HouseError as error:
        return own_page(request, data, who, office, now, (sentence(error.key), False), error.status)
    return own_page(request, data, who, office, now, (sentence("done_codes"), True), codes=codes)


@router.post(f"{PAGE}/passkeys/{{mark}}/remove", include_in_schema=False)
def page_drop(
    request: Request, data: Data, now: Now, who: Self, office: Office, mark: str
) -> Response:
    try:
        service.drop_key(data, who, request.cookies[COOKIE], mark, now)
    except HouseError as error:
        return own_page(request, data, who, office, now, (sentence(error.key), False), error.status)
    return RedirectResponse(f"{PAGE}?done=key_dropped", status_code=303)


# ------------------------------------------------------------------ after the password


@router.get(SECOND, include_in_schema=False)
def second(request: Request, data: Data, now: Now, office: Office) -> Response:
    return _asked(request, data, office, now)


@router.post(SECOND, include_in_schema=False, dependencies=[OurPage])
def show_key(
    request: Request, data: Data, now: Now, office: Office, credential: Credential = ""
) -> Response:
    token = request.cookies.get(STEP, "")
    try:
        admission = service.answer(
            data, token, origin_of(request), _read(credential), now, browser_of(request)
        )
    except HouseError as error:
        return _asked(request, data, office, now, error)
    return _in(request, admission)


@router.post(f"{LOGIN}/recovery", include_in_schema=False, dependencies=[OurPage])
def show_code(
    request: Request, data: Data, now: Now, office: Office,
    code: Annotated[str, Form(max_length=40)] = "",
) -> Response:  # fmt: skip
    try:
        token = request.cookies.get(STEP, "")
        admission = service.recover(data, token, code, now, browser_of(request))
    except HouseError as error:
        return _asked(request, data, office, now, error)
    return _in(request, admission)


# ------------------------------------------------------------------ within


def _read(credential: str) -> dict[str, object]:
    """What the page's script has put into the form. Raises KeyRefused."""
    try:
        found = json.loads(credential)
    except ValueError:
        raise KeyRefused from None
    if not isinstance(found, dict):
        raise KeyRefused
    return found


def _asked(
    request: Request, data: Database, office: Look, now: datetime, error: HouseError | None = None
) -> Response:
    try:
        with data.read() as session:
            asked = service.question(
                session, request.cookies.get(STEP, ""), origin_of(request), now
            )
    except StepOver:
        return RedirectResponse(f"{LOGIN}?over=1", status_code=303)
    return page(
        "identity/second.html", status=error.status if error else 200, office=office,
        options=json.dumps(asked), said=sentence(error.key) if error else "",
    )  # fmt: skip


def _in(request: Request, admission: service.Admission) -> Response:
    answer = give(request, RedirectResponse(HOME, status_code=303), admission)
    answer.delete_cookie(STEP, path=LOGIN, httponly=True, samesite="strict")
    return answer
