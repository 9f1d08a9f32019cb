"""Codes that people type and copy: seen while they are typed, mended when wrong, read apart."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from kiosk.flow.visit import Errand, Manner, Session
from kiosk.texts import text
from kiosk.ui.gallery import FULL, READY, SMALL, UPRIGHT, WIDE
from kiosk.ui.sample import FOLLOWED, TICKET
from tests.kiosk.ui.scene import Scene
from wire.look import LANGUAGES, Lang, contrast
from wire.qr import SHORT_LENGTH

SIZES = {"upright": UPRIGHT, "wide": WIDE, **SMALL}
TYPING = replace(FULL, state="typing")
WRONG = replace(TYPING, typed="K7MD2QXP", hint="bad_code")
RECEIPT = replace(FULL, state="receipt", errand=Errand(receipt="K7MD2QXY", receipt_paper="printed"))


@pytest.fixture(params=SIZES)
def scene(request: pytest.FixtureRequest, app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app, SIZES[request.param])
    yield scene
    scene.kiosk.close()


@pytest.fixture(scope="module")
def upright(app: QGuiApplication) -> Iterator[Scene]:
    scene = Scene(app)
    yield scene
    scene.kiosk.close()


def boxes(scene: Scene) -> list[QRectF]:
    """The places of the characters, in the order of the code."""
    items = [item for item in scene.items() if isinstance(item.property("next"), bool)]
    rects = [item.mapRectToScene(QRectF(0, 0, item.width(), item.height())) for item in items]
    assert len(rects) == SHORT_LENGTH
    return sorted(rects, key=lambda rect: rect.x())


@pytest.mark.parametrize("low", [False, True])
@pytest.mark.parametrize("session", [TYPING, WRONG], ids=["empty", "wrong"])
@pytest.mark.parametrize("lang", ["de", "ar"])
def test_what_is_typed_stands_directly_above_the_keys(
    lang: Lang, session: Session, low: bool, scene: Scene
) -> None:
    scene.show(replace(session, lang=lang, manner=Manner(low=low)))
    assert scene.pages() == 1
    [first] = [button.rect for button in scene.buttons() if button.text == "2"]
    apart = first.top() - boxes(scene)[0].bottom()
    assert 0 < apart <= scene.kiosk.theme.sizes.gap + 1


def test_low_keys_are_no_higher_than_others(scene: Scene) -> None:
    tops = []
    for low in (False, True):
        scene.show(replace(TYPING, manner=Manner(low=low)))
        tops.append(boxes(scene)[0].top())
    assert tops[1] >= tops[0]


@pytest.mark.parametrize("high", [False, True])
def test_the_place_of_a_character_is_seen_before_it_is_typed(high: bool, upright: Scene) -> None:
    """EN 301 549, 11.1.4.11: the edge has 3 to 1 against what lies beside it."""
    upright.show(replace(TYPING, manner=Manner(contrast=high)))
    box = boxes(upright)[3]
    edge = QColor(upright.picture.pixel(round(box.left()) + 1, round(box.center().y())))
    beside = QColor(upright.picture.pixel(round(box.left()) - 4, round(box.center().y())))
    assert contrast(edge.name(), beside.name()) >= 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_hint_at_a_wrong_code_names_the_key_that_mends_it(lang: Lang) -> None:
    assert text(lang, "typing_erase") in text(lang, "typing_bad_code")


def test_the_letters_of_a_code_to_copy_stand_apart(upright: Scene) -> None:
    upright.show(RECEIPT)
    [code] = [each for each in upright.texts() if each.text == "K7MD-2QXY"]
    inked = _inked(upright.picture, code.rect).any(axis=0)
    steps = np.diff(inked.astype(int))
    apart = np.flatnonzero(steps == 1)[1:] - np.flatnonzero(steps == -1)[:-1]
    assert np.count_nonzero(apart > 0.06 * code.cap) == len("K7MD-2QXY") - 1


def _inked(picture: QImage, rect: QRectF) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    part = picture.copy(rect.toAlignedRect()).convertToFormat(QImage.Format.Format_Grayscale8)
    grey = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine())
    return np.asarray(grey[:, : part.width()] < 50)


# ------------------------------------------------------------------ frames and edges


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_the_ticket_has_the_same_edge_on_both_sides(lang: Lang, scene: Scene) -> None:
    scene.show(replace(FULL, state="done", reply=TICKET, lang=lang))
    card = _card(scene)
    rect = card.mapRectToScene(QRectF(0, 0, card.width(), card.height()))
    y = round(rect.top() + card.property("radius") + 2)
    action = QColor(scene.kiosk.theme.action)
    across = range(round(rect.left()) - 1, round(rect.right()) + 1)
    edge = [scene.picture.pixelColor(x, y) == action for x in across]
    width = edge[1:].index(False)
    assert width >= 2
    assert (
        edge[:-1]
        == [False, *[True] * width, *[False] * (len(edge) - 2 * width - 2)] + [True] * width
    )


def _card(scene: Scene) -> QQuickItem:
    """The card with the number, on whatever page it stands."""
    for page in range(scene.pages()):
        scene.turn_to(page)
        for each in scene.texts():
            if "T 042" in each.text:
                return each.item.parentItem()
    raise AssertionError("the number is not shown")


def test_without_a_footer_the_margin_below_is_that_at_the_sides(app: QGuiApplication) -> None:
    scene = Scene(app, WIDE)
    scene.show(replace(FULL, state="printing", reply=TICKET))
    [said] = [each for each in scene.texts() if each.text == "Ihr Zettel wird gedruckt."]
    frame = said.item.parentItem()
    rect = frame.mapRectToScene(QRectF(0, 0, frame.width(), frame.height()))
    scene.kiosk.close()
    assert scene.size.px[1] - rect.bottom() == pytest.approx(rect.left(), abs=1)


def test_the_cameras_picture_has_an_edge_in_high_contrast(upright: Scene) -> None:
    upright.show(replace(READY, state="scanning", manner=Manner(contrast=True)))
    [waits] = [each for each in upright.texts() if each.text == "Die Kamera sucht den Code."]
    panel = waits.item.parentItem()
    rect = panel.mapRectToScene(QRectF(0, 0, panel.width(), panel.height()))
    edge = QColor(upright.picture.pixel(round(rect.left()) + 1, round(rect.top() + 100)))
    assert contrast(edge.name(), "#000000") >= 3


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("lang", ["de", "ar"])
def test_without_paper_a_phone_takes_the_tickets_page_from_the_screen(
    upright: Scene, lang: Lang, contrast: bool
) -> None:
    manner = Manner(contrast=contrast)
    failed = replace(FULL, state="paper_failed", lang=lang, reply=FOLLOWED, manner=manner)
    upright.show(failed)
    (found,) = zxingcpp.read_barcodes(_grey(upright))
    assert found.text == FOLLOWED.follow
    side = found.position.bottom_right.x - found.position.top_left.x
    assert side / upright.px_per_mm > 25
    upright.show(replace(failed, reply=TICKET))
    assert not zxingcpp.read_barcodes(_grey(upright))


def test_on_paper_is_enough(upright: Scene) -> None:
    """Nobody shall stand before the kiosk with a phone while others wait."""
    upright.show(replace(FULL, state="done", reply=FOLLOWED))
    assert not zxingcpp.read_barcodes(_grey(upright))


def _grey(scene: Scene) -> NDArray[np.uint8]:
    image = scene.picture.convertToFormat(QImage.Format.Format_Grayscale8)
    dots = np.frombuffer(image.constBits(), np.uint8)
    return dots.reshape(image.height(), image.bytesPerLine())[:, : image.width()].copy()
