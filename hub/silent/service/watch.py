"""Looks every second for calls that nobody answers; in each hub process, so that one may die."""

import logging
import threading
from typing import Final

from hub.kit.clock import Clock
from hub.kit.database import Database
from hub.silent.service.calling import escalate
from wire.ids import SiteId

log = logging.getLogger("hub.silent")

LOOK_S: Final = 1.0


class Watch:
    """A thread of its own: neither a broker that is away nor a slow message holds it up."""

    def __init__(self, database: Database, site: SiteId, clock: Clock) -> None:
        self._database = database
        self._site = site
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="silent", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._over.wait(LOOK_S):
            try:
                escalate(self._database, self._site, now=self._clock())
            except Exception:  # the message loop's rim: a database that is away comes back
                log.exception("silent_watch_failed")
