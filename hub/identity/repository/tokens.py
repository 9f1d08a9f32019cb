"""Finds and keeps the tokens of other systems."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from hub.identity.rules.tokens import Token
from hub.identity.tables import SystemToken


def add(session: Session, row: SystemToken) -> None:
    session.add(row)


def tokens(session: Session, site: str) -> list[Token]:
    """The newest first, those that hold no more too."""
    query = select(SystemToken).where(SystemToken.site == site)
    query = query.order_by(col(SystemToken.made_at).desc(), col(SystemToken.id).desc())
    return [_token(row) for row in session.exec(query)]


def by_hash(session: Session, token_hash: str) -> Token | None:
    query = select(SystemToken).where(SystemToken.token_hash == token_hash)
    row = session.exec(query).one_or_none()
    return _token(row) if row else None


def touch(session: Session, token_id: str, now: datetime) -> None:
    query = update(SystemToken).where(col(SystemToken.id) == token_id)
    session.connection().execute(query.values(last_used_at=now))


def revoke(session: Session, site: str, token_id: str, *, by: str, now: datetime) -> bool:
    """Whether there is such a token; the first who revokes it is kept."""
    row = session.get(SystemToken, token_id)
    if row is None or row.site != site:
        return False
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = now, by
    return True


def forget(session: Session, site: str, before: datetime) -> None:
    """Those that were revoked or over before then."""
    query = delete(SystemToken).where(
        col(SystemToken.site) == site,
        (col(SystemToken.revoked_at) < before) | (col(SystemToken.expires_at) < before),
    )
    session.connection().execute(query)


def _token(row: SystemToken) -> Token:
    return Token(
        row.id, row.site, row.name, tuple(row.scopes), row.made_by, row.made_at, row.expires_at,
        row.last_used_at, row.revoked_at,
    )  # fmt: skip
