"""Everything is repeatable: the second arrival of one id gets the first answer."""

from datetime import datetime

from sqlmodel import Session

from hub.kit.tables import InboxRow


def answered(session: Session, message_id: str) -> str | None:
    """The answer that this id got before, or None when it is new."""
    row = session.get(InboxRow, message_id)
    return row.answer if row else None


def remember(session: Session, message_id: str, *, sender: str, at: datetime, answer: str) -> None:
    """Keep the answer with the change that it tells of."""
    session.add(InboxRow(id=message_id, sender=sender, received_at=at, answer=answer))
