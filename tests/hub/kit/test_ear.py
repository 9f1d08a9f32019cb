"""A hub process hears at once of what another has committed, and of nothing else."""

import queue
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from hub.kit.database import NEWS, Database
from hub.kit.ear import Ear
from hub.kit.post import Post
from hub.sites import demo as sites_demo
from tests.hub import races
from tests.hub.conftest import Watch
from tests.patience import PATIENCE_S
from wire.ids import SiteId

SITE = sites_demo.HERE


@pytest.fixture
def two(new_postgres: str) -> Iterator[tuple[Database, Database]]:
    one, other = (Database(new_postgres, Post(f"hub-{n}", Watch())) for n in (1, 2))
    opened = one, other
    yield opened
    for one in opened:
        one.close()


@pytest.fixture
def ear(two: tuple[Database, Database]) -> Iterator[tuple[Ear, "queue.Queue[SiteId]"]]:
    heard: queue.Queue[SiteId] = queue.Queue()
    one = Ear(two[0], heard.put)
    one.start()
    assert one.listens(PATIENCE_S)
    yield one, heard
    one.stop()


def test_what_another_process_commits_is_heard(
    two: tuple[Database, Database], ear: tuple[Ear, "queue.Queue[SiteId]"]
) -> None:
    with two[1].change(SITE):
        pass
    assert ear[1].get(timeout=PATIENCE_S) == SITE
    with two[1].changes():
        pass
    assert ear[1].get(timeout=PATIENCE_S)


def test_what_comes_undone_is_not_heard(
    two: tuple[Database, Database], ear: tuple[Ear, "queue.Queue[SiteId]"]
) -> None:
    with pytest.raises(ZeroDivisionError), two[1].change(races.SITE):
        _ = 1 / 0
    with two[1].change(SITE):
        pass
    assert ear[1].get(timeout=PATIENCE_S) == SITE


@pytest.mark.warns("ear_deaf")
def test_a_lost_connection_is_made_again(
    two: tuple[Database, Database], ear: tuple[Ear, "queue.Queue[SiteId]"]
) -> None:
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND query = :said"
    )
    with two[1].write() as session:
        said = {"said": f"LISTEN {NEWS}"}
        assert session.connection().execute(cut, said).scalar_one() is True
    deaf = True
    while deaf:
        with two[1].change(SITE):
            pass
        try:
            deaf = ear[1].get(timeout=0.5) != SITE
        except queue.Empty:
            continue


def test_beside_sqlite_nobody_has_anything_to_tell(new_sqlite: str) -> None:
    database = Database(new_sqlite, Post("hub-1", Watch()))
    one = Ear(database, lambda _site: None)
    one.start()
    one.stop()
    database.close()
    assert not one.listens(0)
