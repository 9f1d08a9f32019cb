"""Fixtures: a built office on SQLite and on a real PostgreSQL, copied anew for each test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from hub import migrations
from hub.identity.service import passwords
from hub.kit.database import Database
from hub.kit.post import Post
from tests.pages.office import NINE, PUBLIC_URL, Office
from tests.postgres import Postgres

KINDS = ("sqlite", "postgresql")
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
        patch.setattr(passwords, "_hasher", QUICK)
        office.build()
    office.database.close()


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built office: database and keys."""
    folder = tmp_path_factory.mktemp("office")
    build(f"sqlite:///{folder}/hub.db", folder)
    return folder


@pytest.fixture(scope="session")
def postgres_model(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """The name of a database that holds a built office, and the folder of its keys."""
    name, state = postgres.create(), tmp_path_factory.mktemp("office-pg")
    build(postgres.url(name), state)
    return name, state


@pytest.fixture
def offices(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Opens a fresh copy of the built office on a kind of database."""
    with ExitStack() as opened:

        def copy(kind: str) -> Office:
            if kind == "sqlite":
                model: Path = request.getfixturevalue("sqlite_model")
                shutil.copytree(model, tmp_path / "state")
                office = open_office(f"sqlite:///{tmp_path}/state/hub.db", tmp_path / "state")
            else:
                server: Postgres = request.getfixturevalue("postgres")
                name, state = request.getfixturevalue("postgres_model")
                office = open_office(opened.enter_context(server.database(name)), state)
            opened.callback(office.database.close)
            return office

        yield copy


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, offices: Callable[[str], Office]) -> Office:
    """The built office, once on each kind of database."""
    return offices(request.param)
