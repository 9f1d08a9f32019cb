"""Background jobs: each once a period over all hub processes, taken over when its holder dies."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import JSON, Connection, bindparam, delete, event, text
from sqlmodel import Session, col, select

from hub.kit.database import Change, Database
from hub.kit.tables import JobRow, UtcDateTime
from wire.ids import SiteId

log = logging.getLogger("hub.jobs")

LOOK_S: Final = 10.0
"""How often a process looks whether a job is due."""
LEASE: Final = timedelta(minutes=2)
"""How long after its last word a holder is held for dead. Whoever is within a step is not, however
long it takes: it holds the job's row, and lets go of it when its connection ends."""
REST: Final = timedelta(minutes=10)
"""Pause after steps that failed, before they are tried again."""
KEPT: Final = timedelta(days=400)
"""How long reports are kept."""

Step = Callable[[Change, datetime], object]
"""One transaction of a job at this moment; what it answers is nobody's concern."""


@dataclass(frozen=True)
class Job:
    """What is done once in each period.

    `period` says to which one a moment belongs: a text that never comes again, asked for each time,
    because a site's clocks may be set up anew. Each of `steps` is
    a transaction of its own, by name and in order, and is committed once in a period.
    """

    name: str
    period: Callable[[Session, datetime], str]
    steps: Mapping[str, Step]
    lease: timedelta = LEASE


@dataclass(frozen=True)
class Done:
    """A step that is done: rows changed and deleted, and how long it took."""

    changed: int
    deleted: int
    ms: int


@dataclass(frozen=True)
class Report:
    """What came of a job in a period; while it runs or waits to be tried again nothing ended."""

    job: str
    period: str
    holder: str
    tries: int
    started_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Rows that each step has changed or deleted; a step that is not done yet is missing."""
    steps: Mapping[str, Done] = field(default_factory=dict)
    """What each of them was, apart from their sum."""
    fault: str = ""
    """Steps that failed at the last try, with the kind of the fault; never whom it concerned."""


class TakenOver(Exception):
    """Another process holds the job by now."""


class Jobs:
    """A thread that looks for jobs that are due, takes them and does them."""

    def __init__(self, database: Database, site: SiteId, jobs: Sequence[Job]) -> None:
        self._database = database
        self._site = site
        self._jobs = jobs
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the step that is being done; the rest is another process's or tomorrow's."""
        self._stop.set()
        self._thread.join(timeout=LEASE.total_seconds())

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.look()
            except Exception:  # the message loop's rim: a database that is away comes back
                log.exception("jobs_failed")
            self._stop.wait(LOOK_S)

    def look(self) -> list[Report]:
        """Do what is due and nobody does; the reports of what was done here."""
        return [done for job in self._jobs if (done := self._do(job)) is not None]

    def _do(self, job: Job) -> Report | None:
        now = self._database.post.clock()
        with self._database.read() as session:
            key = {"site": self._site, "job": job.name, "period": job.period(session, now)}
        held = _take(self._database, job, key, now)
        if held is None:
            return None
        try:
            for name, step in job.steps.items():
                if name not in held.counts and not self._stop.is_set():
                    held.do(name, step)
            report = held.end()
        except TakenOver:
            log.warning("job_taken_over", extra={"job": job.name, "period": key["period"]})
            return None
        extra = {"job": report.job, "period": report.period, "counts": dict(report.counts)}
        if report.fault:
            log.warning("job_unfinished", extra=extra | {"fault": report.fault})
        else:
            log.info("job_done", extra=extra)
        return report


@dataclass
class _Held:
    """A job that this process holds. Each transaction makes sure of it: nobody else is at it."""

    database: Database
    job: Job
    key: Mapping[str, str]
    tries: int
    counts: dict[str, int]
    steps: dict[str, dict[str, int]]
    faults: list[str] = field(default_factory=list)

    def do(self, name: str, step: Step) -> None:
        """A step and its count in one transaction. Raises TakenOver; then nothing was done."""
        now, began = self.database.post.clock(), time.monotonic()
        try:
            with self.database.change(SiteId(self.key["site"])) as change:
                self._write(change.session, self.counts, self.steps, until=now + self.job.lease)
                with _counting(change.session.connection()) as touched:
                    step(change, now)
                    change.session.flush()
                took = round((time.monotonic() - began) * 1000)
                steps = self.steps | {name: dict(touched) | {"ms": took}}
                done = self.counts | {name: touched.total()}
                until = self.database.post.clock() + self.job.lease
                self._write(change.session, done, steps, until=until)
        except TakenOver:
            raise
        except Exception as fault:  # a part of the message loop's rim: it is tried again later
            log.exception("job_step_failed", extra={"job": self.job.name, "step": name})
            self.faults.append(f"{name}: {type(fault).__name__}")
        else:
            self.counts, self.steps = done, steps

    def end(self) -> Report:
        """Write the report. Raises TakenOver."""
        now = self.database.post.clock()
        whole = self.counts.keys() >= self.job.steps.keys()
        rest = now + REST if self.faults else now
        with self.database.write() as session:
            ended = now if whole else None
            self._write(session, self.counts, self.steps, until=rest, ended_at=ended)
            key = tuple(self.key[part] for part in ("site", "job", "period"))
            return _report(session.get_one(JobRow, key))

    def _write(
        self, session: Session, counts: Mapping[str, int],
        steps: Mapping[str, Mapping[str, int]], *, until: datetime,
        ended_at: datetime | None = None,
    ) -> None:  # fmt: skip
        values = {
            **self.key, "holder": self.database.post.instance, "tries": self.tries,
            "counts": counts, "steps": steps, "until": until, "ended_at": ended_at,
            "fault": ", ".join(self.faults),
        }  # fmt: skip
        if session.connection().execute(_WRITE, values).rowcount != 1:
            raise TakenOver


def reports(session: Session, site: SiteId, job: str, most: int = 50) -> list[Report]:
    """What came of a job, the newest period first."""
    found = (
        select(JobRow)
        .where(JobRow.site == site, JobRow.job == job)
        .order_by(col(JobRow.started_at).desc())
        .limit(most)
    )
    return [_report(row) for row in session.exec(found)]


def forget(change: Change, now: datetime) -> None:
    """Drop reports that are older than KEPT; a step of whoever keeps house."""
    old = delete(JobRow).where(col(JobRow.site) == change.site, col(JobRow.started_at) < now - KEPT)
    change.session.connection().execute(old)


def _report(row: JobRow) -> Report:
    return Report(
        row.job, row.period, row.holder, row.tries, row.started_at, row.ended_at,
        dict(row.counts), {name: _done(said) for name, said in row.steps.items()}, row.fault,
    )  # fmt: skip


def _done(said: Mapping[str, int]) -> Done:
    return Done(said.get("changed", 0), said.get("deleted", 0), said.get("ms", 0))


def _take(database: Database, job: Job, key: Mapping[str, str], now: datetime) -> _Held | None:
    """Hold it, unless it is done or another one holds it."""
    wanted = {
        **key, "holder": database.post.instance, "now": now, "until": now + job.lease, "none": {},
    }  # fmt: skip
    with database.read() as session:
        if session.connection().execute(_BUSY, wanted).first() is not None:
            return None
    with database.write() as session:
        if not database.sqlite and _within_a_step(session, key):
            return None
        row = session.connection().execute(_TAKE, wanted).first()
    return (
        _Held(database, job, key, row.tries, dict(row.counts), dict(row.steps))
        if row is not None
        else None
    )


def _within_a_step(session: Session, key: Mapping[str, str]) -> bool:
    """Whether a process holds the job's row. On SQLite one writes at a time: then nobody does."""
    connection = session.connection()
    known = connection.execute(_KNOWN, key).first() is not None
    return known and connection.execute(_FREE, key).first() is None


@contextmanager
def _counting(connection: Connection) -> Iterator[Counter[str]]:
    """How many rows each statement has changed or deleted, as the database says."""
    touched: Counter[str] = Counter()

    def note(_connection: object, cursor: Any, statement: str, *_: object) -> None:  # noqa: ANN401
        what = _KINDS.get(statement.lstrip()[:6].upper())
        if what is not None:
            touched[what] += max(0, cursor.rowcount)

    event.listen(connection, "after_cursor_execute", note)
    try:
        yield touched
    finally:
        event.remove(connection, "after_cursor_execute", note)


_KINDS: Final = {"UPDATE": "changed", "DELETE": "deleted"}
_MOMENT = UtcDateTime()
_BUSY = text(
    "SELECT 1 FROM job_run WHERE site = :site AND job = :job AND period = :period"
    " AND (ended_at IS NOT NULL OR until > :now)"
).bindparams(bindparam("now", type_=_MOMENT))
_KNOWN = text("SELECT 1 FROM job_run WHERE site = :site AND job = :job AND period = :period")
_FREE = text(f"{_KNOWN.text} FOR UPDATE SKIP LOCKED")
_TAKE = (
    text(
        "INSERT INTO job_run"
        " (site, job, period, holder, tries, started_at, until, counts, steps, fault)"
        " VALUES (:site, :job, :period, :holder, 1, :now, :until, :none, :none, '')"
        " ON CONFLICT (site, job, period) DO UPDATE"
        " SET holder = excluded.holder, tries = job_run.tries + 1, until = excluded.until"
        " WHERE job_run.ended_at IS NULL AND job_run.until <= :now"
        " RETURNING tries, counts, steps"
    )
    .bindparams(
        bindparam("now", type_=_MOMENT),
        bindparam("until", type_=_MOMENT),
        bindparam("none", type_=JSON()),
    )
    .columns(counts=JSON(), steps=JSON())
)
_WRITE = text(
    "UPDATE job_run SET counts = :counts, steps = :steps, until = :until,"
    " ended_at = :ended_at, fault = :fault"
    " WHERE site = :site AND job = :job AND period = :period"
    " AND holder = :holder AND tries = :tries AND ended_at IS NULL"
).bindparams(
    bindparam("counts", type_=JSON()),
    bindparam("steps", type_=JSON()),
    bindparam("until", type_=_MOMENT),
    bindparam("ended_at", type_=_MOMENT),
)
