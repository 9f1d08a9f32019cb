"""What staff look for when they type into the one field: a name, a birthday, a code, a number."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from wire.qr import read_short_code

_PLAIN: Final = str.maketrans({"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe"})
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_BIRTHDAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})|(\d{2})(\d{2})(\d{4})")
_NUMBER: Final = re.compile(r"([a-z]?)0*(\d{1,3})")
_SPACED: Final = re.compile(r"\b([A-Za-z])\s+(\d{1,3})\b")
OLDEST: Final = 120
"""Years; a two-digit year of birth is of the last hundred, a four-digit one of these."""


@dataclass(frozen=True)
class Sought:
    """What was typed, understood; of several words each must fit."""

    words: tuple[str, ...] = ()
    born: date | None = None
    code: str | None = None
    letter: str = ""
    number: int | None = None

    @property
    def nothing(self) -> bool:
        return not (self.words or self.born or self.code or self.number is not None)


@dataclass(frozen=True)
class Known:
    """Of whom it is asked whether they are sought; `numbers` as they are called: ``W042``."""

    person: str = ""
    born: date | None = None
    code: str = ""
    numbers: tuple[str, ...] = ()


def sought(typed: str, today: date) -> Sought:
    """What somebody looks for. A birthday that no calendar has is a word that fits nobody."""
    code = read_short_code(typed)
    if code is not None:
        return Sought(code=code)
    words: list[str] = []
    born: date | None = None
    letter, number = "", None
    for word in re.sub(r"[,-]", " ", _SPACED.sub(r"\1\2", typed)).split():
        plain = fold(word)
        if (day := _birthday(word, today)) is not None:
            born = day
        elif (said := _NUMBER.fullmatch(plain)) is not None:
            letter, number = said[1], int(said[2])
        else:
            words.append(plain)
    return Sought(tuple(words), born, None, letter, number)


def fits(wanted: Sought, known: Known) -> bool:
    """Whether all that was typed fits this person; nothing typed fits nobody."""
    if wanted.nothing:
        return False
    if wanted.code is not None:
        return known.code == wanted.code
    names = {part for spelt in _spellings(known.person) for part in spelt.split()}
    return (
        all(any(name.startswith(word) for name in names) for word in wanted.words)
        and (wanted.born is None or wanted.born == known.born)
        and (wanted.number is None or any(_is(wanted, number) for number in known.numbers))
    )


def fold(text: str) -> str:
    """Without capitals and accents: ``Jovanović`` and ``jovanovic`` are one."""
    parts = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(one for one in parts if not unicodedata.combining(one))


def _spellings(person: str) -> tuple[str, str]:
    """With ö as o, and with ö as oe: people type either."""
    apart = person.replace(",", " ").replace("-", " ")
    return fold(apart), fold(apart.casefold().translate(_SPELT))


def _is(wanted: Sought, number: str) -> bool:
    return int(number[1:]) == wanted.number and number[0].lower().startswith(wanted.letter)


def _birthday(word: str, today: date) -> date | None:
    said = _BIRTHDAY.fullmatch(word)
    if said is None:
        return None
    day, month, year = (int(one) for one in said.groups() if one is not None)
    if year < 100:
        year += today.year // 100 * 100
        year -= 100 if year > today.year else 0
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if today.year - OLDEST <= year and found <= today else None
