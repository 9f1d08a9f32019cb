"""The database, SQLite or PostgreSQL, and the unit of work under the site's lock."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from sqlalchemy import Connection, Engine, event, insert, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError, DBAPIError, OperationalError, StatementError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

from hub.kit.errors import HouseError
from hub.kit.post import Post
from hub.kit.tables import OutboxRow
from hub.kit.turns import Turns
from wire.codec import encode
from wire.ids import SiteId
from wire.topics import Topic

__all__ = [
    "NEWS",
    "Change",
    "Database",
    "Limits",
    "Session",
    "Trouble",
    "UnknownSite",
    "Unstorable",
    "furnishing_in",
    "kept",
    "put_out",
    "revision_in",
    "trouble",
]

NEWS = "site_changed"
"""Under this name PostgreSQL tells all hub processes of a committed change; with it the site."""
BUSY_S = 20
"""How long a writer waits for another process's write lock before it gives up."""
Trouble = Literal["busy", "away", "full"]
"""Somebody else holds its lock; it is not to be reached; its disk takes nothing."""
PATIENCE_MS = 500
"""How long the log of SQLite waits for readers before it is emptied another time."""


class UnknownSite(HouseError):
    """No such site (Standort) in this house."""

    key = "unknown_site"
    status = 404


class Unstorable(HouseError):
    """A value that no database keeps: a number too large, a moment before the calendar."""

    key = "unstorable"
    status = 422


@dataclass(frozen=True)
class Limits:
    """How long PostgreSQL waits, in seconds, before it helps itself.

    `silent`: for the next word of a hub in mid-transaction; then its locks are free again. Longer
    than the broker may take to confirm, and shorter than `lock`, so that nobody who waits for a
    hub that hangs is refused. `lock`: for somebody else's lock, before whoever wants it is told.
    """

    silent: float = 15
    lock: float = BUSY_S


class Change:
    """One transaction that holds the site's lock; `revision` is new and never comes again."""

    def __init__(self, session: Session, site: SiteId, revision: int, post: Post) -> None:
        self.session = session
        self.site = site
        self.revision = revision
        self._post = post

    @property
    def public_url(self) -> str:
        """Where phones reach the hub's pages; empty when they cannot."""
        return self._post.public_url

    def refurnish(self) -> None:
        """The office is set up otherwise from now on; what processes remember of it is over."""
        self.session.flush()
        self.session.connection().execute(_REFURNISH, {"site": self.site})
        self.session.info.setdefault("refurnished", set()).add(self.site)

    def publish(self, topic: Topic, message: BaseModel, **parts: str) -> None:
        """Tell the broker, if and only if this transaction commits."""
        put_out(self.session, self.site, self._post, topic, message, **parts)

    def withdraw(self, topic: Topic, **parts: str) -> None:
        """Have the broker forget what it keeps there (MQTT 5, 3.3.1.3: no payload)."""
        row = {
            "site": self.site,
            "topic": topic.path(site=self.site, **parts),
            "payload": b"",
            "retain": True,
            "expires_at": None,
        }
        self.session.connection().execute(_POST, row)


def put_out(
    session: Session, site: SiteId, post: Post, topic: Topic, message: BaseModel, **parts: str
) -> None:
    """Into the outbox; the drain looks there of its own accord, a few times a second.

    For what is no change of the site: of state that bears a revision only a Change may tell.
    """
    envelope = post.envelope(message)
    expires = envelope.ts + timedelta(seconds=topic.expiry_s) if topic.expiry_s else None
    row = {
        "site": site,
        "topic": topic.path(site=site, **parts),
        "payload": encode(envelope),
        "retain": topic.retained,
        "expires_at": expires,
    }
    session.connection().execute(_POST, row)


class Database:
    """Opens sessions. Writers of one site follow one another, in all threads and processes.

    SQLite (WAL, full synchronisation) has one writer at a time anyway: a lock in this process
    saves its busy waiting, ``BEGIN IMMEDIATE`` keeps other processes out. On PostgreSQL the row
    of the site in `site_revision` is the lock, and whoever takes it tells all hub processes.
    """

    def __init__(self, url: str, post: Post, limits: Limits = Limits()) -> None:
        self.post = post
        self.sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url, "FULL") if self.sqlite else _postgres_engine(url, limits)
        self._reader = self.engine if self.sqlite else _of_one_moment(self.engine)
        self._hasty = _sqlite_engine(url, "NORMAL") if self.sqlite else self.engine
        self._writer: AbstractContextManager[object] = Turns() if self.sqlite else nullcontext()
        self._take_lock = _TAKE_LOCK if self.sqlite else _TAKE_LOCK_AND_TELL
        self._listeners: list[Callable[[SiteId], None]] = []
        self._kept: dict[Hashable, Any] = {}

    def on_commit(self, listener: Callable[[SiteId], None]) -> None:
        """Call `listener` after each change that was committed here; it must return at once."""
        self._listeners.append(listener)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent view, as of the first look; nothing written here is kept."""
        info = {"kept": self._kept}
        with Session(self._reader, expire_on_commit=False, autoflush=False, info=info) as session:
            yield session

    @contextmanager
    def write(self, *, durable: bool = True) -> Iterator[Session]:
        """A transaction that concerns no site's queue: sessions of staff, housekeeping.

        What is not `durable` may come undone by a power cut: SQLite then waits for no disk.
        Raises Unstorable when a value fits no column.
        """
        engine = self.engine if durable else self._hasty
        info = {"kept": self._kept}
        with self._writer, Session(engine, expire_on_commit=False, info=info) as session:
            if self.sqlite:
                session.connection(execution_options={"begin": "IMMEDIATE"})
            try:
                yield session
                session.commit()
            except (OverflowError, StatementError) as error:
                if isinstance(error, DBAPIError) and not isinstance(error, DataError):
                    raise
                raise Unstorable from error

    @contextmanager
    def change(self, site: SiteId) -> Iterator[Change]:
        """A transaction under the site's lock. Raises UnknownSite before anything is done."""
        with self.write() as session:
            row = session.connection().execute(self._take_lock, {"site": site}).one_or_none()
            if row is None:
                raise UnknownSite(site=site)
            session.info["furnishing"] = {site: int(row[1])}
            yield Change(session, site, int(row[0]), self.post)
        for listener in self._listeners:
            listener(site)

    @contextmanager
    def changes(self) -> Iterator[tuple[Change, ...]]:
        """One transaction under the locks of all sites, for what all or none shall be told.

        The locks are taken in the order of the sites' names; whoever holds one asks for no other.
        """
        with self.write() as session:
            connection = session.connection()
            sites = [SiteId(one) for one in connection.execute(_SITES).scalars()]
            revisions = [
                connection.execute(self._take_lock, {"site": one}).scalar_one() for one in sites
            ]
            yield tuple(
                Change(session, site, int(revision), self.post)
                for site, revision in zip(sites, revisions, strict=True)
            )
        for site in sites:
            for listener in self._listeners:
                listener(site)

    def catch_up(self, site: SiteId) -> None:
        """Begin no lower than the seconds since 1970.

        A database restored from a copy would else count through revisions that displays have
        seen, and they would take its boards for old ones.
        """
        now = {"site": site, "now": int(self.post.clock().timestamp())}
        with self.write() as session:
            session.connection().execute(_CATCH_UP, now)

    def revision(self, site: SiteId) -> int:
        """The site's latest committed revision; 0 when the site is unknown."""
        with self.engine.connect() as connection:
            row = connection.execute(_REVISION, {"site": site}).one_or_none()
        return int(row[0]) if row else 0

    def clear_traces(self) -> None:
        """What was deleted shall not lie about in SQLite's log until that is written over.

        Pages of the file itself are overwritten as they are deleted (`secure_delete`).
        """
        if self.sqlite:
            with self._writer, self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                # Readers that are at it for long keep their log: nobody waits for them.
                for pragma in (
                    f"busy_timeout={PATIENCE_MS}", "wal_checkpoint(TRUNCATE)",
                    f"busy_timeout={BUSY_S * 1000}",
                ):  # fmt: skip
                    raw.execute(f"PRAGMA {pragma}").fetchall()  # type: ignore[union-attr]

    def close(self) -> None:
        self.engine.dispose()
        self._hasty.dispose()


def kept(session: Session) -> dict[Hashable, Any]:
    """What this process has worked out and may work out again; threads share it.

    Nothing here outlives the process, and nothing of it is true because it lies here.
    """
    found: dict[Hashable, Any] = session.info["kept"]
    return found


def revision_in(session: Session, site: SiteId) -> int:
    """The site's latest revision as the session sees it; 0 when the site is unknown."""
    return int(session.connection().execute(_REVISION, {"site": site}).scalar() or 0)


def furnishing_in(session: Session, site: SiteId) -> int | None:
    """Which set-up of the office the session sees; None while it changes it, or knows no such site.

    What was read under one number may be shared by all sessions that see the same.
    """
    if site in session.info.get("refurnished", ()):
        return None
    seen: dict[SiteId, int | None] = session.info.setdefault("furnishing", {})
    if site not in seen:
        seen[site] = session.connection().execute(_FURNISHING, {"site": site}).scalar()
    return seen[site]


def trouble(error: DBAPIError) -> Trouble | None:
    """What keeps the database from answering; None: it is well, and what it was asked is wrong."""
    fault = error.orig
    code = getattr(fault, "sqlstate", None) or getattr(fault, "sqlite_errorname", "") or ""
    named = next((kind for start, kind in _TROUBLES if code.startswith(start)), None)
    if named is None and (error.connection_invalidated or isinstance(error, OperationalError)):
        return "away"
    return named


_TROUBLES: tuple[tuple[str, Trouble], ...] = (
    ("55P03", "busy"), ("40P01", "busy"), ("SQLITE_BUSY", "busy"), ("SQLITE_LOCKED", "busy"),
    ("53100", "full"), ("SQLITE_FULL", "full"), ("25P03", "away"),
)  # fmt: skip
"""Beginnings of PostgreSQL's and SQLite's codes; 25P03: this hub was silent for too long."""
_TAKE_LOCK = text(
    "UPDATE site_revision SET revision = revision + 1 WHERE site = :site"
    " RETURNING revision, furnishing"
)
_TAKE_LOCK_AND_TELL = text(f"{_TAKE_LOCK.text}, pg_notify('{NEWS}', site)")
"""In the same round trip; PostgreSQL tells it when, and only if, the transaction commits."""
_CATCH_UP = text("UPDATE site_revision SET revision = :now WHERE site = :site AND revision < :now")
_FURNISHING = text("SELECT furnishing FROM site_revision WHERE site = :site")
_REFURNISH = text("UPDATE site_revision SET furnishing = furnishing + 1 WHERE site = :site")
_SITES = text("SELECT site FROM site_revision ORDER BY site")
_POST = insert(OutboxRow)
_REVISION = text("SELECT revision FROM site_revision WHERE site = :site")


def _sqlite_engine(url: str, synchronous: str) -> Engine:
    """Parameters stay hidden: what an error says goes to the log, and they may be personal."""
    path = make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_S, "check_same_thread": False},
        pool_size=20,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def connected(raw: object, _entry: ConnectionPoolEntry) -> None:
        raw.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            raw.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def _postgres_engine(url: str, limits: Limits) -> Engine:
    """Each side notices within seconds that the other's machine is gone.

    TCP alone asks after two hours: so long a hub without power would keep its lock on a site. What
    the address itself says goes before what stands here.
    """
    said = make_url(url).query
    server = {
        "tcp_keepalives_idle": 5, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 2,
        "tcp_user_timeout": 15_000, "lock_timeout": round(1000 * limits.lock),
        "idle_in_transaction_session_timeout": round(1000 * limits.silent),
    }  # fmt: skip
    options = " ".join(f"-c {name}={value}" for name, value in server.items())
    client = {
        "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 5,
        "keepalives_count": 2, "tcp_user_timeout": 15_000,
    }  # fmt: skip
    given = {name: value for name, value in client.items() if name not in said}
    return create_engine(
        url,
        connect_args={**given, "options": f"{options} {said.get('options', '')}".rstrip()},
        pool_size=20,
        max_overflow=10,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _of_one_moment(engine: Engine) -> Engine:
    """Readers' connections, from the same pool: each statement else sees what is new by then."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
