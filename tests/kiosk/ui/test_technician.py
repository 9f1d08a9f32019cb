"""The technician's screens: German whoever stood there before, steady keys, the panel's test."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent

from kiosk.flow import events as ev
from kiosk.flow.visit import Service, Session
from kiosk.ui.gallery import FULL, SMALL, UPRIGHT, WIDE
from kiosk.ui.sample import NOW
from kiosk.ui.touch_slots import DOUBLE_STRIKE
from tests.kiosk.ui.scene import Scene

SIZES = {"upright": UPRIGHT, "wide": WIDE, **SMALL}
PIN = replace(FULL, state="pin")
TEST = replace(FULL, state="service", service=Service("screen"))
WRONG = replace(PIN, hint="wrong_pin")


@pytest.fixture(params=SIZES)
def scene(request: pytest.FixtureRequest, app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app, SIZES[request.param])
    yield scene
    scene.kiosk.close()


def shut(seconds: float) -> Session:
    return replace(WRONG, service=Service(shut_until=NOW + timedelta(seconds=seconds)))


def places(scene: Scene) -> dict[str, QRectF]:
    return {button.text: button.rect for button in scene.buttons()}


def test_an_arabic_visitor_leaves_no_trace_on_the_pad(scene: Scene) -> None:
    drawn = []
    for lang in ("de", "ar"):
        scene.show(replace(PIN, lang=lang))
        drawn.append(places(scene))
    assert drawn[0] == drawn[1]
    assert drawn[1]["1"].right() < drawn[1]["2"].left() < drawn[1]["3"].left()
    scene.show(replace(FULL, state="service", lang="ar"))
    assert {"Zustand", "Zurück"} <= places(scene).keys()


def test_no_key_moves_when_a_pin_was_wrong(scene: Scene) -> None:
    scene.show(PIN)
    before = places(scene)
    for session in (WRONG, shut(2), shut(900)):
        scene.show(session)
        assert places(scene) == before


def test_the_pad_says_how_long_it_takes_no_pin(scene: Scene) -> None:
    scene.show(shut(0.6))
    assert any("noch 1 Sekunde." in each.text for each in scene.texts())
    closed = {b.text for b in scene.buttons() if b.item.property("closed")}
    assert closed == {*"0123456789", "Löschen", "OK"}
    scene.show(WRONG)
    assert not [b.text for b in scene.buttons() if b.item.property("closed")]


def test_the_columns_of_deeds_begin_at_one_height(app: QGuiApplication) -> None:
    scene = Scene(app, WIDE)
    scene.show(replace(FULL, state="service"))
    tops = {name: place.top() for name, place in places(scene).items()}
    scene.kiosk.close()
    assert tops["Räumungsliste"] == tops["Zustand"] < tops["Testdruck"] == tops["Kamerabild"]


# ------------------------------------------------------------------ the test of the panel


def test_the_panel_is_tested_to_its_last_pixel(scene: Scene) -> None:
    scene.show(TEST)
    width, height = scene.size.px
    assert [text.text for text in scene.texts()] == ["Zurück"]
    for x, y in ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)):
        assert scene.picture.pixelColor(x, y) == QColor("white")
    colours = {
        scene.picture.pixelColor(x, y).name()
        for x in (width // 16, width * 15 // 16)
        for y in range(height // 16, height, height // 8)
    }
    assert colours == {
        "#ff0000", "#00ff00", "#0000ff", "#ffffff", "#000000", "#808080", "#ffff00", "#00ffff",
    }  # fmt: skip


def test_a_stroke_marks_every_field_on_its_way(scene: Scene, app: QGuiApplication) -> None:
    scene.show(TEST)
    width, height = scene.size.px
    press = QEvent.Type.MouseButtonPress
    _mouse(scene, app, press, QPointF(width / 16, height / 16))
    for kind, x in ((QEvent.Type.MouseMove, 3), (QEvent.Type.MouseMove, 5),
                    (QEvent.Type.MouseMove, -9), (QEvent.Type.MouseButtonRelease, 5)):  # fmt: skip
        _mouse(scene, app, kind, QPointF(width * x / 16, height / 16))
    marked = [i for i in scene.items() if i.property("stroked")]
    assert sorted(round(16 * item.x() / width) for item in marked) == [0, 2, 4]


@pytest.mark.parametrize("keys", [(Qt.Key.Key_Tab, Qt.Key.Key_Return), (Qt.Key.Key_Escape,)])
def test_keys_lead_out_of_the_panels_test(keys: tuple[Qt.Key, ...], scene: Scene) -> None:
    scene.show(TEST)
    scene.events.clear()
    for key in keys:
        scene.key(key)
    assert isinstance(scene.events[-1], ev.BackPressed)


def test_a_finger_leads_out_of_the_panels_test(scene: Scene) -> None:
    scene.show(TEST)
    scene.now = NOW + DOUBLE_STRIKE
    scene.events.clear()
    scene.press("Zurück")
    assert [type(event) for event in scene.events] == [ev.BackPressed]


def _mouse(scene: Scene, app: QGuiApplication, kind: QEvent.Type, at: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(kind, at, at, button, held, Qt.KeyboardModifier.NoModifier)
    app.sendEvent(scene.kiosk.window, event)
