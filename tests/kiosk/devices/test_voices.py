"""Each language has a voice that really speaks, or is named among those without one."""

import io
import subprocess
import wave
from typing import Final

import pytest

from kiosk.devices.speaker import sound_at, synthesis
from kiosk.devices.voices import SILENT, VOICES, sentences
from wire.look import LANGUAGES, Lang

SAMPLES: Final[dict[Lang, str]] = {
    "de": "Ihre Nummer ist T 0 4 2. Bitte warten Sie in Bereich B.",
    "de-simple": "Ihre Nummer ist T 0 4 2. Bitte warten Sie in Bereich B.",
    "en": "Your number is T 0 4 2. Please wait in area B.",
    "tr": "Numaranız T 0 4 2. Lütfen B alanında bekleyin.",
    "ar": "رقمك هو T 0 4 2. يرجى الانتظار في المنطقة B.",
    "uk": "Ваш номер T 0 4 2. Будь ласка, зачекайте в зоні B.",
    "ru": "Ваш номер T 0 4 2. Пожалуйста, подождите в зоне B.",
    "fa": "شماره شما T 0 4 2 است. لطفاً در بخش B منتظر بمانید.",
    "ro": "Numărul dumneavoastră este T 0 4 2. Vă rugăm să așteptați în zona B.",
    "bg": "Вашият номер е T 0 4 2. Моля, изчакайте в зона B.",
    "pl": "Twój numer to T 0 4 2. Proszę czekać w strefie B.",
    "fr": "Votre numéro est T 0 4 2. Veuillez patienter dans la zone B.",
}


def _seconds(lang: Lang) -> float:
    with wave.open(io.BytesIO(sound_at(synthesis(SAMPLES[lang], lang), 3, silent=False))) as sound:
        return float(sound.getnframes() / sound.getframerate())


def test_each_language_has_a_voice_or_is_honestly_silent() -> None:
    assert set(VOICES) | SILENT == set(LANGUAGES)
    assert not set(VOICES) & SILENT


def test_espeak_knows_each_voice_by_its_own_language() -> None:
    run = subprocess.run(["espeak-ng", "--voices"], capture_output=True, text=True, check=True)
    known = {line.split()[1] for line in run.stdout.splitlines()[1:]}
    assert {voice.name for voice in VOICES.values()} <= known


@pytest.mark.parametrize("lang", VOICES)
def test_each_voice_speaks_a_sentence_in_a_sentences_time(lang: Lang) -> None:
    assert 3 < _seconds(lang) < 11


def test_plain_language_is_spoken_slower() -> None:
    assert _seconds("de-simple") > 1.15 * _seconds("de")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Guten Tag. Wie geht es?", ("Guten Tag.", "Wie geht es?")),
        ("Am 23. November um 8:45 Uhr. Bitte.", ("Am 23. November um 8:45 Uhr.", "Bitte.")),
        ("هل أنت هنا؟ انتظر.", ("هل أنت هنا؟", "انتظر.")),
        ("Raum 2.14\nTür links", ("Raum 2.14", "Tür links")),
        ("  ", ()),
    ],
)  # fmt: skip
def test_texts_are_spoken_in_sentences(text: str, pieces: tuple[str, ...]) -> None:
    assert sentences(text) == pieces
