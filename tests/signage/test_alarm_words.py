"""In which languages an alarm is shown and said."""

import pytest

from signage.board.picture import Picture
from signage.ui.emergency_view import AlarmFace, alarm_face
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
