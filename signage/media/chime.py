"""The chime: two calm tones as a WAV file, made from sine waves."""

import math
import struct
import wave
from pathlib import Path

RATE = 22_050
"""Samples a second."""
TONES = ((659.26, 0.0), (523.25, 0.45))
"""Hertz and start in seconds: a falling major third, e to c."""
RING_S = 1.1
PAUSE_S = 0.35
VOLUME = 0.45


def chime_file(folder: Path, *, recall: bool) -> Path:
    """The WAV file for a call or, twice the same, for a recall; at most 3 s; made only once."""
    path = folder / ("chime-recall.wav" if recall else "chime.wav")
    if not path.exists():
        fresh = path.with_suffix(".new")
        _write(fresh, samples(rings=2 if recall else 1))
        fresh.replace(path)
    return path


def samples(*, rings: int) -> list[float]:
    """Samples between -1 and 1: `rings` rings with a pause between them."""
    one = [_sample(at / RATE) for at in range(int(RATE * RING_S))]
    pause = [0.0] * int(RATE * PAUSE_S)
    return [value for ring in range(rings) for value in ([*pause, *one] if ring else one)]


def _sample(second: float) -> float:
    return VOLUME * sum(_tone(hertz, second - start) for hertz, start in TONES) / len(TONES)


def _tone(hertz: float, second: float) -> float:
    """A struck bar: soft onset within 8 ms, slow decay, one quiet overtone."""
    if second < 0:
        return 0.0
    envelope = min(second / 0.008, 1.0) * math.exp(-4.5 * second)
    wave_now = math.sin(math.tau * hertz * second) + 0.2 * math.sin(math.tau * 3 * hertz * second)
    return envelope * wave_now


def _write(path: Path, values: list[float]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(values)}h", *(int(32767 * v) for v in values)))
