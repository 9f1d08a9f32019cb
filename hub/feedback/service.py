"""The front door of feedback: count what a visitor said, and add up what all said."""

import logging
from datetime import date, datetime

from hub.feedback import repository
from hub.feedback.rules import Summary, hour, summary
from hub.kit.database import Change, Session
from hub.sites import service as sites
from wire.ids import DeviceId, SiteId
from wire.messages import Feedback

log = logging.getLogger("hub.feedback")


def note(change: Change, said: Feedback, *, device: DeviceId, at: datetime) -> None:
    """Count one answer; a repetition is kept off by the message's id, before it comes here."""
    repository.count_up(
        change.session, change.site, device, hour=hour(at), score=said.score,
        reason=said.reason or "",
    )  # fmt: skip
    log.info("feedback_noted", extra={"site": change.site, "device": device})


def summed(session: Session, site: SiteId, *, first: date, last: date) -> Summary:
    """What was said on the local days from `first` to `last`."""
    one = sites.site(session, site)
    start, end = one.bounds(first)[0], one.bounds(last)[1]
    return summary(repository.counted(session, site, start, end))
