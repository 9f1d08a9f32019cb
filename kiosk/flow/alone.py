"""What a kiosk decides alone while the hub is away: is this letter good, and where to wait. Pure.

It knows the public keys, the appointments of the coming days and those that are off, as the hub
last told them. What it cannot know it does not pretend: the slip says as of when.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wire.messages import ConcernCard, DayBook, Hours, KioskConfig, Reason, RefusalReply, Standalone
from wire.qr import Code, CodeRefused, Keys, book_key, read_keys, verify


@dataclass(frozen=True)
class Place:
    """Where the holder of a good letter waits; `room` is None when nobody here knows it."""

    key: str
    """`wire.qr.book_key` of the appointment."""
    zone: str
    room: str | None
    starts_at: datetime


Verdict = Place | RefusalReply | None
"""None: the letter may be good, but this kiosk cannot tell; a person must look at it."""


def can_serve(config: KioskConfig | None) -> bool:
    """Whether the kiosk can judge letters and give out numbers without the hub."""
    alone = config.standalone if config else None
    return alone is not None and alone.lease is not None and bool(alone.keys)


def public_keys(alone: Standalone) -> Keys:
    """The keys whose letters are honoured, by id."""
    return read_keys({key.id: key.public for key in alone.keys})


def judge_letter(
    text: str,
    config: KioskConfig,
    keys: Keys,
    book: DayBook | None,
    now: datetime | None,
) -> Verdict:
    """What the holder of this letter is told. `now` is UTC, None when the clock cannot be trusted.

    Without a clock nobody is refused because of the time: the hub sees it when it is back.
    """
    alone = config.standalone
    if alone is None:
        return None
    try:
        code = verify(text, keys)
    except CodeRefused as refused:
        # A key that we don't hold may be a new one of the office.
        reasons: dict[str, Reason] = {"foreign": "foreign", "forged": "forged"}
        reason = reasons.get(refused.fault)
        return RefusalReply(reason=reason) if reason else None
    if code.site_number != alone.site_number:
        site = alone.sites.get(str(code.site_number))
        return RefusalReply(reason="wrong_site", starts_at=code.starts_at, site_name=site)
    return _of_this_house(code, config, alone, book, now)


def _of_this_house(
    code: Code, config: KioskConfig, alone: Standalone, book: DayBook | None, now: datetime | None
) -> Verdict:
    key = book_key(code.appointment)
    if book is not None and key in book.revoked:
        return RefusalReply(reason="cancelled", starts_at=code.starts_at)
    if now is not None and (refusal := _by_time(code, config, alone, now)):
        return refusal
    entry = book.entries.get(key) if book else None
    if entry is None:
        return Place(key, config.zones[0].id, None, code.starts_at) if config.zones else None
    return Place(key, entry.zone, entry.room, code.starts_at)


def _by_time(
    code: Code, config: KioskConfig, alone: Standalone, now: datetime
) -> RefusalReply | None:
    """The same rule as the hub's (`hub.checkin.rules.judge`): day, then early, then late."""
    zone, starts_at = ZoneInfo(config.timezone), code.starts_at
    come_from = starts_at - timedelta(minutes=alone.early_minutes)
    if starts_at.astimezone(zone).date() != now.astimezone(zone).date():
        return RefusalReply(reason="wrong_day", starts_at=starts_at, come_from=come_from)
    if now < come_from:
        return RefusalReply(reason="too_early", starts_at=starts_at, come_from=come_from)
    if now > starts_at + timedelta(minutes=alone.late_minutes):
        return RefusalReply(reason="too_late", starts_at=starts_at)
    return None


def is_open(card: ConcernCard, local: datetime) -> bool:
    """Whether numbers are given out for a concern at this local time."""
    return card.open and (not card.hours or any(_within(one, local) for one in card.hours))


def opens_at(card: ConcernCard, local: datetime) -> datetime | None:
    """When a concern that is closed opens later today; None when it does not."""
    if not card.open:
        return None
    minute = local.hour * 60 + local.minute
    later = [h.opens for h in card.hours if h.weekday == local.weekday() and h.opens > minute]
    if not later:
        return None
    first = min(later)
    return local.replace(hour=first // 60, minute=first % 60, second=0, microsecond=0)


def _within(hours: Hours, local: datetime) -> bool:
    minute = local.hour * 60 + local.minute
    return hours.weekday == local.weekday() and hours.opens <= minute < hours.closes
