"""Displays tell what they have shown: once however often it is said, and kiosks have no say."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import func, select

from hub.content.tables import PlayedDayRow, PlayedRow
from tests.hub.bridge.speech import acks, receiver, say
from tests.hub.conftest import Office
from tests.hub.races import together
from wire.messages import Played, PlayedLog


def log(office: Office) -> PlayedLog:
    now = office.watch.now
    shown = Played(
        item="item-1", begun_at=now - timedelta(seconds=10), ended_at=now, outcome="shown"
    )
    return PlayedLog(entries=(shown,))


def kept(office: Office) -> int:
    with office.database.read() as session:
        return session.exec(select(func.count()).select_from(PlayedRow)).one()


def summed(office: Office) -> int:
    with office.database.read() as session:
        return sum(row.times for row in session.exec(select(PlayedDayRow)))


def test_what_a_display_has_shown_is_kept_once(office: Office) -> None:
    to = receiver(office)
    say(office, to, log(office), "display-1")
    again = say(office, to, log(office), "display-1")
    assert acks(office, "display-1")[-1].of == again.id
    assert kept(office) == 1
    say(office, to, log(office), "display-2")
    assert (kept(office), summed(office)) == (2, 2)


@pytest.mark.warns("message_refused")
def test_a_kiosk_shows_nothing(office: Office) -> None:
    say(office, receiver(office), log(office), "kiosk-01")
    assert [one.outcome for one in acks(office)] == ["unsupported"]
    assert kept(office) == 0


def test_what_was_shown_is_no_change_of_the_site(office: Office) -> None:
    before = office.database.revision(office.site)
    woken: list[str] = []
    office.database.on_commit(woken.append)
    said = [say(office, receiver(office), log(office), "display-1").id for _ in range(3)]
    assert office.database.revision(office.site) == before
    assert woken == []
    told = [(one.of, one.outcome) for one in acks(office, "display-1")]
    assert told == [(one, "committed") for one in said]


def test_what_was_shown_waits_for_nobody_who_holds_the_site(office: Office) -> None:
    if office.database.sqlite:
        pytest.skip("SQLite has one writer at a time anyway")
    with office.database.change(office.site):
        say(office, receiver(office), log(office), "display-1")
    assert kept(office) == 1


def test_two_processes_that_hear_one_log_keep_it_once(office: Office) -> None:
    said = log(office)
    other = office.another_process()
    ours, theirs = receiver(office), receiver(office, other)
    together([partial(say, office, to, said, "display-1") for to in (ours, theirs)])
    assert (kept(office), summed(office)) == (1, 1)
