"""Every language says everything, with the same fields."""

import re
from string import Formatter

import pytest

from hub.follow.service.words import floor_words, way_words
from hub.follow.texts import TEXTS, text
from wire.look import LANGUAGES, RTL, Lang
from wire.messages import Leg, Way

UP = Way(
    arrow="left",
    legs=(
        Leg(turn="left", metres=20),
        Leg(turn="stairs_up", metres=0, floors=2),
        Leg(turn="straight", metres=5),
    ),
)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_the_sentences_of_german(lang: Lang) -> None:
    german, own = TEXTS["de"], TEXTS[lang]
    assert own.keys() == german.keys()
    for key, sentence in own.items():
        assert sentence.strip(), key
        assert fields(sentence) == fields(german[key]), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_typography_is_that_of_the_language(lang: Lang) -> None:
    for key, said in TEXTS[lang].items():
        assert said == said.strip(), key
        assert not re.search(r"  |['\"`]|\.\.\.|[\u200e\u200f\u202a-\u202e\u2066-\u2069]", said), (
            key
        )
        if lang in RTL:
            assert not re.search(r"[,;?]", said), key
        if lang == "fa":
            assert not re.search(r"[يك\u0660-\u0669\u06f0-\u06f9]", said), key
        if lang == "fr":
            assert not re.search(r"(?<!\u00a0)[?!:]", said), key


def test_plain_german_is_plain() -> None:
    said = [part for one in TEXTS["de-simple"].values() for part in re.split(r"[.!:]", one)]
    assert max(len(part.split()) for part in said) <= 10
    words = re.findall(r"\w+", " ".join(said))
    assert not [word for word in words if len(word) > 12]
    assert not {"wann", "dass", "weil", "wenn", "damit"} & set(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_way_is_said_stretch_by_stretch(lang: Lang) -> None:
    told = way_words(UP, 0, lang)
    assert len(told) == 3
    assert "20" in told[0]
    assert floor_words(2, lang) in told[1]
    assert "5" in told[2]


def test_the_way_in_german() -> None:
    assert way_words(UP, 0, "de") == (
        "Links um die Ecke, dann 20 Meter geradeaus.", "Die Treppe hoch (Stockwerk 2).",
        "5 Meter geradeaus.",
    )  # fmt: skip
    assert way_words(UP, None, "de")[1] == "Die Treppe hoch."
    assert way_words(Way(arrow="here"), 0, "de") == ("Gleich hier.",)
    assert floor_words(0, "de") == "Erdgeschoss"
    assert floor_words(-1, "de") == text("de", "basement", n=1) == "Untergeschoss 1"
