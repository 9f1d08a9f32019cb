"""Counts feedback and reads the counts."""

from datetime import datetime

from sqlalchemy import bindparam, func, text
from sqlmodel import Session, col, select

from hub.feedback.rules import Counted
from hub.feedback.tables import FeedbackRow
from hub.kit.tables import UtcDateTime

_COUNT_UP = text(
    "INSERT INTO feedback (site, device, hour, score, reason, count)"
    " VALUES (:site, :device, :hour, :score, :reason, 1)"
    " ON CONFLICT (site, device, hour, score, reason) DO UPDATE SET count = feedback.count + 1"
).bindparams(bindparam("hour", type_=UtcDateTime()))


def count_up(
    session: Session, site: str, device: str, *, hour: datetime, score: int, reason: str
) -> None:
    key = {"site": site, "device": device, "hour": hour, "score": score, "reason": reason}
    session.connection().execute(_COUNT_UP, key)


def counted(session: Session, site: str, start: datetime, end: datetime) -> list[Counted]:
    """What was said from `start` on and before `end`, at all kiosks together."""
    query = (
        select(FeedbackRow.score, FeedbackRow.reason, func.sum(FeedbackRow.count))
        .where(FeedbackRow.site == site, FeedbackRow.hour >= start, FeedbackRow.hour < end)
        .group_by(col(FeedbackRow.score), col(FeedbackRow.reason))
    )
    return [Counted(score, reason, int(count)) for score, reason, count in session.exec(query)]
