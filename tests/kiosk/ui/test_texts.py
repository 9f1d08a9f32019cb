"""No sentence is missing, none is left over, each language says the same."""

import re
import string
from datetime import UTC, datetime
from typing import get_args

import pytest

from kiosk.ui.catalogue import TEXTS, date, greeting, moment, spoken_number, words
from tests.architecture.house import ROOT, files
from wire.ids import TicketNumber
from wire.look import LANGUAGES, Lang
from wire.messages import Reason

QML_KEY = re.compile(r"view\.words\.(\w+)")
PYTHON_KEY = re.compile(r"""["']([a-z]+(?:_[a-z]+)*)["']""")
BUILT = ("greeting_", "reception_", "refused_")
"""Keys that Python puts together from a state or a reason."""


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_each_language_has_its_file_and_the_same_keys_and_fields() -> None:
    assert {path.stem for path in TEXTS.glob("*.json")} == set(LANGUAGES)
    german = words("de")
    for lang in LANGUAGES:
        assert list(words(lang)) == list(german)
        assert {key: fields(text) for key, text in words(lang).items()} == {
            key: fields(text) for key, text in german.items()
        }


def test_every_word_on_a_screen_exists() -> None:
    asked = {key for qml in files("*.qml", "kiosk") for key in QML_KEY.findall(qml.read_text())}
    assert asked
    assert asked <= set(words("de"))


def test_every_reason_has_its_title_and_what_to_do_next() -> None:
    for reason in get_args(Reason):
        assert {f"refused_{reason}_title", f"refused_{reason}_next"} <= set(words("de"))


def test_no_sentence_is_left_over() -> None:
    sources = [path.read_text() for path in (ROOT / "kiosk" / "ui").glob("*.py")]
    used = {key for source in sources for key in PYTHON_KEY.findall(source)}
    used |= {key for qml in files("*.qml", "kiosk") for key in QML_KEY.findall(qml.read_text())}
    assert not [key for key in words("de") if key not in used and not key.startswith(BUILT)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short(lang: Lang) -> None:
    """At most 12 words (DIN SPEC 33429), so that they can be read and heard."""
    lists = {"weekdays", "months"}
    for key, text in words(lang).items():
        long = [s for s in re.split(r"[.?!:]\s*", text) if len(s.split()) > 12]
        assert key in lists or not long, key


def test_nobody_is_accused() -> None:
    said = words("de")["refused_forged_title"] + words("de")["refused_forged_next"]
    assert not re.search("fälsch|ungültig|falsch", said, re.IGNORECASE)


def test_times_are_said_as_people_say_them() -> None:
    at = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    assert date(at, "de") == "Montag, 23. November"
    assert date(at, "en") == "Monday, 23 November"
    assert moment(at, "de") == "Montag, 23. November um 8:05 Uhr"
    assert [greeting(at.replace(hour=hour), "de") for hour in (8, 12, 18)] == [
        "Guten Morgen.", "Guten Tag.", "Guten Abend.",
    ]  # fmt: skip


def test_the_number_is_spoken_digit_by_digit() -> None:
    assert "T 0 4 2" in spoken_number(TicketNumber("T042"), "B", "de")
