"""The library: uploads that come in, wait, are worked on, and become items or are refused."""

import logging
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Final

from hub.content import repository
from hub.content.ingest.refusal import Made
from hub.content.rules import (
    KEPT_FREE,
    LARGEST_UPLOAD,
    MOST_TRIES,
    SILENT_AFTER,
    ContentRefused,
    ItemKind,
    UnknownContent,
)
from hub.content.service.child import Interrupted, ingest
from hub.content.store import Store
from hub.content.tables import ContentItemRow, ContentUploadRow, MediaFileRow
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from wire.ids import SiteId, new_ulid
from wire.messages import MediaFile

log = logging.getLogger("hub.content")

SECONDS = 10.0
"""How long a new picture stands, unless somebody says otherwise."""
DISK_FULL: Final = "disk_nearly_full"
SEEN_FOR = timedelta(minutes=10)
"""So long the page speaks of an upload that is over."""


@dataclass(frozen=True)
class Kept:
    """A rendition in the store, with its thumbnail."""

    file: MediaFileRow
    thumb: MediaFileRow
    made: Made


# ------------------------------------------------------------------ coming in


def room_for(store: Store) -> int:
    """Bytes that renditions may take; below 0 nothing is made."""
    return store.free_bytes() - KEPT_FREE


def may_come(store: Store, announced: int | None) -> None:
    """Before the first byte is read. Raises ContentRefused."""
    if announced is not None and announced > LARGEST_UPLOAD:
        raise ContentRefused("file_too_large", status=413)
    if store.free_bytes() - (announced or 0) < KEPT_FREE:
        raise ContentRefused("disk_nearly_full", status=507)


def may_go_on(received: int, free: int | None) -> None:
    """While it is read: what was announced may be wrong. Raises ContentRefused."""
    if received > LARGEST_UPLOAD:
        raise ContentRefused("file_too_large", status=413)
    if free is not None and free < KEPT_FREE:
        raise ContentRefused("disk_nearly_full", status=507)


def queue_upload(
    database: Database, who: Principal, upload_id: str, name: str, size: int, now: datetime
) -> ContentUploadRow:
    """The file lies whole in the store's folder: somebody shall take it on."""
    row = ContentUploadRow(
        id=upload_id, site=who.site, name=plain_name(name), bytes=size, state="queued",
        came_by=who.login, came_at=now,
    )  # fmt: skip
    with database.write() as session:
        repository.add(session, row)
    log.info("upload_queued", extra={"site": who.site, "upload": row.id, "bytes": size})
    return row


def plain_name(name: str) -> str:
    """A file's own name without path, control characters and odd spaces; never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in last)
    return re.sub(r" +", " ", kept).strip()[:120] or "ohne Namen"


def uploads(session: Session, site: SiteId, now: datetime) -> Sequence[ContentUploadRow]:
    """What is under way, and what ended in the last minutes."""
    return repository.uploads(session, site, now - SEEN_FOR)


def upload(session: Session, site: SiteId, upload_id: str) -> ContentUploadRow:
    """Raises UnknownContent."""
    row = repository.upload(session, site, upload_id)
    if row is None:
        raise UnknownContent
    return row


# ------------------------------------------------------------------ the work


class DiskFull(Exception):  # a sentence
    """There is no room for renditions; the file is as it was. `taken`: bytes that they took."""

    def __init__(self, taken: int) -> None:
        super().__init__()
        self.taken = taken


@dataclass(frozen=True)
class Bench:
    """Where one hub process works on uploads."""

    database: Database
    site: SiteId
    store: Store

    @property
    def _worker(self) -> str:
        return self.database.post.instance

    def begin_anew(self) -> None:
        """At the start: what this process was at when it died waits again."""
        self.store.clear_work()
        with self.database.write() as session:
            repository.put_back(session, self.site, self._worker)

    def work(self, stop: Callable[[], bool]) -> bool:
        """Take on the oldest upload that waits. False: there is none, or no room for it."""
        room = room_for(self.store)
        if room < 0:
            self._wait_for_room()
            return False
        row = self._claim(room)
        if row is None:
            return False
        source = self.store.incoming(row.id)
        try:
            with self.store.workplace() as folder:
                kept = self._made(row, source, folder, room, stop)
            over = self._done(row, kept)
        except DiskFull as full:
            self._put_back(row, full.taken)
            return False
        except ContentRefused as refused:
            over = self._refused(row, refused)
        except Interrupted:
            with self.database.write() as session:
                repository.put_back(session, self.site, self._worker)
            return False
        if over:  # else somebody else is at it, who needs the file
            source.unlink(missing_ok=True)
        return True

    def _made(
        self, row: ContentUploadRow, source: Path, folder: Path, room: int,
        stop: Callable[[], bool],
    ) -> list[Kept]:  # fmt: skip
        """Raises DiskFull, whatever the fault looks like: on a full disk no file is to blame."""
        try:
            made = ingest(source, row.name, folder, tell=self._teller(row), stop=stop)
            return [keep(self.store, folder, one, self._now()) for one in made]
        except (ContentRefused, OSError):
            left = room_for(self.store)  # what was made so far still lies there
            if left < 0:
                raise DiskFull(room - left) from None
            raise

    def _wait_for_room(self) -> None:
        """The first in line says why it waits; once."""
        with self.database.read() as session:
            waits = repository.next_upload(session, self.site, self._now() - SILENT_AFTER)
        if waits is None or waits.state != "queued" or waits.reason == DISK_FULL:
            return
        with self.database.write() as session:
            noted = repository.note_waiting(session, waits.id, DISK_FULL)
        if noted:
            log.warning("upload_waits_for_room", extra={"upload": waits.id})

    def _put_back(self, row: ContentUploadRow, taken: int) -> None:
        """It stands in line again until there is more room than it has taken this time.

        It counts as a try: a broken film that fills the disk must not be begun for ever.
        """
        with self.database.write() as session:
            known = repository.held_upload(session, row.id, self._worker)
            if known is None:
                return
            known.state, known.share, known.reason, known.room = "queued", 0, DISK_FULL, taken
        log.warning("upload_waits_for_room", extra={"upload": row.id, "bytes": taken})

    def _now(self) -> datetime:
        return self.database.post.clock()

    def _claim(self, room: int) -> ContentUploadRow | None:
        now = self._now()
        with self.database.write() as session:
            row = repository.next_upload(session, self.site, now - SILENT_AFTER, room)
            if row is not None:
                row.state, row.worker, row.beat_at = "working", self._worker, now
                row.tries, row.reason = row.tries + 1, ""
        if row is None or row.tries <= MOST_TRIES:
            return row
        if self._refused(row, ContentRefused(DISK_FULL if row.room else "too_hard")):
            self.store.incoming(row.id).unlink(missing_ok=True)
        return None

    def _teller(self, row: ContentUploadRow) -> Callable[[float], None]:
        def tell(share: float) -> None:
            with self.database.write(durable=False) as session:
                repository.beat(session, row.id, share, self._now())

        return tell

    def _done(self, row: ContentUploadRow, kept: Sequence[Kept]) -> bool:
        """False: somebody else has taken it over."""
        now = self._now()
        with self.database.change(self.site) as change:
            known = repository.held_upload(change.session, row.id, self._worker)
            if known is None:
                return False
            for number, one in enumerate(kept, 1):
                add_files(change.session, one)
                repository.add(change.session, _item(row, one, number, len(kept), now))
            known.state, known.share, known.ended_at = "done", 1, now
        log.info("upload_done", extra={"site": self.site, "upload": row.id, "items": len(kept)})
        return True

    def _refused(self, row: ContentUploadRow, refused: ContentRefused) -> bool:
        """False: somebody else has taken it over."""
        with self.database.write() as session:
            known = repository.held_upload(session, row.id, self._worker)
            if known is None:
                return False
            known.state, known.ended_at = "refused", self._now()
            known.reason, known.fields = refused.key, dict(refused.fields)
        log.info("upload_refused", extra={"upload": row.id, "reason": refused.key})
        return True


def keep(store: Store, folder: Path, made: Made, now: datetime) -> Kept:
    """Move a rendition and its thumbnail into the store. Raises ContentRefused."""
    file = _moved(store, folder / made.file, made.mime, now)
    file.width, file.height, file.seconds = made.width, made.height, made.seconds
    try:
        MediaFile.model_validate(file.model_dump())
    except ValueError:
        raise ContentRefused("too_heavy") from None
    return Kept(file, _moved(store, folder / made.thumb, "image/jpeg", now), made)


def _moved(store: Store, path: Path, mime: str, now: datetime) -> MediaFileRow:
    size = path.stat().st_size
    sha256 = store.take(path)
    return MediaFileRow(sha256=sha256, bytes=size, mime=mime, width=1, height=1, made_at=now)


def add_files(session: Session, kept: Kept) -> None:
    repository.keep_file(session, kept.file)
    repository.keep_file(session, kept.thumb)


def _item(row: ContentUploadRow, kept: Kept, number: int, of: int, now: datetime) -> ContentItemRow:
    kind: ItemKind = "video" if kept.file.mime == "video/mp4" else "picture"
    name = row.name.rpartition(".")[0] or row.name
    return ContentItemRow(
        id=new_ulid(now + timedelta(milliseconds=number)), site=row.site, kind=kind,
        name=name[:100] + (f", Seite {number}" if of > 1 else ""),
        seconds=SECONDS, sha256=kept.file.sha256, thumb=kept.thumb.sha256, original=row.name,
        page_number=number, upload=row.id, came_by=row.came_by, came_at=now,
    )  # fmt: skip
