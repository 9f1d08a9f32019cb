"""Speech: real espeak-ng into a player that is a small program, cut short, or missing."""

import sys
import threading
import wave
from pathlib import Path

import pytest

from kiosk.devices.simulated.speaker import Said, SimulatedSpeaker
from kiosk.devices.speaker import EspeakSpeaker
from tests.kiosk.devices.kit import eventually

PLAYER = """
import pathlib, signal, sys, time
folder = pathlib.Path(sys.argv[1])
name = str(len(list(folder.glob("*.begun"))))
def cut(*_):
    (folder / f"{name}.cut").touch()
    sys.exit(1)
signal.signal(signal.SIGTERM, cut)
(folder / f"{name}.begun").touch()
sound = sys.stdin.buffer.read()
part = folder / f"{name}.part"
part.write_bytes(sound)
part.rename(folder / f"{name}.wav")
if "long" in sys.argv:
    signal.pause()
"""


def _speaker(folder: Path, *words: str) -> EspeakSpeaker:
    return EspeakSpeaker((sys.executable, "-c", PLAYER, str(folder), *words))


def test_a_sentence_becomes_sound(tmp_path: Path) -> None:
    speaker = _speaker(tmp_path)
    speaker.say("Ihre Nummer ist T 42. Bitte warten Sie in Bereich B.", "de")
    eventually((tmp_path / "0.wav").exists, "the sound reaches the player")
    speaker.close()
    assert speaker.available
    sound = (tmp_path / "0.wav").read_bytes()
    assert sound.startswith(b"RIFF")
    with wave.open(str(tmp_path / "0.wav")) as heard:
        assert len(sound) / (heard.getframerate() * heard.getsampwidth()) > 2, "seconds of speech"


def test_a_newer_sentence_cuts_the_older(tmp_path: Path) -> None:
    speaker = _speaker(tmp_path, "long")
    speaker.say("Der erste Satz.", "de")
    eventually((tmp_path / "0.wav").exists, "the first is being played")
    speaker.say("The second sentence.", "en")
    eventually((tmp_path / "0.cut").exists, "the first was cut")
    eventually((tmp_path / "1.wav").exists, "the second is being played")
    speaker.stop()
    eventually((tmp_path / "1.cut").exists, "silence when asked for")
    speaker.close()
    assert speaker.available, "being cut is not a failure"


@pytest.mark.warns("speech_unavailable")
def test_without_a_player_it_stays_silent_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    speaker = EspeakSpeaker(("no-such-player",))
    speaker.say("Eins", "de")
    eventually(lambda: not speaker.available, "the missing player is noticed")
    for sentence in ("Zwei", "Drei"):
        speaker.say(sentence, "de")
    speaker.close()
    assert [record.getMessage() for record in caplog.records] == ["speech_unavailable"]


@pytest.mark.warns("speech_unavailable")
def test_without_a_sound_card_it_notices() -> None:
    speaker = EspeakSpeaker((sys.executable, "-c", "import sys; sys.exit(1)"))
    speaker.say("Eins", "de")
    eventually(lambda: not speaker.available, "the player's failure is noticed")
    speaker.close()


def test_closing_ends_the_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    speaker = _speaker(tmp_path, "long")
    speaker.say("Ein Satz.", "de")
    speaker.close()
    eventually(lambda: threading.active_count() == before, "the thread ends")


def test_the_simulated_speaker_remembers() -> None:
    speaker = SimulatedSpeaker()
    speaker.say("Guten Tag", "de")
    speaker.say("Good day", "en")
    assert speaker.said == (Said("Guten Tag", "de"), Said("Good day", "en"))
    assert not speaker.silent
    speaker.stop()
    assert speaker.silent
