"""Answers are kept as long as somebody may ask again, and no longer."""

from datetime import timedelta

from hub.kit import inbox
from hub.kit.periods import MESSAGES_KEPT
from tests.hub.conftest import Office


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
