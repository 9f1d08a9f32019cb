"""Presence on both databases: the list, leaving, the evening, wardens at once, the second copy."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.checkin import service as checkin
from hub.devices import service as devices
from hub.identity import service as identity
from hub.kit.tables import OutboxRow
from hub.presence import service
from hub.presence.rules import NoEvacuation, NotOnRoll, UnknownVisit
from hub.queue import service as queue
from hub.sites import service as sites
from hub.sites.demo import HERE
from hub.sites.rules import Floor
from tests.hub.bridge.speech import receiver, say
from tests.hub.conftest import Office
from tests.hub.presence.people import KIOSK, PASSWORD, act, arrives, copies, inside, warden
from tests.hub.races import together
from tests.people import sign_in
from wire import topics
from wire.ids import ConcernId, DeviceId
from wire.messages import CheckinRequest, Hours


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
