"""Without sight: four keys lead to every control, press it, and say what it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication

from kiosk.flow import events as ev
from kiosk.flow.visit import Errand, Manner, Session
from kiosk.ui.gallery import FULL, UPRIGHT, WIDE, sessions
from kiosk.ui.sample import NOW, TICKET
from kiosk.ui.touch_slots import DOUBLE_STRIKE
from tests.kiosk.ui.scene import Drawn, Scene
from wire.look import contrast

Key = Qt.Key
CHOOSING = replace(FULL, state="choosing")


@pytest.fixture(scope="module")
def scene(app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app)
    yield scene
    scene.kiosk.close()


def focus_of(scene: Scene) -> list[str]:
    """What was said of the controls that keys led to."""
    return [event.text for event in scene.events if isinstance(event, ev.FocusMoved)]


@pytest.mark.parametrize("wide", [False, True])
def test_keys_lead_to_every_control_of_every_screen(wide: bool, app: QGuiApplication) -> None:
    scene = Scene(app, WIDE if wide else UPRIGHT)
    for name, session in sessions():
        scene.show(session)
        scene.kiosk.keys.leave()
        shown, buttons = scene.kiosk.view.shown, scene.buttons()
        if shown.leaving:
            continue
        scene.events.clear()
        for _ in buttons:
            scene.key(Key.Key_Tab)
        said = focus_of(scene)
        assert len(said) == len(buttons), name
        assert all(b.text in text for b, text in zip(buttons, said, strict=True)), name
        assert all(f"{n + 1} von {len(said)}" in text for n, text in enumerate(said)), name
    scene.kiosk.close()


@pytest.mark.parametrize(("lang", "before"), [("de", 1), ("ar", -1)])
def test_the_way_of_the_keys_is_that_of_reading(lang: str, before: int, scene: Scene) -> None:
    """Row by row, each as it is read in this language; the pages' and the footer's buttons last."""
    scene.show(replace(FULL, state="rooms", lang=lang))  # type: ignore[arg-type]
    at = [(round(b.rect.center().y()), before * b.rect.center().x()) for b in scene.buttons()]
    assert at == sorted(at)


def test_a_new_screen_begins_with_its_first_control(scene: Scene) -> None:
    scene.show(CHOOSING)
    scene.key(Key.Key_Down)
    scene.key(Key.Key_Down)
    scene.show(replace(FULL, state="typing"))
    assert scene.kiosk.keys.reached == ""
    scene.key(Key.Key_Down)
    assert scene.kiosk.keys.reached == "2"


def test_keys_go_round_and_back(scene: Scene) -> None:
    scene.show(CHOOSING)
    first, *_, last = [button.text for button in scene.buttons()]
    scene.key(Key.Key_Backtab)
    assert scene.kiosk.keys.reached == last
    scene.key(Key.Key_Right)
    assert scene.kiosk.keys.reached == first
    scene.key(Key.Key_Up)
    assert scene.kiosk.keys.reached == last
    scene.key(Key.Key_Home)
    assert scene.kiosk.keys.reached == first


def test_left_leads_on_where_one_reads_from_right_to_left(scene: Scene) -> None:
    scene.show(replace(CHOOSING, lang="ar"))
    scene.key(Key.Key_Left)
    scene.key(Key.Key_Left)
    second = scene.buttons()[1].text
    assert scene.kiosk.keys.reached == second


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_key_presses_what_was_reached(key: Qt.Key, scene: Scene) -> None:
    scene.show(CHOOSING)
    scene.key(Key.Key_Tab)
    scene.events.clear()
    scene.key(key)
    assert [type(event) for event in scene.events] == [ev.ConcernChosen]


@pytest.mark.parametrize(
    ("key", "event"),
    [
        (Key.Key_Escape, ev.BackPressed),
        (Key.Key_F1, ev.HelpPressed),
        (Key.Key_F2, ev.SpeechToggled),
        (Key.Key_F5, ev.RepeatPressed),
    ],
)
def test_keys_of_their_own(key: Qt.Key, event: type[ev.Event], scene: Scene) -> None:
    scene.show(CHOOSING)
    scene.events.clear()
    scene.key(key)
    assert [type(each) for each in scene.events] == [event]


def test_a_keyboard_types_the_code(scene: Scene) -> None:
    scene.show(replace(FULL, state="typing"))
    scene.events.clear()
    scene.key(Key.Key_K, "k")
    scene.key(Key.Key_7, "7")
    scene.key(Key.Key_Backspace)
    kinds = [(type(event), getattr(event, "key", "")) for event in scene.events]
    assert kinds == [(ev.KeyPressed, "K"), (ev.KeyPressed, "7"), (ev.ErasePressed, "")]


def test_a_key_that_is_held_counts_once(scene: Scene) -> None:
    """EN 301 549, 5.7 and 5.8."""
    scene.show(replace(FULL, state="typing"))
    scene.events.clear()
    scene.key(Key.Key_K, "k")
    for _ in range(5):
        scene.key(Key.Key_K, "k", held=True)
    assert len(scene.events) == 1


def test_a_key_that_is_struck_twice_at_once_counts_once(scene: Scene) -> None:
    scene.show(replace(FULL, state="typing"))
    scene.events.clear()
    scene.key(Key.Key_K, "k")
    scene.now += 0.8 * DOUBLE_STRIKE
    scene.key(Key.Key_K, "k", late=False)
    assert len(scene.events) == 1
    scene.key(Key.Key_K, "k")
    assert len(scene.events) == 2


def test_what_is_chosen_and_what_is_closed_is_said(scene: Scene) -> None:
    scene.show(replace(FULL, state="amending", reply=TICKET, errand=Errand(further=("neuantrag",))))
    scene.events.clear()
    for _ in scene.buttons():
        scene.key(Key.Key_Tab)
    [said] = [text for text in focus_of(scene) if "Neuer Antrag" in text]
    assert "ausgewählt" in said
    scene.show(CHOOSING)
    scene.events.clear()
    for _ in scene.buttons():
        scene.key(Key.Key_Tab)
    [said] = [text for text in focus_of(scene) if "Unterlagen" in text]
    assert "nicht wählbar" in said
    assert "Öffnet um 10:00 Uhr" in said


def test_a_list_made_anew_keeps_the_place(scene: Scene) -> None:
    session = replace(FULL, state="amending", reply=TICKET)
    scene.show(session)
    while scene.kiosk.keys.reached != "Unterlagen":
        scene.key(Key.Key_Tab)
    scene.show(replace(session, errand=Errand(further=("unterlagen",))))
    assert scene.kiosk.keys.reached == "Unterlagen"
    [button] = [each for each in scene.buttons() if each.text == "Unterlagen"]
    assert button.item.property("reached")


def test_any_key_says_that_one_is_still_there(scene: Scene) -> None:
    scene.show(replace(CHOOSING, touched=NOW - timedelta(seconds=45)))
    scene.events.clear()
    scene.key(Key.Key_Tab)
    assert [type(event) for event in scene.events] == [ev.StayPressed]


def test_what_lies_over_a_screen_holds_the_keys(scene: Scene) -> None:
    scene.show(replace(CHOOSING, overlay="options"))
    names = []
    for _ in range(8):
        scene.key(Key.Key_Tab)
        names.append(scene.kiosk.keys.reached)
    assert set(names) == {
        "Vorlesen lassen", "Starker Kontrast", "Alles weiter unten", "Schließen",
    }  # fmt: skip


@pytest.mark.parametrize("high", [False, True])
@pytest.mark.parametrize("session", [FULL, CHOOSING, replace(FULL, state="typing")])
def test_what_is_reached_is_seen(high: bool, session: Session, scene: Scene) -> None:
    scene.show(replace(session, manner=Manner(contrast=high)))
    for _ in scene.buttons():
        scene.key(Key.Key_Tab)
        scene.refresh()
        [reached] = [b for b in scene.buttons() if b.item.property("reached")]
        assert _ring(scene, reached) >= 3.0, reached.text


def _ring(scene: Scene, button: Drawn) -> float:
    """Contrast of the frame around a button with what lies outside it (EN 301 549, 11.1.4.11)."""
    unit = scene.kiosk.theme.sizes.unit
    x, y = round(button.rect.left() - 8 * unit), round(button.rect.center().y())
    ground = QColor(scene.kiosk.theme.ground)
    ring = QColor(scene.picture.pixel(x, y))
    return contrast(ring.name(), ground.name())
