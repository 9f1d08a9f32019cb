"""Presence on both databases: the list, leaving, the evening, wardens at once, the second copy."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlmodel import select

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.checkin import service as checkin
from hub.devices import service as devices
from hub.identity import service as identity
from hub.kit.auth import Principal
from hub.kit.tables import OutboxRow
from hub.presence import service
from hub.presence.rules import NoEvacuation, NotOnRoll, UnknownVisit
from hub.queue import service as queue
from hub.queue.rules import NewTicket, Ticket
from hub.sites import service as sites
from hub.sites.demo import HERE
from hub.sites.rules import Floor
from tests.hub.bridge.speech import acks, envelope, path, receiver, say
from tests.hub.conftest import Office
from tests.hub.races import together
from tests.people import person, sign_in
from wire import topics
from wire.codec import decode, encode
from wire.ids import ConcernId, DeviceId, ZoneId
from wire.messages import CheckinRequest, Hours, HouseList, LeaveRequest

KIOSK = DeviceId("kiosk-01")
PASSWORD = "ein langes Passwort"


def warden() -> Principal:
    return person("w", "W. Arden", "reception", HERE)


def arrives(office: Office, *, persons: int = 1, concern: str = "unterlagen") -> Ticket:
    with office.database.change(HERE) as change:
        new = NewTicket(ConcernId(concern), ZoneId("A"), "de")
        ticket = queue.issue(change, new, now=office.watch.now, device=KIOSK)
        if persons > 1:
            queue.amend(
                change, ticket.id, KIOSK, persons=persons, concerns=(), now=office.watch.now
            )
    return ticket


def act(office: Office, what: str, ticket: str, *more: str) -> None:
    with office.database.change(HERE) as change:
        getattr(queue, what)(change, ticket, *more, actor="test", now=office.watch.now)


def inside(office: Office) -> dict[str, str]:
    """Where each number is."""
    with office.database.read() as session:
        seen = service.picture(session, HERE, now=office.watch.now)
    return {one.number: one.where for one in seen.stays}


def copies(office: Office, device: str = KIOSK) -> list[HouseList]:
    """What the kiosk has been told, the oldest first."""
    topic = topics.HOUSE.path(site=HERE, dev=device)
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.topic == topic)).all()
    said = [decode(topic, row.payload)[1].data for row in rows if row.payload]
    return [one for one in said if isinstance(one, HouseList)]


def test_the_list_follows_a_visit_through_the_house(office: Office) -> None:
    one = arrives(office, persons=3)
    assert inside(office) == {"W001": "waiting"}
    office.watch.wait(minutes=5)
    act(office, "call_ticket", one.id, "Schalter 1")
    assert inside(office) == {"W001": "called"}
    act(office, "start", one.id)
    with office.database.read() as session:
        seen = service.picture(session, HERE, now=office.watch.now)
    assert (seen.persons, seen.stays[0].persons, seen.stays[0].floor) == (3, 3, 2)
    assert seen.place(seen.stays[0]) == "Schalter 1"
    assert seen.stays[0].sign.kind == "answered"
    act(office, "finish", one.id)
    assert inside(office) == {}


def test_who_sits_at_a_desk_is_listed_once_and_with_the_last_sign(office: Office) -> None:
    database = office.database
    identity.add_staff(
        database, site=HERE, login="lang", name="T. Lang", role="adviser", password=PASSWORD,
        now=office.watch.now,
    )  # fmt: skip
    for room in ("2.10", "2.14"):
        token = sign_in(
            database, login="lang", password=PASSWORD, now=office.watch.wait(minutes=1)
        ).token
        identity.choose_room(database, token, room)
    with database.read() as session:
        seen = service.picture(session, HERE, now=office.watch.now)
        idle = service.picture(session, HERE, now=office.watch.now + timedelta(hours=2))
    assert [(one.name, one.room, one.seen_at) for one in seen.colleagues] == [
        ("T. Lang", "2.14", office.watch.now)
    ]
    assert idle.colleagues == ()


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


def begins(office: Office) -> datetime:
    with office.database.change(HERE) as change:
        service.begin(change, warden(), now=office.watch.now)
    return office.watch.now


def test_staff_say_the_number_as_they_hear_it(office: Office) -> None:
    arrives(office)
    with office.database.change(HERE) as change:
        for number in ("W 002", "", "W", "W000000001", "Wxyz", "²²"):
            with pytest.raises(UnknownVisit):
                service.leave_by_number(change, number, actor="w", now=office.watch.now)
        assert service.leave_by_number(
            change, " w 001 ", actor="w", now=office.watch.now
        ).number == "W001"  # fmt: skip


def test_a_letter_shown_once_more_is_a_sign_of_life(office: Office) -> None:
    with office.database.change(HERE) as change:
        new = NewAppointment(
            office.watch.now, 30, ConcernId("umzug"), None, "Frau Brandt", "Kern, L."
        )
        booked = appointments.book(change, new)
        checkin.check_in_by_short_code(
            change, booked.short_code, lang="de", device=KIOSK, now=office.watch.now
        )
    again = CheckinRequest(kind="short_code", code=booked.short_code, lang="de")
    office.watch.wait(minutes=20)
    say(office, receiver(office), again)
    with office.database.read() as session:
        [seen] = service.picture(session, HERE, now=office.watch.now).stays
    assert (seen.sign.kind, seen.sign.at) == ("kiosk", office.watch.now)


# ------------------------------------------------------------------ the evening


def shuts_at_noon(office: Office) -> None:
    with office.database.change(HERE) as change:
        house = sites.house(change.session, HERE)
        hours = (Hours(weekday=0, opens=8 * 60, closes=12 * 60),)
        shut = replace(house, site=replace(house.site, hours=hours))
        sites.rebuild(change, shut, ())


def test_the_evening_rule_empties_the_house_once_whoever_asks(office: Office) -> None:
    shuts_at_noon(office)
    waits, talks = arrives(office), arrives(office)
    act(office, "call_ticket", talks.id, "Schalter 1")
    act(office, "start", talks.id)
    office.watch.wait(hours=3, minutes=29)
    assert service.count_out(office.database, HERE, now=office.watch.now) == 0
    office.watch.wait(minutes=1)
    databases = [office.database, office.another_process()]
    count = [partial(service.count_out, one, HERE, now=office.watch.now) for one in databases * 2]
    assert sorted(str(one) for one in together(count)) == ["0", "0", "0", "2"]
    with office.database.read() as session:
        assert queue.ticket(session, HERE, waits.id).state == "left"
        assert queue.ticket(session, HERE, talks.id).state == "done"


def test_an_office_without_the_rule_counts_nobody_out(office: Office) -> None:
    arrives(office)
    shuts_at_noon(office)
    with office.database.change(HERE) as change:
        service.set_evening(change, None)
    assert service.count_out(office.database, HERE, now=office.watch.wait(hours=9)) == 0
    assert inside(office) == {"W001": "waiting"}


# ------------------------------------------------------------------ the evacuation


def test_wardens_who_tick_at_once_lose_nothing(office: Office) -> None:
    databases = [office.database, office.another_process()]
    tickets = [arrives(office, persons=2) for _ in range(4)]
    with office.database.change(HERE) as change:
        begun = service.begin(change, warden(), now=office.watch.now)

    def tick(nth: int) -> object:
        ticket, person = tickets[nth // 2], nth % 2 + 1
        with databases[nth % 2].change(HERE) as change:
            return service.mark(
                change, warden(), f"visit:{ticket.id}", person, seen=True, now=office.watch.now
            )

    results = together([lambda nth=nth: tick(nth) for nth in range(8)])  # type: ignore[misc]
    assert not [one for one in results if isinstance(one, Exception)]
    with office.database.read() as session:
        found = service.the_roll(session, HERE, now=office.watch.now)
    assert found.evacuation.id == begun.id
    assert (found.count.persons, found.count.seen, found.count.missing) == (8, 8, 0)


def test_one_evacuation_runs_however_many_begin_it(office: Office) -> None:
    databases = [office.database, office.another_process()]

    def start(nth: int) -> str:
        with databases[nth % 2].change(HERE) as change:
            return service.begin(change, warden(), now=office.watch.now).id

    assert len(set(together([lambda nth=nth: start(nth) for nth in range(6)]))) == 1  # type: ignore[misc]


def test_who_finished_meanwhile_must_still_be_seen(office: Office) -> None:
    one, two = arrives(office), arrives(office)
    with office.database.change(HERE) as change:
        service.begin(change, warden(), now=office.watch.wait(minutes=1))
    office.watch.wait(minutes=1)
    act(office, "leave", one.id)
    with office.database.change(HERE) as change:
        found = service.mark(
            change, warden(), f"visit:{two.id}", None, seen=True, now=office.watch.now
        )
        assert (found.count.missing, found.count.seen) == (1, 1)
        assert found.entries[1].who.where == "left"  # type: ignore[union-attr]
    with office.database.change(HERE) as change:
        again = service.mark(
            change, warden(), f"visit:{two.id}", 1, seen=False, now=office.watch.now
        )
    assert again.count.missing == 2


def sits_down(office: Office, login: str, room: str) -> str:
    """Their session's token."""
    database, now = office.database, office.watch.now
    identity.add_staff(
        database, site=HERE, login=login, name=login.title(), role="adviser", password=PASSWORD,
        now=now,
    )  # fmt: skip
    token = sign_in(database, login=login, password=PASSWORD, now=now).token
    identity.choose_room(database, token, room)
    return token


def test_colleagues_stay_on_the_roll_whatever_becomes_of_their_session(office: Office) -> None:
    tokens = [sits_down(office, "lang", "2.10")]
    with office.database.change(HERE) as change:
        service.begin(change, warden(), now=office.watch.now)
    tokens.append(sits_down(office, "demir", "2.14"))
    databases = [office.database, office.another_process()]
    write = [partial(service.write_down, one, HERE, now=office.watch.now) for one in databases * 2]
    assert sorted(str(one) for one in together(write)) == ["0", "0", "0", "1"]
    for token in tokens:
        identity.sign_out(office.database, token)
    with office.database.read() as session:
        found = service.the_roll(session, HERE, now=office.watch.wait(hours=2))
    assert [(one.who.room, one.missing) for one in found.entries] == [("2.10", 1), ("2.14", 1)]
    with office.database.change(HERE) as change:
        ticked = service.mark(
            change, warden(), found.entries[0].subject, 1, seen=True, now=office.watch.now
        )
        assert ticked.count.missing == 1
        service.end(change, warden(), now=office.watch.now)
        service.forget(change, now=office.watch.wait(days=4000))
        assert service.latest_roll(change.session, HERE) is None


def test_nobody_is_ticked_off_without_an_evacuation_or_without_being_on_its_list(
    office: Office,
) -> None:
    one = arrives(office)
    with office.database.change(HERE) as change:
        with pytest.raises(NoEvacuation):
            service.mark(change, warden(), f"visit:{one.id}", 1, seen=True, now=office.watch.now)
        service.begin(change, warden(), now=office.watch.now)
        for subject, person in ((f"visit:{one.id}", 2), ("visit:x", 1), ("staff:x", None)):
            with pytest.raises(NotOnRoll):
                service.mark(change, warden(), subject, person, seen=True, now=office.watch.now)
        service.end(change, warden(), now=office.watch.now)
        with pytest.raises(NoEvacuation):
            service.end(change, warden(), now=office.watch.now)


# ------------------------------------------------------------------ the second copy


def test_the_chosen_kiosk_gets_the_list_when_it_changes_and_each_minute(office: Office) -> None:
    arrives(office, persons=2)
    tell = service.tell_kiosks
    assert tell(office.database, HERE, now=office.watch.now)
    assert not tell(office.another_process(), HERE, now=office.watch.now)
    assert not tell(office.database, HERE, now=office.watch.wait(seconds=11))
    arrives(office)
    assert tell(office.database, HERE, now=office.watch.now)
    assert tell(office.database, HERE, now=office.watch.wait(seconds=61))
    said = copies(office)
    assert [len(one.stays) for one in said] == [1, 2, 2]
    assert (said[0].stays[0].number, said[0].stays[0].persons) == ("W001", 2)
    assert said[-1].as_of == office.watch.now
    assert copies(office, "kiosk-02") == []


def test_a_kiosk_hears_of_floors_as_the_office_calls_them(office: Office) -> None:
    with office.database.change(HERE) as change:
        house = sites.house(change.session, HERE)
        floors = tuple(Floor(level, f"Ebene {level}" + " lang" * 9) for level in range(-2, 6))
        sites.rebuild(change, replace(house, floors=floors), ())
    arrives(office)
    assert service.tell_kiosks(office.database, HERE, now=office.watch.now)
    assert copies(office)[-1].stays[0].floor.startswith("Ebene ")


def test_it_wakes_no_page_and_names_nobody(office: Office) -> None:
    with office.database.change(HERE) as change:
        new = NewAppointment(
            office.watch.now, 30, ConcernId("umzug"), None, "Frau Brandt", "Kern, Liese"
        )
        booked = appointments.book(change, new)
        checkin.check_in_by_short_code(
            change, booked.short_code, lang="de", device=KIOSK, now=office.watch.now
        )
    before = office.database.revision(HERE)
    assert service.tell_kiosks(office.database, HERE, now=office.watch.now)
    assert office.database.revision(HERE) == before
    assert "Kern" not in copies(office)[-1].model_dump_json()
    assert "Brandt" not in copies(office)[-1].model_dump_json()


def test_a_kiosk_that_no_longer_keeps_the_list_forgets_it(office: Office) -> None:
    arrives(office)
    with office.database.change(HERE) as change:
        service.keep_house(change, KIOSK, keeps=False, now=office.watch.now)
        service.keep_house(change, DeviceId("kiosk-02"), keeps=True, now=office.watch.now)
    assert [one.kept for one in copies(office)] == [False]
    assert [one.kept for one in copies(office, "kiosk-02")] == [True]
    assert service.tell_kiosks(office.database, HERE, now=office.watch.now)
    assert len(copies(office)) == 1


def test_a_broker_that_was_lost_is_told_anew(office: Office) -> None:
    arrives(office)
    assert service.tell_kiosks(office.database, HERE, now=office.watch.now)
    with office.database.change(HERE) as change:
        service.tell_anew(change)
    assert service.tell_kiosks(office.database, HERE, now=office.watch.now)


def test_a_full_house_fits_into_one_message_and_counts_the_rest(office: Office) -> None:
    one = arrives(office, persons=3)
    with office.database.read() as session:
        seen = service.picture(session, HERE, now=office.watch.now)
    many = tuple(
        replace(seen.stays[0], visit=f"{one.id}{n}", needs=("wheelchair", "blind", "deaf"))
        for n in range(700)
    )
    said = service.house_list(replace(seen, stays=many))
    envelope = office.database.post.envelope(said)
    assert len(envelope.model_dump_json(serialize_as_any=True)) < 262_144
    assert (len(said.stays), said.left_out) == (600, 300)


def test_the_list_goes_with_the_kiosk(office: Office) -> None:
    with office.database.change(HERE) as change:
        devices.take_down(change, KIOSK, timezone="Europe/Berlin")
    topic = topics.HOUSE.path(site=HERE, dev=KIOSK)
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.topic == topic)).all()
    assert [row.payload for row in rows] == [b""]
