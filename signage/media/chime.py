"""The chimes: a calm one for a call, twice for a recall, and another one before an alarm."""

import math
from functools import cache
from typing import Final, Literal

from signage.media.pcm import RATE, pack

Chime = Literal["call", "recall", "alarm"]

CALM: Final = ((659.26, 0.0), (523.25, 0.45))
"""Hertz and start in seconds: a falling major third, e to c."""
PRESSING: Final = ((523.25, 0.0), (659.26, 0.22), (783.99, 0.44))
"""Rising, quick, and again."""
RING_S: Final = 1.1
PAUSE_S: Final = 0.35
VOLUME: Final = 0.45

Tones = tuple[tuple[float, float], ...]


@cache
def chime(kind: Chime) -> bytes:
    """Its sound as samples; at most 3 s."""
    if kind == "alarm":
        return pack(samples(PRESSING, rings=2))
    return pack(samples(CALM, rings=2 if kind == "recall" else 1))


def samples(tones: Tones, *, rings: int) -> list[float]:
    """Samples between -1 and 1: `rings` rings with a pause between them."""
    one = [_sample(tones, at / RATE) for at in range(int(RATE * RING_S))]
    pause = [0.0] * int(RATE * PAUSE_S)
    return [value for ring in range(rings) for value in ([*pause, *one] if ring else one)]


def _sample(tones: Tones, second: float) -> float:
    return VOLUME * sum(_tone(hertz, second - start) for hertz, start in tones) / len(tones)


def _tone(hertz: float, second: float) -> float:
    """A struck bar: soft onset within 8 ms, slow decay, one quiet overtone."""
    if second < 0:
        return 0.0
    envelope = min(second / 0.008, 1.0) * math.exp(-4.5 * second)
    wave_now = math.sin(math.tau * hertz * second) + 0.2 * math.sin(math.tau * 3 * hertz * second)
    return envelope * wave_now
