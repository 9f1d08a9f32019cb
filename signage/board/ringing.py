"""Which calls are heard now: a call rings as soon as the board that contains it is here."""

from dataclasses import replace
from typing import Literal

from signage.board.events import Dropped, Effect, Hush, Ring
from signage.board.priority import gives_way, meet
from signage.board.state import (
    CALL_EXPIRES_S,
    GLOW_S,
    REMEMBERED,
    BoardState,
    expired,
    key_of,
)
from wire.messages import Call

Verdict = Literal["ring", "wait", "expired", "not_ours", "not_on_board", "repeated"]


def ring(state: BoardState) -> tuple[BoardState, tuple[Effect, ...]]:
    """Silence what is not to be heard any more; let each waiting call ring, wait on, or go."""
    state, effects = _hush(state)
    waiting: list[tuple[Call, float]] = []
    for call, came_at in state.ringing:
        verdict = _verdict(state, call, came_at)
        key = key_of(call)
        if verdict == "wait":
            waiting.append((call, came_at))
        elif verdict == "ring":
            effects.append(Ring(call))
            state = replace(
                state,
                rung=(*state.rung, key)[-REMEMBERED:],
                glowing=(*state.glowing, (key, state.now.steady + GLOW_S))[-REMEMBERED:],
                speaking=(*state.speaking, call)[-REMEMBERED:],
            )
        else:
            effects.append(Dropped(*key, verdict))
    return replace(state, ringing=tuple(waiting)), tuple(effects)


def _hush(state: BoardState) -> tuple[BoardState, list[Effect]]:
    """A call that was taken back, has ended or is no longer ours is not spoken any more."""
    going: list[Call] = []
    effects: list[Effect] = []
    for call in state.speaking:
        if not _alarm_takes_its_place(state) and _ours(state, call) and _open(state, call):
            going.append(call)
        else:
            effects.append(Hush(key_of(call)))
    return (replace(state, speaking=tuple(going)) if effects else state), effects


def _verdict(state: BoardState, call: Call, came_at: float) -> Verdict:
    """A call rings when it is young, ours, open on a board as new as itself, and the hub is heard.

    Its age counts from its arrival: the hub's clock and ours may differ by any amount, and the
    broker hands out no call that has expired. Whether it has run out is asked when the hub is
    heard. An alarm may defer it.
    """
    if key_of(call) in state.rung:
        return "repeated"
    over = state.phase != "stale" and expired(state, call, came_at)
    if over or state.now.steady - came_at > CALL_EXPIRES_S:
        return "expired"
    if state.config is None:
        return "wait"
    if not _ours(state, call):
        return "not_ours"
    board = state.boards.get(call.zone)
    deferred = state.alarms and meet("emergency", "call", state.config.layout) == "defer"
    if board is None or board.rev < call.board_rev or state.phase == "stale" or deferred:
        return "wait"
    return "ring" if _open(state, call) else "not_on_board"


def _alarm_takes_its_place(state: BoardState) -> bool:
    layout = state.config.layout if state.config else "whole"
    return bool(state.alarms) and gives_way("call", "emergency", layout)


def _ours(state: BoardState, call: Call) -> bool:
    return state.config is not None and state.config.covers(call.zone, call.room)


def _open(state: BoardState, call: Call) -> bool:
    """Whether its board still says so, and it has not run out meanwhile."""
    board = state.boards.get(call.zone)
    return board is not None and any(
        entry.open
        and key_of(entry) == key_of(call)
        and not expired(state, entry, state.came.get(key_of(entry), state.now.steady))
        for entry in board.calls
    )
