"""Which passwords are taken. Pure."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

PASSWORD_LENGTH: Final = 12
"""Shortest password in characters (BSI IT-Grundschutz ORP.4.A22: length by protection need)."""
LEAST_LEFT: Final = 5
"""So many different characters must be left beside what is tried first."""
TRIED_FIRST: Final = (
    "passwort", "password", "kennwort", "jobcenter", "arbeitsamt", "landkreis", "willkommen",
    "welcome", "geheim", "schatz", "hallo", "start", "admin", "letmein", "fussball", "frühling",
    "sommer", "herbst", "winter", "montag", "freitag", "qwertz", "qwerty", "asdf", "yxcv",
)  # fmt: skip
"""Words with which guessers begin, and what lies side by side on a keyboard.

NIST SP 800-63B-4, 3.1.1.2: passwords are compared with words that are expected, among them the
service's and the user's name.
"""


def guessable(password: str, about: Iterable[str]) -> bool:
    """Whether little is left of it without such words, `about` the person, repeats and rows."""
    own = (word for text in about for word in re.findall(r"\w{3,}", text.casefold()))
    left = password.casefold()
    for word in sorted({*own, *TRIED_FIRST}, key=len, reverse=True):
        left = left.replace(word, "")
    return len(set(_new(left))) < LEAST_LEFT


def _new(text: str) -> Iterator[str]:
    """The characters that are not the one before once more, nor its neighbour, as in 1234."""
    yield from text[:1]
    for one, other in pairwise(text):
        if abs(ord(other) - ord(one)) > 1:
            yield other
