"""The way to the authority's own sign-in, and back."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from hub.identity import service
from hub.identity.routes.common import LEAVE
from hub.identity.routes.signing import (
    HOME,
    SECOND,
    browser_of,
    give,
    give_step,
    needs_key,
    refusal_page,
)
from hub.identity.rules.oidc import STEP_HOLDS, OidcUnreachable
from hub.identity.service import Oidc
from hub.kit.errors import HouseError
from hub.kit.pages import LOGIN, Data, Now, Office, page

router = APIRouter()
BEGIN: Final = f"{LOGIN}/oidc"
BACK: Final = f"{BEGIN}/back"
STATE: Final = "ez_oidc"
"""Cookie that ties the way back to the browser that went there; sent on the way back (Lax)."""
Word = Annotated[str, Query(max_length=4000)]


def _oidc(request: Request) -> Oidc:
    """Raises OidcUnreachable where none is set up."""
    oidc: Oidc | None = request.app.state.oidc
    if oidc is None:
        raise OidcUnreachable
    return oidc


def _here(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


@router.get(BEGIN, include_in_schema=False)
def begin(request: Request, now: Now, office: Office) -> Response:
    try:
        where, state = _oidc(request).begin(_here(request) + BACK, now)
    except HouseError as error:
        return refusal_page(request, office, error)
    answer = RedirectResponse(where, status_code=303)
    answer.set_cookie(
        STATE, state, max_age=int(STEP_HOLDS.total_seconds()), path=BEGIN, httponly=True,
        samesite="lax", secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.get(BACK, include_in_schema=False)
def back(
    request: Request, data: Data, now: Now, office: Office, state: Word = "", code: Word = ""
) -> Response:
    """Our own page goes on from here: whoever comes from elsewhere sends no strict cookie.

    Who has made a passkey here shows it, whatever the authority's sign-in has asked for.
    """
    try:
        staff = _oidc(request).finish(
            state=state, cookie=request.cookies.get(STATE, ""), code=code,
            back=_here(request) + BACK, now=now,
        )  # fmt: skip
        if needs_key(data, staff):
            told = page(LEAVE, office=office, where=SECOND, said="Nun fehlt noch Ihr Passkey.")
            answer = give_step(request, told, service.begin(data, staff, now))
        else:
            entered = page(LEAVE, office=office, where=HOME, said="Sie sind angemeldet.")
            answer = give(request, entered, service.admit(data, staff, now, browser_of(request)))
    except HouseError as error:
        return refusal_page(request, office, error)
    answer.delete_cookie(STATE, path=BEGIN, httponly=True, samesite="lax")
    return answer
