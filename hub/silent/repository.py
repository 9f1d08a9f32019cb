"""Reads and writes silent calls and who answers them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.silent.rules import OUTCOMES, Coming, Outcome, SilentCall
from hub.silent.tables import SilentAnswerRow, SilentCallRow

_OUTCOMES: dict[str, Outcome] = {one: one for one in OUTCOMES}


def add(session: Session, site: str, call: SilentCall) -> None:
    session.add(
        SilentCallRow(
            id=call.id, site=site, staff=call.staff_id, name=call.name, room=call.room,
            raised_at=call.raised_at,
        )
    )  # fmt: skip
    session.flush()


def raise_anew(session: Session, call: str, *, room: str | None, at: datetime) -> None:
    """As if it had been raised now: nobody has answered, and it is not loud."""
    row = session.get_one(SilentCallRow, call)
    row.room, row.raised_at, row.escalated_at = room, at, None
    session.connection().execute(delete(SilentAnswerRow).where(col(SilentAnswerRow.call) == call))
    session.flush()


def add_answer(session: Session, call: str, coming: Coming) -> bool:
    """False when they had said so before."""
    if session.get(SilentAnswerRow, (call, coming.staff_id)):
        return False
    session.add(SilentAnswerRow(call=call, staff=coming.staff_id, name=coming.name, at=coming.at))
    session.flush()
    return True


def escalate(session: Session, call: str, at: datetime) -> None:
    session.get_one(SilentCallRow, call).escalated_at = at
    session.flush()


def end(session: Session, call: str, *, at: datetime, by: str, outcome: Outcome, note: str) -> None:
    row = session.get_one(SilentCallRow, call)
    row.ended_at, row.ended_by, row.outcome, row.note = at, by, outcome, note
    session.flush()


def call(session: Session, site: str, call_id: str) -> SilentCall | None:
    row = session.get(SilentCallRow, call_id)
    return _calls(session, [row])[0] if row is not None and row.site == site else None


def open_calls(session: Session, site: str) -> tuple[SilentCall, ...]:
    """Those that nobody has ended, the newest first."""
    query = select(SilentCallRow).where(
        SilentCallRow.site == site, col(SilentCallRow.ended_at).is_(None)
    )
    return _calls(session, session.exec(query.order_by(col(SilentCallRow.raised_at).desc())).all())


def ended_since(session: Session, site: str, since: datetime) -> tuple[SilentCall, ...]:
    """Those that were ended since then, the newest first."""
    query = select(SilentCallRow).where(
        SilentCallRow.site == site, col(SilentCallRow.ended_at) >= since
    )
    return _calls(session, session.exec(query.order_by(col(SilentCallRow.ended_at).desc())).all())


def forget(session: Session, site: str, before: datetime) -> None:
    """Calls that were ended so long ago."""
    connection = session.connection()
    old = select(SilentCallRow.id).where(
        SilentCallRow.site == site, col(SilentCallRow.ended_at) < before
    )
    connection.execute(delete(SilentAnswerRow).where(col(SilentAnswerRow.call).in_(old)))
    connection.execute(
        delete(SilentCallRow).where(
            col(SilentCallRow.site) == site, col(SilentCallRow.ended_at) < before
        )
    )


def _calls(session: Session, rows: Sequence[SilentCallRow]) -> tuple[SilentCall, ...]:
    if not rows:
        return ()
    query = select(SilentAnswerRow).where(col(SilentAnswerRow.call).in_([row.id for row in rows]))
    answers = session.exec(query.order_by(col(SilentAnswerRow.at), col(SilentAnswerRow.staff)))
    found: dict[str, list[Coming]] = {}
    for row in answers:
        found.setdefault(row.call, []).append(Coming(row.staff, row.name, row.at))
    return tuple(_call(row, found.get(row.id, ())) for row in rows)


def _call(row: SilentCallRow, coming: Iterable[Coming]) -> SilentCall:
    return SilentCall(
        row.id, row.staff, row.name, row.room, row.raised_at, row.escalated_at, row.ended_at,
        row.ended_by, _OUTCOMES[row.outcome] if row.outcome else None, row.note, tuple(coming),
    )  # fmt: skip
