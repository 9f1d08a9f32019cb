"""An alarm over a screen: in whose language, in turns, whole on every panel, and under fingers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent

from hub.emergency.texts import TEXTS, TITLES
from kiosk.devices.simulated.speaker import SimulatedSpeaker
from kiosk.flow import events as ev
from kiosk.flow.visit import Manner, Session
from kiosk.texts import text
from kiosk.ui.alarm_view import AlarmFace, alarm_face
from kiosk.ui.gallery import FULL, SMALL, UPRIGHT, WIDE, Size
from kiosk.ui.present import present
from kiosk.ui.sample import ALARMS, NOW, TICKET, emergency
from kiosk.ui.shown import Shown
from kiosk.ui.theme import Panel, measures
from kiosk.voice import Voice
from tests.kiosk.ui.scene import Scene
from wire.look import LANGUAGES, Lang
from wire.messages import AlarmKind

PANELS = {"upright": UPRIGHT, "wide": WIDE, **SMALL}
DONE = replace(FULL, state="done", reply=TICKET)


def alarmed(*kinds: AlarmKind, lang: Lang = "de") -> Session:
    return replace(FULL, lang=lang, emergency=emergency(*kinds), alarmed_at=NOW)


def after(session: Session, seconds: float) -> Shown:
    return present(session, NOW + timedelta(seconds=seconds), NOW)


def face(shown: Shown, size: Size) -> AlarmFace:
    return alarm_face(shown, size.px, measures(Panel(size.px, size.mm)))


def titles(session: Session, size: Size = UPRIGHT, turns: int = 4) -> list[tuple[str, ...]]:
    """What is read at the same time, one turn after another."""
    faces = [face(after(session, 6.0 * turn + 1), size) for turn in range(turns)]
    return [tuple(sheet.title for sheet in one.sheets if sheet.title) for one in faces]


@pytest.mark.usefixtures("app")
def test_the_visitors_language_stands_above_german_and_german_above_each_other_in_turn() -> None:
    german, arabic = ALARMS["evacuate"][0]["de"], ALARMS["evacuate"][0]["ar"]
    assert set(titles(alarmed("evacuate", lang="ar"))) == {(arabic, german)}
    assert titles(alarmed("evacuate"))[:2] == [
        (german, ALARMS["evacuate"][0]["en"]), (german, ALARMS["evacuate"][0]["tr"]),
    ]  # fmt: skip
    plain = ALARMS["evacuate"][0]["de-simple"]
    beside = titles(alarmed("evacuate", lang="de-simple"), turns=len(LANGUAGES))
    assert all(above == plain and below != german for above, below in beside)


@pytest.mark.usefixtures("app")
def test_several_alarms_take_turns_and_all_are_marked() -> None:
    session = alarmed("evacuate", "medical", lang="en")
    said = [ALARMS[kind][0]["en"] for kind in ("evacuate", "medical")]
    assert [above for above, _below in titles(session)] == said * 2
    tiles = face(after(session, 7), UPRIGHT).tiles
    assert [tile.now for tile in tiles] == [False, True]


@pytest.mark.usefixtures("app")
def test_where_two_languages_have_no_room_both_come_in_turn() -> None:
    """A panel of seven inches; whose title and text have no room together follow each other."""
    read = titles(alarmed("evacuate", lang="ar"), Size((1024, 600), 154.0), turns=6)
    german, arabic = ALARMS["evacuate"][0]["de"], ALARMS["evacuate"][0]["ar"]
    assert [titles for titles in read if titles] == [(arabic,), (german,)] * 2


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("panel", PANELS)
def test_what_the_hub_says_has_room_on_every_panel_in_every_language(panel: str) -> None:
    """As large as anything on a kiosk: nobody comes nearer to read in an emergency."""
    several: list[AlarmKind] = ["evacuate", "medical"] * 4
    crowd = emergency(*several)
    small = []
    for kind, title in TITLES.items():
        first = crowd.alarms[0].model_copy(update={"kind": kind, "title": title,
                                                   "text": TEXTS[kind]})  # fmt: skip
        standing = crowd.model_copy(update={"alarms": (first, *crowd.alarms[1:])})
        for lang in LANGUAGES:
            session = replace(FULL, lang=lang, emergency=standing, alarmed_at=NOW)
            faces = [face(after(session, 48.0 * turn), PANELS[panel]) for turn in range(2)]
            small += [(kind, lang) for one in faces if not one.fits or not one.sheets]
    assert not small


@pytest.mark.parametrize("state", ["welcome", "done"])
def test_nothing_but_the_alarm_is_seen_or_pressed(state: str, app: QGuiApplication) -> None:
    scene = Scene(app)
    below = FULL if state == "welcome" else DONE
    scene.show(replace(below, overlay="options", emergency=emergency("evacuate")))
    assert {each.text for each in scene.texts()} == {
        words[lang] for words in ALARMS["evacuate"] for lang in ("de", "en")
    }
    assert scene.buttons() == []
    scene.show(replace(below, emergency=emergency("all_clear")))
    scene.press(text("de", "alarm_aside"))
    scene.kiosk.close()
    assert [type(event) for event in scene.events] == [ev.AsidePressed]


def test_staff_reach_the_pin_under_it_by_the_corner_of_the_clock(app: QGuiApplication) -> None:
    scene = Scene(app)
    scene.show(replace(FULL, emergency=emergency("evacuate")))
    corners = [one for one in scene.items() if one.property("pressAndHoldInterval") == 3000]
    assert corners
    for corner in corners:
        corner.setProperty("pressAndHoldInterval", 1)
    width = scene.size.px[0]
    press, none = QEvent.Type.MouseButtonPress, Qt.KeyboardModifier.NoModifier
    left, at = Qt.MouseButton.LeftButton, QPointF(width - 5, 5)
    app.sendEvent(scene.kiosk.window, QMouseEvent(press, at, at, left, left, none))
    while not scene.events:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    scene.kiosk.close()
    assert [type(event) for event in scene.events] == [ev.ServicePressed]


def test_while_it_stands_the_voice_reads_no_screen_over_it() -> None:
    speaker = SimulatedSpeaker(pace_s=0)
    voice = Voice(speaker)
    listening = replace(DONE, emergency=emergency("evacuate"), manner=Manner(speech=True))
    voice.follow(after(listening, 0))
    assert not speaker.said
    voice.follow(after(replace(listening, emergency=emergency(rev=2)), 9))
    (screen,) = (one.text for one in speaker.said)
    assert "T 0 4 2" in screen
