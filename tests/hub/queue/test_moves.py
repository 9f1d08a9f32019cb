"""Park, hand on, merge, state a need, note down, take back: what staff do besides calling."""

from datetime import datetime, timedelta

import pytest

from hub.kit.database import Change
from hub.queue import service as queue
from hub.queue.repository import history
from hub.queue.rules import (
    DeskIsBusy,
    NeedWithoutReason,
    NewTicket,
    NobodyServes,
    NobodyWaiting,
    NotToday,
    NowAnother,
    Ticket,
    TooLateToUndo,
    UnknownNeed,
    WrongState,
    durations,
    stays,
)
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from wire.ids import ConcernId, ZoneId

MINUTE = timedelta(minutes=1)
WHO = "yilmaz"


class Desk:
    """Staff at a desk, minute by minute."""

    def __init__(self, office: Office) -> None:
        self.office, self.now = office, office.watch.now

    def change(self, wish: str, *args: object, after: float = 1, **more: object) -> Ticket:
        self.now += after * MINUTE
        with self.office.database.change(HOUSE.site.id) as change:
            done: Ticket = getattr(queue, wish)(change, *args, actor=WHO, now=self.now, **more)
        return done

    def walk_in(self, concern: str = "unterlagen", after: float = 1) -> Ticket:
        self.now += after * MINUTE
        zone = next(one.zone for one in HOUSE.concerns if one.id == concern)
        with self.office.database.change(HOUSE.site.id) as change:
            new = NewTicket(ConcernId(concern), ZoneId(zone), "de")
            return queue.issue(change, new, now=self.now)

    def booked(self, minutes: int) -> Ticket:
        """Somebody with an appointment in so many minutes."""
        at = self.now + minutes * MINUTE
        with self.office.database.change(HOUSE.site.id) as change:
            new = NewTicket(
                ConcernId("umzug"), ZoneId("B"), "de", None, f"a{minutes}{self.now:%M}", at
            )
            return queue.issue(change, new, now=self.now)

    def now_is(self, ticket: str) -> Ticket:
        with self.office.database.read() as session:
            return queue.ticket(session, HOUSE.site.id, ticket)

    def log(self, ticket: str) -> list[tuple[str, str | None]]:
        with self.office.database.read() as session:
            log = history.log_of(session, [ticket])[ticket]
        return [(one.event, one.state) for one in log]


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def test_who_is_parked_frees_the_room_and_comes_back_to_the_old_place(desk: Desk) -> None:
    one = desk.walk_in()
    desk.change("call_ticket", one.id, "Schalter 1")
    desk.change("start", one.id)
    assert desk.change("park", one.id, reason="Ausweis holen").state == "parked"
    other = desk.walk_in()
    assert desk.change("call_ticket", other.id, "Schalter 1", after=0).number == other.number
    back = desk.change("resume", one.id)
    assert (back.state, back.since) == ("waiting", one.issued_at)


def test_who_is_handed_on_waits_elsewhere_and_goes_before_who_came_later(desk: Desk) -> None:
    one = desk.walk_in()
    later = desk.walk_in("geldleistung")
    desk.change("call_ticket", one.id, "Schalter 1")
    desk.change("start", one.id)
    moved = desk.change("transfer", one.id, concern="geldleistung", room=None, reason="Bescheid")
    assert (moved.state, moved.concern, moved.transferred_from) == (
        "transferred", "geldleistung", "Schalter 1",
    )  # fmt: skip
    called = desk.change("call_next", "Schalter 2")
    assert called.number == one.number != later.number


def test_a_visit_of_several_concerns_goes_on_to_the_next_one(desk: Desk) -> None:
    one, other = desk.walk_in("umzug"), desk.walk_in("unterlagen")
    kept = desk.change("merge", one.id, other.id)
    assert kept.concerns == ("unterlagen",)
    moved = desk.change("transfer", one.id, concern="unterlagen", room=None)
    assert (moved.concern, moved.concerns) == ("unterlagen", ())


def test_two_numbers_of_one_person_become_one_visit_at_the_earlier_place(desk: Desk) -> None:
    first, second = desk.walk_in("unterlagen"), desk.walk_in("geldleistung")
    kept = desk.change("merge", second.id, first.id)
    assert (kept.id, kept.since, kept.concerns) == (second.id, first.issued_at, ("unterlagen",))
    assert desk.now_is(first.id).state == "left"
    with pytest.raises(TooLateToUndo):
        desk.change("undo", first.id)


def test_what_was_known_of_a_number_goes_on_with_the_one_that_it_became(desk: Desk) -> None:
    kept, other = desk.walk_in(), desk.walk_in("geldleistung")
    desk.change("add_note", other.id, "bringt einen Hund mit")
    desk.change("merge", kept.id, other.id)
    site = HOUSE.site.id
    with desk.office.database.read() as session:
        assert [one.text for one in queue.history(session, kept.id)[1]] == ["bringt einen Hund mit"]
        followed = queue.ticket_of_follow(session, site, other.follow or "", now=desk.now)
        shown = queue.ticket_of_number(session, site, other.number, now=desk.now)
    assert followed is not None
    assert shown is not None
    assert {followed.id, shown.id} == {kept.id}
    with pytest.raises(NowAnother):
        desk.change("come_back", other.id)
    assert desk.now_is(other.id).state == "left"


def test_of_two_visits_that_with_the_appointment_stays(desk: Desk) -> None:
    walk_in, booked = desk.walk_in(), desk.booked(3)
    assert desk.change("merge", walk_in.id, booked.id).id == booked.id
    with pytest.raises(WrongState):
        desk.change("merge", booked.id, desk.booked(4).id)
    with pytest.raises(WrongState):
        desk.change("merge", booked.id, booked.id)


def test_a_stated_need_moves_forward_and_wants_a_reason(desk: Desk) -> None:
    before, pregnant = desk.walk_in(), desk.walk_in(after=5)
    with pytest.raises(NeedWithoutReason):
        desk.change("set_needs", pregnant.id, ["pregnant"], " ")
    with pytest.raises(UnknownNeed):
        desk.change("set_needs", pregnant.id, ["tall"], "steht dort")
    desk.change("set_needs", pregnant.id, ["pregnant"], "hochschwanger")
    assert desk.change("call_next", "Schalter 1").number == pregnant.number
    desk.change("cancel", pregnant.id)
    desk.change("set_needs", pregnant.id, [], "")
    assert desk.change("call_next", "Schalter 1").number == before.number


def test_nothing_is_handed_on_to_nobody(desk: Desk) -> None:
    nobody = next(
        one.id for one in HOUSE.concerns if not any(one.id in room.concerns for room in HOUSE.rooms)
    )
    one = desk.walk_in()
    with pytest.raises(NobodyServes):
        desk.change("transfer", one.id, concern=nobody, room=None)
    assert desk.now_is(one.id).state == "waiting"


@pytest.mark.parametrize("wish", ["finish", "park"])
def test_what_was_done_by_mistake_is_taken_back_within_a_minute(desk: Desk, wish: str) -> None:
    one = desk.walk_in()
    desk.change("call_ticket", one.id, "Schalter 1")
    before = desk.change("start", one.id)
    desk.change(wish, one.id)
    again = desk.change("undo", one.id, after=1)
    assert (again.state, again.started_at, again.ended_at) == (
        "serving", before.started_at, None,
    )  # fmt: skip
    assert again.call is not None
    assert again.call.room == "Schalter 1"
    assert desk.change("finish", one.id).state == "done"
    with pytest.raises(TooLateToUndo):
        desk.change("undo", one.id, after=1.1)


def test_a_mistake_is_not_taken_back_into_an_occupied_room(desk: Desk) -> None:
    one, other = desk.walk_in(), desk.walk_in()
    desk.change("call_ticket", one.id, "Schalter 1")
    desk.change("no_show", one.id, after=0)
    desk.change("call_ticket", other.id, "Schalter 1", after=0)
    with pytest.raises(DeskIsBusy):
        desk.change("undo", one.id, after=0)
    assert desk.now_is(one.id).state == "no_show"


def test_who_was_handed_on_by_mistake_waits_where_they_were(desk: Desk) -> None:
    one = desk.walk_in()
    desk.change("transfer", one.id, concern="geldleistung", room=None)
    back = desk.change("undo", one.id)
    assert (back.concern, back.zone, back.transferred_from) == (one.concern, one.zone, None)
    with pytest.raises(TooLateToUndo):
        desk.change("undo", one.id, after=0)


def test_what_followed_is_not_undone_by_its_predecessor(desk: Desk) -> None:
    one = desk.walk_in()
    desk.change("leave", one.id, after=0)
    desk.change("come_back", one.id, after=0)
    with pytest.raises(TooLateToUndo):
        desk.change("undo", one.id, after=0)


@pytest.mark.parametrize("before", ["parked", "no_show"])
def test_a_call_by_mistake_leaves_everybody_where_they_were(desk: Desk, before: str) -> None:
    one = desk.walk_in()
    if before == "parked":
        desk.change("park", one.id)
    else:
        desk.change("call_ticket", one.id, "Schalter 1")
        desk.change("no_show", one.id)
    desk.change("call_ticket", one.id, "Schalter 1")
    assert desk.change("cancel", one.id).state == before
    with pytest.raises(NobodyWaiting):
        desk.change("call_next", "Schalter 1")


def test_what_colleagues_did_since_is_not_undone_along_with_it(desk: Desk) -> None:
    one, other = desk.walk_in(), desk.walk_in("geldleistung")
    desk.change("park", one.id, after=0)
    desk.change("merge", one.id, other.id, after=0)
    with pytest.raises(TooLateToUndo):
        desk.change("undo", one.id, after=0)
    assert desk.now_is(one.id).concerns == ("geldleistung",)


def test_of_a_long_queue_the_same_one_is_next_who_is_shown_as_next(desk: Desk) -> None:
    visits = [desk.walk_in() for _ in range(10)]
    desk.change("set_needs", visits[-1].id, ["emergency"], "Kreislauf")
    desk.change("park", visits[-1].id)
    desk.change("undo", visits[-1].id, after=0.5)
    assert desk.change("call_next", "Schalter 1", after=0).number == visits[-1].number


def test_a_visit_of_yesterday_is_over(desk: Desk) -> None:
    one = desk.walk_in()
    for wish, args in (("leave", ()), ("call_ticket", ("Schalter 1",)), ("park", ())):
        with pytest.raises(NotToday):
            desk.change(wish, one.id, *args, after=24 * 60)


def test_the_log_tells_the_whole_visit_and_its_times_add_up(desk: Desk) -> None:
    one = desk.walk_in()
    desk.change("call_ticket", one.id, "Schalter 1", after=5)
    desk.change("recall", one.id, after=1)
    desk.change("start", one.id, after=1)
    desk.change("park", one.id, after=3)
    desk.change("resume", one.id, after=4)
    desk.change("leave", one.id, after=1)
    desk.change("undo", one.id, after=1)
    desk.change("call_ticket", one.id, "Schalter 1", after=2)
    desk.change("start", one.id, after=1)
    desk.change("finish", one.id, after=6)
    with desk.office.database.read() as session:
        log = history.log_of(session, [one.id])[one.id]
    spent = {state: lasted / MINUTE for state, lasted in durations(log, desk.now).items()}
    assert spent == {"waiting": 9, "called": 3, "serving": 9, "parked": 4}
    assert sum(spent.values()) == (desk.now - one.issued_at) / MINUTE
    assert [(stay.state, stay.room) for stay in stays(log)][-3:] == [
        ("called", "Schalter 1"), ("serving", "Schalter 1"), ("done", "Schalter 1"),
    ]  # fmt: skip


def test_who_comes_early_is_here_but_waits_from_near_their_time_on(desk: Desk) -> None:
    early, later = desk.booked(40), desk.walk_in("umzug", after=10)
    assert early.state == "arrived"
    assert desk.change("call_next", "2.10").number == later.number
    assert activated(desk, early.appointment_at) == ["arrived", "waiting"]


def activated(desk: Desk, at: datetime | None) -> list[str | None]:
    """The states in the log of everybody who was early, once their time has nearly come."""
    assert at is not None
    with desk.office.database.change(HOUSE.site.id) as change:
        queue.activate_due(change, now=at - 6 * MINUTE)
        assert not _waits(change, at)
        queue.activate_due(change, now=at)
    found = _waits(change, at)
    with desk.office.database.read() as session:
        log = history.log_of(session, found)[found[0]]
    assert log[-1].at == at - 5 * MINUTE
    return [one.state for one in log]


def _waits(change: Change, at: datetime) -> list[str]:
    today = queue.today(change.session, change.site, now=at)
    return [one.id for one in today if one.state == "waiting" and one.appointment_at == at]
