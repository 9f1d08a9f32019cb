"""Reads and writes the content of a site."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update
from sqlmodel import Session, SQLModel, col, select

from hub.content.rules import Announced, Planned, Target, TargetKind
from hub.content.tables import (
    ContentItemRow,
    ContentNoticeRow,
    ContentPlaylistRow,
    ContentSlotRow,
    ContentToldRow,
    ContentUploadRow,
    MediaFileRow,
)
from wire.messages import Item, MediaFile, Notice, Playlist, Slot, TextPage

_KINDS: dict[str, TargetKind] = {
    "display": "display", "group": "group", "tag": "tag", "all": "all",
}  # fmt: skip


def add(session: Session, *rows: SQLModel) -> None:
    session.add_all(rows)
    session.flush()


# ------------------------------------------------------------------ uploads


def upload(session: Session, site: str, upload_id: str) -> ContentUploadRow | None:
    row = session.get(ContentUploadRow, upload_id)
    return row if row and row.site == site else None


def uploads(session: Session, site: str, since: datetime) -> Sequence[ContentUploadRow]:
    """Those that are not over, and those that ended since; the newest first."""
    query = select(ContentUploadRow).where(
        ContentUploadRow.site == site,
        or_(
            col(ContentUploadRow.state).in_(("queued", "working")),
            col(ContentUploadRow.ended_at) >= since,
        ),
    )
    return session.exec(query.order_by(col(ContentUploadRow.id).desc())).all()


def held_upload(session: Session, upload_id: str, worker: str) -> ContentUploadRow | None:
    """The upload, if this worker is at it still: another may have taken it over."""
    query = select(ContentUploadRow).where(
        ContentUploadRow.id == upload_id,
        ContentUploadRow.state == "working",
        ContentUploadRow.worker == worker,
    )
    return session.exec(query.with_for_update()).one_or_none()


def note_waiting(session: Session, upload_id: str, reason: str) -> bool:
    """Why it stands in line; False: it does not, or has said so already."""
    query = update(ContentUploadRow).where(
        col(ContentUploadRow.id) == upload_id,
        col(ContentUploadRow.state) == "queued",
        col(ContentUploadRow.reason) != reason,
    )
    return session.connection().execute(query.values(reason=reason)).rowcount == 1


def next_upload(
    session: Session, site: str, silent: datetime, room: int | None = None
) -> ContentUploadRow | None:
    """The oldest that nobody is at, or whose worker has been silent since.

    Only one that may be taken on with so much room, to take it; None: whatever it needs, to see.
    """
    query = select(ContentUploadRow).where(
        ContentUploadRow.site == site,
        True if room is None else col(ContentUploadRow.room) <= room,
        or_(
            col(ContentUploadRow.state) == "queued",
            (col(ContentUploadRow.state) == "working") & (col(ContentUploadRow.beat_at) < silent),
        ),
    )
    query = query.order_by(col(ContentUploadRow.id)).limit(1)
    taken = query.with_for_update(skip_locked=True)
    return session.exec(query if room is None else taken).one_or_none()


def put_back(session: Session, site: str, worker: str) -> None:
    """What this process was at when it ended waits again."""
    mine = (col(ContentUploadRow.worker) == worker) & (col(ContentUploadRow.state) == "working")
    query = update(ContentUploadRow).where(col(ContentUploadRow.site) == site, mine)
    session.connection().execute(query.values(state="queued", share=0))


def beat(session: Session, upload_id: str, share: float, now: datetime) -> None:
    query = update(ContentUploadRow).where(col(ContentUploadRow.id) == upload_id)
    session.connection().execute(query.values(share=share, beat_at=now))


def forget_uploads(session: Session, site: str, before: datetime) -> None:
    query = delete(ContentUploadRow).where(
        col(ContentUploadRow.site) == site, col(ContentUploadRow.ended_at) < before
    )
    session.connection().execute(query)


# ------------------------------------------------------------------ files


def file(session: Session, sha256: str) -> MediaFileRow | None:
    return session.get(MediaFileRow, sha256)


def keep_file(session: Session, row: MediaFileRow) -> None:
    """A file that was there before stays as it is, but counts as made now."""
    known = session.get(MediaFileRow, row.sha256)
    if known is None:
        session.add(row)
        session.flush()
    else:
        known.made_at = row.made_at


def orphans(session: Session, before: datetime, gone: datetime) -> Sequence[MediaFileRow]:
    """Files made before a moment that no item needs which was not removed before `gone`."""
    needed = select(ContentItemRow).where(
        or_(col(ContentItemRow.gone_at).is_(None), col(ContentItemRow.gone_at) >= gone)
    )
    used = {sha for row in session.exec(needed) for sha in (row.sha256, row.thumb)}
    old = session.exec(select(MediaFileRow).where(MediaFileRow.made_at < before))
    return [row for row in old if row.sha256 not in used]


def drop_files(session: Session, rows: Sequence[MediaFileRow]) -> None:
    """Forget files; items that are gone keep their name for the proof of play."""
    names = [row.sha256 for row in rows]
    files = update(ContentItemRow).where(col(ContentItemRow.sha256).in_(names))
    thumbs = update(ContentItemRow).where(col(ContentItemRow.thumb).in_(names))
    session.connection().execute(files.values(sha256=None))
    session.connection().execute(thumbs.values(thumb=None))
    session.connection().execute(delete(MediaFileRow).where(col(MediaFileRow.sha256).in_(names)))


# ------------------------------------------------------------------ items


def item(session: Session, site: str, item_id: str) -> ContentItemRow | None:
    """The item, also when it is gone."""
    row = session.get(ContentItemRow, item_id)
    return row if row and row.site == site else None


def items(session: Session, site: str) -> Sequence[ContentItemRow]:
    """Those that are there, the newest first; pages of one upload in their order."""
    query = (
        select(ContentItemRow)
        .where(ContentItemRow.site == site, col(ContentItemRow.gone_at).is_(None))
        .order_by(col(ContentItemRow.came_at).desc(), col(ContentItemRow.id))
    )
    return session.exec(query).all()


def item_names(session: Session, site: str) -> dict[str, str]:
    """All that ever were, for what was played."""
    query = select(ContentItemRow.id, ContentItemRow.name).where(ContentItemRow.site == site)
    return dict(session.exec(query).all())


def web_due(session: Session, site: str, now: datetime) -> Sequence[ContentItemRow]:
    """Web pages whose picture is older than it may be."""
    query = select(ContentItemRow).where(
        ContentItemRow.site == site,
        ContentItemRow.kind == "web",
        col(ContentItemRow.gone_at).is_(None),
    )
    return [
        row
        for row in session.exec(query)
        if row.tried_at is None or now - row.tried_at >= timedelta(minutes=row.refresh_minutes)
    ]


def claim_web(session: Session, row: ContentItemRow, now: datetime) -> bool:
    """Whether this process is the one that takes the picture."""
    same = (
        col(ContentItemRow.tried_at).is_(None)
        if row.tried_at is None
        else col(ContentItemRow.tried_at) == row.tried_at
    )
    query = update(ContentItemRow).where(col(ContentItemRow.id) == row.id, same)
    return session.connection().execute(query.values(tried_at=now)).rowcount == 1


def shown(row: ContentItemRow, file_row: MediaFileRow | None) -> Item | None:
    """The item as displays are told of it; None while there is nothing to show."""
    media, page = None, TextPage.model_validate(row.page) if row.page else None
    if file_row is not None:
        media = MediaFile.model_validate(
            file_row.model_dump(include={"sha256", "bytes", "mime", "width", "height", "seconds"})
        )
    if media is None and page is None:
        return None
    return Item(
        id=row.id, name=row.name, seconds=row.seconds, file=media, page=page,
        shown_from=row.shown_from, shown_until=row.shown_until,
    )  # fmt: skip


def shown_items(session: Session, site: str) -> dict[str, Item]:
    rows = items(session, site)
    wanted = {row.sha256 for row in rows if row.sha256}
    files = session.exec(select(MediaFileRow).where(col(MediaFileRow.sha256).in_(wanted)))
    by_hash = {row.sha256: row for row in files}
    found = {row.id: shown(row, by_hash.get(row.sha256 or "")) for row in rows}
    return {name: one for name, one in found.items() if one is not None}


# ------------------------------------------------------------------ playlists, times, notices


def playlist(session: Session, site: str, playlist_id: str) -> ContentPlaylistRow | None:
    row = session.get(ContentPlaylistRow, playlist_id)
    return row if row and row.site == site and row.gone_at is None else None


def playlists(session: Session, site: str) -> Sequence[ContentPlaylistRow]:
    query = (
        select(ContentPlaylistRow)
        .where(ContentPlaylistRow.site == site, col(ContentPlaylistRow.gone_at).is_(None))
        .order_by(col(ContentPlaylistRow.name), col(ContentPlaylistRow.id))
    )
    return session.exec(query).all()


def playlist_names(session: Session, site: str) -> dict[str, str]:
    """All that ever were, for what was played."""
    query = select(ContentPlaylistRow.id, ContentPlaylistRow.name).where(
        ContentPlaylistRow.site == site
    )
    return dict(session.exec(query).all())


def told_playlist(row: ContentPlaylistRow) -> Playlist:
    return Playlist(id=row.id, name=row.name, items=tuple(row.items), together=row.together)


def slot(session: Session, site: str, slot_id: str) -> ContentSlotRow | None:
    row = session.get(ContentSlotRow, slot_id)
    return row if row and row.site == site else None


def slots(session: Session, site: str) -> Sequence[ContentSlotRow]:
    query = (
        select(ContentSlotRow)
        .where(ContentSlotRow.site == site)
        .order_by(col(ContentSlotRow.position), col(ContentSlotRow.id))
    )
    return session.exec(query).all()


def planned(row: ContentSlotRow) -> Planned:
    told = Slot.model_validate(
        {
            "playlist": row.playlist, "days": row.days, "starts": row.starts, "ends": row.ends,
            "on_from": row.on_from, "on_until": row.on_until, "holidays": row.holidays,
        }
    )  # fmt: skip
    return Planned(target(row), told)


def notice(session: Session, site: str, notice_id: str) -> ContentNoticeRow | None:
    row = session.get(ContentNoticeRow, notice_id)
    return row if row and row.site == site else None


def notices(session: Session, site: str, after: datetime) -> Sequence[ContentNoticeRow]:
    """Those that are valid after a moment, the one that begins last first."""
    query = (
        select(ContentNoticeRow)
        .where(ContentNoticeRow.site == site, ContentNoticeRow.valid_until > after)
        .order_by(col(ContentNoticeRow.valid_from).desc(), col(ContentNoticeRow.id))
    )
    return session.exec(query).all()


def notice_names(session: Session, site: str) -> dict[str, str]:
    """All that are known still, for what was played."""
    rows = session.exec(select(ContentNoticeRow).where(ContentNoticeRow.site == site))
    return {row.id: str(row.page["title"].get("de", "")) for row in rows}


def announced(row: ContentNoticeRow) -> Announced:
    told = Notice.model_validate(
        row.model_dump(include={"id", "page", "valid_from", "valid_until", "seconds", "every_s"})
    )
    return Announced(target(row), told)


def end(session: Session, row: ContentNoticeRow, now: datetime, *, seen: bool) -> None:
    """One that nobody sees is gone; one that is `seen` somewhere is over."""
    if seen:
        row.valid_until = min(row.valid_until, now)
        row.version += 1
    else:
        remove(session, row)


def forget_notices(session: Session, site: str, before: datetime) -> None:
    query = delete(ContentNoticeRow).where(
        col(ContentNoticeRow.site) == site, col(ContentNoticeRow.valid_until) < before
    )
    session.connection().execute(query)


def target(row: ContentSlotRow | ContentNoticeRow) -> Target:
    return Target(_KINDS[row.target_kind], row.target_name)


def remove(session: Session, row: ContentSlotRow | ContentNoticeRow) -> None:
    session.delete(row)
    session.flush()


def forget_editors(session: Session, site: str, before: datetime) -> None:
    """Who added, changed or removed something before then is nobody any more."""
    for table, login, at in (
        (ContentItemRow, "came_by", ContentItemRow.came_at),
        (ContentItemRow, "gone_by", ContentItemRow.gone_at),
        (ContentUploadRow, "came_by", ContentUploadRow.came_at),
        (ContentPlaylistRow, "changed_by", ContentPlaylistRow.changed_at),
        (ContentNoticeRow, "changed_by", ContentNoticeRow.changed_at),
    ):
        query = update(table).where(
            col(table.site) == site, col(at) < before, col(getattr(table, login)) != ""
        )
        session.connection().execute(query.values({login: ""}))


# ------------------------------------------------------------------ what was told


def told(session: Session, site: str, device: str) -> ContentToldRow | None:
    return session.get(ContentToldRow, (site, device))


def told_too_little(session: Session, site: str) -> Sequence[ContentToldRow]:
    """What devices were told last whose present programme fits into no message."""
    query = select(ContentToldRow).where(
        ContentToldRow.site == site, col(ContentToldRow.too_large) > 0
    )
    return session.exec(query).all()
