"""Who is asking: the dependency that each route names, and the check against forged requests.

The room `identity` answers the question; the application hands its answer in as
`app.state.authenticate`, because the kit knows no room.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Request

from hub.kit.errors import HouseError
from hub.kit.permissions import Permission
from wire.ids import SiteId

COOKIE = "ez_session"
CSRF_HEADER = "X-CSRF-Token"
API: Final = "/api/"
BEARER: Final = "Bearer "
SYSTEM: Final = "system"
"""The role of a program that shows a token of its own; its rights are those of the token."""
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, 9.2.1)."""


@dataclass(frozen=True)
class Principal:
    """A signed-in member of staff; `room` is the desk they sit at, once chosen.

    Or another system, by its token: then `staff_id` is the token's id, and `role` SYSTEM.
    """

    staff_id: str
    login: str
    name: str
    role: str
    site: SiteId
    room: str | None
    csrf: str
    permissions: frozenset[Permission] = frozenset()
    """What this person may do at this site, from the table in `hub.identity.rules`."""
    must_enrol: bool = False
    """They need a passkey and have none: until they have made one they may do nothing else."""

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """For what only the request's content decides. Raises NotPermitted, PasskeyFirst."""
        if permission in self.permissions:
            return
        if self.must_enrol:
            raise PasskeyFirst
        raise NotPermitted(permission=permission)


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


class NotPermitted(HouseError):
    """The account has no right to do this; `permission` names the missing one."""

    key = "not_permitted"
    status = 403


class PasskeyFirst(HouseError):
    """The office wants a passkey of whoever has this role; until there is one nothing else goes."""

    key = "passkey_first"
    status = 403


class OtherSite(HouseError):
    """Sites share a database; a broker, its accounts and a disk belong to one site's hub."""

    key = "other_site"
    status = 403


AuthenticateSystem = Callable[[str, str], Principal]
"""From a token and the sender's address to the system. Raises NotSignedIn, TooManyMisses."""


def signed_in(request: Request) -> Principal:
    """The person behind the session cookie, or the system behind the token of a program.

    Raises NotSignedIn, TooManyMisses.
    """
    bearer = request.headers.get("authorization", "")
    if bearer.startswith(BEARER) and request.url.path.startswith(API):
        system: AuthenticateSystem = request.app.state.authenticate_system
        sender = request.client.host if request.client else ""
        return system(bearer.removeprefix(BEARER), sender)
    authenticate: Authenticate = request.app.state.authenticate
    token = request.cookies.get(COOKIE)
    principal = authenticate(token) if token else None
    if principal is None:
        raise NotSignedIn
    return principal


@dataclass(frozen=True)
class Needs:
    """The dependency by which a route names the permission that it needs.

    A request that may change something proves beside that it comes from our own page; that of a
    system need not: no browser sends a token by itself. Raises NotSignedIn, ForgedRequest,
    NotPermitted, PasskeyFirst, TooManyMisses.
    """

    permission: Permission

    async def __call__(
        self, request: Request, principal: Annotated[Principal, Depends(signed_in)]
    ) -> Principal:
        if request.method not in SAFE and principal.role != SYSTEM:
            await _require_own_page(request, principal)
        principal.require(self.permission)
        return principal


def may(permission: Permission) -> Any:  # noqa: ANN401  as FastAPI's own Depends
    """What a route writes behind `Annotated[Principal, …]`: who asks, if this is permitted."""
    return Depends(Needs(permission))


def still(me: Principal | None, opened: Principal, permission: Permission) -> Principal | None:
    """Whoever opened a live page, as they are now; None: it is over.

    They have signed out, have gone to another site since, or may not see the page any more.
    """
    if me is None or me.csrf != opened.csrf:
        return None
    return me if me.may(permission) else None


async def _require_own_page(request: Request, principal: Principal) -> None:
    """Raises ForgedRequest."""
    given = request.headers.get(CSRF_HEADER)
    if given is None:
        given = str((await request.form()).get("csrf", ""))
    if not hmac.compare_digest(given.encode(), principal.csrf.encode()):
        raise ForgedRequest


async def at_home(request: Request, principal: Annotated[Principal, Depends(signed_in)]) -> None:
    """Whoever changes what this hub alone has is of its site. Raises OtherSite."""
    if principal.site != request.app.state.site:
        raise OtherSite(site=request.app.state.site)


AT_HOME: Final = Depends(at_home)
