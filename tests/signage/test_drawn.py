"""What the panel really shows, measured in its pixels: height of letters, contrast, arrows."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtQuick import QQuickItem

from signage.board.picture import Picture, PictureCall
from signage.ui.gallery import LOOK, board, call, conditions
from signage.ui.scene import Scene
from signage.ui.theme import BACK, GLOWING, NEWEST, OPEN, least_capital_mm, least_capital_px
from tests.signage.conftest import Until
from tests.signage.pixels import Pixels, contrast_inside, near, pixels, runs, whole_rows
from tests.signage.samples import config
from wire.look import LANGUAGES, SIGNS
from wire.messages import Arrow

PANEL_MM = 535.0
MM = PANEL_MM / 1080
"""Height of a pixel on the sample panel."""


def drawn(scene: Scene, picture: Picture) -> Pixels:
    scene.show(picture, LOOK, sound=True)
    return pixels(scene.window.grabWindow())


def letters(picture: Pixels, field: str, ink: str, columns: slice) -> list[tuple[int, int]]:
    """Rows of the lines of text that stand in these columns of a field of that colour."""
    part = picture[:, columns]
    marked = np.asarray(near(part, ink, 90).any(axis=1) & near(part, field, 2).any(axis=1))
    return [run for run in runs(marked) if run[1] - run[0] > 20]


def disc_of(picture: Pixels) -> Pixels:
    """The square inside the arrow's disc, which is the only wide dark thing in the light field."""
    dark = near(picture, GLOWING.disc, 2)[120:980, 1330:1860]
    rows = np.flatnonzero(dark.sum(axis=1) > 200)
    columns = np.flatnonzero(dark[rows[0] : rows[-1]].sum(axis=0) > 100)
    y, x = 120 + (rows[0] + rows[-1]) // 2, 1330 + (columns[0] + columns[-1]) // 2
    half = int(0.33 * (columns[-1] - columns[0]))
    return picture[y - half : y + half, x - half : x + half]


def test_61_mm_at_5_m() -> None:
    assert least_capital_mm(5) == pytest.approx(61, abs=0.2)
    assert least_capital_mm(8) == pytest.approx(98, abs=0.5)
    assert least_capital_px(config(), 1080) * MM == pytest.approx(61, abs=0.2)


@pytest.mark.parametrize("recent", [0, 4])
def test_number_and_room_of_the_newest_are_high_enough_to_read(scene: Scene, recent: int) -> None:
    picture = drawn(scene, board("B", 1, recent))
    lines = letters(picture, GLOWING.field, GLOWING.ink, slice(80, 230))
    number, room = [(end - begin) * MM for begin, end in lines if end - begin > 60]
    assert number > room >= 61


@pytest.mark.parametrize("opened", [2, 3, 4])
def test_every_open_call_is_high_enough_to_read(scene: Scene, opened: int) -> None:
    picture = drawn(scene, board("B", opened, 3))
    lines = letters(picture, OPEN.field, OPEN.ink, slice(80, 200))
    assert len(lines) == opened - 1
    assert all((end - begin) * MM >= 61 for begin, end in lines)


@pytest.mark.parametrize(("opened", "at_once"), [(1, 1), (2, 2), (3, 3), (4, 4), (7, 4)])
def test_as_many_open_calls_as_are_readable_are_on_the_panel(
    scene: Scene, opened: int, at_once: int
) -> None:
    picture = drawn(scene, board("B", opened, 0))
    fields = runs(whole_rows(picture[:, 60:64], OPEN.field))
    light = runs(whole_rows(picture[:, 60:64], GLOWING.field))
    assert len(light) == 1
    assert len(fields) == at_once - 1
    assert all(end < 1000 for _begin, end in [*fields, *light])


def test_the_light_field_is_readable_in_its_first_frame(scene: Scene) -> None:
    drawn(scene, board("B", 0, 0))
    picture = drawn(scene, board("B", 1, 0))
    assert near(picture, GLOWING.field, 2).mean() > 0.4


def test_every_text_has_contrast(scene: Scene) -> None:
    samples = [
        (board("B", 2, 3), 7.0),
        (board("A", 0, 5), 7.0),
        (board("D", 1, 2, stale=True), 7.0),
    ]
    for sample, ratio in samples:
        picture = drawn(scene, sample)
        header, footer = picture[20:90, 60:600], picture[1005:1070, 40:700]
        for part in (header, footer):
            assert contrast_inside(part) >= ratio
    picture = drawn(scene, board("A", 0, 5))
    recent = picture[860:960, 45:300]
    assert contrast_inside(recent) >= 7.0
    for coat in (GLOWING, NEWEST, OPEN):
        assert coat.ink != coat.field


def test_a_lesser_word_in_the_light_field_has_contrast(scene: Scene) -> None:
    late = Picture(**{**vars(board("B", 1, 0)), "open": (call(0),)})
    picture = drawn(scene, late)
    assert contrast_inside(picture[140:230, 1600:1860]) >= 4.5


@pytest.mark.parametrize(
    ("arrow", "heavy"),
    [("left", "west"), ("right", "east"), ("straight", "north"), ("here", "south")],
)
def test_the_arrow_points_where_the_room_is(scene: Scene, arrow: Arrow, heavy: str) -> None:
    """An arrow has more ink on the side of its head."""
    one = PictureCall(**{**vars(call(0, glowing=True)), "arrow": arrow})
    picture = drawn(scene, Picture(**{**vars(board("B", 0, 0)), "open": (one,)}))
    mark = near(disc_of(picture), GLOWING.arrow_ink, 2)
    half = len(mark) // 2
    sides = {
        "north": mark[:half].sum() - mark[-half:].sum(),
        "south": mark[-half:].sum() - mark[:half].sum(),
        "west": mark[:, :half].sum() - mark[:, -half:].sum(),
        "east": mark[:, -half:].sum() - mark[:, :half].sum(),
    }
    assert max(sides, key=lambda side: int(sides[side])) == heavy


def test_without_a_known_way_there_is_no_arrow(scene: Scene) -> None:
    unknown = PictureCall(**{**vars(call(0, glowing=True)), "arrow": None})
    picture = drawn(scene, Picture(**{**vars(board("B", 0, 0)), "open": (unknown,)}))
    assert near(picture[300:700, 1400:1860], GLOWING.disc, 2).sum() == 0


@pytest.mark.parametrize("zone", sorted(SIGNS))
def test_each_zone_shows_its_sign_in_its_colour(scene: Scene, zone: str) -> None:
    picture = drawn(scene, board(zone, 1, 0))
    assert near(picture[:108, :160], SIGNS[zone].on_dark, 2).sum() > 1000


def test_a_recall_stands_out_more(scene: Scene) -> None:
    colour = SIGNS["B"].on_dark
    body = slice(110, 990)
    first = near(drawn(scene, board("B", 1, 0))[body], colour, 2).sum()
    again = near(drawn(scene, conditions()["board-recall"].picture)[body], colour, 2).sum()
    assert first == 0
    assert again > 20_000


def test_an_empty_board_says_what_to_do(scene: Scene) -> None:
    picture = drawn(scene, board("B", 0, 0))
    assert near(picture[110:990], BACK, 2).mean() > 0.7
    assert near(picture[110:990, 640:], "#ffffff", 40).sum() > 10_000


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1366, 768), (800, 480)])
def test_since_when_a_board_may_be_old_is_told_whole_in_every_language(
    until: Until, size: tuple[int, int]
) -> None:
    """What to do about it stands beside it, in German and another language in its turn."""
    scene = Scene(size, least_capital_px(config(), size[1]))
    scene.window.show()
    until(scene.window.isExposed)
    for lang in LANGUAGES:
        stale = replace(board("B", 1, 2, stale=True), languages=("de", lang))
        drawn(scene, stale)
        for name in ("told", "stand"):
            words = scene.window.contentItem().findChild(QQuickItem, name)
            assert words is not None
            assert words.property("text")
            assert not words.property("truncated"), (name, lang)
    scene.close()
