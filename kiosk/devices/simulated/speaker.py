"""A simulated loudspeaker that remembers what was said."""

import threading
from dataclasses import dataclass

from wire.look import Lang


@dataclass(frozen=True)
class Said:
    """One sentence that was begun."""

    text: str
    lang: Lang


class SimulatedSpeaker:
    """Behind `Speaker`; `said` is all that was begun, `silent` whether it was stopped since."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._said: list[Said] = []
        self._silent = True

    available = True

    def try_again(self) -> None:
        """There is nothing that could be missing."""

    @property
    def said(self) -> tuple[Said, ...]:
        with self._lock:
            return tuple(self._said)

    @property
    def silent(self) -> bool:
        with self._lock:
            return self._silent

    def say(self, text: str, lang: Lang) -> None:
        with self._lock:
            self._said.append(Said(text, lang))
            self._silent = False

    def stop(self) -> None:
        with self._lock:
            self._silent = True
