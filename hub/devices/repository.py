"""Reads and writes devices and what they have shown."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.devices.rules import Device, DeviceKind, Place, Shown, Trouble
from hub.devices.tables import CallShownRow, DeviceRow
from wire.health import Vitals
from wire.ids import DeviceId, ZoneId
from wire.messages import OFFERS

_KINDS: dict[str, DeviceKind] = {"kiosk": "kiosk", "display": "display"}


def add(session: Session, site: str, place: Place) -> None:
    session.add(DeviceRow(**{**vars(place), "offers": list(place.offers)}, site=site))
    session.flush()


def row(session: Session, site: str, device: str) -> DeviceRow | None:
    return session.get(DeviceRow, (site, device))


def rows(session: Session, site: str) -> Sequence[DeviceRow]:
    query = select(DeviceRow).where(DeviceRow.site == site).order_by(col(DeviceRow.id))
    return session.exec(query).all()


def was_shown(session: Session, site: str, device: str, call_id: str, attempt: int) -> bool:
    return session.get(CallShownRow, (call_id, attempt, site, device)) is not None


def add_shown(
    session: Session, site: str, device: str, *, call_id: str, attempt: int, frame_at: datetime
) -> None:
    session.add(
        CallShownRow(call_id=call_id, attempt=attempt, site=site, device=device, frame_at=frame_at)
    )


def shown_since(session: Session, site: str, since: datetime) -> list[Shown]:
    """What displays have shown since a moment, first shown first."""
    query = (
        select(CallShownRow, DeviceRow.name)
        .join(
            DeviceRow,
            (col(DeviceRow.site) == CallShownRow.site) & (col(DeviceRow.id) == CallShownRow.device),
        )
        .where(CallShownRow.site == site, CallShownRow.frame_at >= since)
        .order_by(col(CallShownRow.frame_at))
    )
    return [
        Shown(one.call_id, one.attempt, DeviceId(one.device), name, one.frame_at)
        for one, name in session.exec(query)
    ]


def forget_shown(session: Session, site: str, before: datetime) -> None:
    old = delete(CallShownRow).where(
        col(CallShownRow.site) == site, col(CallShownRow.frame_at) < before
    )
    session.connection().execute(old)


def device(row: DeviceRow) -> Device:
    return Device(
        place=place(row),
        online=row.online,
        seen_at=row.seen_at,
        version=row.version,
        troubles=tuple(
            Trouble(t["key"], t["severity"], datetime.fromisoformat(t["since"])) for t in row.health
        ),
        help_at=row.help_at,
        vitals=Vitals.model_validate(row.vitals) if row.vitals else None,
    )


def place(row: DeviceRow) -> Place:
    return Place(
        DeviceId(row.id), _KINDS[row.kind], row.name, row.node, row.facing_deg,
        ZoneId(row.zone) if row.zone else None, row.reading_distance_m, row.panel_height_mm,
        tuple(one for one in OFFERS if one in row.offers),
    )  # fmt: skip
