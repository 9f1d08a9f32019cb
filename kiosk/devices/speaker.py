"""Speaks sentences with espeak-ng and aplay; a newer sentence cuts an older one short."""

import logging
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wire.look import Lang

log = logging.getLogger("kiosk.speaker")

VOICES: Final[dict[Lang, str]] = {"de": "de", "en": "en"}
WORDS_PER_MINUTE = 140
PLAYER = ("aplay", "-q", "-")
END_S = 2.0


@dataclass(frozen=True)
class _Sentence:
    text: str
    lang: Lang


class EspeakSpeaker:
    """Behind `Speaker`. Without the programs or a sound card it stays silent and logs that once."""

    def __init__(self, player: Sequence[str] = PLAYER) -> None:
        self._player = tuple(player)
        self._news = threading.Condition()
        self._next: _Sentence | None = None
        self._running: list[subprocess.Popen[bytes]] = []
        self._cut = False
        self._closing = False
        self._available = True
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
        self._thread.start()

    @property
    def available(self) -> bool:
        """Whether the last sentence could be heard, as far as the programs know."""
        return self._available

    def say(self, text: str, lang: Lang) -> None:
        """Speak `text` instead of whatever is being said; returns at once."""
        with self._news:
            self._next = _Sentence(text, lang)
            self._hush()
            self._news.notify_all()

    def stop(self) -> None:
        """Be silent now."""
        with self._news:
            self._next = None
            self._hush()

    def try_again(self) -> None:
        """Say something inaudible, to learn whether it can be heard by now."""
        self.say(" ", "de")

    def close(self) -> None:
        """Be silent and end the thread."""
        with self._news:
            self._closing = True
            self._next = None
            self._hush()
            self._news.notify_all()
        self._thread.join(END_S)

    def _hush(self) -> None:
        self._cut = True
        for process in self._running:
            process.terminate()

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._closing or self._next)
                sentence, self._next = self._next, None
                if self._closing or sentence is None:
                    return
                self._cut = False
                fault = self._start(sentence)
            if not fault:
                fault = self._finish()
            self._tell(fault)

    def _start(self, sentence: _Sentence) -> str:
        """Start voice and player, joined by a pipe; what is missing, or nothing."""
        voice = (
            "espeak-ng", "-v", VOICES[sentence.lang], "-s", str(WORDS_PER_MINUTE),
            "--stdout", "--stdin",
        )  # fmt: skip
        quiet = subprocess.DEVNULL
        try:
            speaking = subprocess.Popen(
                voice, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet
            )
            self._running = [speaking]
            playing = subprocess.Popen(
                self._player, stdin=speaking.stdout, stdout=quiet, stderr=quiet
            )
            self._running = [speaking, playing]
        except OSError as error:
            self._hush()
            return f"{error.filename} cannot be started"
        finally:
            self._hand_over(sentence)
        return ""

    def _hand_over(self, sentence: _Sentence) -> None:
        """Give the voice its words and keep no end of the pipes, so that each notices the other."""
        for process in self._running[:1]:
            if process.stdout:
                process.stdout.close()
            if process.stdin:
                try:
                    process.stdin.write(sentence.text.encode())
                    process.stdin.close()
                except OSError:
                    self._cut = True

    def _finish(self) -> str:
        codes = [process.wait() for process in self._running]
        with self._news:
            cut, self._running = self._cut, []
        return "" if cut or not any(codes) else f"voice and player ended with {codes}"

    def _tell(self, fault: str) -> None:
        for process in self._running:
            process.wait()
        if fault and self._available:
            log.warning("speech_unavailable", extra={"reason": fault})
        self._available = not fault
