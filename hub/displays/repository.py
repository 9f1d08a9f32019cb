"""Reads and writes orders, reports and pictures of displays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from hub.displays.rules import Order
from hub.displays.tables import DisplayOrderRow, DisplayPictureRow, DisplayReportRow
from hub.kit.tables import ToldRow
from wire.messages import Action, DisplayReport

_ACTIONS: dict[str, Action] = {
    "restart": "restart", "identify": "identify", "picture": "picture",
}  # fmt: skip


def add_order(session: Session, site: str, order: Order) -> None:
    session.add(
        DisplayOrderRow(
            id=order.id, site=site, device=order.device, action=order.action,
            ordered_by=order.by, ordered_at=order.at,
        )
    )  # fmt: skip


def order(session: Session, site: str, device: str, order_id: str) -> Order | None:
    row = session.get(DisplayOrderRow, order_id)
    return _order(row) if row and (row.site, row.device) == (site, device) else None


def end_order(session: Session, order_id: str, outcome: str, detail: str, at: datetime) -> None:
    row = session.get_one(DisplayOrderRow, order_id)
    row.outcome, row.detail, row.done_at = outcome, detail, at


def orders(session: Session, site: str, device: str | None, most: int) -> tuple[Order, ...]:
    """The last orders, to one display or to all, the newest first."""
    query = select(DisplayOrderRow).where(DisplayOrderRow.site == site)
    if device is not None:
        query = query.where(DisplayOrderRow.device == device)
    newest = query.order_by(col(DisplayOrderRow.ordered_at).desc(), col(DisplayOrderRow.id).desc())
    return tuple(_order(row) for row in session.exec(newest.limit(most)))


def picture_orders(session: Session, site: str, since: datetime) -> dict[str, Order]:
    """The last wish for a picture since a moment, by display."""
    query = (
        select(DisplayOrderRow)
        .where(
            DisplayOrderRow.site == site,
            DisplayOrderRow.action == "picture",
            col(DisplayOrderRow.ordered_at) > since,
        )
        .order_by(col(DisplayOrderRow.ordered_at), col(DisplayOrderRow.id))
    )
    return {row.device: _order(row) for row in session.exec(query)}


def forget_orders(session: Session, site: str, before: datetime) -> None:
    old = (col(DisplayOrderRow.site) == site) & (col(DisplayOrderRow.ordered_at) < before)
    session.connection().execute(delete(DisplayOrderRow).where(old))


def reports(session: Session, site: str) -> dict[str, DisplayReport]:
    rows = session.exec(select(DisplayReportRow).where(DisplayReportRow.site == site))
    return {row.device: DisplayReport.model_validate(row.report) for row in rows}


def report(session: Session, site: str, device: str) -> DisplayReport | None:
    row = session.get(DisplayReportRow, (site, device))
    return DisplayReport.model_validate(row.report) if row else None


def put_report(session: Session, site: str, device: str, said: DisplayReport, at: datetime) -> None:
    plain = said.model_dump(mode="json")
    _put(session, DisplayReportRow, site, device, {"report": plain, "heard_at": at})


def _put(
    session: Session,
    table: type[DisplayReportRow | DisplayPictureRow],
    site: str,
    device: str,
    values: dict[str, Any],
) -> None:
    """In one statement, because two hubs hear a display's first word at the same moment."""
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    new = dialect.insert(table).values(site=site, device=device, **values)
    connection.execute(new.on_conflict_do_update(index_elements=["site", "device"], set_=values))


def newest(session: Session, site: str) -> tuple[datetime | None, ...]:
    """When a report and a picture were last heard: what pages look at between changes."""
    return tuple(
        session.exec(select(func.max(table.heard_at)).where(table.site == site)).one()
        for table in (DisplayReportRow, DisplayPictureRow)
    )


def put_picture(
    session: Session, site: str, device: str, *, jpeg: bytes, taken_at: datetime, at: datetime
) -> None:
    values = {"taken_at": taken_at, "heard_at": at, "jpeg": jpeg}
    _put(session, DisplayPictureRow, site, device, values)


def picture(
    session: Session, site: str, device: str, since: datetime
) -> tuple[datetime, bytes] | None:
    """When it was taken, and the JPEG, if it was heard since."""
    row = session.get(DisplayPictureRow, (site, device))
    return (row.taken_at, row.jpeg) if row and row.heard_at > since else None


def pictures(session: Session, site: str, since: datetime) -> dict[str, datetime]:
    """When the pictures that are still kept were taken, by display."""
    query = select(DisplayPictureRow.device, DisplayPictureRow.taken_at).where(
        DisplayPictureRow.site == site, col(DisplayPictureRow.heard_at) > since
    )
    return dict(session.exec(query).all())


def has_old_pictures(session: Session, before: datetime) -> bool:
    query = select(DisplayPictureRow.device).where(col(DisplayPictureRow.heard_at) <= before)
    return session.exec(query).first() is not None


def forget_pictures(session: Session, before: datetime) -> None:
    old = col(DisplayPictureRow.heard_at) <= before
    session.connection().execute(delete(DisplayPictureRow).where(old))


def told(session: Session, topics: Sequence[str]) -> dict[str, tuple[int, datetime]]:
    """The revision that the broker last took on each of these topics, and when."""
    query = select(ToldRow).where(col(ToldRow.topic).in_(topics))
    return {row.topic: (row.rev, row.at) for row in session.exec(query)}


def _order(row: DisplayOrderRow) -> Order:
    return Order(
        row.id, row.device, _ACTIONS[row.action], row.ordered_by, row.ordered_at, row.outcome,
        row.detail, row.done_at,
    )  # fmt: skip
