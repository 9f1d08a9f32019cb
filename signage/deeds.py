"""Carries out what a display has decided: tells the hub, speaks, keeps. For one worker thread."""

import logging
import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from pydantic import BaseModel

from signage.board import events as ev
from signage.board.local import is_quiet
from signage.board.state import BoardState, key_of
from signage.care import Backlog
from signage.media.line import Announcement
from signage.media.sentences import alarm_phrases, call_phrases
from signage.media.speech import Speaker
from signage.memory import settle, written
from wire.ids import MessageId
from wire.messages import (
    Alarm,
    Call,
    CallShown,
    CallSpoken,
    DisplayCommand,
    EmergencyShown,
    OrderDone,
    OrderFault,
    Sound,
)
from wire.outbox import Outbox
from wire.topics import Topic

log = logging.getLogger("signage.deeds")

ALARM_PERCENT: Final = 90
"""An alarm is at least so loud, where a display speaks at all."""
REMEMBERED: Final = 50
"""Chimes that a rehearsal can look back on; orders that are known without a disk."""
RETRY_S: Final = 10.0
"""How long the disk is left alone when it has refused something."""


class Upstream(Protocol):
    """What a display needs of `wire.device.DeviceLink`."""

    @property
    def heard_at(self) -> float | None: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def send(self, message: BaseModel) -> MessageId: ...

    def tell(self, topic: Topic, message: BaseModel) -> None: ...

    def listen_to_zones(self, zones: Sequence[str]) -> None: ...


@dataclass(frozen=True)
class Deaf:
    """A call of which nothing was to be heard: quiet hours, or a volume of nothing."""

    key: ev.Key


class Deeds:
    """`tell_deaf` hears of calls that were not to be heard, on the worker's thread."""

    def __init__(
        self,
        link: Upstream,
        outbox: Outbox,
        speaker: Speaker,
        tell_deaf: Callable[[Deaf], None],
    ) -> None:
        self._link = link
        self._outbox = outbox
        self._speaker = speaker
        self._tell_deaf = tell_deaf
        self._proclaimed: deque[str] = deque(maxlen=REMEMBERED)
        self._ordered: deque[str] = deque(maxlen=REMEMBERED)
        self._unkept: dict[str, str] = {}
        self._retry_at = 0.0
        self.chimed: deque[str] = deque(maxlen=REMEMBERED)

    def carry(self, effect: ev.Effect, state: BoardState) -> None:
        """One effect; a failed one must not end the display."""
        try:
            self._do(effect, state)
        except Exception:  # the device loop's rim: one failed deed must not end the display
            log.exception("effect_failed", extra={"effect": type(effect).__name__})

    def _do(self, effect: ev.Effect, state: BoardState) -> None:
        if isinstance(effect, ev.Ring):
            self._ring(effect.call, state)
        elif isinstance(effect, ev.Hush):
            self._speaker.drop(_id(effect.key))
        elif isinstance(effect, ev.Proclaim):
            self._proclaim(effect.alarm, state)
        elif isinstance(effect, ev.Withdraw):
            self._speaker.drop(effect.alarm)
        elif isinstance(effect, ev.Acknowledge):
            self._acknowledge(effect)
        elif isinstance(effect, ev.AcknowledgeAlarm):
            self._link.send(EmergencyShown(**vars(effect)))
            log.info("alarm_shown", extra={"alarm": effect.alarm, "frame_at": effect.frame_at})
        elif isinstance(effect, ev.TellHeard):
            self._link.send(CallSpoken(**vars(effect)))
            log.info("call_spoken", extra={**vars(effect), "ended_at": effect.ended_at})
        elif isinstance(effect, ev.Listen):
            self._link.listen_to_zones(effect.zones)
        elif isinstance(effect, ev.Keep):
            self._keep(effect.what, state)
        else:
            log.info("call_not_rung", extra=vars(effect))

    def _keep(self, what: ev.What, state: BoardState) -> None:
        text = written(what, state)
        if text is not None:
            self.keep(what, text)

    def keep(self, name: str, text: str) -> None:
        """What the disk does not take now is tried again by `keep_again`."""
        try:
            self._outbox.note(name, text)
        except sqlite3.Error:
            if not self._unkept:
                log.exception("memory_not_kept", extra={"name_of_note": name})
            self._unkept[name] = text
        else:
            self._unkept.pop(name, None)

    @property
    def forgetful(self) -> bool:
        """Whether a new start would find less than what is known now."""
        return bool(self._unkept) or not self._outbox.lasts

    def backlog(self) -> Backlog | None:
        """What waits for the hub; None where a part of the disk cannot be read any more."""
        try:
            return self._outbox.backlog()
        except sqlite3.Error:
            return None

    def keep_again(self, state: BoardState) -> None:
        """Once a second: what the disk has refused is tried again, the emergency first."""
        if not self.forgetful or state.now.steady < self._retry_at:
            return
        self._retry_at = state.now.steady + RETRY_S
        if not self._outbox.lasts:
            with suppress(OSError, sqlite3.Error):
                settle(self._outbox)
            return
        for name in sorted(self._unkept, key=lambda name: name != "emergency"):
            self.keep(name, self._unkept[name])
        if not self._unkept:
            log.info("memory_kept_again")

    def _acknowledge(self, effect: ev.Acknowledge) -> None:
        self._link.send(CallShown(**vars(effect)))
        extra = {**vars(effect), "frame_at": effect.frame_at.isoformat(timespec="milliseconds")}
        log.info("call_shown", extra=extra)

    def _ring(self, call: Call, state: BoardState) -> None:
        """Remembered before it rings: a chime that a power cut swallows is better than two."""
        key = key_of(call)
        try:
            if not self._outbox.first_time(f"chime {call.call_id} {call.attempt}"):
                return
        except sqlite3.Error:
            # Nobody is called in silence for a full disk; the state lets it ring once in this life.
            log.warning("chime_not_remembered", extra={"call_id": call.call_id})
        config = state.config
        if config is None or config.sound is None:
            return
        if config.sound.volume == 0 or self._is_quiet(config.sound, config.timezone, state.now):
            log.info("call_not_rung", extra={"call_id": call.call_id, "reason": "quiet"})
            self._tell_deaf(Deaf(key))
            return
        self.chimed.append(_id(key))
        self._speaker.announce(
            Announcement(
                id=_id(key),
                chime="recall" if call.attempt > 1 else "call",
                phrases=call_phrases(call),
                volume=config.sound.volume,
                asked_at=state.now.steady,
            )
        )
        log.info("call_rung", extra={"call_id": call.call_id, "attempt": call.attempt})

    def _is_quiet(self, sound: Sound, timezone: str, now: ev.Moment) -> bool:
        """By a clock that nobody has set yet it may be any hour: better heard than not."""
        return now.right and is_quiet(sound, timezone, now.utc)

    def _proclaim(self, alarm: Alarm, state: BoardState) -> None:
        sound = state.config.sound if state.config else None
        if state.config is None or sound is None:
            return
        phrases = alarm_phrases(alarm, state.config.languages)
        volume = max(sound.volume, ALARM_PERCENT)
        self._speaker.announce(
            Announcement(
                alarm.id, "alarm", phrases, volume, asked_at=state.now.steady, alarm=alarm.kind
            )
        )
        if alarm.id not in self._proclaimed:
            # Spoken every 20 seconds, perhaps for hours; each time is heard, the first is told.
            self._proclaimed.append(alarm.id)
            log.info("alarm_proclaimed", extra={"alarm": alarm.id, "kind": alarm.kind})

    def first_order(self, command: DisplayCommand) -> bool:
        """Whether this order is heard for the first time, over all restarts.

        On a full disk only over this life; a restart that cannot be remembered might never end.
        """
        if command.order in self._ordered:
            return False
        self._ordered.append(command.order)
        try:
            first = self._outbox.first_time(f"order {command.order}")
            if not first or self._outbox.lasts:
                return first
        except sqlite3.Error:
            log.warning("order_not_remembered", extra={"order": command.order})
        if command.action == "restart":
            self.answer(command.order, failed="disk")
        return command.action != "restart"

    def answer(self, order: str, *, failed: OrderFault | None = None) -> None:
        outcome: Literal["done", "failed"] = "failed" if failed else "done"
        self._link.send(OrderDone(order=order, outcome=outcome, detail=failed or ""))
        log.info("order_done", extra={"order": order, "outcome": outcome})


def _id(key: ev.Key) -> str:
    return f"{key[0]}/{key[1]}"


def key_in(which: str) -> ev.Key:
    """The call of an announcement's id."""
    call_id, _slash, attempt = which.rpartition("/")
    return call_id, int(attempt)
