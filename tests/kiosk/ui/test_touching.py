"""Fingers: what each button sends, and what a shaking hand does not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from kiosk.flow import events as ev
from kiosk.flow.visit import Errand, Service, Session
from kiosk.ui.gallery import EXIT, FULL, READY
from kiosk.ui.sample import NOW, TICKET
from kiosk.ui.touch_slots import DOUBLE_STRIKE
from tests.kiosk.ui.scene import Scene

DONE = replace(FULL, state="done", reply=TICKET)
AMENDING = replace(FULL, state="amending", reply=TICKET, errand=Errand(persons=2))


@pytest.fixture(scope="module")
def scene(app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app)
    yield scene
    scene.kiosk.close()


@pytest.mark.parametrize(
    ("session", "text", "event"),
    [
        (FULL, "Ich habe einen Termin", ev.AppointmentPressed(NOW)),
        (FULL, "Ich habe keinen Termin", ev.WalkInPressed(NOW)),
        (FULL, "Code eintippen", ev.TypePressed(NOW)),
        (FULL, "Unterlagen abgeben", ev.DocumentsPressed(NOW)),
        (FULL, "Einen Raum finden", ev.FindRoomPressed(NOW)),
        (FULL, "Ein Mensch soll kommen", ev.HelpPressed(NOW)),
        (FULL, "Anders bedienen", ev.OptionsPressed(NOW)),
        (FULL, "Türkçe", ev.LanguageChosen(NOW, "tr")),
        (EXIT, "sehr gut", ev.ScoreChosen(NOW, 5)),
        (replace(FULL, state="choosing"), "Sprache", ev.LanguagesPressed(NOW)),
        (replace(FULL, overlay="languages"), "English", ev.LanguageChosen(NOW, "en")),
        (replace(FULL, overlay="languages"), "Schließen", ev.BackPressed(NOW)),
        (replace(FULL, overlay="options"), "Starker Kontrast", ev.ContrastToggled(NOW)),
        (replace(FULL, overlay="options"), "Alles weiter unten", ev.LowToggled(NOW)),
        (replace(FULL, overlay="options"), "Vorlesen lassen", ev.SpeechToggled(NOW)),
        (replace(FULL, state="choosing"), "Fragen zum Geld", ev.ConcernChosen(NOW, "leistung")),
        (replace(FULL, state="choosing"), "Zurück", ev.BackPressed(NOW)),
        (replace(FULL, state="typing"), "K", ev.KeyPressed(NOW, "K")),
        (replace(FULL, state="typing"), "Löschen", ev.ErasePressed(NOW)),
        (replace(FULL, state="delayed"), "Zum Empfang", ev.FinishPressed(NOW)),
        (DONE, "Mehr Personen oder noch ein Anliegen", ev.AmendPressed(NOW)),
        (AMENDING, "Eine Person mehr", ev.PersonsChanged(NOW, 1)),
        (AMENDING, "Eine Person weniger", ev.PersonsChanged(NOW, -1)),
        (AMENDING, "Neuer Antrag", ev.ConcernChosen(NOW, "neuantrag")),
        (AMENDING, "Speichern", ev.SavePressed(NOW)),
        (AMENDING, "Nächste Seite", ev.PageTurned(NOW, 1)),
        (replace(AMENDING, errand=Errand(page=1)), "Vorige Seite", ev.PageTurned(NOW, -1)),
        (replace(FULL, state="documents"), "Ich habe keinen Brief", ev.WithoutLetterPressed(NOW)),
        (replace(FULL, state="rooms"), "2.14", ev.RoomChosen(NOW, "2.14")),
        (replace(EXIT, state="why", errand=Errand(score=2)), "Das Gespräch",
         ev.ReasonChosen(NOW, "talk")),
        (replace(EXIT, state="why", errand=Errand(score=2)), "Überspringen", ev.FinishPressed(NOW)),
        (replace(FULL, state="pin"), "7", ev.KeyPressed(NOW, "7")),
        (replace(FULL, state="pin"), "OK", ev.SavePressed(NOW)),
        (replace(FULL, state="service", service=Service()), "Testdruck",
         ev.ServiceChosen(NOW, "print")),
    ],
)  # fmt: skip
def test_each_button_sends_what_it_says(
    session: Session, text: str, event: ev.Event, scene: Scene
) -> None:
    scene.show(session)
    scene.events.clear()
    scene.press(text)
    assert scene.events == [event]


def test_one_touch_gives_who_is_still_there_more_time(scene: Scene) -> None:
    scene.show(replace(FULL, state="choosing", touched=NOW - timedelta(seconds=45)))
    assert [button.text for button in scene.buttons()] == ["Ich brauche mehr Zeit"]
    scene.events.clear()
    scene.press("Ich brauche mehr Zeit")
    assert scene.events == [ev.StayPressed(NOW)]


def test_the_number_stays_in_sight_while_one_is_asked(scene: Scene) -> None:
    scene.show(replace(DONE, touched=NOW - timedelta(seconds=40)))
    assert "T 042" in [text.text for text in scene.texts()]
    assert scene.kiosk.view.shown.leaving


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


def test_the_clock_held_down_opens_the_service_menu(scene: Scene, app: QGuiApplication) -> None:
    scene.show(FULL)
    scene.events.clear()
    [clock] = [text for text in scene.texts() if "8:43" in text.text]
    corner = clock.rect.center()
    _mouse(scene, app, QEvent.Type.MouseButtonPress, corner)
    assert scene.events == []
    holds = [
        item
        for item in scene.items()
        if item.inherits("QQuickMouseArea") and item.property("pressAndHoldInterval") == 3000
    ]
    assert [item.property("pressed") for item in holds] == [True]
    _mouse(scene, app, QEvent.Type.MouseButtonRelease, corner)
    assert scene.events == []


def _mouse(scene: Scene, app: QGuiApplication, kind: QEvent.Type, at: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    down = left if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, at, left, down, Qt.KeyboardModifier.NoModifier)
    app.sendEvent(scene.kiosk.window, event)
