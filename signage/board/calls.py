"""The call board of a zone as one state machine: what is shown, what rings, what is acknowledged.

The board (retained state with a revision) says what is shown and in which order; the call (one
event) only lets the chime ring and the light field glow. Neither waits for the other's order of
arrival: a call rings as soon as the board that contains it is here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from wire.messages import Board, BoardCall, Call, DisplayConfig

CALL_EXPIRES_S = 30.0
"""A call that could not ring for so long after it came never rings; the broker keeps an
undelivered one for as long (wire.topics.CALL)."""
STALE_AFTER_S = 5.0
"""The hub's silence after which the board says how old it is."""
GLOW_S = 20.0
"""How long a call stands out as just called (call display checklist: dwell at least 20 s)."""
REMEMBERED = 200
"""Calls kept against repetition; far more than a board holds."""

Phase = Literal["current", "unsure", "stale"]
"""Hub reachable; silent for less than STALE_AFTER; silent for longer."""
Key = tuple[str, int]
"""(call_id, attempt): each one rings once and is acknowledged once."""


@dataclass(frozen=True)
class Moment:
    """One moment on two clocks, because somebody may set the one on the wall.

    `utc` is for people to read; `steady`, in monotonic seconds, is what durations are taken from.
    """

    utc: datetime
    steady: float


@dataclass(frozen=True)
class BoardState:
    """All that a display knows; `boards` by zone, `as_of` is the last moment of hub contact.

    `ringing` are calls that wait, each with the steady second in which it came; `glowing` holds
    the steady second in which a light goes out.
    """

    now: Moment
    phase: Phase = "unsure"
    as_of: datetime | None = None
    silent_since: float | None = None
    config: DisplayConfig | None = None
    boards: Mapping[str, Board] = field(default_factory=dict)
    ringing: tuple[tuple[Call, float], ...] = ()
    rung: tuple[Key, ...] = ()
    glowing: tuple[tuple[Key, float], ...] = ()
    acknowledged: tuple[Key, ...] = ()

    @property
    def board(self) -> Board | None:
        """The newest board of the zone that this display serves."""
        zone = self.config.zone if self.config else None
        return self.boards.get(zone.id) if zone else None


# ------------------------------------------------------------------ events


@dataclass(frozen=True)
class ConfigReceived:
    """Where the display hangs and which zone it serves."""

    config: DisplayConfig
    at: Moment


@dataclass(frozen=True)
class BoardReceived:
    """A zone's board, new or repeated or late."""

    board: Board
    at: Moment


@dataclass(frozen=True)
class CallReceived:
    """A call (Aufruf), new or repeated or late."""

    call: Call
    at: Moment


@dataclass(frozen=True)
class HubReachable:
    """Whether the hub would hear us now."""

    yes: bool
    at: Moment


@dataclass(frozen=True)
class FrameShown:
    """A frame with these calls stands on the panel since `frame_at`."""

    calls: tuple[Key, ...]
    frame_at: datetime
    at: Moment


@dataclass(frozen=True)
class Tick:
    """Time has passed."""

    at: Moment


Event = ConfigReceived | BoardReceived | CallReceived | HubReachable | FrameShown | Tick

# ------------------------------------------------------------------ effects


@dataclass(frozen=True)
class Chime:
    """Ring once for this call; `attempt` above 1 is a recall (erneuter Aufruf)."""

    call_id: str
    attempt: int


@dataclass(frozen=True)
class Acknowledge:
    """Tell the hub that this call stands on the panel since `frame_at`."""

    call_id: str
    attempt: int
    frame_at: datetime


@dataclass(frozen=True)
class Listen:
    """Listen to the boards and calls of these zones."""

    zones: tuple[str, ...]


@dataclass(frozen=True)
class Keep:
    """Keep what is known now, for a start without network."""

    what: Literal["config", "board", "as_of", "acknowledged"]


@dataclass(frozen=True)
class Dropped:
    """A call did not ring, and why: for the technician's log."""

    call_id: str
    attempt: int
    reason: Literal["expired", "other_zone", "not_on_board", "repeated"]


Effect = Chime | Acknowledge | Listen | Keep | Dropped
Outcome = tuple[BoardState, tuple[Effect, ...]]

# ------------------------------------------------------------------ what each event does


def _take_config(state: BoardState, event: ConfigReceived) -> Outcome:
    """An older revision, or the same configuration once more, changes nothing."""
    known = state.config
    if known is not None and (event.config == known or event.config.rev < known.rev):
        return state, ()
    taken = replace(state, config=event.config)
    ringing, effects = _ring(taken)
    return ringing, (Keep("config"), Listen(event.config.zones), *effects)


def _take_board(state: BoardState, event: BoardReceived) -> Outcome:
    """Only a higher revision is newer: a zone's revisions only ever grow, also over hub restarts.

    A hub that begins with an empty database must therefore begin its revisions above all earlier
    ones (by its clock); a display has no way to tell a reset from a late arrival.
    """
    known = state.boards.get(event.board.zone)
    if known is not None and event.board.rev <= known.rev:
        return state, ()
    taken = replace(state, boards={**state.boards, event.board.zone: event.board})
    ringing, effects = _ring(taken)
    kept = (Keep("board"),) if taken.board is event.board else ()
    return ringing, (*kept, *effects)


def _take_call(state: BoardState, event: CallReceived) -> Outcome:
    waiting = (*state.ringing, (event.call, event.at.steady))[-REMEMBERED:]
    return _ring(replace(state, ringing=waiting))


def _lose(state: BoardState, event: HubReachable) -> Outcome:
    return replace(state, as_of=event.at.utc, silent_since=event.at.steady), (Keep("as_of"),)


def _resume(state: BoardState, event: HubReachable) -> Outcome:
    ringing, effects = _ring(replace(state, as_of=event.at.utc, silent_since=None))
    return ringing, (Keep("as_of"), *effects)


def _pass_time(state: BoardState, event: Tick) -> Outcome:
    glowing = tuple(entry for entry in state.glowing if entry[1] > event.at.steady)
    as_of = event.at.utc if state.phase == "current" else state.as_of
    return _ring(replace(state, glowing=glowing, as_of=as_of))


def _acknowledge(state: BoardState, event: FrameShown) -> Outcome:
    new = tuple(key for key in event.calls if key not in state.acknowledged)
    if not new:
        return state, ()
    known = (*state.acknowledged, *new)[-REMEMBERED:]
    told = tuple(Acknowledge(call_id, attempt, event.frame_at) for call_id, attempt in new)
    return replace(state, acknowledged=known), (*told, Keep("acknowledged"))


def _stay(state: BoardState, _event: Event) -> Outcome:
    return state, ()


# ------------------------------------------------------------------ ringing


def _ring(state: BoardState) -> Outcome:
    """Let each waiting call ring, wait on, or go."""
    effects: list[Effect] = []
    waiting: list[tuple[Call, float]] = []
    for call, came_at in state.ringing:
        verdict = _verdict(state, call, came_at)
        if verdict == "wait":
            waiting.append((call, came_at))
        elif verdict == "ring":
            key = (call.call_id, call.attempt)
            effects.append(Chime(*key))
            state = replace(
                state,
                rung=(*state.rung, key)[-REMEMBERED:],
                glowing=(*state.glowing, (key, state.now.steady + GLOW_S))[-REMEMBERED:],
            )
        else:
            effects.append(Dropped(call.call_id, call.attempt, verdict))
    return replace(state, ringing=tuple(waiting)), tuple(effects)


Verdict = Literal["ring", "wait", "expired", "other_zone", "not_on_board", "repeated"]


def _verdict(state: BoardState, call: Call, came_at: float) -> Verdict:
    """A call rings when it is young, ours, open on a board as new as itself, and the hub is heard.

    Its age counts from its arrival: the hub's clock and ours may differ by any amount, and the
    broker hands out no call that has expired.
    """
    if (call.call_id, call.attempt) in state.rung:
        return "repeated"
    if state.now.steady - came_at > CALL_EXPIRES_S:
        return "expired"
    if state.config is None:
        return "wait"
    if not state.config.covers(call.zone, call.room):
        return "other_zone"
    board = state.board
    if board is None or board.rev < call.board_rev or state.phase == "stale":
        return "wait"
    return "ring" if any(_is(entry, call) for entry in board.calls) else "not_on_board"


def _is(entry: BoardCall, call: Call) -> bool:
    return entry.open and (entry.call_id, entry.attempt) == (call.call_id, call.attempt)


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
    *(Row(phase, ConfigReceived, phase, _take_config) for phase in PHASES),
    *(Row(phase, BoardReceived, phase, _take_board) for phase in PHASES),
    *(Row(phase, CallReceived, phase, _take_call) for phase in PHASES),
    *(Row(phase, FrameShown, phase, _acknowledge) for phase in PHASES),
)


def step(state: BoardState, event: Event) -> Outcome:
    """The next state and what is to be done; the first row that fits decides."""
    now = replace(state, now=event.at)
    row = next(
        row
        for row in TRANSITIONS
        if row.phase == state.phase and isinstance(event, row.event) and row.when(state, event)
    )
    return row.do(replace(now, phase=row.to), event)


def begin(now: Moment) -> BoardState:
    """A display that has just been switched on and has heard nothing yet."""
    return BoardState(now=now, silent_since=now.steady)
