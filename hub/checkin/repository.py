"""Counts wrong short codes by device."""

from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from hub.checkin.tables import WrongCodeRow


def wrong_codes(session: Session, site: str, device: str, since: datetime) -> int:
    query = (
        select(func.count())
        .select_from(WrongCodeRow)
        .where(WrongCodeRow.site == site, WrongCodeRow.device == device, WrongCodeRow.at > since)
    )
    return session.exec(query).one()


def add_wrong_code(
    session: Session, site: str, device: str, *, at: datetime, forget: datetime
) -> None:
    """Note one more, and forget those before `forget`."""
    old = delete(WrongCodeRow).where(
        col(WrongCodeRow.site) == site,
        col(WrongCodeRow.device) == device,
        col(WrongCodeRow.at) <= forget,
    )
    session.connection().execute(old)
    session.add(WrongCodeRow(site=site, device=device, at=at))
