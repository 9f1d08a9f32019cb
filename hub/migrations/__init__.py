"""Brings a database to the present tables, once, however many processes start together."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlmodel import SQLModel

from hub.appointments import tables as appointments
from hub.checkin import tables as checkin
from hub.content import tables as content
from hub.devices import tables as devices
from hub.displays import tables as displays
from hub.emergency import tables as emergency
from hub.feedback import tables as feedback
from hub.identity import tables as identity
from hub.insights import tables as insights
from hub.intake import tables as intake
from hub.kit.clock import utc_now
from hub.kit.database import Database
from hub.kit.post import Post
from hub.office import tables as office
from hub.pairing import tables as pairing
from hub.presence import tables as presence
from hub.privacy import tables as privacy
from hub.queue import tables as queue
from hub.silent import tables as silent
from hub.sites import tables as sites

_LOCK = 0x455A4D31
"""PostgreSQL advisory lock number: one process migrates, the others wait and find it done."""
ROOMS = (
    appointments,
    checkin,
    content,
    devices,
    displays,
    emergency,
    feedback,
    identity,
    insights,
    intake,
    office,
    pairing,
    presence,
    privacy,
    queue,
    silent,
    sites,
)
"""Importing a room's tables enters them in the metadata that migrations are compared with."""
METADATA = SQLModel.metadata


def migrate(url: str) -> None:
    """Bring the database behind `url` to this version."""
    database = Database(url, Post("migration", utc_now))
    try:
        upgrade(database)
    finally:
        database.close()


def upgrade(database: Database) -> None:
    """Create or change the tables. Returns when they are those of this version.

    However long that takes, here or in the process that does it.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with _alone(database), database.engine.connect() as connection:
        if database.sqlite:
            connection = connection.execution_options(begin="IMMEDIATE")  # noqa: PLW2901
        with connection.begin():
            if not database.sqlite:
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """SQLite turns on its write-ahead log at the first connection, and does not queue for that."""
    if not database.sqlite:
        yield
        return
    with Path(f"{database.engine.url.database}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
