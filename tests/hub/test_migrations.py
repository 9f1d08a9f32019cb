"""Migrations make exactly the tables that the code knows, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from hub import migrations
from hub.kit.clock import utc_now
from hub.kit.database import Database
from hub.kit.post import Post
from tests.hub.races import together


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


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    results = together([lambda: migrations.migrate(empty_url)] * 4)
    assert results == [None] * 4
