"""For which displays a call is, and what they say of it: shown when, heard when and how."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hub.devices import service as devices
from hub.devices.rules import View
from hub.kit.database import Change, Session
from hub.queue import repository
from hub.queue.rules import Addressee, CallView, UnknownCall, stamped
from hub.queue.tables import CallAddresseeRow
from hub.sites import service as sites
from hub.sites.rules import sees
from wire.ids import DeviceId, SiteId, ZoneId
from wire.messages import CallShown, CallSpoken

log = logging.getLogger("hub.queue")


def address(change: Change, call: CallView, zone: ZoneId) -> None:
    """Write down for which displays this attempt is, connected or not."""
    rows: list[dict[str, Any]] = [
        {
            "call": call.call_id, "attempt": call.attempt, "device": view.id,
            "site": change.site, "called_at": call.called_at, "role": view.role,
            "speaks": view.speaks, "languages": [],
        }
        for view in _in_sight(change, call, zone)
    ]  # fmt: skip
    repository.add_addressees(change.session, rows)
    if not rows:
        log.info("call_without_display", extra={"site": change.site, "call": call.call_id})


def _in_sight(change: Change, call: CallView, zone: ZoneId) -> list[View]:
    """The displays that the visitor can see from where they wait, on their way, at the door."""
    views = devices.views(change.session, change.site)
    house = sites.house(change.session, change.site)
    return [one for one in views if sees(house, one, zone, call.room)]


def addressees(
    session: Session, site: SiteId, calls: Iterable[str], *, now: datetime
) -> Mapping[tuple[str, int], tuple[Addressee, ...]]:
    """By call and attempt: the displays it is for, those that showed it first."""
    known = repository.addressees(session, site, list(calls))
    there = devices.presences(session, site, {one.device for one in known}, now=now)
    found: dict[tuple[str, int], list[Addressee]] = {}
    for one in known:
        device = there.get(one.device)
        named = replace(one, name=device.name, online=device.online) if device else one
        found.setdefault((one.call_id, one.attempt), []).append(named)
    return {key: tuple(each) for key, each in found.items()}


def addressees_of(
    session: Session, site: SiteId, call: CallView, *, now: datetime
) -> tuple[Addressee, ...]:
    """For which displays the latest attempt of the call is."""
    found = addressees(session, site, [call.call_id], now=now)
    return found.get((call.call_id, call.attempt), ())


def note_shown(change: Change, device: DeviceId, shown: CallShown, *, now: datetime) -> None:
    """The call stood on the display's panel; noted once for each attempt. Raises UnknownCall."""
    row = _row(change, device, shown.call_id, shown.attempt)
    if row is None or row.shown_at is not None:
        return
    row.shown_at = stamped(shown.frame_at, row.called_at, now)
    log.info("call_shown", extra=_names(row))


def note_spoken(change: Change, device: DeviceId, spoken: CallSpoken, *, now: datetime) -> None:
    """What was heard of the call at the display; noted once an attempt. Raises UnknownCall."""
    row = _row(change, device, spoken.call_id, spoken.attempt)
    if row is None or row.heard is not None:
        return
    row.spoken_at = stamped(spoken.ended_at, row.called_at, now)
    row.heard, row.languages = spoken.outcome, list(spoken.languages)
    log.info("call_spoken", extra={**_names(row), "heard": spoken.outcome})


def forget_addressees(change: Change, *, before: datetime) -> None:
    """What became of calls of earlier days, which nobody looks at any more."""
    repository.forget_addressees(change.session, change.site, before)


def _row(change: Change, device: DeviceId, call_id: str, attempt: int) -> CallAddresseeRow | None:
    """None for a display that the call was not for, as after it was hung elsewhere."""
    found = repository.call_row(change.session, change.site, call_id)
    if found is None or attempt > found[0].attempt:
        raise UnknownCall(call=call_id)
    row = repository.addressee_row(change.session, call_id, attempt, device)
    if row is None:
        log.info("call_not_for_display", extra={"device": device, "call": call_id})
    return row


def _names(row: CallAddresseeRow) -> dict[str, object]:
    return {"site": row.site, "device": row.device, "call": row.call, "attempt": row.attempt}
