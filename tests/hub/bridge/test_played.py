"""Displays tell what they have shown: once however often it is said, and kiosks have no say."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from hub.content.tables import PlayedDayRow, PlayedRow
from tests.hub.bridge.speech import acks, receiver, say
from tests.hub.conftest import Office
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
