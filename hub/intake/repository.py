"""Finds and keeps receipts for papers."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.intake.rules import Receipt
from hub.intake.tables import ReceiptRow
from wire.ids import DeviceId


def add(session: Session, site: str, receipt: Receipt) -> None:
    session.add(ReceiptRow(**vars(receipt), site=site))
    session.flush()


def row(session: Session, code: str) -> ReceiptRow | None:
    return session.get(ReceiptRow, code)


def between(session: Session, site: str, start: datetime, end: datetime) -> Sequence[ReceiptRow]:
    """Receipts of a span of time, the newest first."""
    query = select(ReceiptRow).where(
        ReceiptRow.site == site, ReceiptRow.at >= start, ReceiptRow.at < end
    )
    return session.exec(query.order_by(col(ReceiptRow.at).desc(), col(ReceiptRow.code))).all()


def forget(session: Session, site: str, today: date) -> int:
    old = delete(ReceiptRow).where(col(ReceiptRow.site) == site, col(ReceiptRow.delete_on) <= today)
    return session.connection().execute(old).rowcount


def erase(session: Session, site: str, appointments: Sequence[str]) -> None:
    theirs = (col(ReceiptRow.site) == site) & col(ReceiptRow.appointment).in_(appointments)
    session.connection().execute(delete(ReceiptRow).where(theirs))


def receipt(row: ReceiptRow) -> Receipt:
    return Receipt(
        code=row.code,
        device=DeviceId(row.device),
        at=row.at,
        received_at=row.received_at,
        appointment=row.appointment,
        lang=row.lang,
        delete_on=row.delete_on,
    )
