"""Reads and writes alarms."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.emergency.rules import KINDS, Alarm, Reach, Scope
from hub.emergency.tables import AlarmRow, AlarmShownRow
from wire.messages import AlarmKind

_REACHES: dict[str, Reach] = {"zone": "zone", "site": "site", "house": "house"}
_KINDS: dict[str, AlarmKind] = {kind: kind for kind in KINDS}


def add(session: Session, site: str, alarm: Alarm) -> None:
    scope = alarm.scope
    session.add(
        AlarmRow(
            site=site, id=alarm.id, kind=alarm.kind, reach=scope.reach, zones=list(scope.zones),
            scope=" ".join((scope.reach, *scope.zones)), since=alarm.since,
            raised_by=alarm.raised_by,
        )
    )  # fmt: skip
    session.flush()


def end(session: Session, site: str, alarm: str, *, at: datetime, by: str) -> None:
    row = session.get_one(AlarmRow, (site, alarm))
    row.ended_at, row.ended_by = at, by
    session.flush()


def alarm(session: Session, site: str, alarm_id: str) -> Alarm | None:
    row = session.get(AlarmRow, (site, alarm_id))
    return _alarm(row) if row else None


def standing(session: Session, site: str) -> tuple[Alarm, ...]:
    """Those that nobody has ended, the newest first."""
    query = (
        select(AlarmRow)
        .where(AlarmRow.site == site, col(AlarmRow.ended_at).is_(None))
        .order_by(col(AlarmRow.since).desc(), col(AlarmRow.id).desc())
    )
    return tuple(_alarm(row) for row in session.exec(query))


def ended(session: Session, site: str, most: int) -> tuple[Alarm, ...]:
    """The last that were ended, the newest first."""
    query = (
        select(AlarmRow)
        .where(AlarmRow.site == site, col(AlarmRow.ended_at).is_not(None))
        .order_by(col(AlarmRow.ended_at).desc(), col(AlarmRow.id).desc())
        .limit(most)
    )
    return tuple(_alarm(row) for row in session.exec(query))


def add_shown(session: Session, site: str, alarm_id: str, device: str, at: datetime) -> bool:
    """False when it was noted before."""
    if session.get(AlarmShownRow, (site, alarm_id, device)):
        return False
    session.add(AlarmShownRow(site=site, alarm=alarm_id, device=device, frame_at=at))
    return True


def shown(session: Session, site: str, alarms: Sequence[str]) -> dict[str, dict[str, datetime]]:
    """When each display showed each of these alarms, by alarm and device."""
    query = select(AlarmShownRow.alarm, AlarmShownRow.device, AlarmShownRow.frame_at).where(
        AlarmShownRow.site == site, col(AlarmShownRow.alarm).in_(alarms)
    )
    found: dict[str, dict[str, datetime]] = {one: {} for one in alarms}
    for row in session.connection().execute(query):
        found[row.alarm][row.device] = row.frame_at
    return found


def forget_shown(session: Session, site: str, device: str) -> None:
    """A display's word on what stands; on what has ended it is part of the audit."""
    stands = select(AlarmRow.id).where(AlarmRow.site == site, col(AlarmRow.ended_at).is_(None))
    session.connection().execute(
        delete(AlarmShownRow).where(
            col(AlarmShownRow.site) == site, col(AlarmShownRow.device) == device,
            col(AlarmShownRow.alarm).in_(stands),
        )
    )  # fmt: skip


def forget(session: Session, site: str, before: datetime) -> None:
    """Alarms that were ended so long ago, and where they stood."""
    old = select(AlarmRow.id).where(AlarmRow.site == site, col(AlarmRow.ended_at) < before)
    connection = session.connection()
    connection.execute(
        delete(AlarmShownRow).where(
            col(AlarmShownRow.site) == site, col(AlarmShownRow.alarm).in_(old)
        )
    )
    connection.execute(
        delete(AlarmRow).where(col(AlarmRow.site) == site, col(AlarmRow.ended_at) < before)
    )


def _alarm(row: AlarmRow) -> Alarm:
    return Alarm(
        row.id, _KINDS[row.kind], Scope(_REACHES[row.reach], tuple(row.zones)), row.since,
        row.raised_by, row.ended_at, row.ended_by,
    )  # fmt: skip
