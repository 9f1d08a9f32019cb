"""Reads and writes the players that wait to be paired."""

from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from hub.pairing.rules import State
from hub.pairing.tables import PairingRow

STATES: dict[str, State] = {
    "asked": "asked", "claimed": "claimed", "told": "told", "taken": "taken",
}  # fmt: skip


def by_id(session: Session, pairing: str, *, locked: bool) -> PairingRow | None:
    query = select(PairingRow).where(PairingRow.id == pairing)
    return session.exec(query.with_for_update() if locked else query).one_or_none()


def by_code(session: Session, site: str, code: str, *, locked: bool) -> PairingRow | None:
    query = select(PairingRow).where(PairingRow.site == site, PairingRow.code == code)
    return session.exec(query.with_for_update() if locked else query).one_or_none()


def is_free(session: Session, code: str) -> bool:
    return session.exec(select(PairingRow.id).where(PairingRow.code == code)).first() is None


def pending(session: Session, *, address: str | None, now: datetime) -> int:
    """How many wait, behind this address or in all."""
    query = (
        select(func.count())
        .select_from(PairingRow)
        .where(PairingRow.state == "asked", col(PairingRow.expires_at) > now)
    )
    if address is not None:
        query = query.where(PairingRow.address == address)
    return session.exec(query).one()


def drop(session: Session, site: str, device: str, *, but: str = "") -> None:
    """Whoever else was to become this display is a stranger again."""
    others = (
        (col(PairingRow.site) == site)
        & (col(PairingRow.device) == device)
        & (col(PairingRow.id) != but)
    )
    session.connection().execute(delete(PairingRow).where(others))


def forget(session: Session, before: datetime) -> None:
    """Those that were over by then."""
    session.connection().execute(delete(PairingRow).where(col(PairingRow.expires_at) < before))
