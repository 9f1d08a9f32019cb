"""Other ways to look at the screen: mirrored, in grey, with longer words, without movement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QGuiApplication, QImage, QRawFont

from kiosk.flow.visit import Errand, Manner, Session
from kiosk.ui.bidi import isolate
from kiosk.ui.fonts import RISE, SLIM, load_fonts
from kiosk.ui.gallery import FULL, UPRIGHT, WIDE, Size, sessions
from kiosk.ui.present import present
from kiosk.ui.sample import NOW, TICKET
from kiosk.ui.shown import Shown
from kiosk.ui.window import QML
from tests.architecture.house import ROOT
from tests.kiosk.ui.looking import faults
from tests.kiosk.ui.scene import Drawn, Scene

CHOOSING = replace(FULL, state="choosing")
DONE = replace(FULL, state="done", reply=TICKET)


@pytest.fixture(scope="module")
def scene(app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app)
    yield scene
    scene.kiosk.close()


def button(scene: Scene, text: str) -> Drawn:
    return next(each for each in scene.buttons() if each.text == text)


# ------------------------------------------------------------------ from right to left


def test_the_whole_screen_is_mirrored(scene: Scene) -> None:
    places = {}
    for lang in ("de", "ar"):
        scene.show(replace(CHOOSING, lang=lang))
        width = scene.size.px[0]
        boxes = [each.rect for each in scene.buttons() if each.rect.width() < width / 2]
        places[lang] = (boxes[0].left() < width / 2, scene.texts())
    assert places["de"][0]
    assert not places["ar"][0]


def test_text_begins_at_the_right_in_arabic(scene: Scene) -> None:
    scene.show(replace(CHOOSING, lang="ar"))
    title = scene.kiosk.view.shown.title
    [drawn] = [each for each in scene.texts() if each.text == title]
    left, right = _ink(scene.picture, drawn.rect)
    assert drawn.rect.right() - right < left - drawn.rect.left()


def test_the_way_through_the_house_is_not_mirrored(scene: Scene) -> None:
    pictures = []
    for lang in ("de", "ar"):
        scene.show(replace(FULL, lang=lang, state="room", errand=Errand(room="2.14")))
        [goal] = [each for each in scene.texts() if each.text == "2.14" and each.rect.y() > 700]
        rooms = {t.text: t.rect.x() for t in scene.texts() if t.text in ("2.10", "2.12", "2.16")}
        pictures.append((scene.kiosk.view.shown.arrow, sorted(rooms, key=lambda r: rooms[r])))
        assert rooms["2.12"] < goal.rect.x() < rooms["2.16"]
    assert pictures[0] == pictures[1] == ("straight", ["2.10", "2.12", "2.16"])


@pytest.mark.parametrize(
    ("plain", "set_apart"),
    [
        ("الساعة 9:00 في الغرفة 2.14.", "الساعة \u20669:00\u2069 في الغرفة \u20662.14\u2069."),
        ("Jobcenter Neustadt هناك", "\u2066Jobcenter Neustadt\u2069 هناك"),
    ],
)
def test_numbers_and_names_keep_their_order(plain: str, set_apart: str) -> None:
    assert isolate(plain) == set_apart


def _ink(picture: QImage, rect: QRectF) -> tuple[float, float]:
    """Leftmost and rightmost pixel that is dark."""
    part = picture.copy(rect.toAlignedRect()).convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine())
    columns = np.flatnonzero((grey[:, : part.width()] < 128).any(axis=0))
    return rect.left() + float(columns[0]), rect.left() + float(columns[-1])


# ------------------------------------------------------------------ without colour


def test_what_is_chosen_is_seen_without_colour(scene: Scene) -> None:
    chosen = []
    for further in ((), ("neuantrag",)):
        scene.show(replace(FULL, state="amending", errand=Errand(further=further)))
        chosen.append(_grey(scene.picture, button(scene, "Neuer Antrag").rect))
    assert _differ(*chosen) > 0.01


def test_what_is_closed_is_seen_without_colour(scene: Scene) -> None:
    scene.show(CHOOSING)
    texts = [each.text for each in scene.texts()]
    assert "Öffnet um 10:00 Uhr" in texts
    sign = [each for each in scene.texts() if each.text == "A"]
    assert not [s for s in sign if button(scene, "Unterlagen").rect.contains(s.rect.center())]


def test_on_and_off_are_told_apart_by_word_and_shape(scene: Scene) -> None:
    switched = []
    for high in (False, True):
        scene.show(replace(FULL, overlay="options", manner=Manner(low=high)))
        low = button(scene, "Alles weiter unten")
        words = [each.text for each in scene.texts() if low.rect.contains(each.rect.center())]
        switched.append((_grey(scene.picture, low.rect), "an" in words, "aus" in words))
    assert [each[1:] for each in switched] == [(False, True), (True, False)]


def test_signs_of_zones_are_told_apart_without_colour(scene: Scene) -> None:
    shapes = []
    for zone in "ABCD":
        scene.show(replace(DONE, reply=TICKET.model_copy(update={"zone": zone})))
        [sign] = [i for i in scene.items() if i.property("letter_size") is None
                  and i.inherits("QQuickItem") and i.property("sign") is not None
                  and i.width() > 150]  # fmt: skip
        rect = sign.mapRectToScene(QRectF(0, 0, sign.width(), sign.height()))
        shapes.append(_grey(scene.picture, rect) < 160)
    for one in range(4):
        for other in range(one):
            assert np.mean(shapes[one] != shapes[other]) > 0.05


def _grey(picture: QImage, rect: QRectF) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    part = picture.copy(rect.toAlignedRect()).convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine())
    return grey[:, : part.width()].copy()


def _differ(
    one: np.ndarray[tuple[int, int], np.dtype[np.uint8]],
    other: np.ndarray[tuple[int, int], np.dtype[np.uint8]],
) -> float:
    """The share of pixels that are clearly lighter or darker."""
    return float(np.mean(np.abs(one.astype(int) - other.astype(int)) > 60))


# ------------------------------------------------------------------ longer words, no movement


@pytest.mark.parametrize("size", [UPRIGHT, WIDE])
def test_words_longer_by_two_fifths_still_fit(size: Size, app: QGuiApplication) -> None:
    scene = Scene(app, size)
    found = {}
    for name, session in sessions():
        scene.draw(_longer(_shown(scene, session)))
        wrong = list(faults(scene))
        for page in range(1, scene.pages()):
            scene.turn_to(page)
            wrong += faults(scene)
        if wrong:
            found[name] = wrong
    scene.kiosk.close()
    assert not found


def _shown(scene: Scene, session: Session) -> Shown:
    return present(session, NOW, NOW, capacity=scene.kiosk.theme.sizes.capacity)


def _longer(shown: Shown) -> Shown:
    """The sentences of the screen, each 40 % longer by words of its own."""
    return replace(
        shown,
        title=_pad(shown.title),
        lines=tuple(_pad(line) for line in shown.lines),
        fact=_pad(shown.fact),
        hint=_pad(shown.hint),
        way=_pad(shown.way),
        place=_pad(shown.place),
        paper=_pad(shown.paper),
        notice=_pad(shown.notice),
        concerns=tuple(
            replace(each, name=_pad(each.name), hint=_pad(each.hint)) for each in shown.concerns
        ),
        offers=tuple(
            replace(each, text=_pad(each.text), hint=_pad(each.hint)) for each in shown.offers
        ),
        reasons=tuple(replace(each, text=_pad(each.text)) for each in shown.reasons),
    )


def _pad(sentence: str) -> str:
    more = round(len(sentence) * 0.4)
    return f"{sentence} {('äußerst ' * 40)[:more].strip()}" if more > 1 else sentence


def test_nothing_moves_or_flashes() -> None:
    """EN 301 549, 11.2.3.1: no animation at all is slower than three flashes a second."""
    moving = re.compile(r"\b(?:\w*Animation|Behavior|Transition|AnimatedImage|Animator)\b")
    files = sorted(QML.parent.rglob("*.qml"))
    assert files
    assert not [file.name for file in files if moving.search(file.read_text(encoding="utf-8"))]


# ------------------------------------------------------------------ typefaces


@pytest.mark.usefixtures("app")
def test_a_missing_typeface_is_reported() -> None:
    missing: list[str] = []
    load_fonts(ROOT / "no-such-folder", missing.append)
    assert missing == ["FiraSans-*.ttf"]


@pytest.mark.usefixtures("app")
def test_arabic_lines_are_as_high_as_others() -> None:
    font = QRawFont.fromFont(QFont(SLIM, 100))
    assert font.ascent() / font.pixelSize() == pytest.approx(RISE, abs=0.05)
