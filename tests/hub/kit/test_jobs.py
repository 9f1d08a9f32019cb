"""Jobs over many hub processes: each step is committed once, and the dead are taken over from."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from hub.kit import jobs
from hub.kit.database import Change
from hub.kit.jobs import LEASE, REST, Job, Jobs, Report, Step
from tests.hub.conftest import Office
from tests.hub.races import AT_ONCE, together


def note(name: str) -> Step:
    """Leaves one row of the inbox behind: two of them would be two of one id."""

    def step(change: Change, now: datetime) -> None:
        change.session.connection().execute(
            text("INSERT INTO inbox (id, sender, received_at, answer) VALUES (:id, '', :at, '')"),
            {"id": f"{name} {now:%d}", "at": f"{now:%Y-%m-%d %H:%M:%S}"},
        )
        touched = "UPDATE inbox SET sender = 'job' WHERE sender = ''"
        change.session.connection().execute(text(touched))

    return step


def daily(**steps: Step) -> Job:
    return Job("daily", lambda _session, now: f"{now:%Y-%m-%d}", steps)


def hub(office: Office, job: Job) -> Jobs:
    """A process of its own beside the others."""
    return Jobs(office.another_process(), office.site, [job])


def ran(office: Office) -> set[str]:
    with office.database.read() as session:
        return set(session.connection().execute(text("SELECT id FROM inbox")).scalars())


def test_of_many_processes_one_does_it_once_a_period(office: Office) -> None:
    many = [hub(office, daily(one=note("one"), two=note("two"))) for _ in range(AT_ONCE)]
    done = [one for one in together([each.look for each in many]) if one != []]
    assert len(done) == 1, done
    [report] = kept(office)
    assert (report.counts, report.tries, report.fault) == ({"one": 1, "two": 1}, 1, "")
    assert ran(office) == {"one 23", "two 23"}
    office.watch.wait(days=1)
    assert len([one for one in together([each.look for each in many]) if one != []]) == 1
    assert [one.period for one in kept(office)] == ["2026-11-24", "2026-11-23"]
    assert all(one.ended_at is not None for one in kept(office))


def kept(office: Office) -> list[Report]:
    with office.database.read() as session:
        return jobs.reports(session, office.site, "daily")


class Death(BaseException):
    """Ends a process between two instructions, as SIGKILL does: nothing of it runs afterwards."""


def dies(_change: Change, _now: datetime) -> None:
    raise Death


def test_who_dies_is_taken_over_from_and_what_was_done_is_not_done_again(office: Office) -> None:
    first = hub(office, daily(one=note("one"), two=dies))
    with pytest.raises(Death):
        first.look()
    second = hub(office, daily(one=note("again"), two=note("two")))
    assert second.look() == [], "the first may be alive"
    office.watch.now += LEASE + timedelta(seconds=1)
    [report] = second.look()
    assert (report.counts, report.tries, report.holder) == ({"one": 1, "two": 1}, 2, "hub-3")
    assert ran(office) == {"one 23", "two 23"}


def test_a_step_that_takes_long_is_left_to_whoever_is_at_it(office: Office) -> None:
    """They took turns: each was held for dead, and what it had done came undone."""
    second: list[Report] = []

    def slow(change: Change, now: datetime) -> None:
        office.watch.now += 3 * LEASE
        if not office.database.sqlite:  # where the other could not even look before this is over
            second.extend(other.look())
        note("slow")(change, now)

    other = hub(office, daily(slow=note("other"), two=note("two")))
    [report] = hub(office, daily(slow=slow, two=note("two"))).look()
    assert (report.counts, report.tries) == ({"slow": 1, "two": 1}, 1)
    assert second == other.look() == []
    assert ran(office) == {"slow 23", "two 23"}


def sleeps(change: Change, now: datetime) -> None:
    """So long that another process holds it for dead and has taken over when it wakes up."""
    note("slow")(change, now)
    change.session.connection().execute(text("UPDATE job_run SET holder = 'other', tries = 2"))


@pytest.mark.warns("job_taken_over")
def test_who_was_held_for_dead_and_wakes_up_does_nothing_more(office: Office) -> None:
    assert hub(office, daily(one=sleeps, two=note("two"))).look() == []
    assert ran(office) == set(), "what it had begun came undone"


@pytest.mark.warns("job_step_failed", "job_unfinished")
def test_a_step_that_fails_keeps_no_other_and_is_tried_again(office: Office) -> None:
    faulty: list[Callable[[], None]] = [lambda: 1 / 0]  # type: ignore[list-item]

    def step(change: Change, now: datetime) -> None:
        for fault in faulty:
            fault()
        note("one")(change, now)

    one = hub(office, daily(one=step, two=note("two")))
    [report] = one.look()
    assert (report.counts, report.ended_at) == ({"two": 1}, None)
    assert report.fault == "one: ZeroDivisionError"
    faulty.clear()
    assert one.look() == [], "not at once"
    office.watch.now += REST + timedelta(seconds=1)
    [report] = one.look()
    assert (report.counts, report.fault) == ({"one": 1, "two": 1}, "")
    assert report.ended_at == office.watch.now
