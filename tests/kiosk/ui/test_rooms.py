"""Rooms are named in the visitor's language, and in German as on the door where that helps."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.flow.visit import Errand
from kiosk.ui.gallery import FULL, SMALL, UPRIGHT, WIDE
from kiosk.ui.present import present
from kiosk.ui.sample import HOUSE, NOW
from kiosk.ui.shown import RoomShape, Shown
from tests.kiosk.ui.scene import Scene
from wire.look import LANGUAGES, Lang
from wire.messages import RoomCard, Way


def room(label: str, lang: Lang, *cards: RoomCard) -> Shown:
    config = HOUSE.model_copy(update={"rooms": (*HOUSE.rooms, *cards)})
    session = replace(FULL, config=config, state="room", errand=Errand(room=label), lang=lang)
    return present(session, NOW, NOW)


def listed(lang: Lang) -> dict[str, RoomShape]:
    shown = present(replace(FULL, state="rooms", lang=lang), NOW, NOW)
    return {one.label: one for one in shown.rooms}


@pytest.mark.parametrize(
    ("label", "lang", "said"),
    [
        ("2.14", "de", ("Arbeitsvermittlung", "")),
        ("2.14", "en", ("Job placement", "Arbeitsvermittlung")),
        ("2.14", "de-simple", ("Arbeit finden", "Arbeitsvermittlung")),
        ("3.04", "de-simple", ("Selbstständige", "")),
        ("Empfang", "de", ("", "")),
        ("Empfang", "en", ("Reception", "")),
        ("Familien", "en", ("Play corner, baby changing", "")),
    ],
)
def test_a_tile_says_what_the_visitor_reads_and_what_the_door_says(
    label: str, lang: Lang, said: tuple[str, str]
) -> None:
    found = listed(lang)[label]
    assert (found.name, found.door) == said


def test_the_way_to_a_room_names_both() -> None:
    shown = room("2.14", "en")
    assert (shown.number, shown.place, shown.door) == (
        "2.14",
        "Job placement",
        "Arbeitsvermittlung",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_room_that_the_office_named_in_german_only_goes_by_that_name(lang: Lang) -> None:
    shown = room("4.01", lang, RoomCard(label="4.01", name={"de": "Kasse"}, way=Way(arrow="left")))
    assert "Kasse" in shown.place
    assert shown.door == ""


@pytest.mark.parametrize("panel", ["upright", "wide", *SMALL])
def test_question_and_rooms_stand_together(panel: str, app: QGuiApplication) -> None:
    scene = Scene(app, {"upright": UPRIGHT, "wide": WIDE, **SMALL}[panel])
    for lang in LANGUAGES:
        scene.show(replace(FULL, state="rooms", lang=lang))
        assert scene.pages() == 1, lang
    scene.kiosk.close()
