"""Alarms (Notfallmeldungen): what stands, what is spoken, what is told to the hub.

State, not an event: the newest revision wins, it is kept on disk, and only a message without an
alarm ends it. Neither the hub's death nor a restart does.
"""

from dataclasses import replace
from typing import Final

from signage.board.events import (
    AcknowledgeAlarm,
    Effect,
    EmergencyReceived,
    FrameShown,
    Keep,
    Proclaim,
    Withdraw,
)
from signage.board.state import REMEMBERED, BoardState
from wire.messages import Alarm, AlarmKind

Outcome = tuple[BoardState, tuple[Effect, ...]]

AGAIN_S: Final[dict[AlarmKind, float]] = {"evacuate": 20.0, "fire": 20.0, "shelter": 40.0}
"""Seconds after which an alarm is spoken again; the others are spoken once, with a repetition."""
DOUBTED_S: Final = 10.0
"""What is only remembered may have ended long ago: it is shown, and spoken when it is confirmed,
or when the network has had time to come up and nobody has said that it is over."""


def take_emergency(state: BoardState, event: EmergencyReceived) -> Outcome:
    """An older revision changes nothing; the same once more only confirms what was remembered."""
    known = state.emergency
    if known is not None and event.emergency.rev < known.rev:
        return state, ()
    taken = replace(state, doubted_since=None)
    if known is not None and event.emergency.rev == known.rev:
        return taken, ()
    taken = replace(taken, emergency=event.emergency, turned_at=event.at.steady)
    return taken, (Keep("emergency"),)


def proclaim(state: BoardState) -> Outcome:
    """Speak each alarm when it is new here, and the pressing ones again and again."""
    effects: list[Effect] = []
    spoken = dict(state.proclaimed)
    standing = {alarm.id for alarm in state.alarms}
    for gone in sorted(spoken.keys() - standing):
        del spoken[gone]
        effects.append(Withdraw(gone))
    for alarm in state.alarms:
        if alarm.spoken and _due(state, alarm):
            spoken[alarm.id] = state.now.steady
            effects.append(Proclaim(alarm))
    return (replace(state, proclaimed=spoken) if effects else state), tuple(effects)


def _due(state: BoardState, alarm: Alarm) -> bool:
    last, again = state.proclaimed.get(alarm.id), AGAIN_S.get(alarm.kind)
    doubted = state.doubted_since
    if state.config is None or (doubted is not None and state.now.steady - doubted < DOUBTED_S):
        return False
    return last is None or (again is not None and state.now.steady - last >= again)


def raise_alarms(state: BoardState, event: FrameShown) -> Outcome:
    """Tell the hub of each alarm's first frame, once."""
    new = tuple(alarm for alarm in event.alarms if alarm not in state.raised)
    if not new:
        return state, ()
    told = tuple(AcknowledgeAlarm(alarm, event.frame_at) for alarm in new)
    raised = (*state.raised, *new)[-REMEMBERED:]
    return replace(state, raised=raised), (*told, Keep("alarms"))
