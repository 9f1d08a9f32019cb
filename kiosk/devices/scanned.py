"""Finds our code in what a hand-held scanner sent, however the scanner and the keyboard are set.

Scanners put marks before and after a code, and one that pretends to be a keyboard types on an
American one: a German machine then writes other signs. Caps Lock makes small letters of large
ones. Nothing of that needs a setting, since one of ours is known by its beginning and its length.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from wire.qr import CODE_LENGTH, MAGIC, looks_ours

GERMAN: Final = str.maketrans({
    "z": "y", "y": "z", "Z": "Y", "Y": "Z", "(": "*", "`": "+",
    "ß": "-", "ẞ": "-", "-": "/", "ö": ":", "Ö": ":",
})  # fmt: skip
"""What a German keyboard writes for the keys of our alphabet, and what was meant. The key for the
plus waits for a letter to put its accent on; with a digit after it both may be lost."""


def scanned(text: str) -> str:
    """One of ours if it is in `text`, else `text` as it came, without what cannot be seen."""
    plain = "".join(filter(str.isprintable, text))
    for meant in (plain, _from_german(plain)):
        for code in _pieces(meant.upper()):
            if looks_ours(code):
                return code
    return plain.strip()


def _from_german(text: str) -> str:
    """Accents stand before their letter, as they were typed."""
    typed = []
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        typed.append("`" + parts[0] if parts[1:] == "\u0300" else character)
    return "".join(typed).translate(GERMAN)


def _pieces(text: str) -> Iterator[str]:
    at = text.find(MAGIC)
    while at >= 0:
        yield text[at : at + CODE_LENGTH]
        at = text.find(MAGIC, at + 1)
