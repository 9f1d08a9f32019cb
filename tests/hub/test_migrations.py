"""Migrations make exactly the tables that the code knows, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from hub import migrations
from hub.devices import service as devices
from hub.kit.clock import utc_now
from hub.kit.database import Database
from hub.kit.post import Post
from hub.queue import service as queue
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


def test_displays_keep_what_they_have_shown_and_one_of_each_zone_speaks(empty_url: str) -> None:
    with _open(empty_url) as database:
        _to(database, "0004")
        with database.engine.begin() as connection:
            for statement in (_SITE, _TICKET, _CALL):
                connection.execute(text(statement))
            connection.execute(text(_DEVICE), _DEVICES)
            connection.execute(text(_SHOWN), _FRAMES)
        migrations.upgrade(database)
        site = SiteId("nord")
        with database.read() as session:
            places = devices.displays(session, site)
            shown = queue.addressees(session, site, ["01CALL", "01GONE"], now=NINE)
    assert [one.id for one in places if one.sound is not None] == ["display-1", "display-3"]
    assert {one.role for one in places} == {"zone"}
    assert {key: [one.device for one in found] for key, found in shown.items()} == {
        ("01CALL", 1): ["display-1"], ("01CALL", 2): ["display-1", "display-2"],
    }  # fmt: skip
    late = {one.device: one.late for one in shown["01CALL", 2]}
    assert late == {"display-1": False, "display-2": True}
    assert not any(one.late or one.speaks for one in shown["01CALL", 1])


def test_the_office_follows_the_land_that_its_content_followed(empty_url: str) -> None:
    with _open(empty_url) as database:
        _to(database, "0008")
        with database.engine.begin() as connection:
            connection.execute(text(_SITE))
            connection.execute(text("INSERT INTO content_setting VALUES ('nord', 'SN')"))
        migrations.upgrade(database)
        with database.read() as session:
            assert sites.site(session, SiteId("nord")).land == "SN"


NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
_DEVICE = """INSERT INTO device (site, id, kind, name, zone, node, facing_deg, online, bd, boot,
version, health, offers)
VALUES ('nord', :id, :kind, 'X', :zone, 'n', 0, false, -1, '', '', '[]', '[]')"""
_DEVICES = [
    {"id": one, "kind": kind, "zone": zone}
    for one, kind, zone in (
        ("display-2", "display", "A"), ("display-1", "display", "A"), ("display-3", "display", "B"),
        ("display-4", "display", None), ("kiosk-01", "kiosk", None),
    )
]  # fmt: skip
_TICKET = """INSERT INTO ticket (id, site, day, series, number, concern, zone, lang, state, paper,
origin, issued_at, persons, concerns) VALUES ('01T', 'nord', '2026-11-23', 'W', 1, 'x', 'A', 'de',
'called', 'none', 'reception', '2026-11-23 08:00:00+00:00', 1, '[]')"""
_CALL = """INSERT INTO call (id, site, ticket, room, attempt, called_at, open)
VALUES ('01CALL', 'nord', '01T', '2.14', 2, '2026-11-23 08:10:00+00:00', true)"""
_SHOWN = """INSERT INTO call_shown (call_id, attempt, site, device, frame_at)
VALUES (:call, :attempt, 'nord', :device, :at)"""
_FRAMES = [
    {
        "call": call, "attempt": attempt, "device": device,
        "at": datetime(2026, 11, 23, 8, minute, second, tzinfo=UTC).isoformat(" "),
    }
    for call, attempt, device, minute, second in (
        ("01CALL", 1, "display-1", 5, 0), ("01CALL", 2, "display-1", 10, 1),
        ("01CALL", 2, "display-2", 10, 4), ("01GONE", 1, "display-1", 3, 0),
    )
]  # fmt: skip
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
