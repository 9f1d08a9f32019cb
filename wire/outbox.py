"""A device's crash-safe memory: messages the hub has not acknowledged, and what it did already."""

import shutil
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

REMEMBERED = 2000
"""How many deeds are kept for `first_time`; a day at the busiest door has fewer."""

URGENT: Final = 0
USUAL: Final = 1
PROOF: Final = 2
"""Ranks: what people wait for goes first, proof of play last, and of that only the newest stays."""
RANKS: Final = (URGENT, USUAL, PROOF)
PROOF_KEPT: Final = 200
"""Messages of up to 50 entries each: a day without a hub, about."""

_BROKEN: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_OWNER: Final = "owner"
_SHARED_MEMORY: Final = Path("/dev/shm")  # noqa: S108  the kernel's own, for moments only
_SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (pos INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL,
                                   topic TEXT NOT NULL, payload BLOB NOT NULL,
                                   rank INTEGER NOT NULL DEFAULT 1);
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS deed (pos INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_OWNED: Final = ("outbox", "deed", "note")
_NOTED: Final = "SELECT value FROM note WHERE name = ?"
_ADDED: Final = (
    (
        "SELECT id, topic, payload, rank FROM outbox ORDER BY pos",
        "INSERT OR IGNORE INTO outbox (id, topic, payload, rank) VALUES (?, ?, ?, ?)",
    ),
    ("SELECT key FROM deed ORDER BY pos", "INSERT OR IGNORE INTO deed (key) VALUES (?)"),
    (
        "SELECT name, value FROM counter",
        (
            "INSERT INTO counter VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)"
        ),
    ),
    ("SELECT name, value FROM note", "INSERT OR REPLACE INTO note VALUES (?, ?)"),
)
"""How one outbox is added to another: rows of the newer, into the older."""


class Outbox:
    """SQLite with full synchronisation: what `put` has returned from survives a power cut.

    `lasts` False is for a disk that takes nothing: it goes on in memory, for this life, with what
    can be read of the file, perhaps nothing.
    """

    def __init__(self, path: Path, *, lasts: bool = True) -> None:
        self.path = path
        self.lasts = lasts
        self._recalled = False
        """Whether all that stood in the file is in memory, too."""
        self._lock = threading.Lock()
        self._db = _on_disk(path) if lasts else _connect(":memory:")
        try:
            if not lasts:
                self._recall()
            _lay_out(self._db)
        except sqlite3.DatabaseError:
            self._db.close()
            raise

    def _recall(self) -> None:
        """A copy is read, because SQLite writes beside a file even to read it.

        Without its log, as an immutable file, the newest would be missing.
        """
        folder = _SHARED_MEMORY if _SHARED_MEMORY.is_dir() else None
        with suppress(OSError, sqlite3.Error), TemporaryDirectory(dir=folder) as memory:
            copy = Path(memory) / self.path.name
            for part in ("", "-wal"):
                if (file := self.path.with_name(self.path.name + part)).exists():
                    shutil.copyfile(file, copy.with_name(copy.name + part))
            if copy.exists() and not _is_broken(copy):
                with closing(sqlite3.connect(copy)) as source:
                    source.backup(self._db)
                self._recalled = True

    def to_disk(self) -> None:
        """From memory onto the disk, for good. Raises OSError or sqlite3.Error while it cannot.

        A file that could not be read before and can be now keeps what it has.
        """
        with self._lock:
            db = _on_disk(self.path)
            try:
                if self._recalled:
                    self._db.backup(db)
                else:
                    _lay_out(db)
                    _add(self._db, db)
            except sqlite3.Error:
                db.close()
                raise
            self._db.close()
            self._db, self.lasts = db, True

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def belong_to(self, owner: str) -> bool:
        """Forget what was kept for another owner, all of it at once. True when there was one.

        Revisions of one site mean nothing at another, and nobody takes another device's messages.
        """
        before = self.noted(_OWNER)
        if before == owner:
            return False
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            if before is not None:
                for table in _OWNED:
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
            self._db.execute("INSERT INTO note VALUES (?, ?)", (_OWNER, owner))
        return before is not None

    def put(self, message_id: str, topic: str, payload: bytes, rank: int = USUAL) -> None:
        """Keep a message until `forget`; the same id twice is kept once."""
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute(
                "INSERT OR IGNORE INTO outbox (id, topic, payload, rank) VALUES (?, ?, ?, ?)",
                (message_id, topic, payload, rank),
            )
            if rank == PROOF:
                self._db.execute(
                    "DELETE FROM outbox WHERE rank = ? AND pos <= (SELECT pos FROM outbox"
                    " WHERE rank = ? ORDER BY pos DESC LIMIT 1 OFFSET ?)",
                    (PROOF, PROOF, PROOF_KEPT),
                )

    def forget(self, message_id: str) -> bool:
        """The hub has it. False when it was not (or no longer) waiting here."""
        with self._lock:
            done = self._db.execute("DELETE FROM outbox WHERE id = ?", (message_id,))
            return done.rowcount > 0

    def forget_all(self, message_ids: Sequence[str]) -> None:
        """All of them with one write to the disk, or none."""
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("DELETE FROM outbox WHERE id = ?", [(one,) for one in message_ids])

    def waiting(self, most: int = -1, rank: int | None = None) -> list[tuple[str, str, bytes]]:
        """(id, topic, payload) of what the hub has not acknowledged, by rank, then oldest first."""
        first, last = (URGENT, PROOF) if rank is None else (rank, rank)
        with self._lock:
            return self._db.execute(
                "SELECT id, topic, payload FROM outbox WHERE rank BETWEEN ? AND ?"
                " ORDER BY rank, pos LIMIT ?",
                (first, last, most),
            ).fetchall()

    def backlog(self) -> tuple[int, str | None]:
        """How many messages the hub has not acknowledged, and the id of the oldest."""
        with self._lock:
            count, oldest = self._db.execute(
                "SELECT count(*), (SELECT id FROM outbox ORDER BY pos LIMIT 1) FROM outbox"
            ).fetchone()
            return int(count), oldest

    def compact(self) -> None:
        """Give the disk back what is no longer needed. Raises sqlite3.Error when even that fails.

        The log goes first, because VACUUM's copy of the database needs room of its own; then goes
        the log of that copy.
        """
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def next_count(self, name: str) -> int:
        """Count up and keep: 1, 2, 3 … over all restarts."""
        with self._lock:
            row = self._db.execute(
                "INSERT INTO counter VALUES (?, 1)"
                " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
                (name,),
            ).fetchone()
            return int(row[0])

    def first_time(self, key: str) -> bool:
        """True exactly once for a key, over all restarts: for deeds that must not be repeated."""
        with self._lock:
            done = self._db.execute("INSERT OR IGNORE INTO deed (key) VALUES (?)", (key,))
            self._db.execute(
                "DELETE FROM deed WHERE pos <= (SELECT max(pos) FROM deed) - ?", (REMEMBERED,)
            )
            return done.rowcount > 0

    def note(self, name: str, value: str) -> None:
        """Keep the latest text under a name, such as the last configuration received."""
        with self._lock:
            self._db.execute(
                "INSERT INTO note VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def noted(self, name: str) -> str | None:
        with self._lock:
            row = self._db.execute(_NOTED, (name,)).fetchone()
            return str(row[0]) if row else None


def _connect(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, check_same_thread=False, isolation_level=None)


def _on_disk(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path)
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _lay_out(db: sqlite3.Connection) -> None:
    """A file of an earlier version has no ranks; the index finds the first ones without a sort."""
    db.executescript(_SCHEMA)
    if "rank" not in {row[1] for row in db.execute("PRAGMA table_info(outbox)")}:
        db.execute("ALTER TABLE outbox ADD COLUMN rank INTEGER NOT NULL DEFAULT 1")
    db.execute("CREATE INDEX IF NOT EXISTS outbox_rank ON outbox (rank, pos)")


def _add(new: sqlite3.Connection, old: sqlite3.Connection) -> None:
    """What is newer comes after what waits, and in the place of what has its name; all or nothing.

    Of another owner only the counters stay, as in `belong_to`.
    """
    owners = [db.execute(_NOTED, (_OWNER,)).fetchone() for db in (old, new)]
    with old:
        old.execute("BEGIN IMMEDIATE")
        if owners[0] not in (None, owners[1]):
            for table in _OWNED:
                old.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own
        for rows, into in _ADDED:
            old.executemany(into, new.execute(rows))


def set_aside_if_broken(path: Path, now: datetime) -> str | None:
    """Move a file that is no sound database aside, never throw it away; the name it has then.

    None when it is sound or not there. Raises sqlite3.OperationalError or OSError when there can
    be no file at all.
    """
    if not path.exists() or not _is_broken(path):
        return None
    aside = path.with_name(f"{path.name}.broken-{now:%Y%m%dT%H%M%S%f}")
    for part in ("", "-wal", "-shm"):
        file = path.with_name(path.name + part)
        if file.exists():
            file.rename(aside.with_name(aside.name + part))
    return aside.name


def _is_broken(path: Path) -> bool:
    """By SQLite's own word; a disk that cannot be read is another matter."""
    with closing(sqlite3.connect(path)) as db:
        try:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
        except sqlite3.DatabaseError as error:
            return error.sqlite_errorcode & 0xFF in _BROKEN
