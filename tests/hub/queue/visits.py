"""Visits out of nothing, for tests of what is pure."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from hub.queue.rules import NEEDS, Desk, Need, OrderRule, Ticket, number_text
from wire.ids import ConcernId, RoomId, TicketId, ZoneId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONCERNS = ("unterlagen", "umzug", "geldleistung")
TONGUES = ("de", "tr", "ar")


def ticket(
    name: str,
    *,
    waited: int = 0,
    appointment: int | None = None,
    room: str | None = None,
    concern: str = "unterlagen",
    lang: str = "de",
    needs: tuple[Need, ...] = (),
    handed_on: str | None = None,
) -> Ticket:
    """`waited`: minutes since issue; `appointment`: minutes from NOW."""
    at = None if appointment is None else NOW + timedelta(minutes=appointment)
    return Ticket(
        id=TicketId(name), number=number_text(name[0], int(name[1:])), concern=ConcernId(concern),
        zone=ZoneId("A"), room=RoomId(room) if room else None, lang=lang, state="waiting",
        appointment_id=name if at else None, appointment_at=at, paper="printed", paper_fault=None,
        paper_at=None, origin="kiosk-01", issued_at=NOW - timedelta(minutes=waited),
        called_at=None, started_at=None, ended_at=None, needs=needs, transferred_from=handed_on,
    )  # fmt: skip


def desk(room: str, *concerns: str, speaks: tuple[str, ...] = ()) -> Desk:
    return Desk(RoomId(room), frozenset(ConcernId(one) for one in concerns), frozenset(speaks))


# Made once: to make a strategy again for each visit takes as long as to draw from it.
_UNTIL_BOUND = {bound: st.integers(0, bound) for bound in range(91)}
_BOUNDS = st.integers(5, 60)
_VISIT = st.fixed_dictionaries(
    {
        "waited": st.integers(0, 120),
        "appointment": st.none() | st.integers(-60, 90),
        "concern": st.sampled_from(CONCERNS),
        "lang": st.sampled_from(TONGUES),
        "room": st.none() | st.sampled_from(("1", "2")),
        "needs": st.lists(st.sampled_from(NEEDS), max_size=2, unique=True).map(tuple),
        "handed_on": st.none() | st.just("3"),
    }
)


@st.composite
def order_rules(draw: st.DrawFn) -> OrderRule:
    """Any rule that an office may choose."""
    bound = draw(_BOUNDS)
    until = _UNTIL_BOUND
    credit, grace = draw(until[bound]), draw(until[30])
    return OrderRule(
        bound=bound, appointment_credit=credit, due_early=draw(until[20]), grace=grace,
        late_credit=draw(until[min(credit + grace, 60)]),
        transfer_credit=draw(until[bound]), language_patience=draw(until[bound]),
        needs={need: draw(until[90]) for need in NEEDS},
    )  # fmt: skip


@st.composite
def visits(draw: st.DrawFn, most: int = 25) -> list[Ticket]:
    """Any queue: who came when, with what, for what, in which language."""
    return [
        ticket(f"{'W' if drawn['appointment'] is None else 'T'}{nth}", **drawn)
        for nth, drawn in enumerate(draw(_queues(draw(_lengths(most)))), start=1)
    ]


@cache
def _lengths(most: int) -> st.SearchStrategy[int]:
    """Lists of Hypothesis's own have five members as a rule, in which nobody waits for long."""
    return st.integers(0, most)


@cache
def _queues(length: int) -> st.SearchStrategy[tuple[dict[str, Any], ...]]:
    return st.tuples(*[_VISIT] * length)
