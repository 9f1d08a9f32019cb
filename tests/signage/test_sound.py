"""Chimes, loudness, the real player and the real voice, one by one."""

import shutil
import struct
import threading
import wave
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest

from signage.media.card import AplayCard, Card, Sound
from signage.media.chime import CALM, Chime, chime, samples
from signage.media.pcm import RATE, at_volume, seconds, silence, trimmed, wav
from signage.media.simulated import SimulatedCard, SimulatedSound, SimulatedVoice
from signage.media.voices import MANNERS, EspeakVoice, NoVoice
from wire.look import LANGUAGES


def values(pcm: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(pcm) // 2}h", pcm)


@pytest.mark.parametrize("kind", get_args(Chime))
def test_a_chime_is_short_soft_and_ends_in_silence(kind: Chime) -> None:
    sound = values(chime(kind))
    assert 0.8 < seconds(chime(kind)) < 3
    assert 3000 < max(sound) < 20_000
    assert max(abs(value) for value in sound[:20]) < 1500
    assert max(abs(value) for value in sound[-100:]) < 1500


def test_a_recall_rings_twice_and_an_alarm_otherwise() -> None:
    once, twice = samples(CALM, rings=1), samples(CALM, rings=2)
    assert twice[: len(once)] == once
    assert twice[-len(once) :] == once
    assert len({chime(kind) for kind in get_args(Chime)}) == 3


def test_a_sound_is_a_wav_file_of_one_channel() -> None:
    with wave.open(BytesIO(wav(chime("call")))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.readframes(file.getnframes()) == chime("call")


def test_a_sentence_does_not_end_in_silence() -> None:
    assert trimmed(chime("call") + silence(0.5)) == trimmed(chime("call"))
    assert seconds(trimmed(silence(1))) == 0
    spoken = EspeakVoice().say("Raum 2 Punkt 1 4.", "de")
    assert max(abs(value) for value in values(spoken)[-200:]) >= 200


def test_volume_scales_and_never_distorts() -> None:
    loud = values(chime("call"))
    heights = [max(values(at_volume(chime("call"), percent))) for percent in (0, 25, 50, 75, 100)]
    assert heights[0] == 0
    assert heights == sorted(heights)
    assert heights[-1] == max(loud)


def player(folder: Path, script: str) -> tuple[str, ...]:
    """A player of our own in place of aplay: a shell script that gets the sound on its stdin."""
    path = folder / "player"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return (str(path),)


def fault(card: Card, pcm: bytes) -> str:
    """What went wrong with a sound that was wanted; nothing where it was heard."""
    played = card.play(Sound("chime call", pcm))
    assert played is not None
    return played.fault


def test_a_player_gets_the_whole_sound(tmp_path: Path) -> None:
    card = AplayCard(player(tmp_path, f"cat > {tmp_path}/heard"))
    assert fault(card, chime("call")) == ""
    assert (tmp_path / "heard").read_bytes() == wav(chime("call"))


@pytest.mark.parametrize("command", [("/nonexistent/aplay",), (shutil.which("false") or "false",)])
def test_without_a_card_it_says_so(command: tuple[str, ...]) -> None:
    assert fault(AplayCard(command), chime("call"))


def test_a_card_that_is_stuck_is_given_up(tmp_path: Path) -> None:
    card = AplayCard(player(tmp_path, "exec sleep 60"), grace_s=0.05)
    assert fault(card, silence(0.01)) == "the card is stuck"


def test_a_sound_can_be_cut(tmp_path: Path) -> None:
    card = AplayCard(player(tmp_path, f"touch {tmp_path}/began; exec sleep 60"))
    faults: list[str] = []
    playing = threading.Thread(target=lambda: faults.append(fault(card, silence(30))))
    playing.start()
    while not (tmp_path / "began").exists():
        playing.join(0.01)
    card.cut()
    playing.join(10)
    assert faults == [""]


def test_a_sound_that_was_cut_before_it_began_is_not_played(tmp_path: Path) -> None:
    card = AplayCard(player(tmp_path, f"touch {tmp_path}/began"))
    card.cut()
    assert card.play(Sound("silence", silence(30)), lambda: False) is None
    assert not (tmp_path / "began").exists()


def test_every_language_has_a_voice_that_speaks_it() -> None:
    assert set(MANNERS) == set(LANGUAGES)
    for lang in LANGUAGES:
        assert 0.3 < seconds(EspeakVoice().say("0 4 2", lang)) < 6


@pytest.mark.parametrize("command", [("/nonexistent/espeak",), (shutil.which("true") or "true",)])
def test_a_voice_that_is_missing_or_mute_says_so(command: tuple[str, ...]) -> None:
    with pytest.raises(NoVoice):
        EspeakVoice(command).say("Nummer", "de")


def test_simulated_sound_breaks_and_mends_by_order() -> None:
    sound = SimulatedSound(SimulatedCard(pace=0), SimulatedVoice())
    sound.become("no_card")
    assert fault(sound.card, chime("call"))
    sound.become("no_voice")
    with pytest.raises(NoVoice):
        sound.voice.say("Nummer", "de")
    sound.become("well")
    assert not fault(sound.card, chime("call"))
    assert seconds(sound.voice.say("Nummer", "de")) > 0
    with pytest.raises(ValueError, match="loud"):
        sound.become("loud")
