"""What must hold of any drawn screen, as lists of what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QColor

from kiosk.ui.theme import GAP_MM, LEAST_TOUCH_MM, REACH_MM, TOUCH_MM, cap_mm
from tests.kiosk.ui.scene import Drawn, Scene, ground_of, is_drawn
from wire.look import contrast

NOISE = 1.0
"""A pixel that rounding may move something."""


def faults(scene: Scene) -> Iterator[str]:
    """Everything that is wrong with the screen as it is drawn."""
    texts, buttons = scene.texts(), scene.buttons()
    if not texts:
        yield "nothing is said"
    yield from outside(scene, texts + buttons)
    yield from cut(scene, texts)
    yield from small(scene, texts)
    yield from pale(scene, texts)
    yield from untouchable(scene, buttons)


def outside(scene: Scene, drawn: list[Drawn]) -> Iterator[str]:
    panel = _grown(QRectF(0, 0, *scene.size.px), NOISE)
    yield from (f"outside the panel: {d.text!r}" for d in drawn if not panel.contains(d.rect))


def cut(scene: Scene, texts: list[Drawn]) -> Iterator[str]:
    """Text beyond its room, and text upon text."""
    yield from beyond(texts)
    cores = [(each.text, _core(each)) for each in texts]
    for (one, a), (other, b) in combinations(cores, 2):
        if a.intersects(b):
            yield f"one on the other: {one!r} and {other!r}"
    for button in scene.buttons():
        for each in texts:
            if button.rect.contains(each.rect.center()) and not _grown(button.rect, 1).contains(
                _core(each)
            ):
                yield f"{each.text!r} does not fit on its button"
            if _cuts(button.rect, _core(each)) and not button.rect.contains(each.rect.center()):
                yield f"{each.text!r} lies on the button {button.text!r}"


def beyond(texts: list[Drawn]) -> Iterator[str]:
    """Text that has more to draw than its room takes."""
    for each in texts:
        item, least = each.item, 0.06 * each.item.property("font").pixelSize()
        if item.property("truncated"):
            yield f"cut off: {each.text!r}"
        if item.property("paintedWidth") > item.width() + least:
            yield f"wider than its room: {each.text!r}"
        if item.property("paintedHeight") > item.height() + least:
            yield f"higher than its room: {each.text!r}"


def _cuts(one: QRectF, other: QRectF) -> bool:
    return _grown(one, -NOISE).intersects(other)


def small(scene: Scene, texts: list[Drawn]) -> Iterator[str]:
    """EN 301 549, 5.1.4: a capital is seen under at least 0.7 degrees."""
    least = cap_mm(500) * scene.px_per_mm * 0.98
    yield from (f"too small: {each.text!r}" for each in texts if each.cap < least)


def pale(scene: Scene, texts: list[Drawn]) -> Iterator[str]:
    """Contrast of the drawn pixels; in high contrast 7 to 1."""
    least = 7.0 if scene.kiosk.view.shown.contrast else 4.5
    for each in texts:
        colour = QColor(each.item.property("color"))
        if not is_drawn(scene.picture, each.rect, colour):
            yield f"not drawn: {each.text!r}"
        ratio = contrast(colour.name(), ground_of(scene.picture, each.rect))
        if ratio < least:
            yield f"contrast {ratio:.1f}: {each.text!r}"


def untouchable(scene: Scene, buttons: list[Drawn]) -> Iterator[str]:
    """Too small for a finger, or too near to the next one, or out of reach."""
    short = min(scene.size.px) / scene.px_per_mm
    least = max(LEAST_TOUCH_MM, min(TOUCH_MM, short / 10)) * scene.px_per_mm - NOISE
    for each in buttons:
        if min(each.rect.width(), each.rect.height()) < least:
            yield f"too small to touch: {each.text!r}"
        if not each.text:
            yield "a button without a name"
    half = GAP_MM * scene.px_per_mm / 2 - NOISE
    grown = [(b.text, _grown(b.rect, half)) for b in buttons]
    for (one, a), (other, b) in combinations(grown, 2):
        if a.intersects(b):
            yield f"too near: {one!r} and {other!r}"
    if scene.kiosk.view.shown.low:
        top = scene.size.px[1] - (REACH_MM - 700) * scene.px_per_mm
        yield from (f"out of reach: {b.text!r}" for b in buttons if b.rect.center().y() < top)


def _core(drawn: Drawn) -> QRectF:
    """Without the room above capitals and below the line that every line of text has."""
    size = drawn.item.property("font").pixelSize()
    return drawn.rect.marginsRemoved(QMarginsF(NOISE, size * 0.2, NOISE, size * 0.18))


def _grown(rect: QRectF, by: float) -> QRectF:
    return rect.marginsAdded(QMarginsF(by, by, by, by))
