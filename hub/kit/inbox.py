"""Everything is repeatable: the second arrival of one id gets the first answer."""

from datetime import datetime

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, delete, select

from hub.kit.periods import MESSAGES_KEPT
from hub.kit.tables import InboxRow

_ANSWER = select(InboxRow.answer).where(InboxRow.id == bindparam("id"))
_KEEP = insert(InboxRow)


def answered(session: Session, message_id: str) -> str | None:
    """The answer that this id got before, or None when it is new."""
    found = session.connection().execute(_ANSWER, {"id": message_id}).scalar_one_or_none()
    return None if found is None else str(found)


def remember(session: Session, message_id: str, *, sender: str, at: datetime, answer: str) -> None:
    """Keep the answer with the change that it tells of."""
    row = {"id": message_id, "sender": sender, "received_at": at, "answer": answer}
    session.connection().execute(_KEEP, row)


def forget(session: Session, *, now: datetime) -> int:
    """Drop the answers that nobody will ask for again. How many."""
    old = col(InboxRow.received_at) < now - MESSAGES_KEPT
    return session.connection().execute(delete(InboxRow).where(old)).rowcount
