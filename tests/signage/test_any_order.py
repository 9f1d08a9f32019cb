"""Whatever the network does to boards and calls, the display shows the newest and rings once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from signage.board.calls import (
    Acknowledge,
    BoardReceived,
    BoardState,
    CallReceived,
    Chime,
    ConfigReceived,
    Event,
    FrameShown,
    HubReachable,
    begin,
    step,
)
from signage.board.picture import picture
from tests.signage.samples import at, board, call, config, entry, utc
from wire.messages import Board, BoardCall, Call

Story = tuple[list[Board], list[Call]]


@st.composite
def stories(draw: DrawFn) -> Story:
    """What a hub did: calls, recalls and finishes, each with the board that followed from it."""
    boards: list[Board] = [board(1)]
    calls: list[Call] = []
    entries: list[BoardCall] = []
    for rev in range(2, draw(st.integers(3, 10))):
        opened = [one for one in entries if one.open]
        deed = draw(st.sampled_from(["call", "recall", "finish"] if opened else ["call"]))
        if deed == "call":
            one = entry(f"c{rev}")
        else:
            one = draw(st.sampled_from(opened))
            entries.remove(one)
            more = {"open": False} if deed == "finish" else {"attempt": one.attempt + 1}
            one = one.model_copy(update=more)
        entries.insert(0, one)
        boards.append(board(rev, *entries))
        if one.open:
            calls.append(call(one.call_id, rev, attempt=one.attempt, called=rev))
    return boards, calls


@st.composite
def arrivals(draw: DrawFn) -> tuple[Story, list[Event]]:
    """The story as it arrives: shuffled, doubled, with losses, silences and frames between."""
    boards, calls = story = draw(stories())
    told: list[Event] = [BoardReceived(one, at(0)) for one in boards]
    told += [CallReceived(one, at(0)) for one in calls]
    lost = draw(st.sets(st.integers(0, len(told) - 1)))
    doubled = draw(st.sets(st.integers(0, len(told) - 1)))
    kept = [event for place, event in enumerate(told) if place not in lost]
    kept += [event for place, event in enumerate(told) if place in doubled]
    kept += [HubReachable(yes, at(0)) for yes in draw(st.lists(st.booleans(), max_size=3))]
    kept += [ConfigReceived(config(), at(0))] * draw(st.integers(0, 2))
    return story, draw(st.permutations(kept))


class Panel:
    """A display with a panel that shows each picture; it keeps what it did."""

    def __init__(self) -> None:
        self.state: BoardState = begin(at(0))
        self.chimes: Counter[tuple[str, int]] = Counter()
        self.told: Counter[tuple[str, int]] = Counter()

    def take(self, event: Event) -> None:
        self.state, effects = step(self.state, event)
        opened = {one.key for one in picture(self.state).open}
        for effect in effects:
            if isinstance(effect, Chime):
                assert (effect.call_id, effect.attempt) in opened
                assert self.state.phase != "stale"
                self.chimes[effect.call_id, effect.attempt] += 1
            if isinstance(effect, Acknowledge):
                assert (effect.call_id, effect.attempt) in opened
                self.told[effect.call_id, effect.attempt] += 1


@given(arrivals())
def test_any_order_shows_the_newest_board_and_rings_once(told: tuple[Story, list[Event]]) -> None:
    _story, events = told
    panel, newest = Panel(), -1
    for place, event in enumerate(events):
        panel.take(event)
        if isinstance(event, BoardReceived):
            newest = max(newest, event.board.rev)
        shown = picture(panel.state)
        if panel.state.config and newest >= 0:
            assert shown.rev == newest
        panel.take(FrameShown(tuple(one.key for one in shown.open), utc(place), at(place)))
    assert set(panel.chimes.values()) <= {1}
    assert set(panel.told.values()) <= {1}


@given(arrivals())
def test_once_all_has_arrived_every_open_call_has_rung_and_is_acknowledged(
    told: tuple[Story, list[Event]],
) -> None:
    (boards, calls), events = told
    panel = Panel()
    last: list[Event] = [ConfigReceived(config(), at(0)), HubReachable(True, at(0))]
    last += [BoardReceived(boards[-1], at(0)), *(CallReceived(one, at(0)) for one in calls)]
    for event in [*events, *last]:
        panel.take(event)
    opened = [one.key for one in picture(panel.state).open]
    assert opened == [(one.call_id, one.attempt) for one in boards[-1].calls if one.open]
    panel.take(FrameShown(tuple(opened), utc(0), at(0)))
    assert all(panel.chimes[key] == 1 and panel.told[key] == 1 for key in opened)


@given(arrivals(), st.floats(31, 500))
def test_a_call_that_could_not_ring_in_time_never_rings(
    told: tuple[Story, list[Event]], later: float
) -> None:
    (_boards, calls), events = told
    panel = Panel()
    for one in calls:
        panel.take(CallReceived(one, at(0)))
    for event in events:
        if not isinstance(event, CallReceived):
            panel.take(type(event)(**{**vars(event), "at": at(later)}))
    assert not panel.chimes
