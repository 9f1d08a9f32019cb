"""Lines end where a reader would pause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.ties import TIE, tied, untied


@pytest.mark.parametrize(
    ("sentence", "drawn"),
    [
        ("Dieser Code ist nicht von uns.", "Dieser Code ist nicht von~uns."),
        ("Bitte warten Sie in Bereich B.", "Bitte warten Sie in Bereich~B."),
        ("Ihr Termin: 9:00 Uhr in Raum 2.14.", "Ihr Termin: 9:00~Uhr in Raum~2.14."),
        ("Links, dann 20 Meter geradeaus.", "Links, dann 20~Meter geradeaus."),
        ("Wednesday 25 November at 8:43", "Wednesday 25~November at~8:43"),
        ("يرجى الانتظار في المنطقة \u2066B\u2069.", "يرجى الانتظار في المنطقة~\u2066B\u2069."),
        ("Code eintippen", "Code eintippen"),
        ("Guten Morgen.\nWas möchten Sie tun?", "Guten Morgen.\nWas möchten Sie~tun?"),
    ],
)
def test_figures_keep_their_words_and_no_last_word_stands_alone(sentence: str, drawn: str) -> None:
    assert tied(sentence) == drawn.replace("~", TIE)


@given(st.text(alphabet="ab 0.B\n", max_size=60))
def test_only_spaces_are_changed(sentence: str) -> None:
    assert untied(tied(sentence)) == sentence
