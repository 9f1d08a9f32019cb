"""Visitors who use no picture: they press keys, listen to the headphones, hold their letter.

Everything they know of the kiosk is the speech log. What they reach for is found by its spoken
name; where they are is what was said last. One of them listens in German, another in Arabic.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.devices.simulated.speaker import Said, SimulatedSpeaker
from kiosk.flow import events as ev
from kiosk.texts import ENDONYMS, text
from kiosk.ui.sample import HOUSE, HOUSE_LOOK, TICKET, WALK_IN
from tests.kiosk.flow.playbook import LETTER, SHORT_CODE
from tests.kiosk.house import RunningKiosk
from wire.look import Lang
from wire.messages import OFFERS, DoneReply, RefusalReply

STRIKE = timedelta(seconds=0.6)
MOST_KEYS = 40
FULL = HOUSE.model_copy(update={"offers": OFFERS, "standalone": None})


class Listener:
    """Hears, presses, and never looks."""

    def __init__(self, running: RunningKiosk, lang: Lang) -> None:
        self._running = running
        self.lang: Lang = lang
        self._speaker = running.kiosk._voice._speaker
        self._heard = len(self.log)
        self._ask = 0

    @property
    def log(self) -> tuple[Said, ...]:
        assert isinstance(self._speaker, SimulatedSpeaker)
        return self._speaker.said

    def text(self, key: str, **fields: object) -> str:
        """What somebody who knows the language expects to hear."""
        return text(self.lang, key, **fields)

    # ------------------------------------------------------------------ ears

    def hears(self, *words: str) -> str:
        """Waits until something new is said that has all these words; gives the whole of it."""
        found: list[str] = []

        def heard() -> bool:
            new = self.log[self._heard :]
            for at, said in enumerate(new):
                if all(word in said.text for word in words):
                    assert said.lang == self.lang
                    assert said.sink == "headphones", "not for everybody's ears"
                    self._heard += at + 1
                    found.append(said.text)
                    return True
            return False

        self._running.until(heard, f"{words}; heard {[s.text for s in self.log[-4:]]}")
        return found[-1]

    # ------------------------------------------------------------------ hands

    def key(self, name: str) -> None:
        """One key, as fast as a second strike still counts."""
        self._running.wall.passed += STRIKE
        self._running.order(key=name)

    def next(self) -> str:
        """On to the next control; what is said of it."""
        before = len(self.log)
        self.key("down")
        self._running.until(lambda: len(self.log) > before, "a key is answered by speech")
        return self.log[-1].text

    def goes_to(self, name: str) -> None:
        """Key by key, until the wanted name is heard."""
        passed: list[str] = []
        for _ in range(MOST_KEYS):
            said = self.next()
            if name in said:
                self._heard = len(self.log)
                return
            if said in passed and self.text("page_next") in " ".join(passed):
                self._turns_the_page()
                passed.clear()
            passed.append(said)
        raise AssertionError(f"{name} is not to be found among {passed}")

    def _turns_the_page(self) -> None:
        while self.text("page_next") not in self.next():
            pass
        self.key("enter")

    def presses(self, name: str) -> None:
        self.goes_to(name)
        self.key("enter")

    def holds_letter(self) -> None:
        self._running.hold(LETTER)

    # ------------------------------------------------------------------ the rest of the world

    def hub_answers(self, reply: ev.Answer, asked: str) -> None:
        """The hub has heard the request of a screen."""
        self._ask += 1
        number = self._ask
        self._running.until(lambda: self._running.state in (asked, "delayed"), asked)
        self._running.tell(lambda at: ev.Answered(at, number, reply))

    def ends(self) -> None:
        """Done: the next visitor finds the first screen."""
        self.presses(self.text("finish"))
        self._running.shows("welcome")
        self._heard = len(self.log)


@pytest.fixture
def running(
    app: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RunningKiosk]:
    kiosk = RunningKiosk(app, tmp_path, monkeypatch)
    kiosk.shows("welcome")
    kiosk.tell(lambda at: ev.LookReceived(at, HOUSE_LOOK))
    kiosk.tell(lambda at: ev.ConfigReceived(at, FULL))
    kiosk.tell(lambda at: ev.HubReachable(at, yes=True))
    kiosk.until(lambda: kiosk.kiosk.window.view.shown.reachable, "the hub is there")
    yield kiosk
    kiosk.stop()


@pytest.fixture(params=["de", "ar"])
def listener(request: pytest.FixtureRequest, running: RunningKiosk) -> Listener:
    """Plugs headphones in, hears how it goes, and finds the own language by its own name."""
    listener = Listener(running, "de")
    running.order(headphones=True)
    listener.hears(listener.text("say_keys"))
    if request.param != "de":
        listener.presses(listener.text("languages"))
        listener.hears(listener.text("languages_title"))
        listener.presses(ENDONYMS[request.param])
        listener.lang = request.param
        listener.hears(listener.text("say_keys"))
    return listener


def spelt(number: str) -> str:
    return " ".join(number)


def test_an_appointment_by_letter(listener: Listener) -> None:
    listener.presses(listener.text("appointment"))
    listener.hears(listener.text("scanning_title"), listener.text("scanning_distance"))
    listener.holds_letter()
    listener.hub_answers(TICKET, "asking")
    said = listener.hears(spelt(TICKET.number), listener.text("done_paper"))
    assert "2.14" in said, "the room"
    assert listener.text("appointment_in", time="9:00", room="2.14") in said
    assert listener.text("way_left").lower() in said.lower()
    listener.ends()


def test_a_number_for_a_concern_of_a_group(listener: Listener) -> None:
    listener.presses(listener.text("walk_in"))
    listener.hears(listener.text("choosing_title"))
    group = next(card for card in FULL.concerns if card.id == "familie")
    leaf = next(card for card in FULL.concerns if card.id == "miete")
    listener.presses(group.name[listener.lang])
    listener.presses(leaf.name[listener.lang])
    listener.hub_answers(WALK_IN, "asking")
    listener.hears(spelt(WALK_IN.number), listener.text("wait", low=20, high=35))
    listener.ends()


def test_a_code_that_is_typed_and_mistyped(listener: Listener) -> None:
    listener.presses(listener.text("type_code"))
    listener.hears(listener.text("typing_title"))
    for letter in SHORT_CODE[:-1]:
        listener.key(letter.lower())
        listener.hears(letter)
    listener.key("p")
    listener.hears(listener.text("typing_bad_code"))
    listener.key("backspace")
    listener.hears(listener.text("say_erased"))
    listener.key(SHORT_CODE[-1].lower())
    listener.hub_answers(TICKET, "asking")
    listener.hears(spelt(TICKET.number))
    listener.ends()


def test_papers_without_a_letter(listener: Listener) -> None:
    listener.presses(listener.text("documents"))
    listener.hears(listener.text("documents_letter"))
    listener.presses(listener.text("documents_without"))
    listener.hears(listener.text("receipt_keep"))
    listener.hears(listener.text("receipt_printed"))
    listener.ends()


def test_a_room_and_the_way_to_it(listener: Listener) -> None:
    listener.presses(listener.text("find_room"))
    listener.hears(listener.text("rooms_title"))
    listener.presses("2.12")
    listener.hears("2.12", listener.text("room_title"))
    listener.ends()


def test_a_person_is_called(listener: Listener) -> None:
    listener.presses(listener.text("help"))
    listener.hears(listener.text("help_called_title"))
    listener.hub_answers(DoneReply(), "help_called")
    listener.ends()


def test_how_it_was(listener: Listener) -> None:
    listener.presses(listener.text("score_4"))
    listener.hears(listener.text("why_title_good"))
    listener.presses(listener.text("why_talk"))
    listener.hears(listener.text("thanks_title"))


def test_companions(listener: Listener) -> None:
    listener.holds_letter()
    listener.hub_answers(TICKET, "asking")
    listener.hears(spelt(TICKET.number))
    listener.presses(listener.text("amend"))
    listener.hears(listener.text("amending_title"))
    listener.goes_to(listener.text("amending_more"))
    listener.key("enter")
    listener.hears("2")
    listener.presses(listener.text("amending_save"))
    listener.hears(listener.text("amended"))
    listener.ends()


def test_a_letter_that_does_not_count_says_why_and_what_next(listener: Listener) -> None:
    listener.holds_letter()
    listener.hub_answers(RefusalReply(reason="cancelled"), "asking")
    listener.hears(
        listener.text("refused_cancelled_title"), listener.text("refused_cancelled_next")
    )
    listener.key("escape")


def test_without_paper_the_number_is_said(listener: Listener, running: RunningKiosk) -> None:
    running.printer.fault("paper_out")
    listener.holds_letter()
    listener.hub_answers(TICKET, "asking")
    listener.hears(listener.text("paper_failed_title"), spelt(TICKET.number))
    listener.ends()


def test_who_needs_time_is_asked_and_any_key_gives_it(
    listener: Listener, running: RunningKiosk
) -> None:
    listener.presses(listener.text("walk_in"))
    listener.hears(listener.text("choosing_title"))
    running.wall.passed += timedelta(seconds=165)
    listener.hears(listener.text("stay_title"))
    listener.key("down")
    listener.hears(listener.text("choosing_title"))
    running.wall.passed += timedelta(seconds=100)
    listener.next()
    assert running.state == "choosing"


def test_the_screen_can_be_changed_and_said_again(
    listener: Listener, running: RunningKiosk
) -> None:
    listener.presses(listener.text("options"))
    listener.hears(listener.text("options_title"))
    listener.presses(listener.text("options_contrast"))
    running.until(lambda: running.kiosk.window.view.shown.contrast, "white on black")
    listener.key("escape")
    listener.hears(listener.text("say_keys"))
    listener.key("f5")
    listener.hears(listener.text("say_keys"))


def test_nothing_private_is_heard_in_the_hall(listener: Listener, running: RunningKiosk) -> None:
    """The plug comes out in the middle: what follows is for nobody's ears but the visitor's."""
    listener.presses(listener.text("type_code"))
    listener.hears(listener.text("typing_title"))
    running.order(headphones=False)
    running.until(lambda: not running.kiosk.window.view.shown.speech, "the voice ends")
    before = len(listener.log)
    for letter in SHORT_CODE[:3]:
        listener.key(letter.lower())
    running.until(lambda: len(running.kiosk.window.view.shown.typed) == 3, "keys still count")
    assert listener.log[before:] == ()
