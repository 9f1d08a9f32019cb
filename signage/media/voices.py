"""The voice: espeak-ng, one small program for every language, that begins within 30 ms."""

import subprocess
from dataclasses import dataclass
from typing import Final, Protocol

from signage.media.pcm import HEADER, trimmed
from wire.look import Lang

SYNTHESIS_S: Final = 8.0
"""A voice that has not said one sentence after so long hangs."""


class NoVoice(Exception):
    """A sentence could not be spoken; the text says why."""


class Voice(Protocol):
    """Turns a sentence into samples (`signage.media.pcm`)."""

    def say(self, text: str, lang: Lang) -> bytes:
        """Raises NoVoice."""


@dataclass(frozen=True)
class Manner:
    """`voice` is espeak-ng's name, `pace` in words a minute: slow, as in a hall with echo."""

    voice: str
    pace: int


MANNERS: Final[dict[Lang, Manner]] = {
    "de": Manner("de", 145),
    "de-simple": Manner("de", 105),
    "en": Manner("en-gb", 145),
    "tr": Manner("tr", 145),
    "ar": Manner("ar", 135),
    "uk": Manner("uk", 140),
    "ru": Manner("ru", 140),
    "fa": Manner("fa", 135),
    "ro": Manner("ro", 140),
    "bg": Manner("bg", 140),
    "pl": Manner("pl", 140),
    "fr": Manner("fr-fr", 145),
}
"""Arabic and Persian do not write their short vowels, and espeak-ng has to guess them. No native
speaker has judged any of these yet."""


class EspeakVoice:
    """Each sentence in a process of its own: nothing stays that could hang or grow."""

    def __init__(self, command: tuple[str, ...] = ("espeak-ng",)) -> None:
        self._command = command

    def say(self, text: str, lang: Lang) -> bytes:
        manner = MANNERS[lang]
        options = ("-v", manner.voice, "-s", str(manner.pace), "--stdout", "--stdin")
        try:
            run = subprocess.run(
                [*self._command, *options], input=text.encode(), capture_output=True,
                timeout=SYNTHESIS_S, check=False,
            )  # fmt: skip
        except OSError as error:
            raise NoVoice(f"{error.filename} cannot be started") from None
        except subprocess.TimeoutExpired:
            raise NoVoice("the voice hangs") from None
        # Its header comes before it knows the length, so only the samples are of use.
        if run.returncode or len(run.stdout) <= HEADER:
            raise NoVoice(f"the voice gave no sound (exit code {run.returncode})")
        return trimmed(run.stdout[HEADER:])
