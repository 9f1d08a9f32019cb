"""The post: what an earlier run left, what the hub says, what is owed; the broker stays away."""

import queue
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.devices.clocks import Clocks
from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.post import BOOK_NOTE, CONFIG_NOTE, LOOK_NOTE, Post, open_post
from kiosk.ui.sample import CONFIG, TICKET, WALK_IN, emergency
from tests.kiosk.flow.playbook import LETTER, ask_letter, ask_number, printing
from tests.kiosk.house import full_disk, journal_of, open_requests, paper_reports, settings_in
from tests.kiosk.letters import ALONE_CONFIG, book, letter
from tests.patience import PATIENCE_S
from wire.device import Answered, HubReachable, Received
from wire.health import Health
from wire.ids import MessageId, SiteId
from wire.messages import DoneReply, PaperReport, Reply, TicketReply

NOW = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)
STEADY = datetime(2026, 11, 20, tzinfo=UTC)
"""Of another day, so that a mistaken clock is seen."""


class Kept:
    """A post in a directory, and the events that it tells."""

    def __init__(self, directory: Path) -> None:
        self.settings = settings_in(directory, 9100)
        self.told: queue.Queue[ev.Event] = queue.Queue()
        self.post: Post | None = None
        self.now = NOW
        self.boot = "first life"

    @property
    def clocks(self) -> Clocks:
        return Clocks(lambda: self.now, lambda: STEADY, self.boot)

    def start(self) -> Post:
        self.post = open_post(self.settings, "1", self.clocks, self.told.put)
        self.post.start()
        assert isinstance(self.next(), ev.ConfigReceived)
        assert isinstance(self.next(), ev.LookReceived)
        return self.post

    def next(self) -> ev.Event:
        return self.told.get(timeout=PATIENCE_S)

    def waiting(self) -> list[str]:
        with journal_of(self.settings) as journal:
            return [message_id for message_id, _, _ in journal.waiting()]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path)
    yield kept
    if kept.post is not None:
        kept.post.stop()


def settle_down(post: Post) -> None:
    """Wait until the post's thread has done all jobs so far."""
    reached: queue.Queue[None] = queue.Queue()
    post._jobs.put(lambda: reached.put(None))
    reached.get(timeout=PATIENCE_S)


def the_hub_answers(kept: Kept, post: Post, reply: Reply) -> None:
    """What the link does with an acknowledgement: forget first, then tell."""
    [message_id] = kept.waiting()
    with journal_of(kept.settings) as journal:
        journal.forget(message_id)
    post._listen(Answered(MessageId(message_id), "committed", reply))


def test_a_ticket_from_question_to_report(kept: Kept) -> None:
    post = kept.start()
    post.ask(ask_letter(1))
    settle_down(post)
    the_hub_answers(kept, post, TICKET)
    assert kept.next() == ev.Answered(STEADY, 1, TICKET)
    noted: queue.Queue[bool] = queue.Queue()
    post.before_printing(printing(1), lambda: noted.put(item=True))
    assert noted.get(timeout=PATIENCE_S)
    assert [r.printing for r in open_requests(kept.settings)] == [TICKET]
    post.report_paper(ef.Report(1, TICKET.ticket_id, "printed"))
    settle_down(post)
    report = PaperReport(ticket_id=TICKET.ticket_id, outcome="printed", at=NOW)
    assert paper_reports(kept.settings) == [report]
    assert open_requests(kept.settings) == []


def test_a_killed_run_is_taken_up_by_the_next(kept: Kept) -> None:
    first = kept.start()
    first.ask(ask_letter(1))
    settle_down(first)
    [message_id] = kept.waiting()
    the_hub_answers(kept, first, TICKET)
    kept.next()
    kept.now += timedelta(seconds=9)
    second = kept.start()
    assert kept.next() == ev.Recovered(STEADY, -1, timedelta(seconds=9), "de", LETTER)
    settle_down(second)
    assert kept.waiting() == [message_id]
    the_hub_answers(kept, second, TICKET)
    assert kept.next() == ev.Answered(STEADY, -1, TICKET)
    first.stop()


def test_alarms_are_known_after_a_restart_before_anything_else(kept: Kept) -> None:
    first = kept.start()
    stands = emergency("evacuate", rev=4)
    first._listen(Received(stands))
    assert kept.next() == ev.EmergencyReceived(STEADY, stands)
    first.keep_alarms(ef.KeepAlarms(stands))
    settle_down(first)
    first._listen(Received(emergency(rev=2)))
    assert kept.next() == ev.EmergencyReceived(STEADY, emergency(rev=2))
    settle_down(first)
    first.stop()
    kept.post = open_post(kept.settings, "1", kept.clocks, kept.told.put)
    kept.post.start()
    assert kept.next() == ev.EmergencyReceived(STEADY, stands, remembered=True), (
        "the older one was not kept"
    )
    assert isinstance(kept.next(), ev.ConfigReceived)
    kept.post.stop()
    moved = replace(kept.settings, site=SiteId("neustadt"))
    kept.post = open_post(moved, "1", kept.clocks, kept.told.put)
    kept.post.start()
    while not isinstance(told := kept.next(), ev.LookReceived):
        assert not isinstance(told, ev.EmergencyReceived), "of the house in which it stood"


@pytest.mark.parametrize("boot", ["second life", ""])
def test_after_a_power_cut_nobody_is_shown_what_may_be_a_strangers(kept: Kept, boot: str) -> None:
    """A board without a battery clock wakes at the time of the cut, hours later."""
    first = kept.start()
    first.ask(ask_letter(1))
    settle_down(first)
    first.stop()
    kept.boot = boot
    kept.start()
    recovered = kept.next()
    assert isinstance(recovered, ev.Recovered)
    assert recovered.age < timedelta(0)


@pytest.mark.warns("request_unreadable")
def test_a_request_that_nobody_can_read_any_more_hides_no_other(kept: Kept) -> None:
    first = kept.start()
    first.ask(ask_letter(1))
    settle_down(first)
    first.stop()
    with journal_of(kept.settings) as journal, journal._db:
        journal._db.execute("INSERT INTO request VALUES ('0', 'ez/v9/odd', x'00', NULL)")
    kept.start()
    assert isinstance(kept.next(), ev.Recovered)


@pytest.mark.warns("report_not_kept")
def test_a_report_that_a_full_disk_refused_is_made_later(kept: Kept) -> None:
    post = kept.start()
    post.ask(ask_letter(1))
    settle_down(post)
    the_hub_answers(kept, post, TICKET)
    kept.next()
    with full_disk():
        post.report_paper(ef.Report(1, TICKET.ticket_id, "failed", "paper_out"))
        settle_down(post)
    assert paper_reports(kept.settings) == []
    post.report_health(Health())
    settle_down(post)
    [report] = paper_reports(kept.settings)
    assert (report.outcome, report.fault) == ("failed", "paper_out")


@pytest.mark.warns("alarms_not_kept", "outbox_failed")
def test_alarms_that_a_full_disk_refused_are_kept_later(kept: Kept) -> None:
    post, note = kept.start(), f"emergency/{kept.settings.site}"
    stands = emergency("evacuate", rev=4)
    settle_down(post)
    with full_disk():
        post.keep_alarms(ef.KeepAlarms(emergency("medical", rev=3)))
        post.keep_alarms(ef.KeepAlarms(stands))
        settle_down(post)
    assert post.noted(note) is None
    post.report_health(Health())
    settle_down(post)
    assert post.noted(note) == stands.model_dump_json()


# ------------------------------------------------------------------ without the hub


@pytest.fixture
def alone(kept: Kept) -> Post:
    """A post that knows keys, lease and day book, and hears no hub."""
    with journal_of(kept.settings) as journal:
        journal.note(CONFIG_NOTE, ALONE_CONFIG.model_dump_json())
        journal.note(BOOK_NOTE, book(1, 2, revoked=(9,)).model_dump_json())
    return kept.start()


def test_the_same_letter_at_a_lone_kiosk_prints_what_did_not_come_out(
    kept: Kept, alone: Post
) -> None:
    alone.ask(ask_letter(1, letter(1)))
    first = kept.next()
    assert isinstance(first, ev.Answered)
    assert isinstance(first.reply, TicketReply)
    alone.report_paper(ef.Report(1, first.reply.ticket_id, "failed", "paper_out"))
    alone.ask(ask_letter(2, letter(1)))
    again = kept.next()
    assert isinstance(again, ev.Answered)
    assert isinstance(again.reply, TicketReply)
    assert (again.reply.number, again.reply.again, again.reply.print) == (
        first.reply.number, True, True,
    )  # fmt: skip
    noted: queue.Queue[bool] = queue.Queue()
    alone.before_printing(printing(2, again.reply), lambda: noted.put(item=True))
    assert noted.get(timeout=PATIENCE_S)
    alone.report_paper(ef.Report(2, again.reply.ticket_id, "printed"))
    settle_down(alone)
    assert [report.outcome for report in paper_reports(kept.settings)] == ["failed", "printed"]


def test_a_hub_that_stays_silent_is_stood_in_for_and_told_so(kept: Kept, alone: Post) -> None:
    alone._listen(HubReachable(yes=True))
    assert kept.next() == ev.HubReachable(STEADY, yes=True)
    alone.ask(ask_letter(1, letter(1)))
    settle_down(alone)
    [unanswered] = kept.waiting()
    alone.go_alone(ef.GoAlone(1))
    answered = kept.next()
    assert isinstance(answered, ev.Answered)
    assert isinstance(answered.reply, TicketReply)
    [instead] = kept.waiting()
    assert instead != unanswered
    alone.go_alone(ef.GoAlone(1))
    alone._listen(Answered(MessageId(unanswered), "committed", TICKET))
    settle_down(alone)
    assert kept.told.empty(), "one answer for one visitor"
    assert kept.waiting() == [instead]


def test_killed_between_number_and_paper_it_still_gives_that_number(
    kept: Kept, alone: Post
) -> None:
    alone.ask(ask_letter(1, letter(1)))
    first = kept.next()
    alone.stop()
    kept.start()
    assert isinstance(kept.next(), ev.Recovered)
    again = kept.next()
    assert isinstance(again, ev.Answered)
    assert isinstance(first, ev.Answered)
    assert again.reply == first.reply


def test_a_letter_is_not_refused_while_the_hub_that_knows_better_is_heard(
    kept: Kept, alone: Post
) -> None:
    alone._listen(HubReachable(yes=True))
    kept.next()
    alone.ask(ask_letter(1, letter(9)))
    alone.go_alone(ef.GoAlone(1))
    settle_down(alone)
    assert kept.told.empty()
    assert len(kept.waiting()) == 1


def test_a_run_killed_while_it_printed_does_not_ask_again(kept: Kept) -> None:
    first = kept.start()
    first.ask(ask_letter(1))
    settle_down(first)
    the_hub_answers(kept, first, TICKET)
    kept.next()
    first.before_printing(printing(1), lambda: None)
    settle_down(first)
    second = kept.start()
    recovered = kept.next()
    assert isinstance(recovered, ev.Recovered)
    assert recovered.printing == TICKET
    settle_down(second)
    assert kept.waiting() == []
    first.stop()


def test_what_needs_no_paper_is_settled(kept: Kept) -> None:
    post = kept.start()
    post.ask(ask_number("leistung", 1))
    settle_down(post)
    the_hub_answers(kept, post, WALK_IN)
    kept.next()
    post.settle(ef.Settle(1))
    settle_down(post)
    assert open_requests(kept.settings) == []


@pytest.mark.warns("message_not_taken")
def test_a_request_that_was_not_taken_has_no_reply(kept: Kept) -> None:
    post = kept.start()
    post.ask(ask_letter(1))
    settle_down(post)
    [message_id] = kept.waiting()
    post._listen(Answered(MessageId(message_id), "malformed", None))
    assert kept.next() == ev.Answered(STEADY, 1, None)


def test_answers_to_reports_tell_nothing_and_the_hub_s_presence_does(kept: Kept) -> None:
    post = kept.start()
    post._listen(Answered(MessageId("01OTHER"), "committed", DoneReply()))
    post._listen(HubReachable(yes=True))
    assert kept.next() == ev.HubReachable(STEADY, yes=True)


@pytest.mark.warns("config_refused")
def test_a_time_zone_that_nobody_knows_is_not_taken(kept: Kept) -> None:
    post = kept.start()
    for zone in ("Europe/Nowhere", "../../etc/passwd"):
        post._listen(Received(CONFIG.model_copy(update={"timezone": zone, "rev": 2})))
    post._listen(Received(CONFIG.model_copy(update={"rev": 3})))
    received = kept.next()
    assert isinstance(received, ev.ConfigReceived)
    assert received.config.rev == 3
    settle_down(post)
    with journal_of(kept.settings) as journal:
        noted = journal.noted(CONFIG_NOTE)
    assert noted is not None
    assert '"rev":3' in noted


@pytest.mark.warns("note_unreadable")
def test_an_unreadable_note_is_like_none(kept: Kept) -> None:
    with journal_of(kept.settings) as journal:
        journal.note(CONFIG_NOTE, "{}")
        journal.note(LOOK_NOTE, "nonsense")
    kept.post = open_post(kept.settings, "1", kept.clocks, kept.told.put)
    kept.post.start()
    kept.post._listen(HubReachable(yes=False))
    assert kept.next() == ev.HubReachable(STEADY, yes=False)


@pytest.mark.warns("post_job_failed")
def test_one_bad_job_does_not_end_the_talk(kept: Kept) -> None:
    post = kept.start()
    post.report_paper(ef.Report(77, "01X", "printed"))
    post._listen(HubReachable(yes=True))
    assert isinstance(kept.next(), ev.HubReachable)


def test_the_next_run_knows_that_a_number_was_wanted(kept: Kept) -> None:
    first = kept.start()
    first.ask(ask_number("leistung", 1))
    settle_down(first)
    kept.start()
    recovered = kept.next()
    assert isinstance(recovered, ev.Recovered)
    assert (recovered.wants, recovered.letter) == ("number", "")
    first.stop()


@pytest.mark.warns("request_not_kept", "outbox_failed")
def test_a_request_that_cannot_be_kept_is_not_promised(kept: Kept) -> None:
    post = kept.start()
    settle_down(post)
    with full_disk():
        post.ask(ask_letter(1))
        assert kept.next() == ev.Answered(STEADY, 1, None)
    assert kept.waiting() == []
    post.ask(ask_letter(2))
    settle_down(post)
    assert len(kept.waiting()) == 1


@pytest.mark.warns("slip_not_noted", "outbox_failed")
def test_a_slip_that_cannot_be_noted_is_not_printed(kept: Kept) -> None:
    post = kept.start()
    post.ask(ask_letter(1))
    settle_down(post)
    the_hub_answers(kept, post, TICKET)
    kept.next()
    printed: list[int] = []
    with full_disk():
        post.before_printing(printing(1), lambda: printed.append(1))
        assert kept.next() == ev.PaperDone(STEADY, 1, "failed")
    assert printed == []


@pytest.mark.warns("post_job_failed", "outbox_failed")
def test_what_the_house_says_is_told_before_it_is_noted(kept: Kept) -> None:
    post = kept.start()
    with full_disk():
        post._listen(Received(CONFIG.model_copy(update={"rev": 2})))
        received = kept.next()
        settle_down(post)
    assert isinstance(received, ev.ConfigReceived)
    assert received.config.rev == 2


@pytest.mark.warns("post_job_failed", "outbox_failed")
def test_with_a_full_disk_the_next_run_still_knows_its_house(kept: Kept) -> None:
    first = kept.start()
    first.ask(ask_letter(1))
    settle_down(first)
    first.stop()
    kept.post = open_post(kept.settings, "1", kept.clocks, kept.told.put)
    with full_disk():
        kept.post.start()
        told = [type(kept.next()) for _ in range(3)]
    assert told == [ev.ConfigReceived, ev.LookReceived, ev.Recovered]
