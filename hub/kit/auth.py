"""Who is asking: the dependency that each route names, and the check against forged requests.

The room `identity` answers the question; the application hands its answer in as
`app.state.authenticate`, because the kit knows no room.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request

from hub.kit.errors import HouseError
from wire.ids import SiteId

COOKIE = "ez_session"
CSRF_HEADER = "X-CSRF-Token"


@dataclass(frozen=True)
class Principal:
    """A signed-in member of staff; `room` is the desk they sit at, once chosen."""

    staff_id: str
    login: str
    name: str
    role: str
    site: SiteId
    room: str | None
    csrf: str


Authenticate = Callable[[str], Principal | None]
"""From the session cookie's token to the person; None when it is unknown or over."""


class NotSignedIn(HouseError):
    """The request bears no valid session."""

    key = "not_signed_in"
    status = 401


class ForgedRequest(HouseError):
    """The request does not bear the session's CSRF token."""

    key = "csrf_token_missing_or_wrong"
    status = 403


class OtherSite(HouseError):
    """Sites share a database; a broker, its accounts and a disk belong to one site's hub."""

    key = "other_site"
    status = 403


def signed_in(request: Request) -> Principal:
    """The person behind the session cookie. Raises NotSignedIn."""
    authenticate: Authenticate = request.app.state.authenticate
    token = request.cookies.get(COOKIE)
    principal = authenticate(token) if token else None
    if principal is None:
        raise NotSignedIn
    return principal


async def csrf_checked(request: Request) -> None:
    """A request that changes something proves that it comes from our own page."""
    given = request.headers.get(CSRF_HEADER)
    if given is None:
        form = await request.form()
        given = str(form.get("csrf", ""))
    request.state.csrf_given = given


async def may_change(
    request: Request,
    principal: Annotated[Principal, Depends(signed_in)],
    _given: Annotated[None, Depends(csrf_checked)],
) -> Principal:
    """The signed-in person, after the CSRF token was compared. Raises ForgedRequest."""
    given = str(request.state.csrf_given)
    if not hmac.compare_digest(given.encode(), principal.csrf.encode()):
        raise ForgedRequest
    return principal


async def at_home(request: Request, principal: Annotated[Principal, Depends(signed_in)]) -> None:
    """Whoever changes what this hub alone has is of its site. Raises OtherSite."""
    if principal.site != request.app.state.site:
        raise OtherSite(site=request.app.state.site)


AT_HOME: Final = Depends(at_home)
SignedIn = Annotated[Principal, Depends(signed_in)]
MayChange = Annotated[Principal, Depends(may_change)]
