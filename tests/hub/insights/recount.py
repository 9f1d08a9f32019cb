"""A second count of the same days: plain SQL and a walk through the events, of nobody's code."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

BERLIN = ZoneInfo("Europe/Berlin")
Times = defaultdict[str, list[float]]
TICKETS = text(
    "SELECT id, day, lang, origin, appointment_id FROM ticket WHERE site = :site ORDER BY id"
)
EVENTS = text(
    "SELECT id, seq, event, at, detail, state, room, concern, undoes FROM ticket_event"
    " WHERE ticket = :ticket ORDER BY seq"
)
BOOKED = text("SELECT id, starts_at, state FROM appointment WHERE site = :site")


@dataclass
class Counted:
    """What was counted: times in seconds by ``dimension=key``."""

    arrivals: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    waits: Times = field(default_factory=lambda: defaultdict(list))
    talks: Times = field(default_factory=lambda: defaultdict(list))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    again: list[float] = field(default_factory=list)
    patience: list[float] = field(default_factory=list)


def moment(raw: Any) -> datetime:  # noqa: ANN401  as the database gives it
    """SQLite keeps moments as text in UTC."""
    at = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def recount(connection: Connection, site: str, now: datetime) -> Counted:
    found = Counted()
    for ticket in connection.execute(TICKETS, {"site": site}).all():
        rows = connection.execute(EVENTS, {"ticket": ticket.id}).all()
        undone = {row.undoes for row in rows if row.undoes}
        rows = [one for one in rows if one.state and not one.undoes and one.id not in undone]
        if rows[-1].event == "leave" and rows[-1].detail.startswith("merged:"):
            continue
        _visit(found, ticket, rows, now)
    here = {row.appointment_id for row in connection.execute(TICKETS, {"site": site})}
    for row in connection.execute(BOOKED, {"site": site}).all():
        if row.state != "cancelled" and row.id not in here:
            late = (now - moment(row.starts_at)).total_seconds() > 30 * 60
            found.counts["never" if late else "ahead"] += 1
    return found


def _visit(found: Counted, ticket: Any, rows: Sequence[Any], now: datetime) -> None:  # noqa: ANN401
    at = [moment(row.at) for row in rows]
    ends = [*at[1:], now]
    first = next((n for n in range(len(rows)) if _is_call(rows, n)), None)
    begun = at[0].astimezone(BERLIN)
    day = ticket.day if isinstance(ticket.day, date) else date.fromisoformat(ticket.day)
    keys = {
        "all": "",
        "concern": rows[0].concern,
        "hour": str(begun.hour),
        "weekday": str(day.weekday()),
        "appointment": "with" if ticket.appointment_id else "without",
        "origin": "reception" if ticket.origin == "reception" else "kiosk",
        "language": ticket.lang,
    }
    for name, key in keys.items():
        found.arrivals[f"{name}={key}"] += 1
    before = range(len(rows) if first is None else first)
    waited = sum(
        (ends[n] - at[n]).total_seconds()
        for n in before
        if rows[n].state in ("waiting", "transferred", "called")
    )
    if first is not None:
        for name, key in keys.items():
            found.waits[f"{name}={key}"].append(waited)
        again = sum(
            (ends[n] - at[n]).total_seconds()
            for n in range(first, len(rows))
            if rows[n].state in ("waiting", "transferred")
        )
        if again:
            found.again.append(again)
    _ending(found, rows, first, waited)
    _talks(found, rows, at, ends, keys)


def _is_call(rows: Sequence[Any], n: int) -> bool:
    """A call begins here that is not taken back."""
    if rows[n].event != "call":
        return False
    after = next((row for row in rows[n + 1 :] if row.event != "recall"), None)
    return after is None or after.event != "cancel"


def _ending(found: Counted, rows: Sequence[Any], first: int | None, waited: float) -> None:
    last, events = rows[-1], [row.event for row in rows]
    end = {"done": "done", "no_show": "no_show", "left": "abandoned"}.get(last.state, "open")
    if end == "abandoned" and first is not None:
        end = "broken_off"
    found.counts[end] += 1
    found.counts["at_day_end"] += last.event == "day_end"
    if end == "abandoned":
        found.counts["abandoned_at_day_end"] += last.event == "day_end"
        if last.event != "day_end":
            found.patience.append(waited)
    if end == "done" and events.count("start") == 1 and "transfer" not in events:
        found.counts["first_contact"] += 1
    for name, event in (("parks", "park"), ("transfers", "transfer"), ("recalls", "recall")):
        found.counts[name] += events.count(event)


def _talks(
    found: Counted, rows: Sequence[Any], at: Sequence[datetime], ends: Sequence[datetime],
    keys: dict[str, str],
) -> None:  # fmt: skip
    for n, row in enumerate(rows[:-1]):
        if row.event == "start" and rows[n + 1].event != "day_end":
            hour = str(at[n].astimezone(BERLIN).hour)
            own = {**keys, "concern": row.concern, "hour": hour}
            for name, key in own.items():
                found.talks[f"{name}={key}"].append((ends[n] - at[n]).total_seconds())


def at_most(values: Iterable[float], share: Fraction) -> int | None:
    """The least value that is not exceeded by this share of all, in whole seconds."""
    known = sorted(values)
    enough = (one for one in known if sum(each <= one for each in known) >= share * len(known))
    found = next(enough, None)
    return None if found is None else int(found)
