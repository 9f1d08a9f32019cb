"""Pages of words on the stage: readable from where they are read, never cut off, never lost."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFontMetricsF, QGuiApplication

from signage.ui.stage_gallery import BESIDE, CLOSED, HALL, PAPERS, USUAL, WIFI, page
from signage.ui.stage_pages import (
    BODY,
    FOR_A_WORD,
    LINE,
    MARGIN,
    SOFT_HYPHEN,
    TITLE,
    Leaf,
    font,
    leaves,
)
from signage.ui.stage_view import StageModel
from signage.ui.theme import CAPITAL_SHARE
from tests.signage.pixels import Pixels, contrast_inside, near, pixels
from tests.signage.stages import window
from wire.look import NIGHT_PANEL, Lang
from wire.messages import TextPage

MM = 535 / 1080
"""Height of a pixel of the usual panel."""
LANGS: tuple[Lang, ...] = ("de", "en", "ar", "uk")


class Easel:
    """A stage of a size, on which leaves are drawn."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._model = StageModel()
        self._window = window(self._model, size)
        self._model.set_active(True)

    def draw(self, leaf: Leaf) -> Pixels:
        sheet = self._model.sheets[0]
        sheet.show_leaf(leaf)
        sheet.fade(1.0, above=True)
        return pixels(self._window.grabWindow())

    def close(self) -> None:
        self._window.close()
        self._window.setSource(QUrl())


@pytest.fixture(params=[HALL, BESIDE, (1080, 1920)], ids=["hall", "beside", "portrait"])
def easel(
    qt: QGuiApplication, request: pytest.FixtureRequest
) -> Iterator[tuple[Easel, tuple[int, int]]]:
    del qt
    easel = Easel(request.param)
    yield easel, request.param
    easel.close()


@pytest.mark.parametrize("shown", [page("ar"), PAPERS, WIFI])
def test_nothing_reaches_into_the_margin(
    easel: tuple[Easel, tuple[int, int]], shown: TextPage
) -> None:
    drawn, size = easel
    lang = next(iter(shown.title))
    edge = round(0.5 * MARGIN * min(size))
    for leaf in leaves(shown, lang, size, USUAL):
        picture = drawn.draw(leaf)
        assert contrast_inside(picture[::4, ::4]) >= 7
        inner = near(picture, NIGHT_PANEL, 2)
        inner[edge:-edge, edge:-edge] = True
        assert inner[:, : size[0]].mean() > 0.99
        assert inner[:edge].all()


def test_a_page_that_was_set_for_another_size_is_seen_whole(qt: QGuiApplication) -> None:
    del qt
    easel = Easel((400, 300))
    (leaf,) = leaves(TextPage(title={"de": "Guten Morgen"}), "de", HALL, USUAL)
    ink = np.flatnonzero(near(easel.draw(leaf), "#ffffff", 60).any(axis=0))
    easel.close()
    assert ink[0] > 5
    assert ink[-1] < 395
    assert ink[-1] - ink[0] > 250


@pytest.mark.parametrize("lang", LANGS)
def test_words_are_high_enough_to_be_read(qt: QGuiApplication, lang: Lang) -> None:
    """61 mm at 5 m is what a call has; a page's title has 46, its body 32, or more."""
    del qt
    for size in (HALL, BESIDE):
        for leaf in leaves(page(lang), lang, size, USUAL):
            assert leaf.title_px * CAPITAL_SHARE * MM >= 61 * TITLE * 0.99
            assert leaf.body_px * CAPITAL_SHARE * MM >= 61 * BODY * 0.99


def test_few_words_are_drawn_larger(qt: QGuiApplication) -> None:
    del qt
    (leaf,) = leaves(TextPage(title={"de": "Guten Morgen"}), "de", HALL, USUAL)
    assert leaf.title_px * CAPITAL_SHARE * MM > 80
    assert leaf.mark == ""


def test_a_long_text_is_turned_like_leaves_and_loses_no_word(qt: QGuiApplication) -> None:
    del qt
    found = leaves(PAPERS, "de", BESIDE, USUAL)
    assert [leaf.mark for leaf in found] == [f"{n}/{len(found)}" for n in range(1, len(found) + 1)]
    assert len(found) > 1
    words = " ".join(f"{leaf.title} {leaf.body}" for leaf in found).split()
    assert words == f"{PAPERS.title['de']} {PAPERS.body['de']}".split()


def test_a_word_that_is_too_long_is_broken_with_a_hyphen(qt: QGuiApplication) -> None:
    del qt
    long = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"
    (leaf, *_more) = leaves(TextPage(title={"de": long}), "de", BESIDE, USUAL)
    first, *rest = leaf.title.split("\n")
    assert first.endswith("-")
    assert rest
    syllables = long.replace("schafts", f"schafts{SOFT_HYPHEN}")
    (leaf, *_more) = leaves(TextPage(title={"de": syllables}), "de", BESIDE, USUAL)
    assert SOFT_HYPHEN not in leaf.title


@pytest.mark.parametrize(("lang", "side"), [("ar", "right"), ("de", "left")])
def test_words_begin_where_their_script_begins(
    easel: tuple[Easel, tuple[int, int]], lang: Lang, side: str
) -> None:
    drawn, size = easel
    (leaf,) = leaves(TextPage(title={lang: CLOSED[lang][:12]}), lang, size, 40)
    ink = np.flatnonzero(near(drawn.draw(leaf), "#ffffff", 60).any(axis=0))
    left, right = int(ink[0]), size[0] - int(ink[-1])
    assert (left > right) == (side == "right")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    st.text(max_size=80), st.text(max_size=200), st.sampled_from([HALL, BESIDE, (200, 100)]),
    st.floats(1, 400), st.sampled_from([*LANGS]), st.sampled_from([None, "wifi", "unknown"]),
)  # fmt: skip
def test_whatever_is_written_finds_room(
    qt: QGuiApplication, title: str, body: str, box: tuple[int, int], capital: float, lang: Lang,
    pictogram: str | None,
) -> None:  # fmt: skip
    del qt
    shown = TextPage(title={lang: title}, body={lang: body}, pictogram=pictogram)
    found = leaves(shown, lang, box, capital)
    assert found
    for leaf in found:
        rows = (leaf.title.count("\n") + 1) * bool(leaf.title), leaf.body.count("\n") + 1
        height = LINE * (rows[0] * leaf.title_px + bool(leaf.body) * rows[1] * leaf.body_px)
        top = 0 if leaf.beside or not leaf.pictogram else leaf.pictogram_px + leaf.margin
        assert height + leaf.gap + top <= box[1] - 2 * leaf.margin + 4
        assert leaf.body_px >= 1
        assert leaf.body_px >= FOR_A_WORD * BODY * min(capital, 0.15 * box[1]) / CAPITAL_SHARE - 1
        width = box[0] - 2 * leaf.margin - (leaf.pictogram_px + leaf.margin) * leaf.beside
        metrics = QFontMetricsF(font(leaf.body_px))
        for line in leaf.body.split("\n"):
            slack = metrics.horizontalAdvance("-W")
            assert metrics.horizontalAdvance(line.strip()) <= width + slack
