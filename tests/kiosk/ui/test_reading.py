"""What is read aloud is all that is seen; what is private is for headphones alone."""

from dataclasses import replace

import pytest

from kiosk.flow.visit import Errand, Session
from kiosk.texts import words
from kiosk.ui.gallery import EXIT, FULL, sessions
from kiosk.ui.present import present
from kiosk.ui.reading import Control, Reading, reading, say_control
from kiosk.ui.sample import LONELY, NOW, TICKET
from wire.look import LANGUAGES, Lang

DONE = replace(FULL, state="done", reply=TICKET)
DE = words("de")
TECHNICAL = ("pin", "service")


def read(session: Session) -> Reading:
    return reading(present(session, NOW, NOW))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_screen_is_read(lang: Lang) -> None:
    for name, session in sessions():
        if session.state in TECHNICAL or (lang != "de" and session.state == "starting"):
            continue
        said = read(replace(session, lang=lang))
        assert said.public, name
        assert "{" not in said.public + said.private, name
        assert not any("\u2066" <= letter <= "\u2069" for letter in said.public), name


def test_the_whole_ticket_is_spoken() -> None:
    """EN 301 549, 5.1.3.16: number, zone, way, estimate and paper; the time to headphones only."""
    said = read(DONE)
    for part in ("T 0 4 2", "Bereich B", "links um die Ecke", "5 bis 15 Minuten", DE["done_paper"]):
        assert part in said.public
    assert said.private == "Ihr Termin: 9:00 Uhr in Raum 2.14."
    assert "9:00" not in said.public
    assert DE["say_private"] in said.public


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_code_on_the_slip_is_spoken_of_where_there_is_one(lang: Lang) -> None:
    followed = TICKET.model_copy(update={"follow": "https://warten.example/t/7m3q9x0v5k"})
    done = replace(DONE, lang=lang, reply=followed)
    assert words(lang)["say_follow"] in read(done).public
    assert words(lang)["say_follow"] not in read(replace(done, reply=TICKET)).public
    assert words(lang)["say_follow"] not in read(replace(done, state="paper_failed")).public
    there = followed.model_copy(update={"print": False})
    assert words(lang)["say_follow"] not in read(replace(done, reply=there)).public


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_told_to_wait_for_a_slip_that_does_not_come(lang: Lang) -> None:
    said = read(replace(FULL, state="paper_failed", reply=TICKET, lang=lang)).public
    assert words(lang)["paper_failed_text"] in said
    assert words(lang)["done_paper"] not in said


def test_what_the_kiosk_could_not_know_is_said_too() -> None:
    said = read(replace(DONE, reply=LONELY))
    assert "Raum und Termin können sich geändert haben" in said.public


def test_the_code_of_a_letter_is_for_headphones_only() -> None:
    said = read(replace(FULL, state="typing", typed="K7M"))
    assert "K 7 M" in said.private
    assert "K 7 M" not in said.public


def test_when_the_appointment_was_is_for_headphones_only() -> None:
    [refused] = [s for name, s in sessions() if name == "refused-wrong-day"]
    said = read(refused)
    assert "Mittwoch" in said.private
    assert "Mittwoch" not in said.public


def test_an_error_is_said_with_its_item() -> None:
    said = read(replace(FULL, state="typing", typed="K7MD2QXP", hint="bad_code"))
    assert DE["typing_bad_code"] in said.public
    assert "K 7 M D 2 Q X P" in said.private


def test_the_first_screen_says_how_the_keys_work() -> None:
    assert DE["say_keys"] in read(FULL).public
    assert DE["feedback_hint"] in read(EXIT).public


def test_what_does_not_work_is_said_first() -> None:
    said = read(replace(FULL, troubles=frozenset({"camera.dark"}))).public
    assert said.startswith(DE["banner_camera"])


def test_what_lies_over_the_screen_is_read_instead() -> None:
    said = read(replace(FULL, overlay="options")).public
    assert said.startswith(DE["options_title"])
    assert f"{DE['options_contrast']}: {DE['off']}" in said


def test_the_code_of_a_receipt_is_spelt() -> None:
    receipt = Errand(receipt="K7MD2QXY", receipt_paper="printed")
    said = read(replace(FULL, state="receipt", errand=receipt)).public
    assert "K 7 M D 2 Q X Y" in said


def test_a_control_says_its_name_its_state_and_its_place() -> None:
    control = Control("Unterlagen", "Öffnet um 10 Uhr", closed=True)
    assert say_control(control, 2, 6, "de") == (
        "Taste: Unterlagen. nicht wählbar. Öffnet um 10 Uhr. 2 von 6."
    )
    assert "ausgewählt" in say_control(Control("English", chosen="yes"), 1, 2, "de")
    assert "ausgewählt" not in say_control(Control("English", chosen="no"), 1, 2, "de")
