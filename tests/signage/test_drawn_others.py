"""Doors, ways and alarms in their pixels; and what holds for every condition of the gallery."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from signage.ui.door_view import COATS as DOOR_COATS
from signage.ui.door_view import door_face
from signage.ui.emergency_view import alarm_face
from signage.ui.fitting import fit
from signage.ui.gallery import (
    ALL,
    HALL,
    LOOK,
    SIGN_PX,
    UPRIGHT,
    USUAL,
    Condition,
    alarm,
    board,
    conditions,
    door,
    emergency,
    way,
)
from signage.ui.layout import Area
from signage.ui.scene import Drawn, Scene
from signage.ui.theme import CAPITAL_SHARE, GLOWING
from tests.signage.pixels import Pixels, contrast_inside, near, pixels, runs
from wire.alarms import COATS
from wire.look import PAPER, SIGNS, contrast
from wire.messages import DoorState


@contextmanager
def panel(condition: Condition) -> Iterator[tuple[Scene, Drawn, Pixels]]:
    """One condition on a panel of its own."""
    scene = Scene(condition.size, condition.capital)
    scene.window.show()
    drawn = scene.show(
        condition.picture, LOOK, sound=True, programme=condition.programme,
        identify=condition.identify,
    )  # fmt: skip
    try:
        yield scene, drawn, pixels(scene.window.grabWindow())
    finally:
        scene.close()


def stage_of(scene: Scene) -> QQuickItem:
    """The item that is the programme's."""
    found = scene.window.rootObject().findChild(QQuickItem, "stage")
    assert isinstance(found, QQuickItem)
    return found


def part(picture: Pixels, area: Area) -> Pixels:
    return picture[area.y : area.y + area.height, area.x : area.x + area.width]


def lines(picture: Pixels, ink: str) -> list[int]:
    """Heights of the lines of text in this colour."""
    marked = np.asarray(near(picture, ink, 90).any(axis=1))
    return [end - begin for begin, end in runs(marked)]


@pytest.mark.usefixtures("qt")
@pytest.mark.parametrize("name", sorted(conditions()))
def test_every_condition_fits_and_nothing_leaves_the_panel(name: str) -> None:
    """The outermost pixels are all of one ground in each row: no letter and no field is cut."""
    with panel(conditions()[name]) as (_scene, drawn, picture):
        assert drawn.fits
        for edge in (picture[:, :6], picture[:, -6:]):
            assert (edge.max(axis=1).astype(int) - edge.min(axis=1)).max() < 60


@pytest.mark.usefixtures("qt")
def test_only_the_calls_that_stand_on_the_panel_count_as_drawn() -> None:
    with panel(Condition(board("C", 8, 0, turn=1))) as (_scene, drawn, _picture):
        assert [call_id for call_id, _attempt in drawn.calls] == ["T042", "T036", "T031", "W011"]
    hidden = replace(board("C", 2, 0), screen="blank")
    with panel(Condition(hidden)) as (_scene, drawn, picture):
        assert drawn.calls == ()
        assert picture.max() == 0


# ------------------------------------------------------------------ ways


@pytest.mark.usefixtures("qt")
def test_a_way_display_shows_each_call_with_its_zone_s_sign() -> None:
    with panel(Condition(way(4))) as (_scene, _drawn, picture):
        left = picture[:, 60:260]
        assert near(left, SIGNS["B"].on_light, 2).sum() > 3000
        for zone in "ACB":
            assert near(left, SIGNS[zone].on_dark, 2).sum() > 3000


@pytest.mark.usefixtures("qt")
def test_the_stage_leaves_the_calls_their_place() -> None:
    with panel(Condition(board("B", 2, 3), programme=True)) as (scene, _drawn, picture):
        stage = stage_of(scene)
        there = Area(
            round(stage.x()), round(stage.y()), round(stage.width()), round(stage.height())
        )
        assert there.width > 700
        assert not near(part(picture, there), GLOWING.field, 2).any()
        assert near(picture, GLOWING.field, 2).sum() > 100_000


@pytest.mark.usefixtures("qt")
def test_a_call_takes_the_whole_panel_where_the_layout_says_so() -> None:
    whole = replace(board("B", 0, 0), layout="whole")
    with panel(Condition(whole, programme=True)) as (scene, _drawn, _picture):
        stage = stage_of(scene)
        assert (round(stage.width()), round(stage.height())) == HALL
    called = replace(board("B", 1, 0), layout="whole")
    with panel(Condition(called, programme=True)) as (scene, _drawn, _picture):
        assert stage_of(scene).width() == 0


# ------------------------------------------------------------------ doors


@pytest.mark.usefixtures("qt")
@pytest.mark.parametrize("size", [(800, 480), (480, 800)])
@pytest.mark.parametrize("state", ["free", "wait", "enter", "closed"])
def test_a_door_s_words_are_readable(state: DoorState, size: tuple[int, int]) -> None:
    picture = door(state)
    face = door_face(picture, size, SIGN_PX)
    assert face.fits
    assert face.words_font * CAPITAL_SHARE >= SIGN_PX - 1
    with panel(Condition(picture, size, SIGN_PX)) as (_scene, _drawn, drawn):
        assert contrast_inside(part(drawn, face.words)) >= 7
        assert (
            contrast_inside(part(drawn, Area(face.mark.x, face.mark.y, *[face.mark.width] * 2)))
            >= 7
        )
        if state == "enter":
            assert max(lines(part(drawn, face.code), DOOR_COATS[state][1])) > SIGN_PX


def test_no_two_states_of_a_door_differ_by_colour_alone() -> None:
    faces = [door_face(door(state), (800, 480), SIGN_PX) for state in DOOR_COATS]
    assert len({face.german for face in faces}) == 4
    assert len({(face.pictogram, face.number) for face in faces}) == 4


@pytest.mark.usefixtures("qt")
@pytest.mark.parametrize("size", [(800, 480), (480, 800)])
def test_who_shall_enter_reads_it_in_their_language(size: tuple[int, int]) -> None:
    said = [door_face(door("enter", lang="ar", turn=turn), size, SIGN_PX) for turn in range(2)]
    assert {face.foreign for face in said if face.foreign} == {"تفضلوا بالدخول"}
    assert all(face.rtl for face in said if face.foreign)
    german = [face.german for face in said if face.german]
    assert german[0] == "Bitte eintreten"


@pytest.mark.usefixtures("qt")
def test_arabic_stands_at_the_right() -> None:
    """Its letters begin at the right edge of their field."""
    picture, size = door("enter", lang="ar", turn=1), (480, 800)
    face = door_face(picture, size, SIGN_PX)
    assert face.foreign
    assert face.rtl
    with panel(Condition(picture, size, SIGN_PX)) as (_scene, _drawn, drawn):
        marked = np.asarray(near(part(drawn, face.others), face.ink, 90).any(axis=0))
        columns = np.flatnonzero(marked)
        left, right = columns[0], len(marked) - 1 - columns[-1]
        assert right < 12
        assert left > right


# ------------------------------------------------------------------ alarms


@pytest.mark.usefixtures("qt")
@pytest.mark.parametrize("kind", sorted(COATS))
def test_an_alarm_has_the_highest_contrast(kind: str) -> None:
    coat = next(coat for name, coat in COATS.items() if name == kind)
    assert contrast(PAPER, coat.ground) >= 7
    assert contrast(coat.mark, coat.field) >= 4.5
    shown = emergency(next(name for name in COATS if name == kind))
    face = alarm_face(shown, HALL, USUAL)
    assert face.upper.title_font * CAPITAL_SHARE >= USUAL - 1
    with panel(Condition(shown)) as (_scene, drawn, picture):
        assert drawn.alarms == (kind,)
        assert contrast_inside(part(picture, face.upper.at)) >= 7


@pytest.mark.usefixtures("qt")
@pytest.mark.parametrize("size", [HALL, UPRIGHT, (800, 480), (480, 800)])
@pytest.mark.parametrize("share", [0.03, 0.06, 0.09])
def test_an_alarm_shows_every_language_by_turns_and_never_cuts_a_word(
    size: tuple[int, int], share: float
) -> None:
    capital = share * min(size)
    titles: set[str] = set()
    for turn in range(24):
        face = alarm_face(emergency("evacuate", turn=turn), size, capital)
        titles |= {face.upper.title, face.lower.title}
        for sheet in (face.upper, face.lower):
            if sheet.fits:
                title = fit(sheet.title, sheet.at.width, 10_000, sheet.title_font,
                            sheet.title_font, bold=True)  # fmt: skip
                text = fit(sheet.text, sheet.at.width, 10_000, sheet.text_font, sheet.text_font)
                above = sheet.title_height if sheet.title else 0
                assert title.fits or not sheet.title
                assert text.fits or not sheet.text
                assert above + (text.height if sheet.text else 0) <= sheet.at.height + 2
    assert titles >= set(alarm("evacuate").title.values())


@pytest.mark.usefixtures("qt")
def test_several_alarms_are_all_on_the_panel_and_take_turns_in_large() -> None:
    mains = set()
    for turn in range(3):
        picture = emergency("fire", "closed", "medical", turn=turn)
        mains.add(alarm_face(picture, HALL, USUAL).pictogram)
        with panel(Condition(picture)) as (_scene, drawn, _pixels):
            assert drawn.alarms == ("fire", "closed", "medical")
    assert len(mains) == 3


def test_every_language_of_the_gallery_has_its_words() -> None:
    """A language without a sentence would show an empty line."""
    for capital in (12, SIGN_PX):
        faces = [
            door_face(door("closed", until=True, turn=turn), (800, 480), capital)
            for turn in range(2 * len(ALL))
        ]
        assert len({face.foreign for face in faces if face.foreign}) == len(ALL) - 1
        assert all("13:00" in face.german + face.foreign for face in faces)


def test_the_application_is_there(qt: QGuiApplication) -> None:
    assert qt.platformName() == "offscreen"
