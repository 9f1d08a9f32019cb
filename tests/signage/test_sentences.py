"""What is said of a call: code and room in two languages, digit by digit, and nothing else."""

import pytest

from signage.media.sentences import SAYINGS, alarm_phrases, call_phrases, spelt
from tests.signage.samples import alarm, call
from wire.look import LANGUAGES, Lang


def said(lang: Lang, room: str = "2.14") -> list[tuple[Lang, str]]:
    one = call("c42", 1, room=room).model_copy(update={"lang": lang})
    return [part for phrase in call_phrases(one) for part in phrase.parts]


def test_a_call_is_said_in_german_and_in_the_visitor_s_language() -> None:
    assert said("uk") == [
        ("de", "Nummer T 0 4 2. Bitte kommen Sie."),
        ("de", "Raum 2 Punkt 1 4."),
        ("uk", "Номер T 0 4 2. Заходьте, будь ласка."),
        ("uk", "Кабінет 2 крапка 1 4."),
    ]


@pytest.mark.parametrize("lang", ["de", "de-simple"])
def test_in_german_it_is_said_once(lang: Lang) -> None:
    assert {spoken for spoken, _text in said(lang)} == {lang}
    assert len(call_phrases(call("c42", 1).model_copy(update={"lang": lang}))) == 1


def test_a_room_with_a_name_is_said_as_it_stands_on_its_door() -> None:
    assert said("ar", "Schalter 12")[1::2] == [("de", "Schalter 1 2."), ("de", "Schalter 1 2.")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_its_sentence_and_says_code_and_room_alone(lang: Lang) -> None:
    saying = SAYINGS[lang]
    assert saying.call.count("{number}") == 1
    text = " ".join(text for spoken, text in said(lang) if spoken == lang)
    assert "T 0 4 2" in text
    assert f"{saying.room} 2 {saying.point} 1 4." in text


def test_digits_are_said_one_by_one() -> None:
    assert spelt("T042") == "T 0 4 2"
    assert spelt("2.14a", "Punkt") == "2 Punkt 1 4 a"


def test_an_alarm_is_said_in_german_and_then_in_the_languages_of_the_display() -> None:
    phrases = alarm_phrases(alarm(), ("de", "en", "tr"))
    assert [phrase.lang for phrase in phrases] == ["de", "en"]
    assert phrases[0].parts == (("de", "Bitte verlassen Sie das Haus."), ("de", "Ruhig gehen."))
