"""Everything is repeatable: the second arrival of one id gets the first answer."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from hub.kit.tables import InboxRow

KEPT = timedelta(days=30)
"""Longer than any device stays away with something unsent in its outbox."""


def answered(session: Session, message_id: str) -> str | None:
    """The answer that this id got before, or None when it is new."""
    row = session.get(InboxRow, message_id)
    return row.answer if row else None


def remember(session: Session, message_id: str, *, sender: str, at: datetime, answer: str) -> None:
    """Keep the answer with the change that it tells of."""
    session.add(InboxRow(id=message_id, sender=sender, received_at=at, answer=answer))


def forget(session: Session, *, now: datetime) -> int:
    """Drop the answers that nobody will ask for again. How many."""
    old = col(InboxRow.received_at) < now - KEPT
    return session.connection().execute(delete(InboxRow).where(old)).rowcount
