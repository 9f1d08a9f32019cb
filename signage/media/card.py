"""The sound card, by ALSA's own player."""

import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from signage.media.pcm import at_volume, seconds, wav

GRACE_S: Final = 4.0
"""A card that has not finished so long after the sound's end is stuck."""


@dataclass(frozen=True)
class Sound:
    """Samples, how loud in percent, and what they are: ``chime call``, ``de Nummer T 0 4 2``."""

    label: str
    pcm: bytes
    volume: int = 100


@dataclass(frozen=True)
class Played:
    """When its first sample was handed over (steady seconds); what went wrong, or nothing."""

    began: float
    fault: str = ""


def always() -> bool:
    """What nobody takes back is wanted."""
    return True


class Card(Protocol):
    """Plays one sound at a time."""

    def play(self, sound: Sound, wanted: Callable[[], bool] = always) -> Played | None:
        """Returns at the sound's end, or when it is cut; raises nothing.

        Whoever cuts has made it unwanted before. It is asked once more when no cut can get lost
        any longer; None where it is not wanted then, and nothing of it was heard.
        """

    def cut(self) -> None:
        """Be silent now; from any thread."""


class AplayCard:
    """A player's process for each sound; the next one finds a card that was plugged in again."""

    def __init__(
        self, command: tuple[str, ...] = ("aplay", "-q", "-"), grace_s: float = GRACE_S
    ) -> None:
        self._command = command
        self._grace_s = grace_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._cut = False

    def play(self, sound: Sound, wanted: Callable[[], bool] = always) -> Played | None:
        data = wav(at_volume(sound.pcm, sound.volume))
        with self._lock:
            self._cut = False
            if not wanted():
                return None
            began = time.monotonic()
            try:
                process = subprocess.Popen(
                    self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )  # fmt: skip
            except OSError as error:
                return Played(began, f"{error.filename} cannot be started")
            self._process = process
        fault = self._listen(process, data, seconds(sound.pcm) + self._grace_s)
        with self._lock:
            self._process = None
            return Played(began, "" if self._cut else fault)

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            if self._process:
                self._process.terminate()

    def _listen(self, process: "subprocess.Popen[bytes]", data: bytes, within_s: float) -> str:
        """Wait for the end of the sound; what went wrong, or nothing."""
        with process:
            try:
                process.communicate(data, timeout=within_s)
            except subprocess.TimeoutExpired:
                process.kill()
                return "the card is stuck"
            except OSError:
                process.wait()
        return f"player's exit code {process.returncode}" if process.returncode else ""
