"""Pictures of web pages: taken by Chromium in a process of its own, of hosts on a list only."""

import http.client
import logging
import os
import ssl
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urljoin, urlsplit

from hub.content import repository
from hub.content.rules import AddressRefused, ContentRefused, ascii_host, web_address
from hub.content.service.child import Interrupted, ingest, kill
from hub.content.service.library import DISK_FULL, Kept, add_files, keep, room_for
from hub.content.service.programmes import tell
from hub.content.store import Store
from hub.content.tables import ContentItemRow
from hub.kit.database import Database
from wire.ids import SiteId

log = logging.getLogger("hub.content")

SIZE: Final = (1_920, 1_080)
LONGEST_S: Final = 45.0
ANSWER_S: Final = 10.0
SETTLES_MS: Final = 5_000
"""So long scripts of the page run, in the page's own time."""
MOST_MOVES: Final = 4
"""Redirects that are followed, on the listed hosts."""


@dataclass(frozen=True)
class Camera:
    """Takes the pictures that are due, one after another."""

    database: Database
    site: SiteId
    store: Store
    hosts: tuple[str, ...]
    chromium: str

    def work(self, stop: Callable[[], bool]) -> None:
        """Every page whose picture is older than it may be, unless another process is at it."""
        now = self.database.post.clock()
        with self.database.read() as session:
            due = repository.web_due(session, self.site, now)
        for row in due:
            if stop():
                return
            if room_for(self.store) < 0:
                self._wait_for_room(row)
                continue
            with self.database.write() as session:
                mine = repository.claim_web(session, row, now)
            if mine:
                self._take(row, stop)

    def _wait_for_room(self, row: ContentItemRow) -> None:
        """As uploads do; its page says so, and it is taken as soon as there is room again."""
        if row.fault != DISK_FULL:
            self._failed(row, ContentRefused(DISK_FULL))

    def _take(self, row: ContentItemRow, stop: Callable[[], bool]) -> None:
        """A picture that fails leaves the last one where it is."""
        try:
            kept = self._photographed(row, stop)
        except Interrupted:
            return
        except (AddressRefused, ContentRefused, PageAway) as fault:
            self._failed(row, fault)
            return
        now = self.database.post.clock()
        if self._is_the_same(row, kept.file.sha256, now):
            return
        with self.database.change(self.site) as change:
            known = repository.item(change.session, self.site, row.id)
            if known is None or known.gone_at is not None or known.url != row.url:
                return
            add_files(change.session, kept)
            known.sha256, known.thumb = kept.file.sha256, kept.thumb.sha256
            known.taken_at, known.fault = now, ""
            tell(change, now)

    def _photographed(self, row: ContentItemRow, stop: Callable[[], bool]) -> Kept:
        """Raises Interrupted, AddressRefused, ContentRefused, PageAway."""
        address = reachable(row.url, self.hosts)
        # The browser's socket has a name of at most 107 characters: not below the store.
        with TemporaryDirectory(prefix="ez-web-") as folder, self.store.workplace() as out:
            try:
                shot = photograph(self.chromium, address, Path(folder), self.hosts, stop)
                (made,) = ingest(shot, shot.name, out, tell=lambda _: None, stop=stop)
                return keep(self.store, out, made, self.database.post.clock())
            except (ContentRefused, OSError):
                if room_for(self.store) < 0:  # what was made so far still lies there
                    raise ContentRefused(DISK_FULL) from None
                raise

    def _is_the_same(self, row: ContentItemRow, sha256: str, now: datetime) -> bool:
        """A page that looks as before is no change of the site: nobody need be told."""
        with self.database.write() as session:
            known = repository.item(session, self.site, row.id)
            if known is None or known.sha256 != sha256 or known.url != row.url:
                return False
            known.taken_at, known.fault = now, ""
        return True

    def _failed(self, row: ContentItemRow, fault: Exception) -> None:
        key = fault.key if isinstance(fault, AddressRefused | ContentRefused) else str(fault)
        log.warning("web_page_not_photographed", extra={"item": row.id, "fault": key})
        with self.database.write() as session:
            known = repository.item(session, self.site, row.id)
            if known is not None:
                known.fault = key


class PageAway(Exception):  # a sentence
    """The page does not answer as a page should; said as a key."""


def reachable(address: str, hosts: Sequence[str]) -> str:
    """Where the page really is: Chromium draws errors as well as pages, so it is asked before.

    Raises AddressRefused, also when it is moved off the list, and PageAway.
    """
    for _ in range(MOST_MOVES):
        address = web_address(address, hosts)
        status, moved = _asked(address)
        if status == http.HTTPStatus.OK:
            return address
        if not moved or not 300 <= status < 400:
            raise PageAway(f"page_says_{status}")
        try:
            address = urljoin(address, _unmangled(moved))
        except ValueError:
            raise PageAway("page_does_not_answer") from None
    raise PageAway("page_moves_on_and_on")


def _asked(address: str) -> tuple[int, str | None]:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    link = (
        http.client.HTTPSConnection(
            host, port, timeout=ANSWER_S, context=ssl.create_default_context()
        )
        if parts.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=ANSWER_S)
    )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(link):
        try:
            link.request("GET", target, headers={"User-Agent": "Eingangszone"})
            answer = link.getresponse()
            return answer.status, answer.getheader("Location")
        except (OSError, http.client.HTTPException, ValueError):
            raise PageAway("page_does_not_answer") from None


def _unmangled(header: str) -> str:
    """Headers are read as Latin-1, and servers that quote nothing write UTF-8 into them."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def photograph(
    chromium: str, address: str, folder: Path, hosts: Sequence[str], stop: Callable[[], bool]
) -> Path:
    """The page as PNG at the display's size. Raises PageAway, Interrupted."""
    shot, profile = folder / "page.png", folder / "profile"
    names = dict.fromkeys(ascii_host(host).partition(":")[0] for host in hosts)
    rules = ", ".join(["MAP * ~NOTFOUND", *(f"EXCLUDE {name}" for name in names)])
    command = [
        chromium, "--headless=new", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--disable-extensions", "--disable-sync", "--disable-background-networking",
        "--disable-component-update", "--mute-audio", f"--user-data-dir={profile}",
        f"--host-resolver-rules={rules}", f"--window-size={SIZE[0]},{SIZE[1]}",
        f"--virtual-time-budget={SETTLES_MS}", f"--screenshot={shot}",
        # Its own sandbox needs a user of its own: root has none.
        *(["--no-sandbox"] if os.geteuid() == 0 else []), address,
    ]  # fmt: skip
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError:
        raise PageAway("no_browser") from None
    try:
        _wait(process, stop)
    finally:
        kill(process)
    if process.returncode != 0 or not shot.is_file():
        raise PageAway("browser_failed")
    return shot


def _wait(process: "subprocess.Popen[bytes]", stop: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while process.poll() is None:
        if stop():
            raise Interrupted
        if time.monotonic() - begun > LONGEST_S:
            raise PageAway("page_takes_too_long")
        try:
            process.wait(timeout=0.3)
        except subprocess.TimeoutExpired:
            continue
