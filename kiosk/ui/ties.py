"""Ties words that belong together, so that no line ends between them. Pure."""

import re
from typing import Final

TIE: Final = "\u00a0"
_SET_APART: Final = "[\u2066\u2069]?"
_AFTER_FIGURE: Final = re.compile(rf"(?<=\d)([.:]?{_SET_APART}) (?=[^\W\d_]{{1,11}}\b)")
"""``5 Meter``, ``25. November``."""
_BEFORE_FIGURE: Final = re.compile(
    rf"(?<!\S)([^\s{TIE}]{{1,8}}) (?={_SET_APART}\d[\d.:]*[^\w\s]*(?: |\Z))"
)
"""``Raum 2.14``, unless the figure is tied to what comes after it."""
_BEFORE_LETTER: Final = re.compile(rf"(?<!\S)([^\s{TIE}]{{1,10}}) (?={_SET_APART}[A-Z]\b)")
"""``Bereich B``."""
_LAST: Final = re.compile(r" (?=(\S+)\Z)")
MANY: Final = 4
"""Shorter texts stand on buttons, whose words may have a line each."""
LONGEST: Final = 18
"""What is tied is no longer, for the sake of narrow columns."""


def tied(sentence: str) -> str:
    """The sentence with no-break spaces; given line breaks stay."""
    return "\n".join(_tied(line) for line in sentence.split("\n"))


def untied(drawn: str) -> str:
    """What is drawn as it is spoken, searched and compared."""
    return drawn.replace(TIE, " ")


def _tied(line: str) -> str:
    line = _AFTER_FIGURE.sub(rf"\1{TIE}", line)
    line = _BEFORE_FIGURE.sub(rf"\1{TIE}", line)
    line = _BEFORE_LETTER.sub(rf"\1{TIE}", line)
    return _LAST.sub(TIE, line) if _ends_lonely(line) else line


def _ends_lonely(line: str) -> bool:
    """Whether the last word could stand alone in the last line."""
    words = line.split(" ")
    return len(line.split()) >= MANY and len(words) > 1 and len(" ".join(words[-2:])) <= LONGEST
