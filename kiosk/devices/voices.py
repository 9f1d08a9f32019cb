"""Which voice speaks which language, how fast, and how well; and which languages have none.

All voices are espeak-ng's: one small program for every language, that begins within 30 ms and
never needs a network. SVOX pico (PyPI: py-nanotts) knows German, English and French too; it was
tried and left out: a second engine, in a process of its own, for three languages.
"""

import re
from dataclasses import dataclass
from typing import Final, Literal

from wire.look import Lang

Quality = Literal["good", "usable", "poor"]
"""Clear to a stranger; understood with some attention; may be misunderstood."""


@dataclass(frozen=True)
class Voice:
    """`name` is espeak-ng's, `pace` in words a minute."""

    name: str
    pace: int
    quality: Quality


VOICES: Final[dict[Lang, Voice]] = {
    "de": Voice("de", 140, "good"),
    "de-simple": Voice("de", 110, "good"),
    "en": Voice("en-gb", 140, "good"),
    "tr": Voice("tr", 140, "usable"),
    "ar": Voice("ar", 125, "poor"),
    "uk": Voice("uk", 135, "usable"),
    "ru": Voice("ru", 135, "usable"),
    "fa": Voice("fa", 125, "poor"),
    "ro": Voice("ro", 135, "usable"),
    "bg": Voice("bg", 135, "usable"),
    "pl": Voice("pl", 135, "usable"),
    "fr": Voice("fr-fr", 140, "usable"),
}
"""Arabic and Persian do not write their short vowels, and espeak-ng has to guess them. No native
speaker has judged any of these yet."""
SILENT: Final[frozenset[Lang]] = frozenset()
"""Languages that no voice of Debian speaks; what they would say is shown only."""

_END: Final = re.compile(r"(?<=[^\d\s][.!?؟…])\s+|(?<=[!?؟])\s+|\s*\n\s*")


def sentences(text: str) -> tuple[str, ...]:
    """The text in pieces that are spoken one after another, so that silence comes at once.

    A full stop after a digit ends nothing: ``23. November`` stays whole.
    """
    return tuple(piece for piece in _END.split(text.strip()) if piece)
