"""Speakers: the sound card by aplay, and a simulated one that remembers what it played."""

import logging
import queue
import subprocess
import threading
from pathlib import Path
from typing import Protocol

from signage.media.chime import chime_file

log = logging.getLogger("signage.media")

PLAY_S = 10
"""A sound card that has not finished a chime after this many seconds is stuck."""
WAITING = 8
"""Chimes that may wait for their turn; more calls than that at once share the last one."""


class Speaker(Protocol):
    """Plays chimes one after the other; no call blocks, and none raises."""

    def chime(self, *, recall: bool) -> None: ...

    def stop(self) -> None: ...

    @property
    def audible(self) -> bool:
        """False once the last chime could not be played."""


class AplaySpeaker:
    """The sound card, by ALSA's own player on a thread of its own."""

    def __init__(self, folder: Path, command: tuple[str, ...] = ("aplay", "-q")) -> None:
        self._folder = folder
        self._command = command
        self._audible = True
        self._orders: queue.Queue[bool | None] = queue.Queue(WAITING)
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    @property
    def audible(self) -> bool:
        return self._audible

    def chime(self, *, recall: bool) -> None:
        try:
            self._orders.put_nowait(recall)
        except queue.Full:
            log.info("chime_shared")

    def stop(self) -> None:
        """End the thread after what is playing now."""
        while not self._orders.empty():
            self._orders.get_nowait()
        self._orders.put(None)
        self._thread.join(timeout=PLAY_S)

    def _run(self) -> None:
        while (recall := self._orders.get()) is not None:
            fault = self._play(recall)
            if fault and self._audible:
                log.warning("speaker_silent", extra={"detail": fault})
            elif not fault and not self._audible:
                log.info("speaker_audible")
            self._audible = not fault

    def _play(self, recall: bool) -> str:
        """Play one chime to its end; what went wrong, or nothing."""
        try:
            path = chime_file(self._folder, recall=recall)
            done = subprocess.run(
                [*self._command, str(path)], capture_output=True, timeout=PLAY_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        return f"exit code {done.returncode}" if done.returncode else ""


class SimulatedSpeaker:
    """Plays nothing and remembers it: True for each recall, in order."""

    def __init__(self) -> None:
        self.played: list[bool] = []

    @property
    def audible(self) -> bool:
        return True

    def chime(self, *, recall: bool) -> None:
        self.played.append(recall)

    def stop(self) -> None: ...
