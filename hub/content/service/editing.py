"""What people decide: items, playlists, times, notices. Each change bears the version it saw."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from hub.content import repository
from hub.content.rules import (
    ChangedMeanwhile,
    InUse,
    Target,
    UnknownContent,
    web_address,
)
from hub.content.service.programmes import announce, publish, stages, still_shown
from hub.content.tables import (
    ContentItemRow,
    ContentNoticeRow,
    ContentPlaylistRow,
    ContentSlotRow,
)
from hub.devices import service as devices
from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from wire.ids import SiteId, new_ulid
from wire.messages import Holidays, TextPage

log = logging.getLogger("hub.content")

Row = TypeVar("Row", ContentItemRow, ContentNoticeRow, ContentPlaylistRow, ContentSlotRow)
LEAST_REFRESH: Final = 5
"""Minutes between two pictures of a web page."""


@dataclass(frozen=True)
class ItemWish:
    """How an item shall be; `page` for pages of words, the last two for web pages."""

    name: str
    seconds: float
    shown_from: datetime | None = None
    shown_until: datetime | None = None
    page: TextPage | None = None
    url: str = ""
    refresh_minutes: int = 60


@dataclass(frozen=True)
class PlaylistWish:
    """How a playlist shall be."""

    name: str
    items: tuple[str, ...] = ()
    together: bool = False


@dataclass(frozen=True)
class SlotWish:
    """When a playlist shall run, and where."""

    playlist: str
    target: Target
    days: tuple[int, ...]
    starts: int
    ends: int
    on_from: date | None = None
    on_until: date | None = None
    holidays: Holidays = "as_usual"


@dataclass(frozen=True)
class NoticeWish:
    """What a notice shall say, where, how long and how often."""

    page: TextPage
    target: Target
    valid_from: datetime
    valid_until: datetime
    seconds: float = 15
    every_s: int = 120


# ------------------------------------------------------------------ items


def item(session: Session, site: SiteId, item_id: str) -> ContentItemRow:
    """An item that is there. Raises UnknownContent."""
    row = repository.item(session, site, item_id)
    if row is None or row.gone_at is not None:
        raise UnknownContent
    return row


def add_page(change: Change, who: Principal, wish: ItemWish, now: datetime) -> str:
    """A page of words; answers its id."""
    return _add_item(change, who, "page", wish, now)


def add_web(
    change: Change, who: Principal, wish: ItemWish, hosts: Sequence[str], now: datetime
) -> str:
    """A web page, whose picture is taken soon. Raises AddressRefused."""
    web_address(wish.url, hosts)
    return _add_item(change, who, "web", wish, now)


def _add_item(change: Change, who: Principal, kind: str, wish: ItemWish, now: datetime) -> str:
    row = ContentItemRow(
        id=new_ulid(now), site=change.site, kind=kind, name="", seconds=1,
        came_by=who.login, came_at=now,
    )  # fmt: skip
    _fill(row, wish)
    repository.add(change.session, row)
    _said(change, who, "content_item_added", row.id)
    return row.id


def change_item(
    change: Change, who: Principal, item_id: str, version: int, wish: ItemWish,
    hosts: Sequence[str], now: datetime,
) -> None:  # fmt: skip
    """Raises UnknownContent, ChangedMeanwhile, AddressRefused and the like."""
    row = _fresh(item(change.session, change.site, item_id), version)
    if row.kind == "web" and wish.url != row.url:
        web_address(wish.url, hosts)
        row.tried_at = None
    _fill(row, wish)
    publish(change, now)
    _said(change, who, "content_item_changed", row.id)


def _fill(row: ContentItemRow, wish: ItemWish) -> None:
    row.name, row.seconds = wish.name, wish.seconds
    row.shown_from, row.shown_until = wish.shown_from, wish.shown_until
    if row.kind == "page":
        row.page = wish.page.model_dump(mode="json") if wish.page else None
    if row.kind == "web":
        row.url = wish.url.strip()
        row.refresh_minutes = max(LEAST_REFRESH, wish.refresh_minutes)


def uses(session: Session, site: SiteId, item_id: str) -> tuple[ContentPlaylistRow, ...]:
    """The playlists in which an item is."""
    return tuple(row for row in repository.playlists(session, site) if item_id in row.items)


def remove_item(change: Change, who: Principal, item_id: str, *, sure: bool, now: datetime) -> None:
    """Out of the library and of all playlists. Raises InUse unless somebody is sure."""
    row = item(change.session, change.site, item_id)
    lists = uses(change.session, change.site, item_id)
    if lists and not sure:
        raise InUse(places=[one.name for one in lists])
    for one in lists:
        one.items = [each for each in one.items if each != item_id]
        one.version += 1
    row.gone_at, row.gone_by = now, who.login
    publish(change, now)
    _said(change, who, "content_item_removed", row.id)


# ------------------------------------------------------------------ playlists


def playlist(session: Session, site: SiteId, playlist_id: str) -> ContentPlaylistRow:
    """Raises UnknownContent."""
    row = repository.playlist(session, site, playlist_id)
    if row is None:
        raise UnknownContent
    return row


def add_playlist(change: Change, who: Principal, wish: PlaylistWish, now: datetime) -> str:
    """Answers its id."""
    row = ContentPlaylistRow(
        id=new_ulid(now), site=change.site, name=wish.name, items=_known(change, wish.items),
        together=wish.together, changed_by=who.login, changed_at=now,
    )  # fmt: skip
    repository.add(change.session, row)
    _said(change, who, "playlist_added", row.id)
    return row.id


def change_playlist(
    change: Change, who: Principal, playlist_id: str, version: int, wish: PlaylistWish,
    now: datetime,
) -> None:  # fmt: skip
    """Raises UnknownContent, ChangedMeanwhile, ProgrammeTooLarge."""
    row = _fresh(playlist(change.session, change.site, playlist_id), version)
    row.name, row.together = wish.name, wish.together
    row.items = _known(change, wish.items)
    row.changed_by, row.changed_at = who.login, now
    publish(change, now)
    _said(change, who, "playlist_changed", row.id)


def _known(change: Change, items: Sequence[str]) -> list[str]:
    """Without what somebody has removed from the library meanwhile."""
    there = {row.id for row in repository.items(change.session, change.site)}
    return [one for one in items if one in there]


def remove_playlist(
    change: Change, who: Principal, playlist_id: str, *, sure: bool, now: datetime
) -> None:
    """With the times at which it runs. Raises InUse unless somebody is sure."""
    row = playlist(change.session, change.site, playlist_id)
    if not sure and (times := times_of(change.session, change.site, row.id)):
        raise InUse(places=times)
    for one in slots(change.session, change.site):
        if one.playlist == row.id:
            repository.remove(change.session, one)
    row.gone_at = now
    publish(change, now)
    _said(change, who, "playlist_removed", row.id)


def times_of(session: Session, site: SiteId, playlist_id: str) -> list[str]:
    """At how many times a list runs, in words; nothing for none."""
    times = sum(one.playlist == playlist_id for one in slots(session, site))
    return [f"{times} Sendezeiten" if times > 1 else "1 Sendezeit"] if times else []


# ------------------------------------------------------------------ times


def slots(session: Session, site: SiteId) -> Sequence[ContentSlotRow]:
    """In the order of the page."""
    return repository.slots(session, site)


def slot(session: Session, site: SiteId, slot_id: str) -> ContentSlotRow:
    """Raises UnknownContent."""
    row = repository.slot(session, site, slot_id)
    if row is None:
        raise UnknownContent
    return row


def add_slot(change: Change, who: Principal, wish: SlotWish, now: datetime) -> str:
    """At the end of the page; answers its id."""
    last = max((row.position for row in slots(change.session, change.site)), default=0)
    row = ContentSlotRow(
        id=new_ulid(now), site=change.site, position=last + 1, playlist=wish.playlist,
        target_kind="all", days=[], starts=0, ends=1440, holidays="as_usual",
    )  # fmt: skip
    _plan(change, row, wish)
    repository.add(change.session, row)
    publish(change, now)
    _said(change, who, "slot_added", row.id)
    return row.id


def change_slot(
    change: Change, who: Principal, slot_id: str, version: int, wish: SlotWish, now: datetime
) -> None:
    """Raises UnknownContent, ChangedMeanwhile, ProgrammeTooLarge."""
    row = _fresh(slot(change.session, change.site, slot_id), version)
    _plan(change, row, wish)
    publish(change, now)
    _said(change, who, "slot_changed", row.id)


def _plan(change: Change, row: ContentSlotRow, wish: SlotWish) -> None:
    playlist(change.session, change.site, wish.playlist)
    check_target(change.session, change.site, wish.target, repository.target(row))
    row.playlist = wish.playlist
    row.target_kind, row.target_name = wish.target.kind, wish.target.name
    row.days, row.starts, row.ends = sorted(set(wish.days)), wish.starts, wish.ends
    row.on_from, row.on_until, row.holidays = wish.on_from, wish.on_until, wish.holidays


def move_slot(change: Change, who: Principal, slot_id: str, by: int, now: datetime) -> None:
    """Up (-1) or down (1) on the page: of times that fit a moment the upper one runs."""
    order = list(slots(change.session, change.site))
    at = next((n for n, row in enumerate(order) if row.id == slot_id), None)
    if at is None:
        raise UnknownContent
    to = max(0, min(len(order) - 1, at + by))
    order.insert(to, order.pop(at))
    for position, row in enumerate(order, 1):
        row.position = position
    publish(change, now)
    _said(change, who, "slot_moved", slot_id)


def remove_slot(change: Change, who: Principal, slot_id: str, now: datetime) -> None:
    repository.remove(change.session, slot(change.session, change.site, slot_id))
    publish(change, now)
    _said(change, who, "slot_removed", slot_id)


# ------------------------------------------------------------------ notices


def notice(session: Session, site: SiteId, notice_id: str) -> ContentNoticeRow:
    """Raises UnknownContent."""
    row = repository.notice(session, site, notice_id)
    if row is None:
        raise UnknownContent
    return row


def add_notice(change: Change, who: Principal, wish: NoticeWish, now: datetime) -> str:
    """Answers its id. Raises ProgrammeTooLarge."""
    row = ContentNoticeRow(
        id=new_ulid(now), site=change.site, page={}, target_kind="all", valid_from=now,
        valid_until=now, seconds=15, every_s=120, changed_by=who.login, changed_at=now,
    )  # fmt: skip
    _word(change, row, wish)
    repository.add(change.session, row)
    announce(change, wish.target, now)
    _said(change, who, "notice_added", row.id)
    return row.id


def change_notice(
    change: Change, who: Principal, notice_id: str, version: int, wish: NoticeWish, now: datetime
) -> None:
    """Raises UnknownContent, ChangedMeanwhile, ProgrammeTooLarge."""
    row = _fresh(notice(change.session, change.site, notice_id), version)
    _word(change, row, wish)
    row.changed_by, row.changed_at = who.login, now
    announce(change, wish.target, now)
    _said(change, who, "notice_changed", row.id)


def _word(change: Change, row: ContentNoticeRow, wish: NoticeWish) -> None:
    check_target(change.session, change.site, wish.target, repository.target(row))
    row.page = wish.page.model_dump(mode="json")
    row.target_kind, row.target_name = wish.target.kind, wish.target.name
    row.valid_from, row.valid_until = wish.valid_from, wish.valid_until
    row.seconds, row.every_s = wish.seconds, wish.every_s


def end_notice(change: Change, who: Principal, notice_id: str, now: datetime) -> None:
    """It is shown no more. One that has been or will be shown stays known to the proof of play."""
    row = notice(change.session, change.site, notice_id)
    goes_on = notice_id in still_shown(change.session, change.site, now)
    repository.end(change.session, row, now, seen=goes_on or row.valid_from < now)
    publish(change, now)
    _said(change, who, "notice_ended", notice_id)


def notices(session: Session, site: SiteId, now: datetime) -> Sequence[ContentNoticeRow]:
    """Those to come, those valid, and those of the last month."""
    return repository.notices(session, site, now - timedelta(days=30))


# ------------------------------------------------------------------ all


def targets(
    session: Session, site: SiteId, present: Target | None = None
) -> list[tuple[Target, str]]:
    """Everything that something can be shown on, with its name for people.

    Also what a form shows at `present`, where no display answers to it any more: without it
    browsers would choose all displays.
    """
    found = _answering(session, site)
    if present is not None and all(present != known for known, _ in found):
        found.append((present, _gone(session, site, present)))
    return found


def target_names(
    session: Session, site: SiteId, rows: Sequence[ContentSlotRow | ContentNoticeRow]
) -> dict[str, str]:
    """On what each of these is shown, in words for people, by id: "auf …"."""
    known = dict(_answering(session, site)) | {Target("all"): "allen Displays"}
    wanted = {row.id: repository.target(row) for row in rows}
    return {
        name: known.get(target) or _gone(session, site, target) for name, target in wanted.items()
    }


def _gone(session: Session, site: SiteId, target: Target) -> str:
    """What is said of a target to which no display answers."""
    kinds = {"group": "Gruppe", "tag": "Schlagwort", "display": "Display"}
    why = "zurzeit kein Display"
    if target.kind == "display":
        hangs = any(one.id == target.name for one in devices.displays(session, site))
        why = "zeigt kein Programm" if hangs else "hängt hier nicht mehr"
    return f"{kinds.get(target.kind, '')} {target.name} ({why})".strip()


def _answering(session: Session, site: SiteId) -> list[tuple[Target, str]]:
    places = stages(session, site)
    groups = sorted({one.group for one in places if one.group})
    tags = sorted({tag for one in places for tag in one.tags})
    return [
        (Target("all"), "alle Displays"),
        *((Target("tag", tag), f"Schlagwort {tag}") for tag in tags),
        *((Target("group", group), f"Gruppe {group}") for group in groups),
        *((Target("display", one.id), one.name) for one in places),
    ]


def check_target(
    session: Session, site: SiteId, target: Target, present: Target | None = None
) -> None:
    """Raises UnknownContent where no display answers to it, unless it is as before."""
    if target != present and all(target != known for known, _ in _answering(session, site)):
        raise UnknownContent


def _fresh(row: Row, version: int) -> Row:
    """The row with its next version. Raises ChangedMeanwhile when the page showed an older one."""
    if row.version != version:
        raise ChangedMeanwhile
    row.version += 1
    return row


def _said(change: Change, who: Principal, event: str, what: str) -> None:
    log.info(event, extra={"site": change.site, "staff": who.staff_id, "what": what})
