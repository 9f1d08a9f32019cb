"""One writer a site: the lock is taken before the first read, and what fails leaves no trace."""

import signal
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select

from hub.kit import pages
from hub.kit.database import Database, Limits, UnknownSite, Unstorable, revision_in, trouble
from hub.kit.post import Post
from hub.kit.tables import InboxRow, OutboxRow, SiteRevision
from provisioning.house import ASSETS
from tests.hub.conftest import Office
from wire.ids import SiteId
from wire.look import Look
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


def test_a_hub_that_stands_still_in_mid_transaction_keeps_nobody_out(new_postgres: str) -> None:
    """As one whose machine has lost its power: its connection stays, and says nothing more."""
    limits = Limits(silent=1, lock=20)
    other = Database(new_postgres, Post("hub-2", lambda: NOW), limits)
    before = other.revision(SITE)
    script = (
        "import sys; from datetime import UTC, datetime\n"
        "from hub.kit.database import Database, Limits; from hub.kit.post import Post\n"
        "hub = Database(sys.argv[1], Post('hub-1', lambda: datetime.now(UTC)), Limits(silent=1))\n"
        "with hub.change('musterstadt'):\n"
        "    print('inside', flush=True); sys.stdin.readline()\n"
    )
    with Popen(
        [sys.executable, "-c", script, new_postgres],
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
    ) as hub:
        assert hub.stdout is not None
        assert hub.stdout.readline() == "inside\n"
        hub.send_signal(signal.SIGSTOP)
        with other.change(SITE) as change:
            assert change.revision == before + 1, "what the silent one had begun came undone"
        hub.send_signal(signal.SIGCONT)
        _, said = hub.communicate("go on\n")
        assert hub.returncode != 0, "it must not believe that its change is kept"
        assert "IdleInTransaction" in said or "connection" in said
    assert other.revision(SITE) == before + 1
    other.close()


def test_whoever_waits_too_long_for_a_lock_is_told_so(new_postgres: str) -> None:
    """Also somebody who goes on talking may hold it for too long."""
    holder = Database(new_postgres, Post("hub-1", lambda: NOW))
    other = Database(new_postgres, Post("hub-2", lambda: NOW), Limits(lock=0.2))
    with holder.change(SITE), pytest.raises(DBAPIError) as error, other.change(SITE):
        pass
    assert trouble(error.value) == "busy"
    holder.close()
    other.close()


def test_a_database_that_is_not_there_is_away(tmp_path: Path) -> None:
    gone = Database(f"postgresql+psycopg:///none?host={tmp_path}", Post("hub-1", lambda: NOW))
    with pytest.raises(DBAPIError) as error, gone.read() as session:
        session.connection()
    assert trouble(error.value) == "away"


@pytest.mark.warns("database_trouble")
def test_both_programs_and_people_are_told_to_ask_again(new_postgres: str) -> None:
    holder = Database(new_postgres, Post("hub-1", lambda: NOW))
    other = Database(new_postgres, Post("hub-2", lambda: NOW), Limits(lock=0.2))
    app = FastAPI()
    app.state.look = Look(authority="Amt")
    pages.install(app, assets=Path(ASSETS), banner=lambda _me: "")

    @app.post("/api/v1/change")
    @app.post("/change")
    def change() -> None:
        with other.change(SITE):
            pass

    client = TestClient(app)
    with holder.change(SITE):
        program, person = client.post("/api/v1/change"), client.post("/change")
    assert (program.status_code, person.status_code) == (503, 503)
    assert program.headers["content-type"] == "application/problem+json"
    assert (program.json()["key"], program.headers["Retry-After"]) == ("database_busy", "2")
    assert "in einigen Sekunden noch einmal" in person.text
    assert client.post("/api/v1/change").status_code == 200, "the connection is as good as before"
    holder.close()
    other.close()


def test_a_reader_sees_one_moment_whatever_is_committed_meanwhile(office: Office) -> None:
    with office.database.read() as session:
        before = revision_in(session, office.site)
        with office.another_process().change(office.site):
            pass
        assert revision_in(session, office.site) == before
    assert office.database.revision(office.site) == before + 1


def test_a_reader_on_postgresql_can_write_nothing(new_postgres: str) -> None:
    """Where SQLite lets go of it at the end, PostgreSQL refuses at once: the same for everybody."""
    database = Database(new_postgres, Post("hub-1", lambda: NOW))
    with pytest.raises(DBAPIError), database.read() as session:
        session.connection().execute(text("UPDATE site_revision SET revision = 0"))
    with database.change(SITE):
        pass
    database.close()
