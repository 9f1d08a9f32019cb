"""Takes persons out of visits: when their time is over, or because they want it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    Update,
    and_,
    bindparam,
    case,
    cast,
    delete,
    null,
    or_,
    update,
)
from sqlmodel import Session, col, select

from hub.queue.rules import MERGED
from hub.queue.tables import CallAddresseeRow, CallRow, TicketEventRow, TicketNoteRow, TicketRow

_NUMBER = and_(col(TicketEventRow.event) == "leave", col(TicketEventRow.detail).like(f"{MERGED}%"))
"""Which number a number became: figures need it, and it names nobody."""
_BARE = {
    "actor": "", "before": null(),
    "detail": case((_NUMBER, col(TicketEventRow.detail)), else_=""),
}  # fmt: skip
_TOLD = or_(
    col(TicketEventRow.actor) != "", col(TicketEventRow.before).is_not(None),
    and_(col(TicketEventRow.detail) != "", ~_NUMBER),
)  # fmt: skip
_NEEDY = or_(
    cast(col(TicketRow.needs), String) != "[]", col(TicketRow.need_reason) != "",
    col(TicketRow.transferred_from).is_not(None),
)  # fmt: skip
_NO_NEEDS: dict[str, Any] = {"needs": [], "need_reason": "", "transferred_from": None}
_LETTER = update(TicketRow).where(col(TicketRow.letter) == bindparam("old"))
_BOOKED = update(TicketRow).where(col(TicketRow.appointment_id) == bindparam("old"))


def forget(session: Session, site: str, before: datetime) -> None:
    """Needs, notes, reasons and who did something, of what was before then; the times stay."""
    connection = session.connection()
    here = select(TicketRow.id).where(TicketRow.site == site)
    connection.execute(
        delete(TicketNoteRow).where(
            col(TicketNoteRow.at) < before, col(TicketNoteRow.ticket).in_(here)
        )
    )
    at = col(TicketEventRow.at) < before
    connection.execute(_nameless(and_(at, col(TicketEventRow.ticket).in_(here))))
    old = and_(col(TicketRow.site) == site, col(TicketRow.issued_at) < before, _NEEDY)
    connection.execute(update(TicketRow).where(old).values(_NO_NEEDS))


def erase(session: Session, tickets: Sequence[str]) -> None:
    """The same for these visits at once, with the pages that their slips lead to."""
    connection, theirs = session.connection(), col(TicketEventRow.ticket).in_(tickets)
    connection.execute(delete(TicketNoteRow).where(col(TicketNoteRow.ticket).in_(tickets)))
    connection.execute(_nameless(theirs))
    calls = select(CallRow.id).where(col(CallRow.ticket).in_(tickets))
    connection.execute(delete(CallAddresseeRow).where(col(CallAddresseeRow.call).in_(calls)))
    mine = update(TicketRow).where(col(TicketRow.id).in_(tickets))
    connection.execute(mine.values(_NO_NEEDS | {"follow": None}))


def rename_letters(session: Session, renamed: Mapping[str, str]) -> None:
    """The appointments of these ids have others now."""
    pairs = [{"old": old, "new": new} for old, new in renamed.items()]
    connection = session.connection()
    connection.execute(_BOOKED.values(appointment_id=bindparam("new")), pairs)
    connection.execute(_LETTER.values(letter=bindparam("new")), pairs)


def _nameless(which: ColumnElement[bool]) -> Update:
    return update(TicketEventRow).where(which, _TOLD).values(_BARE)
