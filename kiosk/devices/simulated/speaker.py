"""A simulated loudspeaker that takes its time and remembers what was said, where and how loud."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from kiosk.devices import volume
from kiosk.devices.clocks import Clock, real_clocks
from kiosk.devices.ports import Sink
from kiosk.devices.voices import SILENT
from wire.look import Lang

Outcome = Literal["speaking", "ended", "cut", "withheld", "no_voice"]
REMEMBERED: Final = 1000
"""So many texts are kept: a whole day of one kiosk's visitors who listen."""
PACE_S: Final = 0.065
"""How long a character takes: about 140 words a minute."""


@dataclass(frozen=True)
class Said:
    """One text. `at` is by the steady clock, `sink` None where nothing was to be heard."""

    text: str
    lang: Lang
    sink: Sink | None
    private: bool
    volume_db: int
    at: datetime
    outcome: Outcome = "speaking"


class SimulatedSpeaker:
    """Behind `Speaker`; `said` is the speech log. `pace_s` 0 says everything in no time.

    `plugged` and `on_end` as with the real one. Any thread may call.
    """

    available = True

    def __init__(
        self,
        plugged: Callable[[], bool] = lambda: False,
        on_end: Callable[[str], None] = lambda _text: None,
        clock: Clock | None = None,
        pace_s: float = PACE_S,
    ) -> None:
        self._plugged = plugged
        self._on_end = on_end
        self._clock = clock or real_clocks().steady
        self._pace_s = pace_s
        self._lock = threading.RLock()
        self._said: deque[Said] = deque(maxlen=REMEMBERED)
        self._timer: threading.Timer | None = None
        self._step = volume.DEFAULT

    @property
    def said(self) -> tuple[Said, ...]:
        with self._lock:
            return tuple(self._said)

    @property
    def silent(self) -> bool:
        """Whether nothing is being said now."""
        with self._lock:
            return not self._said or self._said[-1].outcome != "speaking"

    @property
    def volume_db(self) -> int:
        return volume.STEPS_DB[self._step]

    @property
    def withheld(self) -> int:
        """Private texts that were not said, because no headphones were in."""
        return sum(one.outcome == "withheld" for one in self.said)

    def say(self, text: str, lang: Lang, *, private: bool = False) -> None:
        with self._lock:
            self._finish("cut")
            plugged = self._plugged()
            sink: Sink | None = "headphones" if plugged else "speaker"
            outcome: Outcome = "speaking"
            if private and not plugged:
                sink, outcome = None, "withheld"
            elif lang in SILENT:
                sink, outcome = None, "no_voice"
            self._said.append(
                Said(text, lang, sink, private, self.volume_db, self._clock(), outcome)
            )
            if outcome == "speaking" and self._pace_s:
                self._timer = threading.Timer(self._pace_s * len(text), self._end, (text,))
                self._timer.daemon = True
                self._timer.start()
                return
        self._end(text)

    def stop(self) -> None:
        with self._lock:
            self._finish("cut")

    def louder(self) -> None:
        with self._lock:
            self._step = volume.louder(self._step)

    def reset(self) -> None:
        with self._lock:
            self._step = volume.DEFAULT

    def try_again(self) -> None:
        """There is nothing that could be missing."""

    def close(self) -> None:
        self.stop()

    def _finish(self, outcome: Outcome) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._said and self._said[-1].outcome == "speaking":
            self._said[-1] = replace(self._said[-1], outcome=outcome)

    def _end(self, text: str) -> None:
        """Said to its end; a timer that comes late speaks of a text that was cut."""
        with self._lock:
            if self._timer and self._timer is not threading.current_thread():
                return
            self._finish("ended")
        self._on_end(text)
