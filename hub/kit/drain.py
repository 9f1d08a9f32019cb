"""Empties the outbox: in order, newest state only, and never two processes at one time."""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, text
from sqlmodel import Session, col, select

from hub.kit.database import Database
from hub.kit.tables import OutboxRow, UtcDateTime
from wire.ids import SiteId
from wire.link import Publication, PublishDeniedError, PublishFailedError

log = logging.getLogger("hub.drain")

Publish = Callable[[Publication], "Future[None]"]

BATCH = 500
REST_S = 0.02
"""Pause after what was published: the first of a rush is told at once, the rest of it together,
and of a board that changes with each number only its newest state."""
LOOK_S = 0.25
"""An alarm for all sites is written by the process of one: the others find it within this time."""
CONFIRM_S = 10.0
_OLDEST = (
    select(OutboxRow)
    .where(OutboxRow.site == bindparam("site"))
    .order_by(col(OutboxRow.id))
    .limit(BATCH)
)
_SENT = delete(OutboxRow).where(col(OutboxRow.id).in_(bindparam("sent", expanding=True)))
_TOLD = text(
    "INSERT INTO told (topic, rev, at) VALUES (:topic, :rev, :at) "
    "ON CONFLICT (topic) DO UPDATE SET rev = excluded.rev, at = excluded.at"
).bindparams(bindparam("at", type_=UtcDateTime()))
"""Who looks at displays compares it with what they say they have drawn."""
_DRAIN_LOCK = 0x455A4F42
"""PostgreSQL advisory lock number, with the site's hash beside it."""


def forget(session: Session, site: SiteId, *, now: datetime) -> None:
    """Drop what has run out unsent, should the broker be away for long."""
    over = (col(OutboxRow.site) == site) & (col(OutboxRow.expires_at) < now)
    session.connection().execute(delete(OutboxRow).where(over))


def erase(session: Session, site: SiteId, names: Sequence[str]) -> None:
    """Drop what waits to be sent and speaks of one of these ids; state that stands names nobody."""
    waiting = session.exec(select(OutboxRow).where(OutboxRow.site == site, ~col(OutboxRow.retain)))
    for row in waiting.all():
        if any(one.encode() in row.payload for one in names):
            session.delete(row)
    session.flush()


class Drain:
    """A thread that publishes what transactions left in the outbox, oldest first."""

    def __init__(self, database: Database, site: SiteId, publish: Publish) -> None:
        self._database = database
        self._site = site
        self._publish = publish
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="drain", daemon=True)
        database.on_commit(lambda _site: self._wake.set())

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Publish what is there once more, then end."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=CONFIRM_S)

    def wake(self) -> None:
        """The link is up, or somebody wrote: look now."""
        self._wake.set()

    def _run(self) -> None:
        while True:
            self._wake.wait(LOOK_S)
            self._wake.clear()
            last_round = self._stop.is_set()
            try:
                while self._round():
                    self._stop.wait(REST_S)
            except Exception:  # the message loop's rim: a database that is away comes back
                log.exception("drain_failed")
            if last_round:
                return

    def _round(self) -> bool:
        """Publish one batch. True when there may be more."""
        with self._alone():
            rows = self._read()
            if not rows:
                return False
            sent = self._send(rows)
            if sent:
                # Sent twice does no harm, so the disk need not confirm what is deleted here.
                with self._database.write(durable=False) as session:
                    session.connection().execute(_SENT, {"sent": sent})
                    if told := self._told(rows, sent):
                        session.connection().execute(_TOLD, told)
            return bool(sent)

    def _read(self) -> Sequence[Row[Any]]:
        with self._database.read() as session:
            return session.connection().execute(_OLDEST, {"site": self._site}).all()

    def _send(self, rows: Sequence[Row[Any]]) -> list[int]:
        """Ids that need not be sent again: confirmed, expired, or overtaken by newer state."""
        now = self._database.post.clock()
        newest = {row.topic: row.id for row in rows if row.retain}
        waits: list[tuple[int, Future[None] | None]] = []
        for row in rows:
            left = (row.expires_at - now).total_seconds() if row.expires_at else None
            stale = row.retain and newest[row.topic] != row.id
            if stale or (left is not None and left <= 0):
                waits.append((row.id, None))
                continue
            expiry = max(1, round(left)) if left is not None else None
            publication = Publication(row.topic, row.payload, row.retain, expiry)
            waits.append((row.id, self._publish(publication)))
        return self._confirmed(waits)

    def _confirmed(self, waits: Sequence[tuple[int, "Future[None] | None"]]) -> list[int]:
        done: list[int] = []
        for row_id, wait in waits:
            try:
                if wait is not None:
                    wait.result(timeout=CONFIRM_S)
            except PublishDeniedError:
                log.exception("outbox_row_denied", extra={"row": row_id})
            except (PublishFailedError, TimeoutError):
                break
            done.append(row_id)
        return done

    def _told(self, rows: Sequence[Row[Any]], sent: Sequence[int]) -> list[dict[str, object]]:
        """The newest revision of each retained topic among what the broker has taken."""
        now, taken = self._database.post.clock(), set(sent)
        newest = {row.topic: row for row in rows if row.retain and row.id in taken}
        found = {
            topic: json.loads(row.payload)["data"].get("rev")
            for topic, row in newest.items()
            if row.payload  # else it was withdrawn
        }
        return [
            {"topic": topic, "rev": rev, "at": now}
            for topic, rev in found.items()
            if isinstance(rev, int)
        ]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """On PostgreSQL one process at a time publishes for a site, so that none overtakes."""
        if self._database.sqlite:
            yield
            return
        with self._database.engine.connect() as connection:
            key = {"a": _DRAIN_LOCK, "b": self._site}
            connection.execute(text("SELECT pg_advisory_xact_lock(:a, hashtext(:b))"), key)
            yield
            connection.rollback()
