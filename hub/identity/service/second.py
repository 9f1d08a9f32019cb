"""Passkeys as a second factor (WebAuthn), and recovery codes for whoever has lost theirs."""

import json
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from hub.identity.repository import accounts, keys, sessions
from hub.identity.rules import ROLE_NAMES
from hub.identity.rules.second import (
    ALPHABET,
    CODE_GROUPS,
    LONGEST_NAME,
    MOST_KEYS,
    RECOVERY_CODES,
    STEP_HOLDS,
    STEP_TRIES,
    KeyRefused,
    OwnKeyFirst,
    StepOver,
    UnknownKey,
    read_code,
)
from hub.identity.rules.staff import UnknownStaff, WrongAccount, require_all_ours
from hub.identity.service.own import require_proof
from hub.identity.service.signing import Admission, admit, digest
from hub.identity.service.staff import managed, member
from hub.identity.tables import Passkey, SignInStep, Staff
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from wire.ids import SiteId

log = logging.getLogger("hub.identity")


@dataclass(frozen=True)
class Origin:
    """Where the browser sees us: keys hold for one host, and answers for one origin."""

    host: str
    url: str
    name: str
    """What the browser calls us when it asks for a key."""


# ------------------------------------------------------------------ one's own keys


def keys_of(session: Session, who: Principal) -> list[Passkey]:
    return keys.keys(session, who.staff_id)


def codes_left(session: Session, who: Principal) -> int:
    """How many recovery codes are still good."""
    return keys.count_codes(session, who.staff_id)


def ask_new_key(
    database: Database, who: Principal, token: str, origin: Origin, now: datetime
) -> dict[str, object]:
    """What the browser needs to make a key, as WebAuthn's JSON (Level 3, 5.4).

    Raises ProofNeeded, KeyRefused.
    """
    challenge = secrets.token_bytes(32)
    with database.write() as session:
        require_proof(session, token, now)
        known = keys.keys(session, who.staff_id)
        _put_step(session, token, who.staff_id, challenge, now)
    if len(known) >= MOST_KEYS:
        raise KeyRefused(most=MOST_KEYS)
    options = webauthn.generate_registration_options(
        rp_id=origin.host, rp_name=origin.name, user_name=who.login,
        user_id=who.staff_id.encode(), user_display_name=who.name, challenge=challenge,
        exclude_credentials=[_described(one) for one in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.PREFERRED
        ),
    )  # fmt: skip
    return _json(options_to_json(options))


def take_new_key(
    database: Database, who: Principal, token: str, origin: Origin, credential: dict[str, object],
    name: str, now: datetime,
) -> tuple[str, ...]:  # fmt: skip
    """Keep the key that the browser has made; with the first come recovery codes, told once.

    Raises StepOver, KeyRefused.
    """
    with database.write() as session:
        step = _taken_step(session, token, who.staff_id, now)
        try:
            made = webauthn.verify_registration_response(
                credential=credential, expected_challenge=step.challenge,
                expected_rp_id=origin.host, expected_origin=origin.url,
            )  # fmt: skip
        except WebAuthnException as error:
            raise KeyRefused from error
        first = not keys.keys(session, who.staff_id)
        row = Passkey(
            id=bytes_to_base64url(made.credential_id), staff_id=who.staff_id,
            name=name.strip()[:LONGEST_NAME] or "Passkey", public_key=made.credential_public_key,
            sign_count=made.sign_count, made_at=now,
        )  # fmt: skip
        if keys.key(session, row.id) is not None:
            raise KeyRefused
        keys.add(session, row)
        accounts.note(session, who.staff_id, "key_added", by=who.login, now=now, detail=row.name)
        keys.end_step(session, step.token_hash)
        sessions.judge(session, who.staff_id)
        return _new_codes(session, who.staff_id) if first else ()


def renew_codes(database: Database, who: Principal, token: str, now: datetime) -> tuple[str, ...]:
    """New recovery codes in the place of those before.

    Raises ProofNeeded, and UnknownKey without any passkey.
    """
    with database.write() as session:
        require_proof(session, token, now)
        if not keys.keys(session, who.staff_id):
            raise UnknownKey
        accounts.note(session, who.staff_id, "codes_renewed", by=who.login, now=now)
        return _new_codes(session, who.staff_id)


def drop_key(database: Database, who: Principal, token: str, key_id: str, now: datetime) -> None:
    """The key opens nothing any more; with the last one the codes go.

    Raises ProofNeeded, UnknownKey.
    """
    with database.write() as session:
        require_proof(session, token, now)
        if not keys.drop(session, who.staff_id, key_id):
            raise UnknownKey
        sessions.judge(session, who.staff_id)
        accounts.note(session, who.staff_id, "key_dropped", by=who.login, now=now)


def drop_keys_of(database: Database, who: Principal, staff_id: str, now: datetime) -> None:
    """For whoever has lost keys and codes: an admin takes all away; the password stays.

    Raises UnknownStaff, OtherSitesToo, UnknownKey.
    """
    with database.write() as session:
        row = accounts.row(session, staff_id)
        require_all_ours(member(session, who.site, staff_id, now), managed(session, who))
        if row is None:
            raise UnknownStaff
        if not keys.drop(session, staff_id):
            raise UnknownKey
        sessions.judge(session, staff_id)
        accounts.note(session, staff_id, "keys_taken", by=who.login, now=now)


def passkey_roles(session: Session, site: SiteId) -> tuple[str, ...]:
    """The roles at this site for which a passkey is compulsory."""
    return sessions.passkey_roles(session, site)


def set_passkey_roles(database: Database, who: Principal, roles: Sequence[str]) -> None:
    """Whoever has one of these roles here, and no passkey, makes one before anything else.

    From now on, signed in or not. Raises WrongAccount for a role that there is none, OwnKeyFirst.
    """
    wanted = [one for one in ROLE_NAMES if one in roles]
    if len(wanted) != len(set(roles)):
        raise WrongAccount(wrong="role")
    with database.write() as session:
        if who.role in wanted and not needs_key(session, who.staff_id):
            raise OwnKeyFirst
        sessions.set_passkey_roles(session, who.site, wanted)
        sessions.judge_all(session, who.site)
    extra = {"site": who.site, "by": who.staff_id, "roles": wanted}
    log.info("passkey_roles_set", extra=extra)


# ------------------------------------------------------------------ signing in


def needs_key(session: Session, staff_id: str) -> bool:
    return bool(keys.keys(session, staff_id))


def begin(database: Database, staff_id: str, now: datetime) -> str:
    """After the right password: the token of the step in which the key is asked for."""
    token = secrets.token_urlsafe(32)
    with database.write() as session:
        _put_step(session, token, staff_id, secrets.token_bytes(32), now)
    return token


def question(session: Session, token: str, origin: Origin, now: datetime) -> dict[str, object]:
    """What the browser asks the key, as WebAuthn's JSON. Raises StepOver."""
    step = _open_step(session, token, now, lock=False)
    options = webauthn.generate_authentication_options(
        rp_id=origin.host, challenge=step.challenge,
        allow_credentials=[_described(one) for one in keys.keys(session, step.staff_id)],
    )  # fmt: skip
    return _json(options_to_json(options))


def answer(
    database: Database, token: str, origin: Origin, credential: dict[str, object], now: datetime,
    browser: str = "",
) -> Admission:  # fmt: skip
    """Open the session when the key has answered rightly. Raises StepOver, KeyRefused."""
    with database.write() as session:
        step = _counted_step(session, token, now)
        staff_id, right = step.staff_id, _fits(session, step, origin, credential, now)
        if right:
            keys.end_step(session, step.token_hash)
    if not right:
        log.info("key_refused", extra={"staff": staff_id})
        raise KeyRefused
    return admit(database, staff_id, now, browser)


def recover(
    database: Database, token: str, typed: str, now: datetime, browser: str = ""
) -> Admission:
    """Open the session by a recovery code, which is good once. Raises StepOver, KeyRefused."""
    with database.write() as session:
        step = _counted_step(session, token, now)
        staff_id = step.staff_id
        right = keys.spend_code(session, staff_id, digest(read_code(typed)))
        if right:
            keys.end_step(session, step.token_hash)
            left = keys.count_codes(session, staff_id)
            accounts.note(session, staff_id, "code_used", by="", now=now, detail=str(left))
    if not right:
        log.info("recovery_code_refused", extra={"staff": staff_id})
        raise KeyRefused
    return admit(database, staff_id, now, browser)


# ------------------------------------------------------------------ within


def _fits(
    session: Session, step: SignInStep, origin: Origin, credential: dict[str, object],
    now: datetime,
) -> bool:  # fmt: skip
    key = keys.key(session, str(credential.get("id", "")))
    if key is None or key.staff_id != step.staff_id:
        return False
    try:
        proved = webauthn.verify_authentication_response(
            credential=credential, expected_challenge=step.challenge, expected_rp_id=origin.host,
            expected_origin=origin.url, credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )  # fmt: skip
    except WebAuthnException:
        return False
    key.sign_count, key.last_used_at = proved.new_sign_count, now
    return True


def _put_step(session: Session, token: str, staff_id: str, challenge: bytes, now: datetime) -> None:
    row = SignInStep(
        token_hash=digest(token), staff_id=staff_id, challenge=challenge,
        expires_at=now + STEP_HOLDS,
    )  # fmt: skip
    keys.put_step(session, row, now)


def _open_step(session: Session, token: str, now: datetime, *, lock: bool = True) -> SignInStep:
    """Raises StepOver."""
    step = keys.step(session, digest(token), lock=lock) if token else None
    if step is None or now >= step.expires_at or step.tries >= STEP_TRIES:
        raise StepOver
    return step


def _counted_step(session: Session, token: str, now: datetime) -> SignInStep:
    """Each answer is a try, also one that is wrong. Raises StepOver."""
    step = _open_step(session, token, now)
    step.tries += 1
    staff = session.get(Staff, step.staff_id)
    if staff is None or staff.disabled:
        raise StepOver
    return step


def _taken_step(session: Session, token: str, staff_id: str, now: datetime) -> SignInStep:
    step = _open_step(session, token, now)
    if step.staff_id != staff_id:
        raise StepOver
    return step


def _new_codes(session: Session, staff_id: str) -> tuple[str, ...]:
    codes = tuple(_random_code() for _ in range(RECOVERY_CODES))
    keys.put_codes(session, staff_id, (digest(one) for one in codes))
    return codes


def _random_code() -> str:
    """50 random bits in groups: typed once, from paper."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(n)) for n in CODE_GROUPS)


def _described(key: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.id))


def _json(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(text)
    return found
