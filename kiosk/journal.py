"""The outbox of a kiosk that also remembers which requests still owe the hub a word on paper."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.flow.events import Wants
from wire import codec
from wire.ids import TicketNumber
from wire.look import Lang
from wire.messages import CheckinRequest, Lease, PaperReport, TicketReply, TicketRequest
from wire.outbox import USUAL, Outbox, set_aside_if_broken

log = logging.getLogger("kiosk.journal")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS request (id TEXT PRIMARY KEY, topic TEXT NOT NULL,
                                    payload BLOB NOT NULL, printing TEXT);
CREATE TABLE IF NOT EXISTS alone (request TEXT PRIMARY KEY, key TEXT NOT NULL, number TEXT NOT NULL,
                                  ticket TEXT NOT NULL, reply TEXT NOT NULL, at REAL NOT NULL,
                                  printed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS alone_key ON alone (key);
CREATE INDEX IF NOT EXISTS alone_number ON alone (number);
"""
NUMBER_RESTS = timedelta(hours=18)
"""Longer than an office day: so long a number that was given out is not given out again."""
ALONE_KEPT = timedelta(days=14)
"""How long the kiosk remembers which letter got which of its numbers."""


@dataclass(frozen=True)
class AloneTicket:
    """A number that this kiosk gave out by itself; `key` names the appointment in the day book."""

    key: str
    reply: TicketReply
    printed: bool


@dataclass(frozen=True)
class OpenRequest:
    """A request that is not settled; `printing` is the ticket whose slip went to the printer.

    `alone` is the reply that this kiosk gave by itself, if it did.
    """

    id: str
    asked_at: datetime
    lang: Lang
    letter: str
    """The code of a letter that was shown; empty for anything else."""
    printing: TicketReply | None
    wants: Wants
    alone: TicketReply | None = None


class Journal(Outbox):
    """Keeps a request from before it is sent until, in one transaction, its paper is reported.

    The link forgets a request when the hub has answered. Were the kiosk killed between that and
    the slip, the answer would be lost; `ask_again` therefore puts the request back under its old
    id, and the hub, for which one id has one answer, repeats the answer.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._db.executescript(_SCHEMA)
        self._settles: str | None = None
        self._alone: tuple[AloneTicket, str | None] | None = None

    def put(self, message_id: str, topic: str, payload: bytes, rank: int = USUAL) -> None:
        message = codec.decode(topic, payload)[1].data
        with self._lock, self._db:
            self._db.execute("BEGIN")
            row = (message_id, topic, payload)
            self._db.execute(
                "INSERT OR IGNORE INTO outbox (id, topic, payload, rank) VALUES (?, ?, ?, ?)",
                (*row, rank),
            )
            if isinstance(message, CheckinRequest | TicketRequest):
                self._db.execute("INSERT OR IGNORE INTO request VALUES (?, ?, ?, NULL)", row)
            if isinstance(message, PaperReport):
                self._db.execute("DELETE FROM request WHERE id = ?", (self._settles,))
                if message.outcome == "printed":
                    self._db.execute(
                        "UPDATE alone SET printed = 1 WHERE ticket = ?", (message.ticket_id,)
                    )
            if self._alone is not None:
                self._put_alone(message_id, *self._alone)

    def _put_alone(self, message_id: str, ticket: AloneTicket, instead_of: str | None) -> None:
        """Within the transaction of `put`: the number is kept with the message that tells of it."""
        reply = ticket.reply
        at = reply.issued_at.timestamp()
        row = (
            message_id, ticket.key, reply.number, reply.ticket_id, reply.model_dump_json(), at,
            ticket.printed,
        )  # fmt: skip
        self._db.execute("INSERT INTO alone VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        self._db.execute(
            "DELETE FROM alone WHERE at < ? AND request NOT IN (SELECT id FROM outbox)",
            (at - ALONE_KEPT.total_seconds(),),
        )
        if instead_of is not None:
            self._db.execute("DELETE FROM request WHERE id = ?", (instead_of,))
            self._db.execute("DELETE FROM outbox WHERE id = ?", (instead_of,))

    @contextmanager
    def issued_alone(self, ticket: AloneTicket, instead_of: str | None) -> Iterator[None]:
        """The request that is put within tells the hub of this number; for one thread only.

        `instead_of` is the request that it takes the place of.
        """
        self._alone = (ticket, instead_of)
        try:
            yield
        finally:
            self._alone = None

    def draw(self, lease: Lease, now: datetime) -> TicketNumber | None:
        """The next number of the lease, going round it for ever; a drawn number stays drawn.

        None when it is used up: the next one is not merged yet, or was given out today. No
        midnight and no clock begins the round anew, so no number can come twice on one day. A
        journal made anew begins where the hub last heard of this kiosk, else anywhere.
        """
        size = lease.last - lease.first + 1
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            row = self._db.execute("SELECT value FROM counter WHERE name = 'lease'").fetchone()
            begin = secrets.randbelow(size) if lease.next is None else lease.next - lease.first
            drawn = int(row[0]) if row else begin
            number = f"{lease.series}{lease.first + drawn % size:03d}"
            taken = self._db.execute(
                "SELECT 1 FROM alone WHERE number = ?"
                " AND (abs(? - at) < ? OR request IN (SELECT id FROM outbox))",
                (number, now.timestamp(), NUMBER_RESTS.total_seconds()),
            ).fetchone()
            if taken:
                return None
            self._db.execute(
                "INSERT INTO counter VALUES ('lease', ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (drawn + 1,),
            )
            return TicketNumber(number)

    def alone_for(self, key: str) -> AloneTicket | None:
        """The number that the letter of this appointment got from this kiosk."""
        with self._lock:
            row = self._db.execute(
                "SELECT reply, printed FROM alone WHERE key = ? ORDER BY rowid DESC LIMIT 1",
                (key,),
            ).fetchone()
        if row is None:
            return None
        return AloneTicket(key, TicketReply.model_validate_json(row[0]), bool(row[1]))

    def request_of(self, message_id: str) -> CheckinRequest | TicketRequest | None:
        """What was asked under this id, while it is not settled."""
        with self._lock:
            row = self._db.execute(
                "SELECT topic, payload FROM request WHERE id = ?", (message_id,)
            ).fetchone()
        asked = codec.decode(*row)[1].data if row else None
        return asked if isinstance(asked, CheckinRequest | TicketRequest) else None

    @contextmanager
    def settled_by_report(self, request_id: str) -> Iterator[None]:
        """The PaperReport that is put within settles this request; for one thread only."""
        self._settles = request_id
        try:
            yield
        finally:
            self._settles = None

    def settle(self, request_id: str) -> None:
        """Forget a request that owes nothing more."""
        with self._lock:
            self._db.execute("DELETE FROM request WHERE id = ?", (request_id,))

    def printing(self, request_id: str, reply: TicketReply) -> None:
        """The slip goes to the printer now; what was noted survives a power cut."""
        with self._lock:
            self._db.execute(
                "UPDATE request SET printing = ? WHERE id = ?",
                (reply.model_dump_json(), request_id),
            )

    def open_requests(self) -> list[OpenRequest]:
        """What an earlier run left unsettled, oldest first."""
        with self._lock:
            found = self._db.execute(
                "SELECT request.id, topic, payload, printing, alone.reply FROM request"
                " LEFT JOIN alone ON alone.request = request.id ORDER BY request.id"
            ).fetchall()
        return [request for row in found if (request := _readable(row))]

    def ask_again(self) -> None:
        """Put requests back whose answer was lost with an earlier run, under their old ids."""
        with self._lock:
            self._db.execute(
                "INSERT OR IGNORE INTO outbox (id, topic, payload)"
                " SELECT id, topic, payload FROM request WHERE printing IS NULL ORDER BY id"
            )


def _readable(row: tuple[str, str, bytes, str | None, str | None]) -> OpenRequest | None:
    """One row that nobody can read any more must not hide the others."""
    try:
        return _open_request(*row)
    except ValueError:
        log.exception("request_unreadable")
        return None


def _open_request(
    request_id: str, topic: str, payload: bytes, printing: str | None, alone: str | None
) -> OpenRequest:
    envelope = codec.decode(topic, payload)[1]
    asked = envelope.data
    lang: Lang = asked.lang if isinstance(asked, CheckinRequest | TicketRequest) else "de"
    shown = isinstance(asked, CheckinRequest) and asked.kind == "letter"
    letter = asked.code if isinstance(asked, CheckinRequest) and shown else ""
    reply = TicketReply.model_validate_json(printing) if printing else None
    wants: Wants = "number" if isinstance(asked, TicketRequest) else "check_in"
    given = TicketReply.model_validate_json(alone) if alone else None
    return OpenRequest(request_id, envelope.ts, lang, letter, reply, wants, given)


def sound_journal(path: Path, now: datetime) -> Journal:
    """The journal at `path`; a file that is no sound database is moved aside, never thrown away.

    Raises sqlite3.OperationalError or OSError when there can be no file at all.
    """
    if aside := set_aside_if_broken(path, now):
        log.error("journal_moved_aside", extra={"to": aside})
    return Journal(path)
