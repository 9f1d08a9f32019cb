"""The journal: what a kiosk still owes survives any end of the program, once."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.journal import Journal, sound_journal
from kiosk.ui.sample import TICKET
from wire import topics
from wire.codec import encode
from wire.messages import NAMES, CheckinRequest, Envelope, HelpRequest, PaperReport

UP = topics.UP.path(site="musterstadt", dev="kiosk-1")
ASKED_AT = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)
OpenJournal = Callable[[], Journal]
LETTER = CheckinRequest(kind="letter", code="EZ1" + "A" * 119, lang="en")
REPORT = PaperReport(ticket_id=TICKET.ticket_id, outcome="printed", at=ASKED_AT)


def payload(message_id: str, message: CheckinRequest | HelpRequest | PaperReport) -> bytes:
    return encode(
        Envelope(
            type=NAMES[type(message)], id=message_id, dev="kiosk-1", boot="1", seq=1, ts=ASKED_AT,
            data=message,
        )
    )  # fmt: skip


@pytest.fixture
def open_journal(tmp_path: Path) -> Iterator[Callable[[], Journal]]:
    """Opens the kiosk's journal as each new run of it does; an earlier run has ended by then."""
    runs: list[Journal] = []

    def open_it() -> Journal:
        for run in runs:
            run.close()
        runs.append(Journal(tmp_path / "journal.sqlite3"))
        return runs[-1]

    yield open_it
    for run in runs:
        run.close()


def asked(open_journal: OpenJournal) -> Journal:
    journal = open_journal()
    journal.put("01A", UP, payload("01A", LETTER))
    return journal


def waiting(journal: Journal) -> list[str]:
    return [message_id for message_id, _, _ in journal.waiting()]


def test_a_request_is_known_to_the_next_run(open_journal: OpenJournal) -> None:
    asked(open_journal)
    journal = open_journal()
    [request] = journal.open_requests()
    assert (request.id, request.asked_at, request.lang) == ("01A", ASKED_AT, "en")
    assert (request.letter, request.printing) == (LETTER.code, None)


def test_an_answer_that_was_lost_with_a_run_is_asked_for_again_under_the_old_id(
    open_journal: OpenJournal,
) -> None:
    journal = asked(open_journal)
    assert journal.forget("01A")
    journal = open_journal()
    assert waiting(journal) == []
    journal.ask_again()
    journal.ask_again()
    assert journal.waiting() == [("01A", UP, payload("01A", LETTER))]


def test_a_slip_at_the_printer_is_known_and_never_asked_for_again(
    open_journal: OpenJournal,
) -> None:
    journal = asked(open_journal)
    journal.forget("01A")
    journal.printing("01A", TICKET)
    journal = open_journal()
    journal.ask_again()
    assert waiting(journal) == []
    [request] = journal.open_requests()
    assert request.printing == TICKET


def test_the_report_settles_its_request_and_no_other(open_journal: OpenJournal) -> None:
    journal = asked(open_journal)
    journal.put("01B", UP, payload("01B", LETTER))
    with journal.settled_by_report("01A"):
        journal.put("01C", UP, payload("01C", REPORT))
    journal = open_journal()
    assert [request.id for request in journal.open_requests()] == ["01B"]
    assert waiting(journal) == ["01A", "01B", "01C"]


def test_a_report_that_cannot_be_kept_settles_nothing(open_journal: OpenJournal) -> None:
    journal = asked(open_journal)
    with pytest.raises(ValueError, match="malformed"), journal.settled_by_report("01A"):
        journal.put("01C", UP, b"{")
    assert [request.id for request in journal.open_requests()] == ["01A"]


def test_a_settled_request_is_forgotten_and_help_is_not_recovered(
    open_journal: OpenJournal,
) -> None:
    journal = asked(open_journal)
    journal.settle("01A")
    journal.put("01H", UP, payload("01H", HelpRequest(lang="de")))
    assert journal.open_requests() == []
    assert waiting(journal) == ["01A", "01H"]


def full(path: Path) -> bytes:
    """The file of a journal of some pages, closed."""
    journal = Journal(path)
    for number in range(400):
        journal.put(f"01{number:03}", UP, payload(f"01{number:03}", LETTER))
    journal.close()
    return path.read_bytes()


def no_database(raw: bytes) -> bytes:
    return b"\x00" * len(raw)


def damaged(raw: bytes) -> bytes:
    """Sound at its head: only reading on finds the damage."""
    return raw[:12288] + b"\xff" * (len(raw) - 12288)


def cut_off(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


@pytest.mark.warns("journal_moved_aside")
@pytest.mark.parametrize("spoil", [no_database, damaged, cut_off])
def test_a_broken_journal_is_moved_aside_and_a_new_one_begun(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    broken = spoil(full(path))
    path.write_bytes(broken)
    journal = sound_journal(path, ASKED_AT)
    journal.put("01A", UP, payload("01A", LETTER))
    assert waiting(journal) == ["01A"]
    journal.close()
    assert (tmp_path / "journal.sqlite3.broken-20261123T074300000000").read_bytes() == broken


def test_a_sound_journal_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    full(path)
    journal = sound_journal(path, ASKED_AT)
    assert len(waiting(journal)) == 400
    journal.close()


def test_a_path_that_is_no_file_is_not_taken_for_a_broken_one(tmp_path: Path) -> None:
    (tmp_path / "journal.sqlite3").mkdir()
    with pytest.raises(sqlite3.OperationalError):
        sound_journal(tmp_path / "journal.sqlite3", ASKED_AT)
    assert [file.name for file in tmp_path.iterdir()] == ["journal.sqlite3"]
