"""One writer a site: the lock is taken before the first read, and what fails leaves no trace."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select

from hub.kit.database import Database, UnknownSite, Unstorable
from hub.kit.post import Post
from hub.kit.tables import InboxRow, OutboxRow, SiteRevision
from tests.hub.conftest import Office
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


@pytest.mark.parametrize(
    "value", [10**30, datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))], ids=["big", "old"]
)
def test_a_value_that_fits_no_column_is_the_senders_fault(
    office: Office, value: int | datetime
) -> None:
    column = col(InboxRow.received_at) if isinstance(value, datetime) else col(OutboxRow.id)
    with pytest.raises(Unstorable), office.database.change(office.site) as change:
        change.session.exec(select(column).where(column == value)).all()


def test_an_error_of_the_database_does_not_tell_what_was_written(office: Office) -> None:
    wrong = text("SELECT * FROM nowhere WHERE person = :person")
    with pytest.raises(DBAPIError) as error, office.database.change(office.site) as change:
        change.session.connection().execute(wrong, {"person": "Weber, H."})
    assert "Weber" not in str(error.value)


def test_a_restored_database_counts_on_from_beyond_what_displays_have_seen(office: Office) -> None:
    with office.database.write() as session:
        session.connection().exec_driver_sql("UPDATE site_revision SET revision = 5")
    office.database.catch_up(office.site)
    now = int(office.watch.now.timestamp())
    assert office.database.revision(office.site) == now
    with office.database.change(office.site) as change:
        assert change.revision == now + 1
    office.watch.wait(minutes=-5)
    office.database.catch_up(office.site)
    assert office.database.revision(office.site) == now + 1
