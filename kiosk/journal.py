"""The outbox of a kiosk that also remembers which requests still owe the hub a word on paper."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.flow.events import Wants
from wire import codec
from wire.look import Lang
from wire.messages import CheckinRequest, PaperReport, TicketReply, TicketRequest
from wire.outbox import Outbox

log = logging.getLogger("kiosk.journal")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS request (id TEXT PRIMARY KEY, topic TEXT NOT NULL,
                                    payload BLOB NOT NULL, printing TEXT);
"""
_BROKEN: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True)
class OpenRequest:
    """A request that is not settled; `printing` is the ticket whose slip went to the printer."""

    id: str
    asked_at: datetime
    lang: Lang
    letter: str
    """The code of a letter that was shown; empty for anything else."""
    printing: TicketReply | None
    wants: Wants


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

    def put(self, message_id: str, topic: str, payload: bytes) -> None:
        message = codec.decode(topic, payload)[1].data
        with self._lock, self._db:
            self._db.execute("BEGIN")
            row = (message_id, topic, payload)
            self._db.execute(
                "INSERT OR IGNORE INTO outbox (id, topic, payload) VALUES (?, ?, ?)", row
            )
            if isinstance(message, CheckinRequest | TicketRequest):
                self._db.execute("INSERT OR IGNORE INTO request VALUES (?, ?, ?, NULL)", row)
            if isinstance(message, PaperReport):
                self._db.execute("DELETE FROM request WHERE id = ?", (self._settles,))

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
                "SELECT id, topic, payload, printing FROM request ORDER BY id"
            ).fetchall()
        return [_open_request(*row) for row in found]

    def ask_again(self) -> None:
        """Put requests back whose answer was lost with an earlier run, under their old ids."""
        with self._lock:
            self._db.execute(
                "INSERT OR IGNORE INTO outbox (id, topic, payload)"
                " SELECT id, topic, payload FROM request WHERE printing IS NULL ORDER BY id"
            )


def _open_request(request_id: str, topic: str, payload: bytes, printing: str | None) -> OpenRequest:
    envelope = codec.decode(topic, payload)[1]
    asked = envelope.data
    lang: Lang = asked.lang if isinstance(asked, CheckinRequest | TicketRequest) else "de"
    shown = isinstance(asked, CheckinRequest) and asked.kind == "letter"
    letter = asked.code if isinstance(asked, CheckinRequest) and shown else ""
    reply = TicketReply.model_validate_json(printing) if printing else None
    wants: Wants = "number" if isinstance(asked, TicketRequest) else "check_in"
    return OpenRequest(request_id, envelope.ts, lang, letter, reply, wants)


def sound_journal(path: Path, now: datetime) -> Journal:
    """The journal at `path`; a file that is no sound database is moved aside, never thrown away.

    Raises sqlite3.OperationalError or OSError when there can be no file at all.
    """
    if path.exists() and _is_broken(path):
        aside = path.with_name(f"{path.name}.broken-{now:%Y%m%dT%H%M%S%f}")
        for part in ("", "-wal", "-shm"):
            file = path.with_name(path.name + part)
            if file.exists():
                file.rename(aside.with_name(aside.name + part))
        log.error("journal_moved_aside", extra={"to": aside.name})
    return Journal(path)


def _is_broken(path: Path) -> bool:
    """By SQLite's own word; a disk that cannot be read is another matter."""
    with closing(sqlite3.connect(path)) as db:
        try:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
        except sqlite3.DatabaseError as error:
            return error.sqlite_errorcode & 0xFF in _BROKEN
