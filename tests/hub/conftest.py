"""A furnished database for each test, on SQLite and on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hub import migrations
from hub.appointments.service import Keyring, open_keyring
from hub.devices import demo as devices_demo
from hub.kit.database import Database
from hub.kit.post import Post
from hub.sites import demo as sites_demo
from tests.hub import races
from tests.postgres import Postgres
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
def postgres_template(postgres: Postgres) -> str:
    name = postgres.create()
    _furnish(postgres.url(name))
    return name


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "hub.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def new_postgres(postgres: Postgres, postgres_template: str) -> Iterator[str]:
    with postgres.database(postgres_template) as url:
        yield url


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
    server: Postgres = request.getfixturevalue("postgres")
    with server.database() as url:
        yield url
