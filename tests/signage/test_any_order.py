"""Whatever the network does to boards and calls, the display shows the newest and rings once."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from signage.board.calls import step
from signage.board.events import (
    Acknowledge,
    BoardReceived,
    CallReceived,
    ConfigReceived,
    DoorReceived,
    EmergencyReceived,
    Event,
    FrameShown,
    HubReachable,
    Ring,
    Tick,
)
from signage.board.picture import Picture, picture
from signage.board.state import BoardState, begin
from tests.signage.samples import (
    alarm,
    at,
    board,
    call,
    config,
    door,
    door_config,
    emergency,
    entry,
    utc,
    way_config,
)
from wire.messages import Board, BoardCall, Call, DoorState

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
            if isinstance(effect, Ring):
                key = (effect.call.call_id, effect.call.attempt)
                assert key in opened
                assert self.state.phase != "stale"
                self.chimes[key] += 1
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
            assert shown.revs == {"B": newest}
        panel.take(FrameShown(tuple(one.key for one in shown.open), utc(place), at(0)))
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
    panel.take(Tick(at(21)))
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


@st.composite
def whole_stories(draw: DrawFn) -> list[Event]:
    """What a hub said to one display: configurations, boards of two zones, door, alarms."""
    told: list[Event] = []
    for rev in range(1, draw(st.integers(2, 5))):
        made = draw(st.sampled_from([config(rev=rev), way_config(rev), door_config(rev)]))
        told.append(ConfigReceived(made, at(0)))
    for zone in "AB":
        numbers = draw(st.permutations(range(1, 5)))
        for rev in range(1, draw(st.integers(1, 5))):
            entries = [
                entry(
                    f"c{number}", room=draw(st.sampled_from(["2.14", "3.02"])), called=number,
                    is_open=draw(st.booleans()), ends=draw(st.sampled_from([None, 10, 900])),
                )
                for number in numbers[: draw(st.integers(0, 4))]
            ]  # fmt: skip
            told.append(BoardReceived(board(rev, *entries, zone=zone), at(0)))
    states: list[DoorState] = ["free", "wait", "enter", "closed"]
    said = draw(st.lists(st.sampled_from(states), max_size=3))
    told += [DoorReceived(door(rev, state), at(0)) for rev, state in enumerate(said, 1)]
    for rev in range(1, draw(st.integers(1, 4))):
        names = draw(st.sets(st.sampled_from(["a1", "a2"])))
        alarms = [alarm(name, draw(st.sampled_from(["A", "B", "D"]))) for name in sorted(names)]
        told.append(EmergencyReceived(emergency(rev, *alarms), at(0)))
    return told


def seen(events: list[Event]) -> Picture:
    """What stands on the panel half a minute after all this, with the hub at hand."""
    state = begin(at(0))
    for event in [HubReachable(True, at(0)), *events, Tick(at(30, site=True))]:
        state, _effects = step(state, event)
    return replace(picture(state), turn=0)


def _zones(told: list[Event]) -> set[tuple[str, ...]]:
    """Each choice of zones that a configuration makes."""
    return {one.config.zones for one in told if isinstance(one, ConfigReceived)}


@given(whole_stories(), st.data())
def test_any_order_of_anything_ends_in_the_same_picture(
    told: list[Event], data: st.DataObject
) -> None:
    newest = [
        *{type(one).__name__ + str(getattr(getattr(one, "board", None), "zone", "")): one
          for one in told}.values()
    ]  # fmt: skip
    # A change of zones makes the broker hand out the retained messages once more.
    once_more = newest if len(_zones(told)) > 1 else []
    shuffled = data.draw(st.permutations([*told, *told]))
    assert seen([*shuffled, *once_more]) == seen([*told, *newest])


@given(whole_stories(), st.data())
def test_what_comes_twice_or_late_or_for_others_changes_nothing(
    told: list[Event], data: st.DataObject
) -> None:
    before = seen(told)
    late = data.draw(st.lists(st.sampled_from(told), max_size=8))
    foreign: list[Event] = [
        BoardReceived(board(99, entry("c9"), zone="D"), at(0)),
        CallReceived(call("c9", 1, zone="D"), at(0)),
        CallReceived(call("c9", 1, room="9.99"), at(0)),
    ]
    assert seen([*told, *late, *foreign]) == before
