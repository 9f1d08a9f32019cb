"""Calls and alarms as they are heard, by a simulated card that keeps what it would have played."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import pytest

from signage.media.card import Played, Sound, always
from signage.media.chime import Chime
from signage.media.line import Announcement
from signage.media.sentences import Phrase
from signage.media.simulated import SimulatedCard, SimulatedVoice
from signage.media.speech import Hearing, SpeakingLine
from tests.wire.conftest import until
from wire.look import Lang
from wire.messages import AlarmKind

WITHIN_S = 20.0
PACE = 0.01


@dataclass
class Hall:
    """A speaker in a hall, a hundred times as fast as real ones, and who listens to it."""

    card: SimulatedCard = field(default_factory=lambda: SimulatedCard(PACE, grace_s=0.05))
    voice: SimulatedVoice = field(default_factory=SimulatedVoice)
    heard: list[Hearing] = field(default_factory=list)
    news: threading.Condition = field(default_factory=threading.Condition)
    speaker: SpeakingLine = field(init=False)

    def __post_init__(self) -> None:
        self.speaker = SpeakingLine(self.card, self.voice, self._on_heard)

    def _on_heard(self, hearing: Hearing) -> None:
        with self.news:
            self.heard.append(hearing)
            self.news.notify_all()

    def wait(self, holds: Callable[[], bool]) -> None:
        with self.news:
            for _ in range(int(WITHIN_S / 0.01)):
                if holds():
                    return
                self.news.wait(0.01)
        raise AssertionError("it did not happen in time")

    def call(self, name: str, *languages: Lang, chime: Chime = "call") -> None:
        phrases = tuple(Phrase(lang, ((lang, f"Nummer {name}"),)) for lang in languages or ("de",))
        self.speaker.announce(Announcement(name, chime, phrases, 70))

    def labels(self) -> list[str]:
        return [note.label for note in list(self.card.played)]


@pytest.fixture
def hall() -> Iterator[Hall]:
    hall = Hall()
    yield hall
    hall.speaker.stop()


def test_a_call_is_chime_german_other_language_and_the_words_once_more(hall: Hall) -> None:
    hall.call("a/1", "de", "uk")
    hall.wait(lambda: bool(hall.heard))
    words = ["de Nummer a/1", "uk Nummer a/1"]
    assert hall.labels() == ["chime call", *words, *words]
    [heard] = hall.heard
    assert (heard.id, heard.outcome, heard.languages) == ("a/1", "spoken", ("de", "uk"))
    assert heard.said == tuple(hall.labels())
    assert heard.ended_at >= hall.card.played[-1].ended


def test_two_never_talk_over_each_other(hall: Hall) -> None:
    for name in ("a/1", "b/1", "c/2"):
        hall.call(name, chime="recall" if name.endswith("2") else "call")
    hall.wait(lambda: len(hall.heard) == 3)
    played = list(hall.card.played)
    assert all(one.ended <= other.began for one, other in pairwise(played))


def test_who_waits_is_called_before_anybody_s_second_saying(hall: Hall) -> None:
    for name in ("a/1", "b/1"):
        hall.call(name)
    hall.wait(lambda: len(hall.heard) == 2)
    said = [label for label in hall.labels() if label.startswith("de")]
    assert said == ["de Nummer a/1", "de Nummer b/1", "de Nummer a/1", "de Nummer b/1"]


def test_the_same_announcement_is_taken_once(hall: Hall) -> None:
    hall.call("a/1")
    hall.call("a/1")
    hall.wait(lambda: bool(hall.heard))
    assert hall.labels().count("chime call") == 1


def test_a_call_that_is_taken_back_while_it_waits_is_never_said() -> None:
    hall = Hall(SimulatedCard(pace=0.2))
    hall.call("a/1")
    hall.call("b/1")
    hall.speaker.drop("b/1")
    hall.wait(lambda: bool(hall.heard))
    hall.speaker.stop()
    assert not any("b/1" in label for label in hall.labels())
    assert [heard.id for heard in hall.heard] == ["a/1"]


def test_who_stops_tells_what_was_heard_of_each_call() -> None:
    hall = Hall(SimulatedCard(pace=1))
    for name in ("a/1", "b/1"):
        hall.call(name)
    hall.wait(lambda: "chime call" in hall.labels())
    hall.speaker.stop()
    assert {heard.id: heard.outcome == "silent" for heard in hall.heard} == {
        "a/1": False, "b/1": True,
    }  # fmt: skip


def test_an_alarm_goes_before_all_and_cuts_calls() -> None:
    hall = Hall(SimulatedCard(pace=1))
    hall.call("a/1")
    hall.call("b/1")
    hall.wait(lambda: hall.voice.said.count(("de", "Nummer b/1")) == 1)
    hall.speaker.announce(Announcement("fire", "alarm", (Phrase("de", (("de", "Feuer"),)),), 90))
    hall.wait(lambda: "de Feuer" in hall.labels())
    hall.speaker.stop()
    labels = hall.labels()
    assert not any("b/1" in label for label in labels)
    assert labels[labels.index("chime alarm") :][:2] == ["chime alarm", "de Feuer"]
    assert all(note.cut for note in hall.card.played if "a/1" in note.label)
    assert {note.volume for note in hall.card.played if "Feuer" in note.label} == {90}


def _alarm(name: str, kind: AlarmKind, words: str) -> Announcement:
    return Announcement(name, "alarm", (Phrase("de", (("de", words),)),), 90, alarm=kind)


def test_a_fire_breaks_off_a_lesser_alarm_which_is_said_afterwards() -> None:
    hall = Hall(SimulatedCard(pace=0.3))
    hall.speaker.announce(_alarm("shut", "closed", "Heute geschlossen. " * 10))
    hall.speaker.announce(_alarm("ill", "medical", "Platz"))
    hall.wait(lambda: "chime alarm" in hall.labels())
    hall.speaker.announce(_alarm("fire", "fire", "Feuer"))
    hall.wait(lambda: hall.labels().count("de Feuer") == 2)
    hall.wait(lambda: any("Heute" in label for label in hall.labels()[-1:]))
    hall.speaker.stop()
    said = [label for label in hall.labels() if not label.startswith("chime")]
    whole = [note.label[:7] for note in hall.card.played if not note.cut]
    fires = [at for at, label in enumerate(said) if label == "de Feuer"]
    assert fires[1] - fires[0] == 1
    assert "de Platz" in said[fires[1] :]
    assert whole.count("de Heut") >= 1


def test_an_alarm_that_comes_just_as_a_call_has_ended_is_spoken() -> None:
    card = SimulatedCard(PACE)
    fire = _alarm("fire", "fire", "Feuer")
    speaker = SpeakingLine(card, SimulatedVoice(), lambda _heard: speaker.announce(fire))
    speaker.announce(Announcement("a/1", "call", (Phrase("de", (("de", "Nummer"),)),), 70))
    until(lambda: "de Feuer" in [note.label for note in card.played])
    speaker.stop()


class SlowVoice:
    """Takes its time for one sentence, and says which ones it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = threading.Event()

    def say(self, text: str, lang: Lang) -> bytes:
        self.asked.append(text)
        if text.startswith("lang"):
            self.go.wait(WITHIN_S)
        return SimulatedVoice().say(text, lang)


def test_words_that_nobody_wants_any_more_keep_nothing_waiting() -> None:
    voice, card = SlowVoice(), SimulatedCard(PACE)
    speaker = SpeakingLine(card, voice, lambda _heard: None)
    for name in ("a/1", "b/1", "c/1"):
        speaker.announce(Announcement(name, "call", (Phrase("de", (("de", f"lang {name}"),)),), 70))
    until(lambda: len(voice.asked) == 2 and bool(card.played))
    speaker.announce(_alarm("fire", "fire", "Feuer"))
    until(lambda: [note.label for note in card.played].count("chime alarm") == 1, 2)
    voice.go.set()
    until(lambda: "de Feuer" in [note.label for note in card.played])
    speaker.stop()
    assert "lang c/1" not in voice.asked


def test_an_alarm_that_is_over_is_broken_off() -> None:
    hall = Hall(SimulatedCard(pace=1))
    words = Phrase("de", (("de", "Bitte verlassen Sie das Haus. " * 20),))
    hall.speaker.announce(Announcement("fire", "alarm", (words,), 90))
    hall.wait(lambda: bool(hall.voice.said))
    hall.speaker.drop("fire")
    hall.call("a/1")
    hall.wait(lambda: "chime call" in hall.labels())
    hall.speaker.stop()
    assert not hall.heard or hall.heard[0].id == "a/1"


class InterruptedCard(SimulatedCard):
    """`comes` happens just before the words of `label` begin."""

    def __init__(self, label: str) -> None:
        super().__init__(PACE)
        self._label = label
        self.comes: Callable[[], None] = lambda: None

    def play(self, sound: Sound, wanted: Callable[[], bool] = always) -> Played | None:
        if sound.label == self._label:
            self._label = ""
            self.comes()
        return super().play(sound, wanted)


def test_an_alarm_that_comes_just_before_the_words_begin_does_not_wait_for_their_end() -> None:
    card, fire = InterruptedCard("de Nummer a/1"), _alarm("fire", "fire", "Feuer")
    hall = Hall(card)
    card.comes = partial(hall.speaker.announce, fire)
    hall.call("a/1")
    hall.wait(lambda: "de Feuer" in hall.labels() and bool(hall.heard))
    hall.speaker.stop()
    assert "de Nummer a/1" not in hall.labels()
    assert [heard.outcome for heard in hall.heard] == ["chime"]
    assert hall.speaker.audible


@pytest.mark.warns("speaker_silent")
@pytest.mark.parametrize("fault", ["no_card", "stuck"])
def test_without_a_card_a_call_is_silent_and_the_next_one_tries_again(
    hall: Hall, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    hall.card.fault = "stuck" if fault == "stuck" else "no_card"
    hall.call("a/1")
    hall.call("b/1")
    hall.wait(lambda: len(hall.heard) == 2)
    assert [heard.outcome for heard in hall.heard] == ["silent", "silent"]
    assert not hall.speaker.audible
    assert [record.getMessage() for record in caplog.records].count("speaker_silent") == 1
    hall.card.fault = None
    hall.call("c/1")
    hall.wait(lambda: len(hall.heard) == 3)
    assert hall.heard[-1].outcome == "spoken"
    assert hall.speaker.audible


@pytest.mark.warns("voice_silent")
def test_without_a_voice_the_chime_is_heard_and_told(hall: Hall) -> None:
    hall.voice.mute = True
    hall.call("a/1", "de", "ar")
    hall.wait(lambda: bool(hall.heard))
    assert (hall.heard[0].outcome, hall.heard[0].languages) == ("chime", ())
    assert hall.labels() == ["chime call"]


@pytest.mark.warns("voice_silent", "speaker_silent")
def test_a_missing_voice_or_card_is_known_before_the_first_call(hall: Hall) -> None:
    hall.voice.mute, hall.card.fault = True, "no_card"
    hall.speaker.try_out()
    hall.wait(lambda: not hall.speaker.voiced and not hall.speaker.audible)
    hall.voice.mute, hall.card.fault = False, None
    hall.speaker.try_out()
    hall.wait(lambda: hall.speaker.voiced and hall.speaker.audible)
    assert not hall.heard


class FaultyCard(SimulatedCard):
    """Fails as no card should while `faulty`."""

    faulty = True

    def play(self, sound: Sound, wanted: Callable[[], bool] = always) -> Played | None:
        if self.faulty:
            raise RuntimeError("can't start new thread")
        return super().play(sound, wanted)


class FaultyVoice(SimulatedVoice):
    """Fails as no voice should while `faulty`."""

    faulty = True

    def say(self, text: str, lang: Lang) -> bytes:
        if self.faulty:
            raise MemoryError
        return super().say(text, lang)


@pytest.mark.warns("speaker_failed", "voice_silent")
def test_an_unforeseen_fault_of_card_or_voice_is_known_and_silences_nothing_for_ever() -> None:
    card, voice = FaultyCard(PACE), FaultyVoice()
    hall = Hall(card, voice)
    hall.speaker.try_out()
    hall.wait(lambda: not hall.speaker.voiced and not hall.speaker.audible)
    hall.call("a/1")
    hall.wait(lambda: [heard.outcome for heard in hall.heard] == ["silent"])
    card.faulty = False
    hall.call("b/1")
    hall.wait(lambda: [heard.outcome for heard in hall.heard] == ["silent", "chime"])
    voice.faulty = False
    hall.call("c/1")
    hall.wait(lambda: len(hall.heard) == 3)
    assert hall.heard[-1].outcome == "spoken"
    assert (hall.speaker.audible, hall.speaker.voiced) == (True, True)
    hall.speaker.stop()


def test_the_words_are_made_while_the_chime_rings() -> None:
    hall = Hall(SimulatedCard(pace=10))
    hall.call("a/1", "de", "uk")
    hall.wait(lambda: len(hall.voice.said) == 2)
    assert hall.labels() == []
    hall.speaker.stop()
