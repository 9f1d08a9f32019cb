"""Speaks with espeak-ng and aplay, sentence by sentence; newer speech cuts older speech short."""

import logging
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from kiosk.devices import volume
from kiosk.devices.ports import Sink
from kiosk.devices.voices import SILENT, VOICES, sentences
from wire.look import Lang

log = logging.getLogger("kiosk.speaker")

HEADER: Final = 44
"""Bytes of a WAV file before its samples, as espeak-ng writes it."""
SYNTHESIS_S: Final = 10.0
END_S: Final = 2.0
Players = Mapping[Sink, Sequence[str]]


def aplay(speaker: str, headphones: str) -> Players:
    """The players for two ALSA devices, as `aplay -L` names them."""
    return {
        "speaker": ("aplay", "-q", "-D", speaker, "-"),
        "headphones": ("aplay", "-q", "-D", headphones, "-"),
    }


@dataclass
class _Speech:
    """What is to be said; `again`: the sentence at hand is to be begun anew, louder."""

    text: str
    lang: Lang
    private: bool = False
    probe: bool = False
    cut: bool = False
    again: bool = False
    playing: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def hush(self) -> None:
        for process in self.playing:
            process.terminate()


class EspeakSpeaker:
    """Behind `Speaker`. Without the programs or a sound card it stays silent and logs that once.

    `plugged` says whether headphones are in: then everything goes there. `on_end` gets each text
    that was said to its end, or could not be said; on the speaker's own thread.
    """

    def __init__(
        self,
        players: Players,
        plugged: Callable[[], bool] = lambda: False,
        on_end: Callable[[str], None] = lambda _text: None,
    ) -> None:
        self._players = players
        self._plugged = plugged
        self._on_end = on_end
        self._news = threading.Condition()
        self._next: _Speech | None = None
        self._now: _Speech | None = None
        self._step = volume.DEFAULT
        self._closing = False
        self._available = True
        self.withheld = 0
        """Private texts that were not said, because no headphones were in."""
        self._thread = threading.Thread(target=self._work, name="speaker", daemon=True)
        self._thread.start()

    @property
    def available(self) -> bool:
        """Whether the last sentence could be heard, as far as the programs know."""
        return self._available

    def say(self, text: str, lang: Lang, *, private: bool = False) -> None:
        """Speak `text` instead of whatever is being said; returns at once.

        What is private is said into headphones or not at all.
        """
        self._replace(_Speech(text, lang, private))

    def stop(self) -> None:
        """Be silent now."""
        self._replace(None)

    def louder(self) -> None:
        """One step up, from the loudest to the lowest; the sentence at hand is begun anew."""
        with self._news:
            self._step = volume.louder(self._step)
            if self._now:
                self._now.again = True
                self._now.hush()

    def reset(self) -> None:
        """The loudness for whoever comes next."""
        with self._news:
            self._step = volume.DEFAULT

    def try_again(self) -> None:
        """Play something inaudible, to learn whether it can be heard by now."""
        with self._news:
            if self._now is None and self._next is None:
                self._next = _Speech(",", "de", probe=True)
                self._news.notify_all()

    def close(self) -> None:
        """Be silent and end the thread."""
        with self._news:
            self._closing = True
        self._replace(None)
        self._thread.join(END_S)

    def _replace(self, speech: _Speech | None) -> None:
        with self._news:
            self._next = speech
            if self._now:
                self._now.cut = True
                self._now.hush()
            self._news.notify_all()

    # ------------------------------------------------------------------ on the speaker's thread

    def _work(self) -> None:
        while True:
            with self._news:
                self._now = None
                self._news.wait_for(lambda: self._closing or self._next)
                speech, self._next = self._next, None
                if self._closing or speech is None:
                    return
                self._now = speech
            try:
                fault = self._speak(speech)
            except Exception:  # the device loop's rim: one sentence must not end the voice
                log.exception("speech_failed")
                fault = "speech failed"
            self._tell(fault)
            if not speech.cut and not speech.probe:
                self._on_end(speech.text)

    def _speak(self, speech: _Speech) -> str:
        """Say it, as long as nobody cuts it; what went wrong, or nothing."""
        if speech.lang in SILENT:
            return ""
        for sentence in sentences(speech.text):
            speech.again = True
            while speech.again and not speech.cut:
                if speech.private and not self._plugged():
                    self.withheld += 1
                    log.info("private_speech_withheld")
                    return ""
                if fault := self._sound(speech, sentence):
                    return fault
        return ""

    def _sound(self, speech: _Speech, sentence: str) -> str:
        player = self._players["headphones" if self._plugged() else "speaker"]
        try:
            sound = synthesis(sentence, speech.lang)
            if not sound:
                return "espeak-ng gave no sound"
            with self._news:
                if speech.cut:
                    return ""
                speech.again = False
                playing = subprocess.Popen(
                    player, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )  # fmt: skip
                speech.playing = [playing]
                loud = sound_at(sound, self._step, silent=speech.probe)
        except OSError as error:
            return f"{error.filename} cannot be started"
        except subprocess.TimeoutExpired:
            return "espeak-ng hangs"
        return self._listen_to(speech, playing, loud)

    def _listen_to(self, speech: _Speech, playing: "subprocess.Popen[bytes]", sound: bytes) -> str:
        """Wait until it was heard or cut."""
        try:
            playing.communicate(sound)
        except OSError:
            playing.wait()
        with self._news:
            speech.playing = []
            wanted = speech.cut or speech.again
        return "" if wanted or playing.returncode == 0 else f"player: {playing.returncode}"

    def _tell(self, fault: str) -> None:
        if fault and self._available:
            log.warning("speech_unavailable", extra={"reason": fault})
        self._available = not fault


def synthesis(sentence: str, lang: Lang) -> bytes:
    """The sentence as WAV; empty when espeak-ng broke off.

    Raises OSError without espeak-ng, TimeoutExpired when it hangs.
    """
    voice = VOICES[lang]
    command = ("espeak-ng", "-v", voice.name, "-s", str(voice.pace), "--stdout", "--stdin")
    run = subprocess.run(
        command, input=sentence.encode(), capture_output=True, timeout=SYNTHESIS_S, check=False
    )
    whole = run.returncode == 0 and len(run.stdout) > HEADER
    return run.stdout if whole else b""


def sound_at(sound: bytes, step: int, *, silent: bool) -> bytes:
    """At this loudness, its length put right: espeak-ng does not know it when it begins."""
    samples = np.frombuffer(sound, np.dtype("<i2"), offset=HEADER)
    body = (samples * 0 if silent else volume.scaled(samples, step)).tobytes()
    riff, data = (len(body) + HEADER - 8).to_bytes(4, "little"), len(body).to_bytes(4, "little")
    return sound[:4] + riff + sound[8 : HEADER - 4] + data + body
