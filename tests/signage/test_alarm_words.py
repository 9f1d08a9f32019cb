"""In which languages an alarm is shown and said."""

import pytest

from signage.board.picture import Picture
from signage.media.sentences import alarm_phrases
from signage.ui.emergency_view import AlarmFace, EmergencyView, alarm_face
from tests.signage.samples import T0, alarm
from wire.look import Lang, Text

pytestmark = pytest.mark.usefixtures("qt")


def faces(title: Text, languages: tuple[Lang, ...]) -> list[AlarmFace]:
    """What is shown one turn after another."""
    one = alarm().model_copy(update={"title": title, "text": {}})
    return [
        alarm_face(
            Picture(T0, None, "Europe/Berlin", screen="emergency", languages=languages, turn=turn,
                    alarms=(one,)), (1920, 1080), 30,
        )
        for turn in range(4)
    ]  # fmt: skip


def test_plain_german_does_not_stand_beside_german() -> None:
    title: Text = {"de": "Feuer", "de-simple": "Es brennt", "en": "Fire"}
    shown = faces(title, ("de", "de-simple", "en"))
    assert {(face.upper.title, face.lower.title) for face in shown} == {("Feuer", "Fire")}


def test_an_alarm_without_german_is_shown_and_said_in_what_it_has() -> None:
    title: Text = {"en": "Fire", "tr": "Yangın"}
    shown = faces(title, ("de", "en", "tr"))
    assert {(face.upper.title, face.lower.title) for face in shown} == {("Fire", "Yangın")}
    [alone, *_others] = faces({"uk": "Вогонь"}, ("de", "en"))
    assert (alone.upper.title, alone.lower.title) == ("Вогонь", "")
    view = EmergencyView()
    both = tuple(alarm(name).model_copy(update={"title": title}) for name in ("a1", "a2"))
    view.show(alone, Picture(T0, None, "Europe/Berlin", screen="emergency", alarms=both))
    said = alarm_phrases(both[0], ("de", "tr"))
    assert [phrase.lang for phrase in said] == ["en", "tr"]
