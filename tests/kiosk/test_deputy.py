"""Numbers of the kiosk's own: never twice, never lost, the same for the same letter."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.deputy import ClockTrust, Deputy, Issued
from kiosk.devices.clocks import Clocks, ran_on
from kiosk.journal import AloneTicket, Journal
from kiosk.ui.sample import NOW
from tests.kiosk.letters import ALONE_CONFIG, AT, book, letter
from wire.messages import (
    CheckinRequest,
    Hours,
    Lease,
    PaperReport,
    RefusalReply,
    TicketReply,
    TicketRequest,
)

SMALL = Lease(series="K", first=10, last=14, next=10)


class Time:
    """Two clocks that a test turns."""

    def __init__(self) -> None:
        self.utc = NOW
        self.steady = NOW
        self.state = "synced"
        self.clocks = Clocks(lambda: self.utc, lambda: self.steady)
        self.trust = ClockTrust(self.clocks, lambda: self.state)

    def passes(self, seconds: float) -> None:
        self.utc += timedelta(seconds=seconds)
        self.steady += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "kiosk.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def deputy(journal: Journal, time: Time) -> Deputy:
    made = Deputy(journal, time.clocks, time.trust)
    made.config, made.book = ALONE_CONFIG, book(1, 2)
    return made


def checkin(n: int = 1) -> CheckinRequest:
    return CheckinRequest(kind="letter", code=letter(n), lang="de")


def keep(journal: Journal, issued: Issued, instead_of: str | None = None) -> str:
    """Put the message into the outbox, as the post does."""
    from wire import topics
    from wire.codec import encode
    from wire.messages import NAMES, Envelope

    message_id = f"m-{issued.ticket.reply.ticket_id}"
    raw = encode(
        Envelope(
            type=NAMES[type(issued.message)], id=message_id, dev="kiosk-1", boot="b", seq=1, ts=NOW,
            data=issued.message,
        )
    )  # fmt: skip
    with journal.issued_alone(issued.ticket, instead_of):
        journal.put(message_id, topics.UP.path(site="here", dev="kiosk-1"), raw)
    return message_id


def issued(deputy: Deputy, n: int = 1) -> Issued:
    answer = deputy.answer(checkin(n))
    assert isinstance(answer, Issued)
    return answer


def test_what_the_visitor_gets_is_what_the_hub_is_told(deputy: Deputy) -> None:
    one = issued(deputy)
    reply, offline = one.ticket.reply, one.message.offline
    assert offline is not None
    assert (offline.number, offline.ticket_id) == (reply.number, reply.ticket_id) == (
        "K001", reply.ticket_id,
    )  # fmt: skip
    assert (reply.zone, reply.room, reply.appointment_at) == ("B", "2.14", AT)
    assert reply.as_of == book(1).as_of


def test_the_same_letter_keeps_its_number_and_prints_only_what_did_not_come_out(
    deputy: Deputy, journal: Journal
) -> None:
    one = issued(deputy)
    keep(journal, one)
    again = issued(deputy)
    assert (again.ticket.reply.number, again.ticket.reply.again) == ("K001", True)
    assert again.ticket.reply.print
    assert again.message.offline == one.message.offline, "the hub knows it as the same ticket"
    report = PaperReport(ticket_id=one.ticket.reply.ticket_id, outcome="printed", at=NOW)
    put(journal, report)
    after = issued(deputy)
    assert not after.ticket.reply.print
    assert issued(deputy, 2).ticket.reply.number == "K002"


def put(journal: Journal, report: PaperReport) -> None:
    from wire import topics
    from wire.codec import encode
    from wire.messages import Envelope

    raw = encode(
        Envelope(type="ticket.paper", id="p", dev="kiosk-1", boot="b", seq=2, ts=NOW, data=report)
    )
    journal.put("p", topics.UP.path(site="here", dev="kiosk-1"), raw)


def test_a_request_that_stayed_unanswered_is_replaced_in_one_step(
    deputy: Deputy, journal: Journal
) -> None:
    from wire import topics
    from wire.codec import encode
    from wire.messages import Envelope

    raw = encode(
        Envelope(
            type="checkin.request", id="old", dev="kiosk-1", boot="b", seq=1, ts=NOW,
            data=checkin(),
        )
    )  # fmt: skip
    journal.put("old", topics.UP.path(site="here", dev="kiosk-1"), raw)
    asked = journal.request_of("old")
    assert asked is not None
    answer = deputy.answer(asked, "old")
    assert isinstance(answer, Issued)
    assert answer.message.offline is not None
    assert answer.message.offline.supersedes == "old"
    new = keep(journal, answer, "old")
    assert [row[0] for row in journal.waiting()] == [new]
    assert journal.request_of("old") is None
    [left] = journal.open_requests()
    assert left.alone == answer.ticket.reply


def test_a_letter_of_yesterdays_number_gets_a_new_one(
    deputy: Deputy, journal: Journal, time: Time
) -> None:
    time.state = "unsynced"
    keep(journal, issued(deputy))
    time.passes(86_400)
    assert issued(deputy).ticket.reply.number == "K002"


# ------------------------------------------------------------------ the lease


@pytest.mark.parametrize(
    ("begin", "first"), [(12, {"K012"}), (None, {f"K0{n}" for n in range(10, 15)})]
)
def test_a_memory_made_anew_begins_where_the_hub_says_or_anywhere(
    begin: int | None, first: set[str], journal: Journal
) -> None:
    lease = SMALL.model_copy(update={"next": begin})
    assert journal.draw(lease, NOW) in first


@settings(max_examples=60)
@given(steps=st.lists(st.one_of(
    st.just("draw"), st.just("restart"), st.just("merge"),
    st.integers(-400_000, 400_000),
), max_size=40))  # fmt: skip
def test_no_number_comes_twice_within_a_day_whatever_clock_and_restarts_do(
    steps: list[str | int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Real time only goes on; the clock jumps; the kiosk restarts; the hub merges now and then."""
    path = tmp_path_factory.mktemp("lease") / "kiosk.sqlite3"
    journal, off, real = Journal(path), 0, NOW
    drawn: list[tuple[datetime, str]] = []
    for step in steps:
        real += timedelta(minutes=1)
        if isinstance(step, int):
            off = step
        elif step == "restart":
            journal.close()
            journal = Journal(path)
        elif step == "merge":
            for message_id, _, _ in journal.waiting():
                journal.forget(message_id)
        elif number := journal.draw(SMALL, real + timedelta(seconds=off)):
            drawn.append((real, number))
            keep(journal, _issue(number, real + timedelta(seconds=off)))
    journal.close()
    latest: dict[str, int] = {}
    for place, (_, one) in enumerate(drawn):
        # The round is gone through in order: five other numbers lie between two equal ones.
        assert place - latest.get(one, -5) >= 5
        latest[one] = place
    assert {one for _, one in drawn} <= {f"K0{n}" for n in range(10, 15)}


def _issue(number: str, at: datetime) -> Issued:
    from wire.messages import OfflineIssue

    reply = TicketReply(
        ticket_id=f"t-{number}-{at:%Y%m%d%H%M%S%f}", number=number, zone="A", issued_at=at
    )
    offline = OfflineIssue(ticket_id=reply.ticket_id, number=number, issued_at=at)
    request = TicketRequest(concern="leistung", lang="de", offline=offline)
    return Issued(request, AloneTicket("", reply, printed=False))


def test_a_lease_that_is_used_up_gives_nothing_until_the_hub_has_merged_and_the_day_is_over(
    journal: Journal,
) -> None:
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    ids = []
    for _ in range(5):
        number = journal.draw(SMALL, now)
        assert number
        ids.append(keep(journal, _issue(number, now)))
    assert journal.draw(SMALL, now) is None
    assert journal.draw(SMALL, now + timedelta(days=2)) is None
    for message_id in ids:
        journal.forget(message_id)
    assert journal.draw(SMALL, now + timedelta(hours=10)) is None
    assert journal.draw(SMALL, now + timedelta(hours=19)) == "K010"


@pytest.mark.warns("lease_used_up")
def test_a_used_up_lease_sends_to_reception(deputy: Deputy, journal: Journal) -> None:
    alone = ALONE_CONFIG.standalone
    assert alone is not None
    tiny = alone.model_copy(update={"lease": Lease(series="K", first=1, last=1)})
    deputy.config = ALONE_CONFIG.model_copy(update={"standalone": tiny})
    keep(journal, issued(deputy, 1))
    assert deputy.answer(checkin(2)) is None


# ------------------------------------------------------------------ concerns and clocks


def concern(
    deputy: Deputy, hours: tuple[Hours, ...] = (), *, is_open: bool = True
) -> TicketRequest:
    card = ALONE_CONFIG.concerns[0].model_copy(update={"hours": hours, "open": is_open})
    deputy.config = ALONE_CONFIG.model_copy(update={"concerns": (card,)})
    return TicketRequest(concern=card.id, lang="de")


NEVER_NOW = (Hours(weekday=6, opens=0, closes=1),)


def test_a_closed_concern_gives_no_number(deputy: Deputy) -> None:
    closed = RefusalReply(reason="concern_closed")
    assert deputy.answer(concern(deputy, is_open=False)) == closed
    assert deputy.answer(concern(deputy, NEVER_NOW)) == closed
    unknown = TicketRequest(concern="unbekannt", lang="de")
    assert deputy.answer(unknown) == RefusalReply(reason="unknown_concern")


def _wrong_clock(time: Time) -> None:
    time.state = "unsynced"
    time.utc += timedelta(days=400)


def _never_set(time: Time) -> None:
    time.trust = ClockTrust(time.clocks, lambda: "unsynced")


def test_a_clock_that_lost_its_network_is_still_believed(time: Time) -> None:
    assert time.trust.now() == time.utc
    time.state = "unsynced"
    time.passes(86_400)
    assert time.trust.now() == time.utc


@pytest.mark.parametrize(
    ("state", "kept", "turned_by", "known"),
    [
        ("synced", False, timedelta(0), True),
        ("unsynced", True, timedelta(0), True),
        ("unsynced", False, timedelta(0), False),
        ("unsynced", True, timedelta(days=-1), False),
    ],
)
def test_the_day_is_believed_of_a_clock_that_was_right_or_ran_on(
    state: str, kept: bool, turned_by: timedelta, known: bool, journal: Journal, time: Time
) -> None:
    trust = ClockTrust(time.clocks, lambda: state, kept=kept)
    deputy = Deputy(journal, time.clocks, trust)
    deputy.config, deputy.book = ALONE_CONFIG, book(1)
    time.passes(60)
    time.utc += turned_by
    first = issued(deputy)
    keep(journal, first)
    for answer in (first, issued(deputy)):
        assert answer.message.offline is not None
        assert answer.message.offline.day_known is known


def test_a_battery_clock_says_so_itself(tmp_path: Path) -> None:
    now = int(NOW.timestamp())
    clocks = (("rtc0", "0\n", now), ("rtc1", "1\n", now - 86_400), ("rtc2", "1\n", now + 1))
    for name, gave_it, says in clocks:
        assert not ran_on(NOW, tmp_path), "none gave the time, or its battery is empty"
        (tmp_path / name).mkdir()
        (tmp_path / name / "hctosys").write_text(gave_it)
        (tmp_path / name / "since_epoch").write_text(f"{says}\n")
    assert ran_on(NOW, tmp_path)


@pytest.mark.parametrize("spoil", [_wrong_clock, _never_set])
def test_a_clock_that_may_be_wrong_closes_no_concern_and_refuses_no_letter(
    spoil: Callable[[Time], None], journal: Journal, time: Time
) -> None:
    assert time.trust.now()
    spoil(time)
    deputy = Deputy(journal, time.clocks, time.trust)
    deputy.config, deputy.book = ALONE_CONFIG, book(1)
    assert isinstance(deputy.answer(checkin()), Issued)
    assert isinstance(deputy.answer(concern(deputy, NEVER_NOW)), Issued)
