"""Silent calls on both databases: answers at once, a hub that dies, the escalation."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from hub.kit.auth import NotPermitted, Principal
from hub.kit.tables import OutboxRow
from hub.silent import service
from hub.silent.rules import (
    NotYourself,
    Outcome,
    SilentCall,
    SilentCallOver,
    UnknownSilentCall,
)
from hub.sites.demo import HERE
from tests import people
from tests.hub.conftest import Office
from tests.hub.races import together


def person(login: str = "brandt", role: str = "adviser", room: str | None = "2.14") -> Principal:
    return replace(people.person(login, login.title(), role, HERE), room=room)


def called(office: Office, who: Principal | None = None) -> SilentCall:
    with office.database.change(HERE) as change:
        return service.raise_call(change, who or person(), now=office.watch.now)


def known(office: Office, call: str) -> SilentCall:
    with office.database.read() as session:
        return service.call(session, HERE, call)


def test_pressing_twice_is_one_call_and_calls_of_two_people_are_two(office: Office) -> None:
    first = called(office)
    office.watch.wait(seconds=2)
    assert called(office) == first
    called(office, person("demir", room=None))
    with office.database.read() as session:
        rooms = {one.name: one.room for one in service.open_calls(session, HERE)}
    assert rooms == {"Brandt": "2.14", "Demir": None}


@pytest.mark.warns("silent_call_unanswered")
def test_a_call_that_was_never_ended_is_raised_anew_where_the_person_is_now(
    office: Office,
) -> None:
    first = called(office)
    office.watch.wait(seconds=30)
    assert service.escalate(office.database, HERE, now=office.watch.now) == 1
    with office.database.change(HERE) as change:
        helper = person("yilmaz", "reception")
        service.answer(change, helper, first.id, now=office.watch.wait(seconds=29))
    assert called(office, person(room="2.10")).room == "2.14"
    later = office.watch.wait(seconds=1)
    again = called(office, person(room="2.10"))
    assert (again.room, again.raised_at, again.coming, again.loud) == ("2.10", later, (), False)
    with office.database.read() as session:
        assert service.open_calls(session, HERE) == (again,)
    assert service.escalate(office.database, HERE, now=office.watch.wait(seconds=30)) == 1


def test_one_call_stands_however_many_hubs_take_it_at_once(office: Office) -> None:
    databases = [office.database, office.another_process()]

    def call(nth: int) -> str:
        with databases[nth % 2].change(HERE) as change:
            return service.raise_call(change, person(), now=office.watch.now).id

    assert len(set(together([partial(call, nth) for nth in range(6)]))) == 1


def test_two_who_answer_at_once_both_come(office: Office) -> None:
    one, databases = called(office), [office.database, office.another_process()]
    helpers = [person(f"helfer{nth}", "reception") for nth in range(6)]

    def answer(nth: int) -> SilentCall:
        with databases[nth % 2].change(HERE) as change:
            return service.answer(change, helpers[nth // 2], one.id, now=office.watch.now)

    results = together([partial(answer, nth) for nth in range(12)])
    assert not [each for each in results if isinstance(each, Exception)]
    coming = known(office, one.id).coming
    assert sorted(each.staff_id for each in coming) == sorted(each.staff_id for each in helpers)


def test_an_end_and_an_answer_at_once_leave_one_truth(office: Office) -> None:
    one, databases = called(office), [office.database, office.another_process()]

    def act(nth: int) -> SilentCall:
        with databases[nth % 2].change(HERE) as change:
            if nth % 2:
                return service.end(change, person(), one.id, "helped", "", now=office.watch.now)
            return service.answer(
                change, person(f"helfer{nth}", "reception"), one.id, now=office.watch.now
            )

    results = together([partial(act, nth) for nth in range(8)])
    refused = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, SilentCallOver) for each in refused)
    assert len(known(office, one.id).coming) == 4 - len(refused)
    assert known(office, one.id).outcome == "helped"


_DIES = """
import os, signal, sys
from datetime import datetime
from hub import migrations
from hub.kit.auth import Principal
from hub.kit.database import Database
from hub.kit.post import Post
from hub.silent import service
url, at = sys.argv[1], datetime.fromisoformat(sys.argv[2])
who = Principal("id-brandt", "brandt", "Brandt", "adviser", "musterstadt", "2.14", "token")
with Database(url, Post("hub-9", lambda: at)).change("musterstadt") as change:
    service.raise_call(change, who, now=at)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.warns("silent_call_unanswered")
def test_the_call_of_a_hub_that_dies_after_its_commit_stands_and_gets_loud(office: Office) -> None:
    command = [sys.executable, "-c", _DIES, office.url, office.watch.now.isoformat()]
    died = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert died.returncode == -9, died.stderr
    with office.database.read() as session:
        [one] = service.open_calls(session, HERE)
    assert (one.name, one.room) == ("Brandt", "2.14")
    office.watch.wait(seconds=30)
    assert service.escalate(office.database, HERE, now=office.watch.now) == 1
    assert known(office, one.id).loud


@pytest.mark.warns("silent_call_unanswered")
def test_a_call_that_nobody_answers_gets_loud_once_whichever_hub_looks(office: Office) -> None:
    one = called(office)
    databases = [office.database, office.another_process()]
    assert service.escalate(office.database, HERE, now=office.watch.wait(seconds=29)) == 0
    now = office.watch.wait(seconds=1)
    before = office.database.revision(HERE)
    looks = together([partial(service.escalate, each, HERE, now=now) for each in databases * 3])
    assert sorted(str(each) for each in looks) == ["0"] * 5 + ["1"]
    assert office.database.revision(HERE) > before
    with office.database.change(HERE) as change:
        anybody = person("vogel", "publisher")
        assert not service.answer(change, anybody, one.id, now=now).loud
    assert known(office, one.id).escalated_at == now


def test_a_call_that_is_answered_in_time_stays_quiet(office: Office) -> None:
    one = called(office)
    with office.database.change(HERE) as change:
        service.answer(change, person("yilmaz", "reception"), one.id, now=office.watch.now)
    later = office.watch.wait(minutes=5)
    assert service.escalate(office.database, HERE, now=later) == 0


def test_who_may_not_is_refused_and_nobody_answers_their_own_call(office: Office) -> None:
    one = called(office)
    with office.database.change(HERE) as change:
        with pytest.raises(NotPermitted):
            service.answer(change, person("vogel", "publisher"), one.id, now=office.watch.now)
        with pytest.raises(NotPermitted):
            service.end(
                change, person("vogel", "publisher"), one.id, "helped", "", now=office.watch.now
            )
        with pytest.raises(NotYourself):
            service.answer(change, person(), one.id, now=office.watch.now)
        with pytest.raises(UnknownSilentCall):
            service.answer(change, person("yilmaz", "reception"), "x", now=office.watch.now)


def test_the_first_end_is_kept_with_its_note_and_forgotten_after_a_year(office: Office) -> None:
    one = called(office)
    with office.database.change(HERE) as change:
        service.end(change, person(), one.id, "false_alarm", " daneben  ", now=office.watch.now)
        service.end(
            change, person("yilmaz", "reception"), one.id, "helped", "", now=office.watch.now
        )
    assert (known(office, one.id).outcome, known(office, one.id).note) == (
        "false_alarm", "daneben",
    )  # fmt: skip
    assert called(office).id != one.id
    with office.database.change(HERE) as change:
        service.forget(change, now=office.watch.wait(days=364))
    assert known(office, one.id).ended_by == "Brandt"
    with office.database.change(HERE) as change:
        service.forget(change, now=office.watch.wait(days=2))
    with office.database.read() as session:
        assert [each.ended_at for each in service.open_calls(session, HERE)] == [None]
        with pytest.raises(UnknownSilentCall):
            service.call(session, HERE, one.id)


def test_only_who_may_answer_knows_of_the_calls_of_others_afterwards(office: Office) -> None:
    one = called(office)
    with office.database.change(HERE) as change:
        service.end(change, person(), one.id, "helped", "", now=office.watch.now)
        session = change.session
        seen = {
            who.login: len(service.lately(session, who, now=office.watch.now))
            for who in (person(), person("yilmaz", "reception"), person("vogel", "publisher"))
        }
        later = office.watch.now + timedelta(hours=13)
        assert service.lately(session, person(), now=later) == ()
    assert seen == {"brandt": 1, "yilmaz": 1, "vogel": 0}


def test_a_manager_sees_a_number_and_nothing_below_five_calls(office: Office) -> None:
    for nth in range(6):
        one = called(office)
        with office.database.change(HERE) as change:
            outcome: Outcome = "false_alarm" if nth % 2 else "helped"
            service.end(change, person(), one.id, outcome, "", now=office.watch.wait(minutes=1))
            found = service.rate_of(change.session, HERE, now=office.watch.now)
        assert found.calls == nth + 1
        assert found.false_alarms == (None if nth < 4 else 0.4 if nth == 4 else 0.5)


def test_nothing_of_a_silent_call_goes_to_any_screen(office: Office) -> None:
    one = called(office)
    with office.database.change(HERE) as change:
        service.answer(change, person("yilmaz", "reception"), one.id, now=office.watch.now)
        service.end(change, person(), one.id, "helped", "", now=office.watch.now)
    with office.database.read() as session:
        assert session.exec(select(OutboxRow)).all() == []
