"""Migrations make exactly the tables that the code knows, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from hub import migrations
from hub.kit.clock import utc_now
from hub.kit.database import Database
from hub.kit.post import Post
from hub.sites import service as sites
from tests.hub.races import together
from wire.ids import SiteId


@contextmanager
def _open(url: str) -> Iterator[Database]:
    database = Database(url, Post("hub-1", utc_now))
    yield database
    database.close()


def test_the_tables_are_those_of_the_code(empty_url: str) -> None:
    migrations.migrate(empty_url)
    with _open(empty_url) as database, database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, migrations.METADATA) == []


def test_rooms_keep_the_name_that_they_had_as_the_german_one(empty_url: str) -> None:
    with _open(empty_url) as database:
        _to(database, "0003")
        with database.engine.begin() as connection:
            connection.execute(text(_SITE))
            connection.execute(text(_ROOM))
        migrations.upgrade(database)
        with database.read() as session:
            assert sites.room(session, SiteId("nord"), "2.14").name == {"de": "Größe 2"}


_SITE = """INSERT INTO site (id, number, name, timezone, early_minutes, late_minutes,
walkin_bound_minutes) VALUES ('nord', 1, 'Nord', 'Europe/Berlin', 60, 30, 30)"""
_ROOM = """INSERT INTO room (site, label, name, zone, kind, concerns, floor, x, y, w, h)
VALUES ('nord', '2.14', 'Größe 2', 'A', 'room', '[]', 2, 1, 1, 5, 5)"""


def _to(database: Database, revision: str) -> None:
    """The tables as they were at that revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    results = together([lambda: migrations.migrate(empty_url)] * 4)
    assert results == [None] * 4
