"""One call from its raising to its end; each step is written down with who and when."""

import logging
from datetime import datetime, timedelta
from typing import Final

from hub.kit.auth import Principal
from hub.kit.database import Change, Database, Session
from hub.silent import repository
from hub.silent.rules import (
    KEPT,
    MOST_NOTE,
    RATE_SPAN,
    Coming,
    NotYourself,
    Outcome,
    Rate,
    SilentCall,
    SilentCallOver,
    UnknownSilentCall,
    due,
    rate,
    repeats,
)
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.silent")

LATELY: Final = timedelta(hours=12)
"""How long colleagues see what became of a call."""


def raise_call(change: Change, who: Principal, *, now: datetime) -> SilentCall:
    """Call for help from where the person sits; who has called just now gets that call.

    A call of before that nobody has ended is raised anew: it rings where they are now.
    """
    known = repository.open_calls(change.session, change.site)
    mine = next((one for one in known if one.staff_id == who.staff_id), None)
    if mine is not None:
        return mine if repeats(mine, now) else _raised_anew(change, who, mine, now)
    made = SilentCall(new_ulid(now), who.staff_id, who.name, who.room, now)
    repository.add(change.session, change.site, made)
    log.info("silent_call_raised", extra=_names(change, who, made.id))
    return made


def answer(change: Change, who: Principal, call_id: str, *, now: datetime) -> SilentCall:
    """The person goes there; said twice it is the same. An escalated call anybody may answer.

    Raises NotPermitted, UnknownSilentCall, SilentCallOver, NotYourself.
    """
    known = call(change.session, change.site, call_id)
    if known.escalated_at is None:
        who.require("help.answer")
    if known.staff_id == who.staff_id:
        raise NotYourself
    if known.ended_at is not None:
        raise SilentCallOver
    if repository.add_answer(change.session, known.id, Coming(who.staff_id, who.name, now)):
        log.info("silent_call_answered", extra=_names(change, who, known.id))
    return call(change.session, change.site, call_id)


def end(
    change: Change, who: Principal, call_id: str, outcome: Outcome, note: str, *, now: datetime
) -> SilentCall:
    """It is over. The caller ends it, or who may answer; the first who does is kept.

    Raises NotPermitted, UnknownSilentCall.
    """
    known = call(change.session, change.site, call_id)
    if known.staff_id != who.staff_id:
        who.require("help.answer")
    if known.ended_at is None:
        repository.end(
            change.session, known.id, at=now, by=who.name, outcome=outcome,
            note=note.strip()[:MOST_NOTE],
        )  # fmt: skip
        log.info("silent_call_ended", extra=_names(change, who, known.id) | {"outcome": outcome})
    return call(change.session, change.site, call_id)


def escalate(database: Database, site: SiteId, *, now: datetime) -> int:
    """Calls that nobody has answered in time get loud on every page. How many did now.

    Any number of hubs may ask at once: each call gets loud once.
    """
    with database.read() as session:
        if not due(repository.open_calls(session, site), now):
            return 0
    with database.change(site) as change:
        found = due(repository.open_calls(change.session, site), now)
        for one in found:
            repository.escalate(change.session, one.id, now)
            log.warning("silent_call_unanswered", extra={"site": site, "call": one.id})
    return len(found)


def open_calls(session: Session, site: SiteId) -> tuple[SilentCall, ...]:
    """Calls that nobody has ended, the newest first."""
    return repository.open_calls(session, site)


def lately(session: Session, who: Principal, *, now: datetime) -> tuple[SilentCall, ...]:
    """What this person may know of calls that were ended lately: their own, or all."""
    found = repository.ended_since(session, who.site, now - LATELY)
    all_of_them = who.may("help.answer")
    return tuple(one for one in found if all_of_them or one.staff_id == who.staff_id)


def call(session: Session, site: SiteId, call_id: str) -> SilentCall:
    """One call, open or over. Raises UnknownSilentCall."""
    known = repository.call(session, site, call_id)
    if known is None:
        raise UnknownSilentCall(call=call_id)
    return known


def rate_of(session: Session, site: SiteId, *, now: datetime) -> Rate:
    """How often it was a false alarm, as a number and of nobody."""
    found = repository.ended_since(session, site, now - RATE_SPAN)
    return rate(one.outcome for one in found if one.outcome is not None)


def forget(change: Change, *, now: datetime) -> None:
    """Calls that ended long ago, with who called and who went."""
    repository.forget(change.session, change.site, now - KEPT)


def _raised_anew(change: Change, who: Principal, mine: SilentCall, now: datetime) -> SilentCall:
    repository.raise_anew(change.session, mine.id, room=who.room, at=now)
    before = {
        "room_before": mine.room,
        "raised_before": mine.raised_at.isoformat(),
        "coming_before": " ".join(one.staff_id for one in mine.coming),
    }
    log.info("silent_call_raised_anew", extra=_names(change, who, mine.id) | before)
    return call(change.session, change.site, mine.id)


def _names(change: Change, who: Principal, call_id: str) -> dict[str, str | None]:
    return {"site": change.site, "staff": who.staff_id, "call": call_id, "room": who.room}
