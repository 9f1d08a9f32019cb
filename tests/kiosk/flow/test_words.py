"""The way in words, and the sentences of a slip."""

import pytest

from kiosk.flow.receipt import slip_for, zone_name
from kiosk.flow.way import way_words
from kiosk.texts import text
from kiosk.ui.sample import CONFIG, LONELY, TICKET, WALK_IN
from tests.kiosk.devices.slips import FOLLOW
from wire.look import LANGUAGES, Lang
from wire.messages import Arrow, Leg, Way

LEFT = (Leg(turn="left", metres=20),)
UP = (Leg(turn="stairs_up", metres=0, floors=1), Leg(turn="half_left", metres=6))
DOWN = (Leg(turn="straight", metres=4), Leg(turn="stairs_down", metres=3, floors=-2))


@pytest.mark.parametrize(
    ("arrow", "legs", "lang", "words"),
    [
        ("left", LEFT, "de", "Links um die Ecke, dann 20 Meter geradeaus. Ohne Stufen."),
        ("left", LEFT, "en",
         "Left around the corner, then 20 metres straight ahead. No steps."),
        ("stairs_up", UP, "de",
         "Die Treppe hoch, 1 Stockwerk. Dann halb links, dann 6 Meter geradeaus."),
        ("straight", DOWN, "de",
         "4 Meter geradeaus. Dann die Treppe hinunter, 2 Stockwerke, dann 3 Meter geradeaus."),
        ("straight", (), "de", "Geradeaus."),
        ("here", (), "en", "Right here."),
    ],
)  # fmt: skip
def test_the_way_in_words(arrow: Arrow, legs: tuple[Leg, ...], lang: Lang, words: str) -> None:
    assert way_words(Way(arrow=arrow, legs=legs), lang) == words


def test_a_slip_speaks_german_first() -> None:
    slip = slip_for(TICKET, CONFIG, "Jobcenter Musterstadt", "en")
    assert slip.head == ("Jobcenter Musterstadt", "Mo 23.11.2026 · 8:43")
    assert slip.body == (
        "Wartebereich B",
        "5 Meter geradeaus. Dann links um die Ecke, dann 10 Meter geradeaus. Ohne Stufen.",
        "Ihr Termin: 9:00 Uhr.",
        "Raum 2.14. Bitte warten Sie auf Ihren Aufruf.",
        "Aufruf in etwa 5 bis 15 Minuten.",
    )
    assert slip.other[0] == "Waiting area B"
    assert len(slip.other) == len(slip.body)


def test_a_german_slip_has_one_language_and_a_walk_in_no_appointment() -> None:
    slip = slip_for(WALK_IN, CONFIG, "Jobcenter Musterstadt", "de")
    assert slip.other == ()
    assert not any("Termin" in line for line in slip.body)


def test_a_zone_without_a_card_goes_by_its_letter() -> None:
    assert zone_name(CONFIG, "Z", "de") == "Wartebereich Z"
    assert zone_name(CONFIG, "Z", "en") == "Waiting area Z"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_slip_bears_the_page_of_its_ticket_and_says_what_for(lang: Lang) -> None:
    slip = slip_for(WALK_IN.model_copy(update={"follow": FOLLOW}), CONFIG, "Jobcenter", lang)
    assert slip.code == FOLLOW
    says = [text("de", "slip_follow")] + [text(lang, "slip_follow")] * (lang != "de")
    assert list(slip.code_says) == says


def test_what_the_kiosk_gives_out_alone_has_no_page() -> None:
    slip = slip_for(LONELY, CONFIG, "Jobcenter", "en")
    assert (slip.code, slip.code_says) == ("", ())
