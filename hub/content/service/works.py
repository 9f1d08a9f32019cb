"""What one hub process does for the content in the background: uploads, web pages, tidying."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hub.content import repository
from hub.content.rules import FILES_KEPT
from hub.content.service.library import Bench
from hub.content.service.played import forget_played
from hub.content.service.serving import source_for
from hub.content.service.snapshots import Camera
from hub.content.store import Store
from hub.kit.database import Database
from hub.settings import ContentSettings
from hub.sites import service as sites
from wire.ids import DeviceId, SiteId
from wire.messages import Source

log = logging.getLogger("hub.content")

LOOK_S: Final = 2.0
"""How often it is looked for work that nobody has spoken of."""
SWEEP_S: Final = 600.0


@dataclass
class Works:
    """The store, and two threads: one makes renditions, one takes pictures of web pages."""

    database: Database
    site: SiteId
    store: Store
    settings: ContentSettings

    def __post_init__(self) -> None:
        self._bench = Bench(self.database, self.site, self.store)
        self._camera = Camera(
            self.database, self.site, self.store, self.settings.snapshot_hosts,
            self.settings.chromium,
        )  # fmt: skip
        self._ending = threading.Event()
        self._wake = threading.Event()
        self._swept_at = time.monotonic()
        self._threads: list[threading.Thread] = []

    def source_for(self, device: DeviceId) -> Source | None:
        """Where this device fetches its content."""
        return source_for(self.store.key, self.settings.url, self.site, device)

    def start(self) -> None:
        """Take up what was left; returns at once."""
        if not self.settings.url:
            log.warning("no_address_for_devices", extra={"setting": "EZ_PUBLIC_URL"})
        self._bench.begin_anew()
        self._ending.clear()
        self._threads = [
            threading.Thread(target=self._run, args=(work,), name=name, daemon=True)
            for name, work in (("uploads", self._upload), ("web-pages", self._photograph))
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End within a second or two; what is not done yet is begun anew by the next start."""
        self._ending.set()
        self._wake.set()
        for thread in self._threads:
            thread.join(timeout=10)

    def wake(self) -> None:
        """There is an upload: look now."""
        self._wake.set()

    def _run(self, work: Callable[[], None]) -> None:
        while not self._ending.is_set():
            try:
                work()
            except Exception:  # the message loop's rim: a database that is away comes back
                log.exception("content_work_failed")
                self._ending.wait(LOOK_S)

    def work_once(self) -> bool:
        """Take on the oldest upload that waits. False: there is none."""
        return self._bench.work(self._ending.is_set)

    def photograph_once(self) -> None:
        """Take the pictures of web pages that are due."""
        self._camera.work(self._ending.is_set)

    def _upload(self) -> None:
        if not self.work_once():
            self._wake.wait(LOOK_S)
            self._wake.clear()

    def _photograph(self) -> None:
        self.photograph_once()
        if time.monotonic() - self._swept_at > SWEEP_S:
            self._swept_at = time.monotonic()
            self.sweep()
            self.forget_played()
        self._ending.wait(LOOK_S)

    def forget_played(self) -> None:
        """Proof of play that is old enough; here, as much of it would keep messages waiting."""
        with self.database.read() as session:
            site = sites.site(session, self.site)
        forget_played(self.database, site, self.database.post.clock())

    def sweep(self) -> None:
        """Files that nothing needs, once it is long enough that no display is fetching them."""
        before = self.database.post.clock() - FILES_KEPT
        with self.database.read() as session:
            for path in self.store.incoming_since_long(before):
                if repository.upload(session, self.site, path.name) is None:
                    path.unlink(missing_ok=True)  # a hub that died amid it
            if not repository.orphans(session, before, before):
                return
        with self.database.write() as session:
            rows = repository.orphans(session, before, before)
            if rows:
                repository.drop_files(session, rows)
        for row in rows:
            self.store.drop(row.sha256, before)
