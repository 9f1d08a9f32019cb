"""Speech: real espeak-ng into a player that is a small program, cut short, or missing."""

import queue
import sys
import threading
import wave
from pathlib import Path

import numpy as np
import pytest

from kiosk.devices.simulated.headphones import SimulatedHeadphones
from kiosk.devices.simulated.speaker import SimulatedSpeaker
from kiosk.devices.speaker import EspeakSpeaker
from kiosk.devices.volume import DEFAULT, STEPS_DB
from tests.kiosk.devices.kit import eventually
from tests.patience import PATIENCE_S

PLAYER = """
import pathlib, signal, sys
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
LETTER = "Ihr Termin ist um 9:30 Uhr. Gehen Sie bitte in Raum 2.14, das ist links. Danke!"


class Room:
    """A speaker whose two sinks are folders; `ended` has every text that was said to its end."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.loud, self.ear = folder / "loud", folder / "ear"
        for each in (self.loud, self.ear):
            each.mkdir()
        self.plug = SimulatedHeadphones()
        self.ended: queue.Queue[str] = queue.Queue()
        program = (sys.executable, "-c", PLAYER)
        self.speaker = EspeakSpeaker(
            {"speaker": (*program, str(self.loud), *words),
             "headphones": (*program, str(self.ear), *words)},
            self.plug, self.ended.put,
        )  # fmt: skip

    def heard(self, sink: Path, name: str) -> Path:
        eventually((sink / name).exists, f"{sink.name}/{name}")
        return sink / name


def _peak(file: Path) -> int:
    with wave.open(str(file)) as sound:
        samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    return int(np.abs(samples.astype(int)).max())


def test_a_sentence_becomes_sound(tmp_path: Path) -> None:
    room = Room(tmp_path)
    text = "Ihre Nummer ist T 42. Bitte warten Sie in Bereich B."
    room.speaker.say(text, "de")
    assert room.ended.get(timeout=PATIENCE_S) == text
    assert room.speaker.available
    with wave.open(str(room.loud / "0.wav")) as heard:
        assert heard.getnframes() / heard.getframerate() > 2, "seconds of speech"
    room.speaker.close()


def test_a_newer_text_cuts_the_older_and_silence_comes_when_asked_for(tmp_path: Path) -> None:
    room = Room(tmp_path, "long")
    room.speaker.say("Der erste Satz.", "de")
    room.heard(room.loud, "0.wav")
    room.speaker.say("The second sentence.", "en")
    room.heard(room.loud, "0.cut")
    room.heard(room.loud, "1.wav")
    room.speaker.stop()
    room.heard(room.loud, "1.cut")
    room.speaker.close()
    assert room.speaker.available, "being cut is not a failure"
    assert room.ended.empty(), "who cuts knows it"


def test_a_long_text_is_cut_between_its_sentences_too(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.speaker.say(LETTER, "de")
    assert room.ended.get(timeout=PATIENCE_S) == LETTER
    assert len(list(room.loud.glob("*.wav"))) == 3, "three sentences, three sounds"
    room.speaker.close()


def test_what_is_private_goes_into_headphones_or_nowhere(tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.speaker.say("Ihre Nummer ist T 42.", "de", private=True)
    assert room.ended.get(timeout=PATIENCE_S)
    assert room.speaker.withheld == 1
    assert not list(room.loud.iterdir())
    room.plug.plug(True)
    room.speaker.say("Ihre Nummer ist T 42.", "de", private=True)
    room.heard(room.ear, "0.wav")
    assert room.ended.get(timeout=PATIENCE_S)
    room.speaker.say("Bitte warten Sie.", "de")
    room.heard(room.ear, "1.wav")
    assert not list(room.loud.iterdir()), "with headphones in, the hall hears nothing"
    room.speaker.close()


def test_private_speech_ends_when_the_plug_is_pulled(tmp_path: Path) -> None:
    room = Room(tmp_path, "long")
    room.plug.plug(True)
    room.speaker.say(LETTER, "de", private=True)
    room.heard(room.ear, "0.wav")
    room.plug.plug(False)
    room.speaker.louder()
    assert room.ended.get(timeout=PATIENCE_S) == LETTER
    assert not list(room.loud.iterdir())
    room.speaker.close()


def test_louder_goes_up_in_steps_wraps_and_leaves_with_the_visitor(tmp_path: Path) -> None:
    room = Room(tmp_path)
    peaks: list[int] = []
    for _ in range(len(STEPS_DB) + 1):
        room.speaker.say("Guten Tag", "de")
        room.ended.get(timeout=PATIENCE_S)
        peaks.append(_peak(room.loud / f"{len(peaks)}.wav"))
        room.speaker.louder()
    decibels = [round(20 * np.log10(peak / peaks[0])) for peak in peaks]
    assert decibels == [0, 6, 12, -6, 0]
    room.speaker.reset()
    room.speaker.say("Guten Tag", "de")
    room.ended.get(timeout=PATIENCE_S)
    assert _peak(room.loud / f"{len(peaks)}.wav") == peaks[0]
    room.speaker.close()


def test_a_sentence_is_begun_anew_when_it_is_made_louder(tmp_path: Path) -> None:
    room = Room(tmp_path, "long")
    room.speaker.say("Guten Tag", "de")
    quiet = _peak(room.heard(room.loud, "0.wav"))
    room.speaker.louder()
    room.heard(room.loud, "0.cut")
    assert _peak(room.heard(room.loud, "1.wav")) > 1.9 * quiet
    room.speaker.close()


def test_the_steps_of_loudness_are_those_of_the_standard() -> None:
    assert max(STEPS_DB) - min(STEPS_DB) >= 18
    assert min(STEPS_DB) + 12 in STEPS_DB
    assert STEPS_DB[DEFAULT] < max(STEPS_DB)


@pytest.mark.warns("speech_unavailable")
def test_without_a_player_it_stays_silent_says_so_once_and_comes_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    player = tmp_path / "player"
    ended: queue.Queue[str] = queue.Queue()
    speaker = EspeakSpeaker(
        {"speaker": (str(player),), "headphones": (str(player),)}, on_end=ended.put
    )
    for sentence in ("Eins", "Zwei", "Drei"):
        speaker.say(sentence, "de")
        assert ended.get(timeout=PATIENCE_S) == sentence, "nobody waits for it in vain"
    assert not speaker.available
    player.write_text("#!/bin/sh\ncat >/dev/null\n")
    player.chmod(0o755)
    speaker.try_again()
    eventually(lambda: speaker.available, "the player is there now")
    speaker.close()
    assert ended.empty(), "the trial is nobody's text"
    warnings = [record.getMessage() for record in caplog.records]
    assert warnings.count("speech_unavailable") == 1


@pytest.mark.warns("speech_unavailable")
def test_without_a_sound_card_it_notices() -> None:
    player = (sys.executable, "-c", "import sys; sys.exit(1)")
    speaker = EspeakSpeaker({"speaker": player, "headphones": player})
    speaker.say("Eins", "de")
    eventually(lambda: not speaker.available, "the player's failure is noticed")
    speaker.close()


def test_closing_ends_the_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    room = Room(tmp_path, "long")
    room.speaker.say("Ein Satz.", "de")
    room.speaker.close()
    eventually(lambda: threading.active_count() == before, "the thread ends")


def test_the_simulated_speaker_keeps_a_log() -> None:
    plug = SimulatedHeadphones()
    ended: list[str] = []
    speaker = SimulatedSpeaker(plug, ended.append, pace_s=0)
    speaker.say("Guten Tag", "de")
    speaker.say("Ihre Nummer ist T 42.", "de", private=True)
    plug.plug(True)
    speaker.louder()
    speaker.say("Your number is T 42.", "en", private=True)
    assert [(one.text, one.sink, one.outcome, one.volume_db) for one in speaker.said] == [
        ("Guten Tag", "speaker", "ended", -12),
        ("Ihre Nummer ist T 42.", None, "withheld", -12),
        ("Your number is T 42.", "headphones", "ended", -6),
    ]
    assert ended == [one.text for one in speaker.said]
    assert speaker.withheld == 1
    speaker.reset()
    assert speaker.volume_db == -12


def test_the_simulated_speaker_takes_its_time_and_can_be_cut() -> None:
    ended: queue.Queue[str] = queue.Queue()
    speaker = SimulatedSpeaker(on_end=ended.put, pace_s=60)
    speaker.say("Guten Tag", "de")
    silent = [speaker.silent]
    speaker.say("Good day", "en")
    speaker.stop()
    silent.append(speaker.silent)
    assert silent == [False, True]
    assert [one.outcome for one in speaker.said] == ["cut", "cut"]
    quick = SimulatedSpeaker(on_end=ended.put, pace_s=0.001)
    quick.say("Guten Tag", "de")
    assert ended.get(timeout=PATIENCE_S) == "Guten Tag"
    assert quick.said[0].outcome == "ended"
    speaker.close()
