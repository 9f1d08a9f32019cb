"""Keeps passkeys, recovery codes, and questions to keys that wait for an answer."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.identity.tables import Passkey, RecoveryCode, SignInStep


def keys(session: Session, staff_id: str) -> list[Passkey]:
    """The oldest first."""
    query = select(Passkey).where(Passkey.staff_id == staff_id)
    return list(session.exec(query.order_by(col(Passkey.made_at), col(Passkey.id))))


def key(session: Session, key_id: str) -> Passkey | None:
    return session.get(Passkey, key_id)


def add(session: Session, row: Passkey) -> None:
    session.add(row)


def drop(session: Session, staff_id: str, key_id: str | None = None) -> bool:
    """One key, or all with the codes that stand in for them; whether there was any."""
    query = delete(Passkey).where(col(Passkey.staff_id) == staff_id)
    if key_id is not None:
        query = query.where(col(Passkey.id) == key_id)
    found = session.connection().execute(query).rowcount > 0
    if not keys(session, staff_id):
        put_codes(session, staff_id, ())
    return found


def put_codes(session: Session, staff_id: str, hashes: Iterable[str]) -> None:
    """They void those before."""
    gone = delete(RecoveryCode).where(col(RecoveryCode.staff_id) == staff_id)
    session.connection().execute(gone)
    session.add_all(RecoveryCode(code_hash=one, staff_id=staff_id) for one in hashes)


def count_codes(session: Session, staff_id: str) -> int:
    query = select(RecoveryCode).where(RecoveryCode.staff_id == staff_id)
    return len(session.exec(query).all())


def spend_code(session: Session, staff_id: str, code_hash: str) -> bool:
    """Whether it was one of the person's; then it is gone."""
    query = delete(RecoveryCode).where(
        col(RecoveryCode.code_hash) == code_hash, col(RecoveryCode.staff_id) == staff_id
    )
    return session.connection().execute(query).rowcount == 1


def put_step(session: Session, row: SignInStep, now: datetime) -> None:
    """The new question; those that are too old go."""
    sweep(session, now)
    session.merge(row)


def sweep(session: Session, now: datetime) -> None:
    """Forget questions that are too old to be answered."""
    session.connection().execute(delete(SignInStep).where(col(SignInStep.expires_at) <= now))


def step(session: Session, token_hash: str, *, lock: bool) -> SignInStep | None:
    """With `lock` nobody else answers it at the same time; whoever only reads locks nothing."""
    query = select(SignInStep).where(SignInStep.token_hash == token_hash)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def end_step(session: Session, token_hash: str) -> None:
    query = delete(SignInStep).where(col(SignInStep.token_hash) == token_hash)
    session.connection().execute(query)
