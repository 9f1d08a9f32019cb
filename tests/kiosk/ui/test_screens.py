"""Every screen in every language: read, touched and seen within the panel."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication

from kiosk.ui.gallery import PANEL_MM, SIZE, sessions
from kiosk.ui.theme import CAP_MM, TOUCH_MM
from tests.kiosk.ui.scene import Scene, ground_of, is_drawn
from wire.look import LANGUAGES, Lang, contrast

SCREENS = [
    pytest.param(replace(session, lang=lang), id=f"{name}-{lang}")
    for name, session in sessions()
    for lang in LANGUAGES
]
PX_PER_MM = SIZE[0] / PANEL_MM
GAP_MM = 2.0
"""Least gap between two touch targets (DBSV, 2025)."""
NOISE = 1.0


@pytest.fixture(scope="module")
def window(app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app)
    yield scene
    scene.kiosk.close()


@pytest.fixture(scope="module", params=SCREENS)
def scene(request: pytest.FixtureRequest, window: Scene) -> Scene:
    """Each screen is drawn once and then looked at by all tests."""
    window.show(request.param)
    return window


def test_everything_lies_within_the_panel(scene: Scene) -> None:
    panel = QRectF(0, 0, *scene.size).marginsAdded(QMarginsF(NOISE, NOISE, NOISE, NOISE))
    outside = [
        each.text for each in scene.texts() + scene.buttons() if not panel.contains(each.rect)
    ]
    assert scene.texts()
    assert not outside


def test_no_text_is_cut_off_or_lies_on_another(scene: Scene) -> None:
    texts = scene.texts()
    assert not [each.text for each in texts if each.item.property("truncated")]
    overlapping = [
        (one.text, other.text)
        for one, other in combinations(texts, 2)
        if _core(one.rect).intersects(_core(other.rect))
    ]
    assert not overlapping


def _core(rect: QRectF) -> QRectF:
    """Without the room above capitals and below the line that every line of text has."""
    rim = rect.height() * 0.12
    return rect.marginsRemoved(QMarginsF(NOISE, rim, NOISE, rim))


def test_letters_are_large_enough_at_50_cm(scene: Scene) -> None:
    small = [
        each.text
        for each in scene.texts()
        if QFontMetricsF(each.item.property("font")).capHeight() / PX_PER_MM < CAP_MM - 0.1
    ]
    assert not small


def test_every_text_stands_out_from_its_ground(scene: Scene) -> None:
    picture = scene.picture
    for each in scene.texts():
        colour = QColor(each.item.property("color"))
        assert is_drawn(picture, each.rect, colour), each.text
        assert contrast(colour.name(), ground_of(picture, each.rect)) >= 4.5, each.text


def test_touch_targets_are_large_and_apart(scene: Scene) -> None:
    buttons = scene.buttons()
    least = TOUCH_MM * PX_PER_MM - NOISE
    assert not [b.text for b in buttons if min(b.rect.width(), b.rect.height()) < least]
    gap = GAP_MM * PX_PER_MM / 2
    grown = [(b.text, b.rect.marginsAdded(QMarginsF(gap, gap, gap, gap))) for b in buttons]
    close = [(a, b) for (a, one), (b, two) in combinations(grown, 2) if one.intersects(two)]
    assert not close


def test_a_person_can_be_called_where_one_may_be_stuck(scene: Scene) -> None:
    shown = scene.kiosk.view.shown
    label = {"de": "Ein Mensch soll kommen", "en": "Call a person"}[shown.lang]
    busy = {"starting", "asking", "printing", "help_called", "reception"}
    offered = shown.state not in busy and not shown.leaving
    assert (label in [b.text for b in scene.buttons()]) == offered


@pytest.mark.parametrize("size", [(1080, 1920), (720, 1280), (1200, 1920), (2160, 3840)])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_other_panels_of_the_same_build_fit_too(
    size: tuple[int, int], lang: Lang, app: QGuiApplication
) -> None:
    scene = Scene(app, size)
    panel = QRectF(0, 0, *size).marginsAdded(QMarginsF(NOISE, NOISE, NOISE, NOISE))
    for name, session in sessions():
        scene.show(replace(session, lang=lang))
        assert not [
            t.text for t in scene.texts() + scene.buttons() if not panel.contains(t.rect)
        ], name
    scene.kiosk.close()
