"""Fingers and keys: what each button sends, and that Tab and Enter reach it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kiosk.flow import events as ev
from kiosk.flow.visit import State
from kiosk.ui.gallery import READY
from kiosk.ui.sample import NOW
from kiosk.ui.session_view import DOUBLE_STRIKE
from tests.kiosk.ui.scene import Scene


@pytest.fixture(scope="module")
def scene(app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app)
    yield scene
    scene.kiosk.close()


@pytest.mark.parametrize(
    ("state", "text", "event"),
    [
        ("welcome", "Ich habe einen Termin", ev.AppointmentPressed(NOW)),
        ("welcome", "Ich habe keinen Termin", ev.WalkInPressed(NOW)),
        ("welcome", "Code eintippen", ev.TypePressed(NOW)),
        ("welcome", "Ein Mensch soll kommen", ev.HelpPressed(NOW)),
        ("welcome", "English", ev.LanguageChosen(NOW, "en")),
        ("choosing", "Fragen zum Geld", ev.ConcernChosen(NOW, "leistung")),
        ("choosing", "Zurück", ev.BackPressed(NOW)),
        ("typing", "K", ev.KeyPressed(NOW, "K")),
        ("typing", "Löschen", ev.ErasePressed(NOW)),
        ("delayed", "Fertig", ev.FinishPressed(NOW)),
    ],
)
def test_each_button_sends_what_it_says(
    state: State, text: str, event: ev.Event, scene: Scene
) -> None:
    scene.show(replace(READY, state=state))
    scene.events.clear()
    scene.press(text)
    assert scene.events == [event]


def test_every_button_of_the_welcome_screen_can_be_reached_by_keys(scene: Scene) -> None:
    scene.show(READY)
    scene.kiosk.window.requestActivate()
    scene.events.clear()
    for _ in scene.buttons():
        scene.key(Qt.Key.Key_Tab)
        scene.key(Qt.Key.Key_Return)
    assert {type(event) for event in scene.events} == {
        ev.AppointmentPressed, ev.WalkInPressed, ev.TypePressed, ev.HelpPressed, ev.LanguageChosen,
    }  # fmt: skip
    assert len(scene.events) == len(scene.buttons())


def test_the_focus_is_seen(scene: Scene) -> None:
    scene.show(READY)
    before = scene.picture
    scene.kiosk.window.requestActivate()
    scene.key(Qt.Key.Key_Tab)
    scene.show(READY)
    assert scene.picture != before


def test_a_clock_that_moves_on_leaves_the_rest_alone(scene: Scene) -> None:
    scene.show(replace(READY, state="choosing"))
    [button] = [each.item for each in scene.buttons() if each.text == "Neuer Antrag"]
    scene.kiosk.show(replace(scene.kiosk.view.shown, time="23:59"))
    [after] = [each.item for each in scene.buttons() if each.text == "Neuer Antrag"]
    assert button is after or button == after
    assert any("23:59" in each.text for each in scene.texts())


def test_a_finger_that_lands_twice_presses_only_once(scene: Scene) -> None:
    """Two screens have different buttons at one place, and one finger may shake."""
    scene.show(replace(READY, state="delayed"))
    scene.show(READY)
    scene.now = NOW - 1.5 * DOUBLE_STRIKE
    scene.events.clear()
    scene.press("Ein Mensch soll kommen")
    assert scene.events == []
    scene.now = NOW
    scene.press("Ein Mensch soll kommen")
    assert scene.events == [ev.HelpPressed(NOW)]
