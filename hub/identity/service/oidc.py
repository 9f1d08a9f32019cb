"""Signing in with the authority's own account: OpenID Connect, authorization code with PKCE."""

import hashlib
import logging
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hub.identity.repository import accounts, sessions
from hub.identity.repository import oidc as kept
from hub.identity.rules.oidc import (
    ALGORITHMS,
    STEP_HOLDS,
    OidcNoRole,
    OidcRefused,
    OidcUnreachable,
    Person,
    check,
    person,
)
from hub.identity.service.signing import digest
from hub.identity.tables import OidcStep, Staff
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from hub.settings import OidcSettings
from wire.ids import new_ulid

log = logging.getLogger("hub.identity")

WAIT_S: Final = 5.0
"""For each answer of the provider; somebody stands before the page."""
KNOWN_FOR: Final = timedelta(minutes=10)
SCOPE: Final = "openid profile email"
NEEDED: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True)
class _Provider:
    """What the provider says of itself, and its keys; `read_at` is our clock's."""

    says: Mapping[str, Any]
    keys: KeySet
    read_at: datetime


class Oidc:
    """The way to the provider and back, for `app.state.oidc`."""

    def __init__(self, database: Database, settings: OidcSettings) -> None:
        self.settings = settings
        self._database = database
        self._lock = threading.Lock()
        self._known: _Provider | None = None

    def begin(self, back: str, now: datetime) -> tuple[str, str]:
        """Where the browser goes, and the state that its cookie keeps. Raises OidcUnreachable."""
        provider = self._provider(now)
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        verifier = secrets.token_urlsafe(48)
        step = OidcStep(
            state_hash=digest(state), nonce=nonce, verifier=verifier, expires_at=now + STEP_HOLDS
        )
        with self._database.write() as session:
            kept.put_step(session, step, now)
        query = {
            "response_type": "code", "client_id": self.settings.client, "redirect_uri": back,
            "scope": SCOPE, "state": state, "nonce": nonce, "code_challenge_method": "S256",
            "code_challenge": _challenge(verifier),
        }  # fmt: skip
        where = str(provider.says["authorization_endpoint"])
        return f"{where}{'&' if '?' in where else '?'}{urlencode(query)}", state

    def finish(self, *, state: str, cookie: str, code: str, back: str, now: datetime) -> str:
        """Who comes back with this code: the account's id, which may have a passkey to show.

        Raises OidcRefused, OidcUnreachable, OidcNoRole.
        """
        if not state or not secrets.compare_digest(state.encode(), cookie.encode()):
            raise _refused("state")
        with self._database.write() as session:
            step = kept.take_step(session, digest(state))
        if step is None or now >= step.expires_at or not code:
            raise _refused("step")
        claims = self._claims(self._token(code, step.verifier, back, now), now)
        issuer, client = self.settings.issuer, self.settings.client
        try:
            check(claims, issuer=issuer, client=client, nonce=step.nonce, now=now)
        except OidcRefused as error:
            log.info("oidc_refused", extra={"why": error.fields.get("why")})
            raise
        try:
            who = person(claims, self.settings.claim, self.settings.roles)
        except OidcNoRole:
            self._shut_out(str(claims["sub"]), now)
            raise
        return self._staff(who, now)

    def way_out(self, who: Principal, login: str, now: datetime) -> str | None:
        """Where somebody of the provider signs out there, too; None where that is not to be had."""
        with self._database.read() as session:
            if not kept.is_from_there(session, who.staff_id):
                return None
        try:
            where = self._provider(now).says.get("end_session_endpoint")
        except OidcUnreachable:
            return None
        query = {"client_id": self.settings.client, "post_logout_redirect_uri": login}
        return f"{where}?{urlencode(query)}" if where else None

    # -------------------------------------------------------------- within

    def _provider(self, now: datetime, *, anew: bool = False) -> _Provider:
        with self._lock:
            known = self._known
        if known is not None and not anew and now < known.read_at + KNOWN_FOR:
            return known
        base = self.settings.issuer.removesuffix("/")
        says = _read("GET", f"{base}/.well-known/openid-configuration")
        if says.get("issuer") != self.settings.issuer or any(not says.get(one) for one in NEEDED):
            log.info("oidc_misconfigured", extra={"issuer": says.get("issuer")})
            raise OidcUnreachable
        try:
            keys = KeySet.import_key_set(_read("GET", str(says["jwks_uri"])))  # type: ignore[arg-type]
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise OidcUnreachable from error
        found = _Provider(says, keys, now)
        with self._lock:
            self._known = found
        return found

    def _token(self, code: str, verifier: str, back: str, now: datetime) -> str:
        """The identity token for the code. Raises OidcRefused, OidcUnreachable."""
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": back,
            "client_id": self.settings.client, "code_verifier": verifier,
        }  # fmt: skip
        if self.settings.secret:
            form["client_secret"] = self.settings.secret
        says = _read("POST", str(self._provider(now).says["token_endpoint"]), form)
        token = says.get("id_token")
        if not isinstance(token, str):
            raise _refused("id_token")
        return token

    def _claims(self, token: str, now: datetime) -> Mapping[str, object]:
        """What the token says, when a key of the provider has signed it. Raises OidcRefused.

        A key that we do not know may be new: then the provider is asked once more.
        """
        for anew in (False, True):
            try:
                keys = self._provider(now, anew=anew).keys
                return jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
            except (JoseError, ValueError):
                continue
        raise _refused("signature")

    def _staff(self, who: Person, now: datetime) -> str:
        """The account of this person, made at the first time; its roles are what is said there."""
        issuer = self.settings.issuer
        with self._database.write() as session:
            staff_id = kept.staff_of(session, issuer, who.subject)
            if staff_id is None:
                staff_id = _new_staff(session, who, issuer, now)
                kept.link(session, issuer, who.subject, staff_id)
            row = accounts.row(session, staff_id)
            if row is not None and row.name != who.name:
                row.name, row.version = who.name, row.version + 1
            before = sessions.roles(session, staff_id)
            for site in {*before, *who.roles}:
                role = who.roles.get(site)
                if before.get(site) != role:
                    _give_role(session, staff_id, site, role, now)
            sessions.judge(session, staff_id)
        return staff_id

    def _shut_out(self, subject: str, now: datetime) -> None:
        """Whoever is in no group any more is nothing here any more, wherever they are signed in."""
        with self._database.write() as session:
            staff_id = kept.staff_of(session, self.settings.issuer, subject)
            if staff_id is None:
                return
            for site in sessions.roles(session, staff_id):
                _give_role(session, staff_id, site, None, now)
            sessions.end_all(session, staff_id)
        log.info("oidc_shut_out", extra={"staff": staff_id})


def _give_role(session: Session, staff_id: str, site: str, role: str | None, now: datetime) -> None:
    accounts.set_role(session, staff_id, site, role)
    detail = f"{site}: {role or ''}"
    accounts.note(session, staff_id, "role", by="OpenID", now=now, detail=detail)


def _new_staff(session: Session, who: Person, issuer: str, now: datetime) -> str:
    """Never an account that is there already under this login: names are given anew."""
    taken = who.login is None or sessions.by_login(session, who.login) is not None
    unlike = f"oidc-{digest(f'{issuer} {who.subject}')[:16]}"
    row = Staff(
        id=new_ulid(now), site=next(iter(who.roles)), password_hash="", name=who.name,
        login=unlike if taken or who.login is None else who.login,
    )  # fmt: skip
    accounts.add(session, row, ())
    session.flush()
    log.info("staff_added", extra={"site": row.site, "staff": row.id, "from": "oidc"})
    return row.id


def _read(method: str, url: str, form: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The JSON of an answer. Raises OidcUnreachable; OidcRefused where a form is refused."""
    try:
        answer = httpx.request(method, url, data=form, timeout=WAIT_S, follow_redirects=False)
        if form is not None and 400 <= answer.status_code < 500:
            raise _refused(f"token endpoint {answer.status_code}")
        answer.raise_for_status()
        found = answer.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        log.info("oidc_unreachable", extra={"why": type(error).__name__})
        raise OidcUnreachable from error
    if not isinstance(found, dict):
        raise OidcUnreachable
    return found


def _refused(why: str) -> OidcRefused:
    log.info("oidc_refused", extra={"why": why})
    return OidcRefused(why=why)


def _challenge(verifier: str) -> str:
    """RFC 7636, 4.2: S256."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
