"""Answers are kept as long as somebody may ask again, and no longer."""

from datetime import timedelta

from pydantic import BaseModel
from sqlmodel import select

from hub.kit import inbox
from hub.kit.once import Once
from hub.kit.periods import MESSAGES_KEPT
from hub.kit.tables import InboxRow
from tests.hub.conftest import Office
from tests.people import person


class Answer(BaseModel):
    day: int


def test_a_repeated_id_gets_the_first_answer_until_it_is_forgotten(office: Office) -> None:
    now = office.watch.now
    with office.database.change(office.site) as change:
        inbox.remember(change.session, "k/1", sender="k", at=now, answer="first")
        inbox.remember(change.session, "k/2", sender="k", at=now - MESSAGES_KEPT, answer="old")
    later = now + timedelta(seconds=1)
    with office.database.change(office.site) as change:
        assert inbox.forget(change.session, now=later) == 1
    with office.database.read() as session:
        assert inbox.answered(session, "k/1") == "first"
        assert inbox.answered(session, "k/2") is None


def test_a_request_of_staff_is_remembered_for_a_day_and_without_their_name(office: Office) -> None:
    who = person("brandt", "K. Brandt", "adviser", office.site)
    for day in (0, 1):
        with office.database.change(office.site) as change:
            once = Once(who, "one-key", office.watch.now, "wish")
            answer = once.do(change, Answer, lambda: Answer(day=day))  # noqa: B023
        assert answer.day == day, "carried out once a day at most"
        with office.database.change(office.site) as change:
            assert Once(who, "one-key", office.watch.now, "wish").do(
                change, Answer, lambda: Answer(day=9)
            ) == answer  # fmt: skip
            [row] = change.session.exec(select(InboxRow)).all()
            assert not {who.login, who.staff_id} & {row.sender, *row.id.split(":")}
        office.watch.wait(days=1, seconds=1)
        with office.database.change(office.site) as change:
            assert inbox.forget(change.session, now=office.watch.now) == 1
