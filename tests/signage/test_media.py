"""The chime's sound, and a speaker that stays calm when there is no sound card."""

import logging
import shutil
import struct
import threading
import wave
from pathlib import Path

import pytest

from signage.media.chime import RATE, chime_file, samples
from signage.media.speaker import AplaySpeaker


def test_the_chime_is_short_soft_and_ends_in_silence(tmp_path: Path) -> None:
    with wave.open(str(chime_file(tmp_path, recall=False))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        frames = file.readframes(file.getnframes())
        seconds = file.getnframes() / RATE
    values = struct.unpack(f"<{len(frames) // 2}h", frames)
    assert 0.8 < seconds < 3
    assert 3000 < max(values) < 20_000
    assert max(abs(value) for value in values[:20]) < 1500
    assert max(abs(value) for value in values[-100:]) < 1500


def test_a_recall_rings_twice_and_still_takes_less_than_3_s() -> None:
    once, twice = samples(rings=1), samples(rings=2)
    assert twice[: len(once)] == once
    assert twice[-len(once) :] == once
    assert len(twice) / RATE < 3


def test_the_file_is_made_once(tmp_path: Path) -> None:
    first = chime_file(tmp_path, recall=True).stat().st_mtime_ns
    assert chime_file(tmp_path, recall=True).stat().st_mtime_ns == first


def player(folder: Path, script: str) -> tuple[str, ...]:
    """A player of our own in place of aplay: a shell script that is given the file's name."""
    path = folder / "player"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return (str(path),)


def test_chimes_play_one_after_the_other(tmp_path: Path) -> None:
    command = player(tmp_path, f'basename "$1" >> {tmp_path}/played')
    speaker = AplaySpeaker(tmp_path, command)
    done = threading.Event()
    for recall in (False, True, False):
        speaker.chime(recall=recall)
    while not done.wait(0.01):
        played = tmp_path / "played"
        if played.exists() and len(played.read_text().splitlines()) == 3:
            done.set()
    speaker.stop()
    names = (tmp_path / "played").read_text().split()
    assert names == ["chime.wav", "chime-recall.wav", "chime.wav"]
    assert speaker.audible


@pytest.mark.warns("speaker_silent")
@pytest.mark.parametrize("command", [("/nonexistent/aplay",), (shutil.which("false") or "false",)])
def test_without_a_sound_card_one_event_and_then_silence(
    tmp_path: Path, command: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    said = threading.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == "speaker_silent":
                said.set()

    listener = Listener()
    logging.getLogger("signage.media").addHandler(listener)
    speaker = AplaySpeaker(tmp_path, command)
    speaker.chime(recall=False)
    assert said.wait(10)
    speaker.chime(recall=False)
    speaker.stop()
    logging.getLogger("signage.media").removeHandler(listener)
    assert [record.getMessage() for record in caplog.records].count("speaker_silent") == 1
    assert not speaker.audible
