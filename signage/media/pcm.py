"""Sound as bare samples: 16 bits, one channel, 22,050 a second, as espeak-ng makes them."""

import sys
from array import array
from collections.abc import Sequence
from typing import Final

RATE: Final = 22_050
"""Samples a second."""
WIDTH: Final = 2
"""Bytes of a sample."""
HEADER: Final = 44
"""Bytes of a WAV file before its samples."""
SILENT: Final = 200
"""A sample below this is heard by nobody."""
LOUDNESS: Final = 1.6
"""Ears go by the ratio: half of the volume that is set is about 10 dB less."""


def pack(values: Sequence[float]) -> bytes:
    """Samples between -1 and 1 as bytes."""
    return _bytes(array("h", (int(32767 * value) for value in values)))


def silence(seconds: float) -> bytes:
    return bytes(WIDTH * int(RATE * seconds))


def seconds(pcm: bytes) -> float:
    """How long it sounds."""
    return len(pcm) / WIDTH / RATE


def at_volume(pcm: bytes, percent: int) -> bytes:
    """The same, as loud as 0 to 100 percent say."""
    if percent >= 100:
        return pcm
    gain = (percent / 100) ** LOUDNESS
    samples = array("h")
    samples.frombytes(pcm[: len(pcm) - len(pcm) % WIDTH])
    if sys.byteorder == "big":
        samples.byteswap()
    return _bytes(array("h", (int(gain * sample) for sample in samples)))


def trimmed(pcm: bytes) -> bytes:
    """Without the silence at its end: half a second behind each sentence keeps people waiting."""
    samples = array("h")
    samples.frombytes(pcm[: len(pcm) - len(pcm) % WIDTH])
    if sys.byteorder == "big":
        samples.byteswap()
    end = len(samples)
    while end and abs(samples[end - 1]) < SILENT:
        end -= 1
    return pcm[: WIDTH * end]


def wav(pcm: bytes) -> bytes:
    """A WAV file of these samples (RIFF: format 1, one channel)."""
    size = len(pcm).to_bytes(4, "little")
    whole = (len(pcm) + HEADER - 8).to_bytes(4, "little")
    rate, bytes_a_second = RATE.to_bytes(4, "little"), (RATE * WIDTH).to_bytes(4, "little")
    form = b"\x10\0\0\0\x01\0\x01\0" + rate + bytes_a_second + b"\x02\0\x10\0"
    return b"RIFF" + whole + b"WAVEfmt " + form + b"data" + size + pcm


def _bytes(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
