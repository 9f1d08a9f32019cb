"""Leaving: past the exit, late, at night, by the evening rule."""

from dataclasses import replace
from datetime import datetime

import pytest

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.presence import service
from hub.presence.rules import UnknownVisit
from hub.queue import service as queue
from hub.queue.rules import Ticket
from hub.sites import service as sites
from hub.sites.demo import HERE
from tests.hub.bridge.speech import acks, envelope, path, receiver, say
from tests.hub.conftest import Office
from tests.hub.presence.people import KIOSK, act, arrives, begins, inside, warden
from wire.codec import encode
from wire.ids import ConcernId
from wire.messages import CheckinRequest, Hours, LeaveRequest


@pytest.mark.parametrize("state", ["waiting", "called", "serving", "no_show", "done"])
def test_whoever_leaves_is_gone_from_any_state_and_twice_is_once(
    office: Office, state: str
) -> None:
    one = arrives(office)
    if state != "waiting":
        act(office, "call_ticket", one.id, "Schalter 1")
    if state in ("serving", "done"):
        act(office, "start", one.id)
    if state == "no_show":
        act(office, "no_show", one.id)
    if state == "done":
        act(office, "finish", one.id)
    with office.database.change(HERE) as change:
        service.leave(change, one.id, actor="w", now=office.watch.wait(seconds=5))
        gone = service.leave(change, one.id, actor="w", now=office.watch.wait(seconds=5))
    expected = {"serving": "done", "done": "done", "no_show": "no_show"}.get(state, "left")
    assert gone.state == expected
    assert inside(office) == {}


def test_a_letter_or_a_slip_at_the_exit_is_enough(office: Office) -> None:
    with office.database.change(HERE) as change:
        new = NewAppointment(
            office.watch.now, 30, ConcernId("umzug"), None, "Frau Brandt", "Kern, L."
        )
        booked = appointments.book(change, new)
        letter = appointments.letter_code(office.keyring, sites.site(change.session, HERE), booked)
    said = CheckinRequest(kind="letter", code=letter, lang="de")
    exit_ = LeaveRequest(code=letter, lang="de")
    station = receiver(office)
    say(office, station, exit_)
    say(office, station, said)
    assert inside(office) == {"T001": "waiting"}
    say(office, station, exit_)
    assert inside(office) == {}
    kinds = [ack.reply.kind for ack in acks(office, KIOSK) if ack.reply]
    assert kinds == ["refusal", "ticket", "done"]


def test_a_slips_address_leads_out_and_a_strangers_code_does_not(office: Office) -> None:
    one = arrives(office)
    with office.database.read() as session:
        token = queue.ticket(session, HERE, one.id).follow
    with office.database.change(HERE) as change:
        for text in (
            "https://warten.example/t/",
            "https://elsewhere.example/x",
            "T042",
            f"{token}",
        ):
            with pytest.raises(UnknownVisit):
                service.leave_by_code(
                    change, str(text), keyring=office.keyring, actor=KIOSK, now=office.watch.now
                )
        gone = service.leave_by_code(
            change, f"https://warten.example/t/{token}", keyring=office.keyring, actor=KIOSK,
            now=office.watch.now,
        )  # fmt: skip
    assert gone.id == one.id
    assert inside(office) == {}


def scanned(office: Office, slip: str, at: datetime, *, synced: bool = True) -> None:
    """A kiosk at the exit tells now what it read then, by its clock."""
    clk = "synced" if synced else "unsynced"
    code = f"https://warten.example/t/{slip}"
    said = envelope(office, LeaveRequest(code=code, lang="de"))
    said = said.model_copy(update={"ts": at, "clk": clk})
    receiver(office).take(path(office), encode(said))


def slip_of(office: Office, one: Ticket) -> str:
    with office.database.read() as session:
        return str(queue.ticket(session, HERE, one.id).follow)


def ended_at(office: Office, one: Ticket) -> datetime | None:
    with office.database.read() as session:
        return queue.ticket(session, HERE, one.id).ended_at


@pytest.mark.parametrize("synced", [True, False])
def test_a_scan_told_late_counts_from_when_it_was(office: Office, synced: bool) -> None:
    one = arrives(office)
    went, told = office.watch.wait(minutes=20), office.watch.wait(minutes=40)
    scanned(office, slip_of(office, one), went, synced=synced)
    assert inside(office) == {}
    assert ended_at(office, one) == (went if synced else told)


def test_a_scan_told_late_sends_nobody_out_who_is_back(office: Office) -> None:
    one = arrives(office)
    went = office.watch.wait(minutes=20)
    office.watch.wait(minutes=30)
    act(office, "call_ticket", one.id, "Schalter 1")
    act(office, "start", one.id)
    scanned(office, slip_of(office, one), went)
    assert inside(office) == {"W001": "room"}


def test_whoever_had_left_when_they_were_called_is_searched_for_by_nobody(office: Office) -> None:
    one = arrives(office)
    went = office.watch.wait(minutes=20)
    called = office.watch.wait(minutes=10)
    act(office, "call_ticket", one.id, "Schalter 1")
    begun = begins(office)
    office.watch.wait(minutes=1)
    scanned(office, slip_of(office, one), went)
    assert ended_at(office, one) == called, "the queue's log does not run backwards"
    with office.database.read() as session:
        found = service.running(session, HERE, now=office.watch.now)
    assert found is not None
    assert (found.evacuation.begun_at, found.entries) == (begun, ()), "gone before it began"


def test_a_list_that_runs_over_midnight_loses_nobody(office: Office) -> None:
    office.watch.wait(hours=14, minutes=50)  # 23:50 in Berlin
    one = arrives(office)
    begins(office)
    office.watch.wait(minutes=20)
    with office.database.change(HERE) as change:
        service.mark(change, warden(), f"visit:{one.id}", 1, seen=True, now=office.watch.now)
    late = arrives(office)
    with office.database.read() as session:
        found = service.the_roll(session, HERE, now=office.watch.wait(hours=9))
    assert [entry.subject for entry in found.entries] == [f"visit:{one.id}", f"visit:{late.id}"]
    assert (found.count.persons, found.count.seen) == (2, 1)


def test_in_the_night_those_of_the_day_before_are_in_the_house_still(office: Office) -> None:
    office.watch.wait(hours=14, minutes=50)
    one = arrives(office)
    office.watch.wait(minutes=20)
    assert inside(office) == {"W001": "waiting"}
    scanned(office, slip_of(office, one), office.watch.now)
    assert inside(office) == {}
    arrives(office)
    assert inside(office) == {"W001": "waiting"}, "the number of the new day"


def test_an_evening_that_begins_after_midnight_empties_the_house_too(office: Office) -> None:
    with office.database.change(HERE) as change:
        house = sites.house(change.session, HERE)
        hours = (Hours(weekday=0, opens=8 * 60, closes=24 * 60),)
        sites.rebuild(change, replace(house, site=replace(house.site, hours=hours)), ())
    office.watch.wait(hours=14, minutes=30)
    one = arrives(office)
    office.watch.wait(minutes=58)
    assert service.count_out(office.database, HERE, now=office.watch.now) == 0
    office.watch.wait(minutes=2)
    assert service.count_out(office.database, HERE, now=office.watch.now) == 1
    with office.database.read() as session:
        assert queue.ticket(session, HERE, one.id).state == "left"
