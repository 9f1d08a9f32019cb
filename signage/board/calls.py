"""A display as one state machine: what is shown, what is heard, what is acknowledged.

Boards, the door's message and the emergency are retained state with a revision and say what is
shown; the call (one event) only lets itself be heard and the light field glow. Nothing waits for
an order of arrival.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from signage.board.door import take_door
from signage.board.emergency import proclaim, raise_alarms, take_emergency
from signage.board.events import (
    Acknowledge,
    BoardReceived,
    CallHeard,
    CallReceived,
    ConfigReceived,
    DoorReceived,
    Effect,
    EmergencyReceived,
    Event,
    FrameShown,
    HubReachable,
    Keep,
    Key,
    LinkLost,
    Listen,
    TellHeard,
    Tick,
)
from signage.board.ringing import ring
from signage.board.state import (
    DOOR,
    FRESH_EVERY_S,
    REMEMBERED,
    STALE_AFTER_S,
    BoardState,
    Phase,
    key_of,
)
from wire.messages import Board

Outcome = tuple[BoardState, tuple[Effect, ...]]

# ------------------------------------------------------------------ what each event does


def _take_config(state: BoardState, event: ConfigReceived) -> Outcome:
    """An older revision, or the same configuration once more, changes nothing."""
    known = state.config
    if known is not None and (event.config == known or event.config.rev < known.rev):
        return state, ()
    taken = replace(state, config=event.config)
    if known is not None and known.zones != event.config.zones:
        heard = state.confirmed & {*event.config.zones, DOOR}
        taken = replace(taken, confirmed=heard, since=event.at.steady)
    return taken, (Keep("config"), Listen(event.config.zones))


def _take_board(state: BoardState, event: BoardReceived) -> Outcome:
    """Only a higher revision is newer: a zone's revisions only ever grow, also over hub restarts.

    A hub that begins with an empty database must therefore begin its revisions above all earlier
    ones (by its clock); a display has no way to tell a reset from a late arrival.
    """
    board = event.board
    known = state.boards.get(board.zone)
    if known is not None and board.rev < known.rev:
        return state, ()
    confirmed = replace(state, confirmed=state.confirmed | {board.zone})
    if known is not None and board.rev == known.rev:
        return confirmed, ()
    boards = {**state.boards, board.zone: board}
    came = first_seen(state.came, boards, event.at.steady)
    turned_at = event.at.steady if _is_news(state, board) else state.turned_at
    taken = replace(confirmed, boards=boards, came=came, turned_at=turned_at)
    return taken, ((Keep("boards"),) if board.zone in state.zones else ())


def _is_news(state: BoardState, board: Board) -> bool:
    """Whether a call for this display is open that was not there before."""
    config = state.config
    return config is not None and any(
        entry.open and key_of(entry) not in state.came and config.covers(board.zone, entry.room)
        for entry in board.calls
    )


def first_seen(
    came: Mapping[Key, float], boards: Mapping[str, Board], now: float
) -> dict[Key, float]:
    """When each call that some board holds was open first; what no board holds is forgotten."""
    entries = [entry for board in boards.values() for entry in board.calls]
    return {
        key_of(entry): came.get(key_of(entry), now)
        for entry in entries
        if entry.open or key_of(entry) in came
    }


def _take_call(state: BoardState, event: CallReceived) -> Outcome:
    waiting = (*state.ringing, (event.call, event.at.steady))[-REMEMBERED:]
    return replace(state, ringing=waiting), ()


def _lose(state: BoardState, event: HubReachable) -> Outcome:
    lost = replace(state, as_of=_fresh(state, event), silent_since=event.at.steady)
    return lost, (Keep("fresh"),)


def _resume(state: BoardState, event: HubReachable) -> Outcome:
    return replace(state, as_of=_fresh(state, event), silent_since=None), (Keep("fresh"),)


def _cut(state: BoardState, event: LinkLost) -> Outcome:
    """What changed meanwhile is not known before each newest word has come over the next link."""
    return replace(state, confirmed=frozenset(), since=event.at.steady), ()


def _fresh(state: BoardState, event: HubReachable | Tick) -> dict[str, datetime]:
    """Up to the hub's last word: a cut cable and a frozen hub are noticed only later.

    What the broker remembers is no word of a hub that has not spoken.
    """
    if event.heard is None:
        return {**state.as_of}
    return {**state.as_of, **dict.fromkeys(state.confirmed, event.heard)}


def _pass_time(state: BoardState, event: Tick) -> Outcome:
    glowing = tuple(entry for entry in state.glowing if entry[1] > event.at.steady)
    passed = replace(state, glowing=glowing)
    if state.phase != "current":
        return passed, ()
    fresh = replace(passed, as_of=_fresh(state, event))
    if event.at.steady - state.aged_at < FRESH_EVERY_S:
        return fresh, ()
    return replace(fresh, aged_at=event.at.steady), (Keep("fresh"),)


def _acknowledge(state: BoardState, event: FrameShown) -> Outcome:
    state, alarms = raise_alarms(state, event)
    new = tuple(key for key in event.calls if key not in state.acknowledged)
    if not new:
        return state, alarms
    known = (*state.acknowledged, *new)[-REMEMBERED:]
    told = tuple(Acknowledge(call_id, attempt, event.frame_at) for call_id, attempt in new)
    return replace(state, acknowledged=known), (*alarms, *told, Keep("acknowledged"))


def _heard(state: BoardState, event: CallHeard) -> Outcome:
    speaking = tuple(call for call in state.speaking if key_of(call) != event.key)
    told = TellHeard(*event.key, event.outcome, event.languages, event.ended_at)
    return replace(state, speaking=speaking), (told,)


def _stay(state: BoardState, _event: Event) -> Outcome:
    return state, ()


# ------------------------------------------------------------------ the table


def _gone(_state: BoardState, event: Event) -> bool:
    return isinstance(event, HubReachable) and not event.yes


def _back(_state: BoardState, event: Event) -> bool:
    return isinstance(event, HubReachable) and event.yes


def _silent_too_long(state: BoardState, event: Event) -> bool:
    since = state.silent_since
    return since is not None and event.at.steady - since > STALE_AFTER_S


def _always(_state: BoardState, _event: Event) -> bool:
    return True


@dataclass(frozen=True)
class Row:
    """In `phase`, on `event`, if `when`: do `do` and go `to`."""

    phase: Phase
    event: type[Event]
    to: Phase
    do: Callable[..., Outcome]
    when: Callable[[BoardState, Event], bool] = _always


PHASES: tuple[Phase, ...] = ("current", "unsure", "stale")
TRANSITIONS: tuple[Row, ...] = (
    Row("current", HubReachable, "unsure", _lose, _gone),
    Row("unsure", HubReachable, "current", _resume, _back),
    Row("stale", HubReachable, "current", _resume, _back),
    *(Row(phase, HubReachable, phase, _stay) for phase in PHASES),
    Row("unsure", Tick, "stale", _pass_time, _silent_too_long),
    *(Row(phase, Tick, phase, _pass_time) for phase in PHASES),
    *(Row(phase, LinkLost, phase, _cut) for phase in PHASES),
    *(Row(phase, ConfigReceived, phase, _take_config) for phase in PHASES),
    *(Row(phase, BoardReceived, phase, _take_board) for phase in PHASES),
    *(Row(phase, CallReceived, phase, _take_call) for phase in PHASES),
    *(Row(phase, DoorReceived, phase, take_door) for phase in PHASES),
    *(Row(phase, EmergencyReceived, phase, take_emergency) for phase in PHASES),
    *(Row(phase, FrameShown, phase, _acknowledge) for phase in PHASES),
    *(Row(phase, CallHeard, phase, _heard) for phase in PHASES),
)


def step(state: BoardState, event: Event) -> Outcome:
    """The next state and what is to be done; the first row that fits decides.

    What is heard follows from the state that is reached, whatever led to it.
    """
    now = replace(state, now=event.at)
    row = next(
        row
        for row in TRANSITIONS
        if row.phase == state.phase and isinstance(event, row.event) and row.when(state, event)
    )
    reached, done = row.do(replace(now, phase=row.to), event)
    reached, alarms = proclaim(reached)
    reached, calls = ring(reached)
    return reached, (*done, *alarms, *calls)
