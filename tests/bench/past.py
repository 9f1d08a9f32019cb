"""Past days of a house in bulk: rows of visits and of their logs, written without the service."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from hub.kit.database import Database
from hub.queue.tables import TicketEventRow, TicketRow
from hub.sites.rules import Concern, Room, Site
from wire.ids import new_ulid

Row = dict[str, Any]


def fill(
    database: Database, site: Site, concerns: Sequence[Concern], rooms: Sequence[Room],
    days: Sequence[date], visits: int,
) -> int:  # fmt: skip
    """So many visits on each of the days. Answers how many events were written."""
    written = 0
    for day in days:
        tickets: list[Row] = []
        events: list[Row] = []
        for ticket, log in _day(site, concerns, rooms, day, visits):
            tickets.append(ticket)
            events += log
        with database.write() as session:
            session.connection().execute(insert(TicketRow), tickets)
            session.connection().execute(insert(TicketEventRow), events)
        written += len(events)
    return written


def _day(
    site: Site, concerns: Sequence[Concern], rooms: Sequence[Room], day: date, visits: int
) -> Iterator[tuple[Row, list[Row]]]:
    random_ = random.Random(str(day))
    opens = site.bounds(day)[0] + timedelta(hours=8)
    for number in range(1, visits + 1):
        at = opens + timedelta(seconds=random_.triangular(0, 8 * 3600, 2 * 3600))
        concern = random_.choice(concerns)
        room = random_.choice([one for one in rooms if concern.id in one.concerns] or rooms)
        steps = list(_steps(random_, at))
        name = new_ulid(at)
        booked = random_.random() < 0.4
        ticket = TicketRow(
            id=name, site=site.id, day=day, series="T" if booked else "W", number=number,
            concern=concern.id, zone=concern.zone, lang=random_.choice(("de", "de", "de", "tr")),
            appointment_id=f"{name}a" if booked else None, state=steps[-1][1], paper="printed",
            origin=random_.choice(("kiosk-01", "kiosk-01", "reception")), issued_at=at,
            queued_at=at, place_at=at, version=len(steps),
        )  # fmt: skip
        yield (
            ticket.model_dump(),
            [_event(name, seq, *step, room, concern) for seq, step in enumerate(steps, 1)],
        )


def _steps(random_: random.Random, at: datetime) -> Iterator[tuple[str, str, datetime]]:
    """Event, state and moment: most wait, are called and served, some otherwise."""
    yield "issue", "waiting", at
    yield "paper_printed", "", at + timedelta(seconds=3)
    at += timedelta(minutes=random_.gammavariate(2, 8))
    fate = random_.random()
    if fate < 0.05:
        yield "leave", "left", at
        return
    yield "call", "called", at
    if fate < 0.1:
        yield "recall", "called", at + timedelta(minutes=2)
        yield "no_show", "no_show", at + timedelta(minutes=4)
        return
    at += timedelta(minutes=1)
    yield "start", "serving", at
    at += timedelta(minutes=random_.gammavariate(3, 4))
    if fate < 0.2:
        yield "transfer", "transferred", at
        yield "call", "called", at + timedelta(minutes=4)
        yield "start", "serving", at + timedelta(minutes=5)
        at += timedelta(minutes=12)
    yield "finish", "done", at


def _event(
    ticket: str, seq: int, event: str, state: str, at: datetime, room: Room, concern: Concern
) -> Row:
    at_desk = event not in ("issue", "paper_printed", "leave")
    return {
        "id": new_ulid(at), "ticket": ticket, "seq": seq, "event": event, "at": at,
        "actor": f"login-{room.label}" if at_desk else "kiosk-01", "detail": "",
        "state": state or None, "room": room.label if at_desk else None, "concern": concern.id,
        "undoes": None, "before": None,
    }  # fmt: skip
