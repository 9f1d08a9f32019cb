"""A card and a voice that keep what would have been heard, and fail as real ones do."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from signage.media.card import GRACE_S, Played, Sound, always
from signage.media.pcm import seconds, silence
from signage.media.voices import NoVoice, Voice
from wire.look import Lang

REMEMBERED: Final = 200
LETTER_S: Final = 0.065
"""About as long as a calm voice takes for one letter."""
CardFault = Literal["no_card", "stuck"]


@dataclass(frozen=True)
class Note:
    """A sound from its first to its last sample, in steady seconds; `cut`: it was broken off."""

    label: str
    volume: int
    began: float
    ended: float
    cut: bool = False


class SimulatedCard:
    """Takes as long as the sound lasts, times `pace`; without a fault until one is set."""

    def __init__(
        self, pace: float = 1.0, grace_s: float = GRACE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.fault: CardFault | None = None
        self.played: deque[Note] = deque(maxlen=REMEMBERED)
        self._pace = pace
        self._grace_s = grace_s
        self._clock = clock
        self._cut = threading.Event()

    def play(self, sound: Sound, wanted: Callable[[], bool] = always) -> Played | None:
        self._cut.clear()
        if not wanted():
            return None
        began, lasts = self._clock(), seconds(sound.pcm) * self._pace
        if self.fault == "no_card":
            return Played(began, "there is no card")
        if self.fault == "stuck":
            cut = self._cut.wait(lasts + self._grace_s)
            return Played(began, "" if cut else "the card is stuck")
        cut = self._cut.wait(lasts)
        self.played.append(Note(sound.label, sound.volume, began, self._clock(), cut))
        return Played(began)

    def cut(self) -> None:
        self._cut.set()


class SimulatedVoice:
    """Says nothing for as long as it would take, or lets a real one speak, and keeps it.

    `mute` is a program that is missing.
    """

    def __init__(self, real: Voice | None = None) -> None:
        self.mute = False
        self.said: deque[tuple[Lang, str]] = deque(maxlen=REMEMBERED)
        self._real = real

    def say(self, text: str, lang: Lang) -> bytes:
        if self.mute:
            raise NoVoice("there is no voice")
        self.said.append((lang, text))
        return self._real.say(text, lang) if self._real else silence(LETTER_S * len(text))


SoundFault = Literal["no_card", "stuck", "no_voice", "well"]


@dataclass(frozen=True)
class SimulatedSound:
    """Both together, as a rehearsal breaks and mends them."""

    card: SimulatedCard
    voice: SimulatedVoice

    def become(self, fault: str) -> None:
        """One of SoundFault; ValueError for another word."""
        if fault not in get_args(SoundFault):
            raise ValueError(fault)
        self.voice.mute = fault == "no_voice"
        self.card.fault = "stuck" if fault == "stuck" else "no_card" if fault == "no_card" else None
