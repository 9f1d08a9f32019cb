"""Feedback is counted once, by the hour, and nobody can be told from it."""

from datetime import date, timedelta

from sqlmodel import select

from hub.feedback import service
from hub.feedback.rules import Counted, Summary, summary
from hub.feedback.tables import FeedbackRow
from tests.hub.bridge.alone import Kiosk, hear
from tests.hub.bridge.speech import acks, receiver
from tests.hub.conftest import MONDAY, Office
from wire.messages import DoneReply, Feedback, FeedbackReason


def felt(office: Office, score: int, reason: FeedbackReason | None = None) -> Feedback:
    return Feedback(score=score, reason=reason, at=office.watch.now)


def summed(office: Office, first: date, last: date) -> Summary:
    with office.database.read() as session:
        return service.summed(session, office.site, first=first, last=last)


def test_each_answer_counts_once_however_often_it_comes(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office, "kiosk-07")
    said = [
        kiosk.says(one)
        for one in (felt(office, 5), felt(office, 1, "waiting"), felt(office, 1, "waiting"))
    ]
    for one in said * 2:
        hear(office, to, one)
    assert acks(office, "kiosk-07")[-1].reply == DoneReply()
    today = MONDAY.date()
    found = summed(office, today, today)
    assert (found.scores, found.reasons) == ({1: 2, 2: 0, 3: 0, 4: 0, 5: 1}, {"waiting": 2})
    assert found.people == 3
    assert summed(office, today + timedelta(days=1), today + timedelta(days=7)).people == 0


def test_only_the_hour_is_kept(office: Office) -> None:
    office.watch.wait(minutes=37, seconds=12)
    hear(office, receiver(office), Kiosk(office).says(felt(office, 3)))
    with office.database.read() as session:
        (row,) = session.exec(select(FeedbackRow)).all()
    assert (row.hour, row.count, row.reason) == (MONDAY, 1, "")


def test_what_is_merged_after_days_counts_when_it_was_said(office: Office) -> None:
    to, kiosk = receiver(office), Kiosk(office)
    said = kiosk.says(felt(office, 4))
    office.watch.wait(days=3)
    hear(office, to, said)
    assert summed(office, MONDAY.date(), MONDAY.date()).people == 1


def test_reasons_come_by_how_many_gave_them() -> None:
    found = summary([Counted(2, "way", 1), Counted(1, "way", 2), Counted(1, "talk", 1)])
    assert list(found.reasons.items()) == [("way", 3), ("talk", 1)]
