"""Everything is repeatable: the second arrival of one id gets the first answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, or_
from sqlmodel import Session, col, delete, select

from hub.kit.periods import MESSAGES_KEPT, REQUESTS_KEPT
from hub.kit.tables import InboxRow
from wire.messages import Ack

STAFF: Final = "http:"
"""How the ids of requests begin that members of staff have made."""
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


def erase(session: Session, names: Sequence[str]) -> None:
    """Answers that speak of one of these ids say no more than that the message was taken.

    A device that repeats itself is still told so; a member of staff who does is judged anew.
    """
    speaks = or_(*(col(InboxRow.answer).contains(one, autoescape=True) for one in names))
    for row in session.exec(select(InboxRow).where(speaks)):
        if row.id.startswith(STAFF):
            session.delete(row)
        else:
            row.answer = Ack(of=row.id.rpartition("/")[2], outcome="committed").model_dump_json()
            session.add(row)
    session.flush()


def forget(session: Session, *, now: datetime) -> int:
    """Drop the answers that nobody will ask for again. How many."""
    at, of_staff = col(InboxRow.received_at), col(InboxRow.id).startswith(STAFF)
    old = (at < now - MESSAGES_KEPT) | (of_staff & (at < now - REQUESTS_KEPT))
    return session.connection().execute(delete(InboxRow).where(old)).rowcount
