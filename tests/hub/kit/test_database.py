"""One writer a site: the lock is taken before the first read, and what fails leaves no trace."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from hub.kit.database import Database, UnknownSite
from hub.kit.post import Post
from hub.kit.tables import OutboxRow, SiteRevision
from wire.ids import SiteId
from wire.messages import Board
from wire.topics import BOARD

SITE = SiteId("musterstadt")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'hub.db'}", Post("hub-1", lambda: NOW))
    tables = [SQLModel.metadata.tables[name] for name in ("site_revision", "outbox", "inbox")]
    SQLModel.metadata.create_all(database.engine, tables)
    with database.write() as session:
        session.add(SiteRevision(site=SITE, revision=0))
    yield database
    database.close()


def test_each_change_has_a_revision_of_its_own_even_among_threads(database: Database) -> None:
    seen: list[int] = []

    def work() -> None:
        for _ in range(20):
            with database.change(SITE) as change:
                seen.append(change.revision)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(1, 161))


def test_a_failed_change_publishes_nothing_and_wakes_nobody(database: Database) -> None:
    woken: list[SiteId] = []
    database.on_commit(woken.append)

    def fail() -> None:
        with database.change(SITE) as change:
            change.publish(BOARD, Board(zone="A", rev=1, calls=(), waiting=0), zone="A")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.read() as session:
        assert session.exec(select(OutboxRow)).all() == []
    assert woken == []
    assert database.revision(SITE) == 0


def test_a_change_of_an_unknown_site_is_refused(database: Database) -> None:
    with pytest.raises(UnknownSite), database.change(SiteId("nirgendwo")):
        pass


def test_a_moment_comes_back_aware(database: Database) -> None:
    with database.change(SITE) as change:
        change.session.add(
            OutboxRow(site=SITE, topic="t", payload=b"", retain=False, expires_at=NOW)
        )
    with database.read() as session:
        assert session.exec(select(OutboxRow)).one().expires_at == NOW


def test_another_process_waits_for_the_lock(database: Database, tmp_path: Path) -> None:
    """A second engine on the same file stands for another process."""
    other = Database(f"sqlite:///{tmp_path / 'hub.db'}", Post("hub-2", lambda: NOW))
    inside, waited = threading.Event(), threading.Event()

    def second() -> None:
        inside.wait(5)
        with other.change(SITE) as change:
            assert change.revision == 2
        waited.set()

    thread = threading.Thread(target=second)
    thread.start()
    with database.change(SITE):
        inside.set()
        assert not waited.wait(0.2)
    thread.join()
    assert waited.is_set()
    other.close()
