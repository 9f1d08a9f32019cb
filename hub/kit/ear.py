"""Hears on PostgreSQL what other hub processes have committed, in the moment they do."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, cast

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from hub.kit.database import NEWS, Database
from wire.ids import SiteId

log = logging.getLogger("hub.ear")

Listening = psycopg.Connection[tuple[object, ...]]
"""The driver's own connection: only there one can wait for news."""

WAIT_S: Final = 0.5
"""How long one wait for news lasts: the end of the process is noticed in between."""
AGAIN_S: Final = 1.0
"""Pause before it listens anew when the database was lost."""


class Ear:
    """A thread with a connection of its own; while it has none, pages look by themselves.

    SQLite tells nobody: there is one hub process beside it.
    """

    def __init__(self, database: Database, heard: Callable[[SiteId], None]) -> None:
        """`heard` is called on the ear's thread after each change of a site, its own too."""
        self._database = database
        self._heard = heard
        self._stop = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)

    def start(self) -> None:
        if not self._database.sqlite:
            self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10 * WAIT_S)

    def listens(self, within_s: float) -> bool:
        """Whether it hears by now."""
        return self._listening.wait(within_s)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with self._connected() as connection:
                    self._listen(connection)
            except (psycopg.Error, SQLAlchemyError) as fault:
                log.warning("ear_deaf", extra={"fault": type(fault).__name__})
                self._stop.wait(AGAIN_S)

    @contextmanager
    def _connected(self) -> Iterator[Listening]:
        with self._database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql(f"LISTEN {NEWS}")
            try:
                yield cast("Listening", connection.connection.driver_connection)
            finally:
                self._listening.clear()
                connection.invalidate()  # one that listens goes back into no pool

    def _listen(self, connection: Listening) -> None:
        self._listening.set()
        while not self._stop.is_set():
            for news in connection.notifies(timeout=WAIT_S):
                self._heard(SiteId(news.payload))
