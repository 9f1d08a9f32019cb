"""Everything is repeatable: the second arrival of one id gets the first answer."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, delete, select

from hub.kit.tables import InboxRow

KEPT = timedelta(days=30)
"""Longer than any device stays away with something unsent in its outbox."""
KEPT_OF_STAFF = timedelta(days=1)
"""Longer than any page or program repeats a request: then nothing says who asked what when."""
OF_STAFF = "http:"
"""How the ids of requests of staff begin."""

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
    at, of_staff = col(InboxRow.received_at), col(InboxRow.id).startswith(OF_STAFF)
    old = (at < now - KEPT) | (of_staff & (at < now - KEPT_OF_STAFF))
    return session.connection().execute(delete(InboxRow).where(old)).rowcount
