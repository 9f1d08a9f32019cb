"""The way to the authority's own sign-in, and back."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from hub.identity.routes.common import LEAVE
from hub.identity.routes.signing import HOME, browser_of, give, refusal_page
from hub.identity.rules.oidc import STEP_HOLDS, OidcUnreachable
from hub.identity.service import Oidc
from hub.kit.errors import HouseError
from hub.kit.pages import LOGIN, Now, Office, page

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
def back(request: Request, now: Now, office: Office, state: Word = "", code: Word = "") -> Response:
    """Our own page goes on from here: whoever comes from elsewhere sends no strict cookie."""
    try:
        admission = _oidc(request).finish(
            state=state, cookie=request.cookies.get(STATE, ""), code=code,
            back=_here(request) + BACK, now=now, browser=browser_of(request),
        )  # fmt: skip
    except HouseError as error:
        return refusal_page(request, office, error)
    entered = page(LEAVE, office=office, where=HOME, said="Sie sind angemeldet.")
    answer = give(request, entered, admission)
    answer.delete_cookie(STATE, path=BEGIN, httponly=True, samesite="lax")
    return answer
