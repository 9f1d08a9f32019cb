"""How long a desk's order takes to be worked out when very many wait."""

import time
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from hub.queue.rules import Desk, OrderRule, Ticket, choose
from tests.bench.figures import spread
from tests.bench.measures import Row
from wire.ids import ConcernId, RoomId, TicketId, TicketNumber, ZoneId

NOW: Final = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
CONCERN: Final = ConcernId("unterlagen")


def rows(waiting: int, rounds: int) -> list[Row]:
    """Microseconds of processor time for one choice out of so many, half of them booked."""
    line, random = [_ticket(nth, Random(nth)) for nth in range(waiting)], Random(1)
    desks = [Desk(RoomId(f"2.{n}"), frozenset((CONCERN,)), frozenset(("de",))) for n in range(6)]
    taken = []
    for _ in range(rounds):
        random.shuffle(line)
        began = time.thread_time_ns()
        choose(line, desks[0], NOW, OrderRule(), desks[1:])
        taken.append((time.thread_time_ns() - began) / 1000)
    how = f"CPU of choosing who is next out of {waiting} at one of six desks"
    return [spread("queue_order_us", "us", taken, how)]


def _ticket(nth: int, random: Random) -> Ticket:
    since = NOW - timedelta(seconds=random.randrange(3 * 3600))
    booked = NOW + timedelta(minutes=random.randrange(-120, 60)) if nth % 2 else None
    return Ticket(
        id=TicketId(f"t{nth}"), number=TicketNumber(f"W{nth:03}"), concern=CONCERN,
        zone=ZoneId("A"), room=None,
        lang="de", state="waiting", appointment_id=f"a{nth}" if booked else None,
        appointment_at=booked, paper="none", paper_fault=None, paper_at=None, origin="reception",
        issued_at=since, called_at=None, started_at=None, ended_at=None, call=None,
        needs=("pregnant",) if nth % 20 == 0 else (),
    )  # fmt: skip
