"""What a token of the authority's sign-in must say, and what it makes of a person. Pure.

OpenID Connect Core 1.0, 3.1.3.7; the shapes of roles are those of Keycloak and of Entra ID.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hub.identity.rules.staff import LOGIN, LONGEST_NAME
from hub.kit.errors import HouseError

LEEWAY: Final = timedelta(seconds=60)
"""How far the clocks of the two may be apart."""
STEP_HOLDS: Final = timedelta(minutes=10)
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures by keys that only the provider has: no "none", and no secret that we share."""
USUAL_CLAIMS: Final = ("realm_access.roles", "roles", "groups")
"""Keycloak's realm roles; Entra's app roles; groups of both."""


class OidcRefused(HouseError):
    """The provider's answer is not one to our question, or not from it; `why` is for the log."""

    key = "oidc_refused"
    status = 401


class OidcUnreachable(HouseError):
    """The provider does not answer, or not as a provider does."""

    key = "oidc_unreachable"
    status = 502


class OidcNoRole(HouseError):
    """The person is known there, but has no role here."""

    key = "oidc_no_role"
    status = 403


@dataclass(frozen=True)
class Person:
    """Who signed in there; `roles` by site."""

    subject: str
    login: str | None
    """What they are called there, if it can be a login here."""
    name: str
    roles: Mapping[str, str]


def check(
    claims: Mapping[str, object], *, issuer: str, client: str, nonce: str, now: datetime
) -> None:
    """Raises OidcRefused when the token is not for us, not now, or not to this question."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != issuer:
        raise OidcRefused(why="iss")
    if client not in audiences:
        raise OidcRefused(why="aud")
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != client:
        raise OidcRefused(why="azp")
    if claims.get("nonce") != nonce:
        raise OidcRefused(why="nonce")
    if (now - LEEWAY).timestamp() >= _seconds(claims, "exp"):
        raise OidcRefused(why="exp")
    if (now + LEEWAY).timestamp() < _seconds(claims, "iat"):
        raise OidcRefused(why="iat")
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise OidcRefused(why="sub")


def person(
    claims: Mapping[str, object], claim: str, roles: Sequence[tuple[str, str, str]]
) -> Person:
    """Raises OidcNoRole."""
    groups = {one for path in ([claim] if claim else USUAL_CLAIMS) for one in _values(claims, path)}
    found: dict[str, str] = {}
    for group, site, role in roles:
        if group in groups:
            found.setdefault(site, role)
    if not found:
        raise OidcNoRole
    called = str(claims.get("preferred_username") or claims.get("email") or "").lower()
    login = called.partition("@")[0]
    name = str(claims.get("name") or called or claims["sub"])
    printable = "".join(one for one in name if one.isprintable()).strip()[:LONGEST_NAME]
    return Person(
        str(claims["sub"]), login if LOGIN.fullmatch(login) else None, printable or "?", found
    )


def _seconds(claims: Mapping[str, object], name: str) -> float:
    """Since 1970. Raises OidcRefused where none stand there."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OidcRefused(why=name)
    return value


def _values(claims: Mapping[str, object], path: str) -> list[str]:
    """The words at a path; nothing where it leads nowhere."""
    found: object = claims.get(path)
    if found is None:
        found = claims
        for step in path.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []
