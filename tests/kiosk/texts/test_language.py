"""The sentences suit a frightened person in a hurry: short, plain, in the right script."""

import re
from typing import Final

import pytest

from kiosk.texts import plural, words
from kiosk.texts.catalogue import locale_of
from wire.look import LANGUAGES, RTL, Lang

FOREIGN: Final = tuple(lang for lang in LANGUAGES if locale_of(lang) != "de")
CYRILLIC: Final = ("uk", "ru", "bg")
PATTERN: Final = "date_pattern"
SAME_WORD: Final[frozenset[str]] = frozenset()
"""``tr:key`` where the other language has the German word; none does so far."""
BUTTONS: Final = (
    "appointment", "walk_in", "type_code", "help", "back", "finish", "retry", "take_number",
    "scanning_type", "typing_erase", "documents", "find_room", "languages", "options", "close",
    "options_contrast", "options_low", "options_speech", "stay_more", "page_next", "amend",
    "page_previous", "amending_more", "amending_save", "documents_without", "why_waiting",
    "why_talk", "why_language", "why_device", "why_other",
)  # fmt: skip
END: Final = re.compile(r"[.?!:؟]+(?:\s|$)")
FIELD: Final = re.compile(r"\{\w+\}")
LETTER_OF: Final = {
    "latin": re.compile(r"[A-Za-zÀ-ɏȘ-țḀ-ỿ]"),
    "cyrillic": re.compile(r"[Ѐ-ӿ]"),
    "arabic": re.compile(r"[؀-ۿ]"),
}
JARGON: Final = re.compile(
    r"\b(?:server|hub|scan\w*|terminal|offline|online|login|error|token|QR\w*|PIN|ID|system\w*|"
    r"vorsprache|vorsprech\w*|sachbearbeit\w*|leistungs\w*|bedarfs\w*|antragstell\w*|"
    r"authenti\w*|validier\w*|identifi\w*|ungültig\w*)\b",
    re.IGNORECASE,
)
BLAME: Final = re.compile(
    r"fälsch|ungültig|falsch|fake|forged|invalid|sahte|geçersiz|مزور|فальш|поддел|підроб|جعلی|"
    r"fals|фалшив|fałsz|nieważn|faux",
    re.IGNORECASE,
)


def sentences(lang: Lang) -> list[tuple[str, str]]:
    """Key and sentence, with the fields still in it."""
    parts = [(key, END.split(said)) for key, said in words(lang).items() if key != PATTERN]
    return [(key, part) for key, found in parts for part in found if part]


def script_of(lang: Lang) -> str:
    return "arabic" if lang in RTL else "cyrillic" if lang in CYRILLIC else "latin"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sentences_are_short(lang: Lang) -> None:
    most = 10 if lang == "de-simple" else 14
    assert not [(key, part) for key, part in sentences(lang) if len(part.split()) > most]


def test_plain_german_has_one_statement_a_sentence() -> None:
    clause = re.compile(r",|\b(?:dass|weil|wenn|ob|obwohl|damit|falls|sobald|bevor)\b")
    assert not [said for _, said in sentences("de-simple") if clause.search(said)]


def test_plain_german_parts_its_long_words() -> None:
    said = " ".join(part for _, part in sentences("de-simple"))
    assert not [word for word in re.findall(r"\w+", said) if len(word) > 12]
    assert "Warte·bereich" in said


def test_plain_german_is_plainer_than_german() -> None:
    plain, german = words("de-simple"), words("de")
    longer = [key for key in german if len(german[key].split()) > 5]
    same = [key for key in longer if plain[key] == german[key]]
    assert len(same) < len(longer) / 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_jargon_of_offices_or_computers(lang: Lang) -> None:
    assert not [part for _, part in sentences(lang) if JARGON.search(part)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_accused(lang: Lang) -> None:
    said = words(lang)["refused_forged_title"] + words(lang)["refused_forged_next"]
    assert not BLAME.search(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_is_in_its_own_script(lang: Lang) -> None:
    own = LETTER_OF[script_of(lang)]
    others = [letter for script, letter in LETTER_OF.items() if script != script_of(lang)]
    for key, sentence in words(lang).items():
        said = FIELD.sub("", sentence)
        if key != PATTERN and re.search(r"\w", FIELD.sub("", words("de")[key])):
            assert own.search(said) or key == "moment", key
            assert not [found for other in others if (found := other.search(said))], key


@pytest.mark.parametrize("lang", FOREIGN)
def test_no_sentence_was_left_in_german(lang: Lang) -> None:
    german = words("de")
    same = {f"{lang}:{key}" for key, said in words(lang).items() if said == german[key]}
    assert same - {f"{lang}:{PATTERN}"} <= SAME_WORD
    assert "Meter" not in plural(lang, "way_metres", 5)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_buttons_have_room_for_their_words(lang: Lang) -> None:
    """At most 40 % longer than German, where six letters more always fit."""
    german = words("de")
    rooms = {key: max(1.4 * len(german[key]), len(german[key]) + 6) for key in BUTTONS}
    assert not [key for key, room in rooms.items() if len(words(lang)[key]) > room]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_ends_as_one_and_a_button_does_not(lang: Lang) -> None:
    german = words("de")
    ends = {key: said[-1] in ".?!؟" for key, said in words(lang).items()}
    assert ends == {key: said[-1] in ".?!" for key, said in german.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_typography_is_that_of_the_language(lang: Lang) -> None:
    for key, said in words(lang).items():
        assert said == said.strip(), key
        assert not re.search(r"  |['\"`]|\.\.\.|[\u200e\u200f\u202a-\u202e\u2066-\u2069]", said), (
            key
        )
        if lang in RTL:
            assert not re.search(r"[,;?]", said), key
        if lang == "fa":
            assert not re.search(r"[يك\u0660-\u0669\u06f0-\u06f9]", said), key
        if lang == "fr" and key != PATTERN:
            assert not re.search(r"(?<!\u00a0)[?!:]", said), key


def test_a_turkish_way_keeps_its_dot() -> None:
    """A way begins with a capital, and Python's capital of ``i`` has none."""
    ways = [said for key, said in words("tr").items() if key.startswith("way_")]
    assert not [said for said in ways if said.startswith("i")]
