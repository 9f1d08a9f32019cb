"""The record of deletions on request."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.privacy.tables import ErasureRow


def add(session: Session, row: ErasureRow) -> None:
    session.add(row)
    session.flush()


def of_site(session: Session, site: str, most: int) -> list[ErasureRow]:
    """The newest first."""
    query = select(ErasureRow).where(ErasureRow.site == site)
    return list(session.exec(query.order_by(col(ErasureRow.at).desc()).limit(most)))


def forget(session: Session, site: str, before: datetime) -> None:
    old = delete(ErasureRow).where(col(ErasureRow.site) == site, col(ErasureRow.at) < before)
    session.connection().execute(old)
