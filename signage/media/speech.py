"""Lets calls and alarms be heard, one after another: chime, then words, twice.

Words are made in the background as soon as an announcement comes, so that they are there when the
chime has rung. A call that is taken back is not said any more, but no word is broken off in its
middle. An alarm breaks off every call for good, and a lesser alarm until it has been said itself.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

from signage.media.card import Card, Sound
from signage.media.chime import chime
from signage.media.line import Announcement, Line, Turn, again, join, leave, only_alarms, rank
from signage.media.pcm import silence
from signage.media.sentences import Phrase
from signage.media.voices import SYNTHESIS_S, NoVoice, Voice
from wire.look import Lang
from wire.messages import Heard

log = logging.getLogger("signage.media")

BREATH: Final = silence(0.25)
"""Between number and room, and between two languages."""
END_S: Final = 5.0
TRIAL: Final = silence(0.05)
AGAIN_S: Final = 60.0
"""So often a card or a voice that does not work is tried again while nobody is called."""
STEP_S: Final = 0.1
"""So soon the playing thread notices that the words it waits for are not wanted any more."""

Made = dict[Lang, "Future[bytes]"]


@dataclass(frozen=True)
class Hearing:
    """What was heard of an announcement: `said` in its order; delays since it was asked for."""

    id: str
    outcome: Heard
    languages: tuple[Lang, ...]
    ended_at: float
    """Steady seconds."""
    chime_ms: int | None = None
    words_ms: int | None = None
    said: tuple[str, ...] = ()


class Speaker(Protocol):
    """What the runner needs of a speaker; no call blocks, and none raises."""

    @property
    def audible(self) -> bool:
        """False once the last sound could not be played."""

    @property
    def voiced(self) -> bool:
        """False once the last words could not be made."""

    def try_out(self) -> None:
        """Find out by silence whether calls could be heard, before the first one comes."""

    def announce(self, what: Announcement) -> None: ...

    def drop(self, which: str) -> None:
        """Say nothing more of it."""

    def stop(self) -> None:
        """Fall silent; what was heard of each call is told before this returns."""


@dataclass
class _Account:
    """What has been heard of one announcement so far."""

    made: Made
    alarm: bool = False
    dropped: bool = False
    held: bool = False
    """Broken off by what is more pressing; it is said from its beginning afterwards."""
    languages: list[Lang] = field(default_factory=list)
    chimed: bool = False
    chime_ms: int | None = None
    words_ms: int | None = None
    ended_at: float = 0.0
    said: list[str] = field(default_factory=list)

    @property
    def wanted(self) -> bool:
        """Whether it is to be heard now."""
        return not (self.dropped or self.held)

    def drop(self) -> None:
        """Say nothing more of it, and make no more words for it."""
        self.dropped = True
        for making in self.made.values():
            making.cancel()


class SpeakingLine:
    """Behind `Speaker`: a thread that plays, and two that make words before they are wanted.

    `on_heard` gets one account of each call, after its last saying; on the playing thread.
    """

    def __init__(self, card: Card, voice: Voice, on_heard: Callable[[Hearing], None]) -> None:
        self._card = card
        self._voice = voice
        self._on_heard = on_heard
        self._news = threading.Condition()
        self._line = Line()
        self._now: Turn | None = None
        self._accounts: dict[str, _Account] = {}
        self._closing = False
        self._untried = False
        self._audible = True
        self._voiced = True
        self._maker = ThreadPoolExecutor(2, thread_name_prefix="voice")
        self._thread = threading.Thread(target=self._run, name="speaker", daemon=True)
        self._thread.start()

    @property
    def audible(self) -> bool:
        return self._audible

    @property
    def voiced(self) -> bool:
        return self._voiced

    def try_out(self) -> None:
        with self._news:
            self._untried = True
            self._news.notify_all()

    def announce(self, what: Announcement) -> None:
        with self._news:
            if self._closing or what.id in self._accounts:
                return
            made = {one.lang: self._maker.submit(self._make, one) for one in what.phrases}
            turn = Turn(what)
            if what.chime == "alarm":
                self._silence_calls()
                self._make_way(turn)
            self._accounts[what.id] = _Account(made, what.chime == "alarm")
            self._line = join(self._line, turn)
            self._news.notify_all()

    def drop(self, which: str) -> None:
        with self._news:
            self._line = leave(self._line, which)
            if account := self._accounts.get(which):
                account.drop()
            speaking = self._now and self._now.said.id == which
            if speaking and self._now and self._now.said.chime == "alarm":
                self._card.cut()
            elif not speaking:
                self._settle(which)

    def stop(self) -> None:
        """Be silent now and end the threads."""
        with self._news:
            self._closing = True
            waiting, self._line = self._line.waiting, Line()
            for account in self._accounts.values():
                account.drop()
            for turn in waiting:
                # It rings in no later life; so the hub hears that this one was silent.
                self._settle(turn.said.id, done=True)
            self._card.cut()
            self._news.notify_all()
        self._thread.join(END_S)
        self._maker.shutdown(wait=False, cancel_futures=True)

    def _silence_calls(self) -> None:
        for turn in self._line.waiting:
            if turn.said.chime != "alarm":
                self._accounts[turn.said.id].drop()
        calls = {turn.said.id for turn in self._line.waiting if turn.said.chime != "alarm"}
        self._line = only_alarms(self._line)
        for call in calls:
            self._settle(call)
        if self._now and self._now.said.chime != "alarm":
            self._accounts[self._now.said.id].drop()
            self._card.cut()

    def _make_way(self, alarm: Turn) -> None:
        """Break off a lesser alarm until this one is said; make its words later, too."""
        now = (self._now,) if self._now else ()
        for lesser in (*now, *self._line.waiting):
            account = self._accounts[lesser.said.id]
            if rank(lesser) <= rank(alarm) or account.dropped:
                continue
            if lesser is self._now:
                account.held = True
                self._card.cut()
            for phrase in lesser.said.phrases:
                if account.made[phrase.lang].cancel():
                    account.made[phrase.lang] = self._maker.submit(self._make, phrase)

    # ------------------------------------------------------------------ on the playing thread

    def _run(self) -> None:
        for kind in ("call", "recall", "alarm"):
            chime(kind)
        while True:
            with self._news:
                well = self._audible and self._voiced
                self._news.wait_for(self._is_wanted, None if well else AGAIN_S)
                if self._closing:
                    return
                turn, *rest = self._line.waiting or (None,)
                self._line, self._now = Line(tuple(rest)), turn
            if turn is None:
                self._within(self._try)
                continue
            account = self._accounts[turn.said.id]
            self._within(partial(self._take, turn, account))
            self._within(partial(self._go_on, turn, account))

    def _within(self, job: Callable[[], None]) -> None:
        """The device loop's rim: no fault may silence the display for ever."""
        try:
            job()
        except Exception:
            if self._audible:
                log.exception("speaker_failed")
            self._audible = False

    def _is_wanted(self) -> bool:
        return bool(self._closing or self._untried or self._line.waiting)

    def _try(self) -> None:
        """Card and voice, without a sound; words are not waited for, a call might come."""
        with self._news:
            self._untried = False
            if not self._closing:
                self._maker.submit(self._try_voice)
        self._play(Sound("trial", TRIAL), lambda: not self._closing)

    def _take(self, turn: Turn, account: _Account) -> None:
        """One saying to its end, or as far as it is wanted and can be heard."""
        if turn.round == 1 or turn.said.chime == "alarm":
            self._ring(turn, account)
        for phrase in turn.said.phrases if self._audible else ():
            words = self._words(account, phrase.lang)
            if words is None or not account.wanted:
                continue
            began = self._play(Sound(phrase.label, words, turn.said.volume), lambda: account.wanted)
            if began is None:
                return
            account.ended_at = time.monotonic()
            account.said.append(phrase.label)
            if account.words_ms is None:
                account.words_ms = round(1000 * (began - turn.said.asked_at))
            if phrase.lang not in account.languages:
                account.languages.append(phrase.lang)

    def _ring(self, turn: Turn, account: _Account) -> None:
        kind = turn.said.chime
        if not account.wanted:
            return
        sound = Sound(f"chime {kind}", chime(kind), turn.said.volume)
        began = self._play(sound, lambda: account.wanted)
        account.ended_at = time.monotonic()
        if began is not None:
            account.said.append(f"chime {kind}")
        if began is not None and not account.chimed:
            account.chimed = True
            account.chime_ms = round(1000 * (began - turn.said.asked_at))

    def _play(self, sound: Sound, wanted: Callable[[], bool]) -> float | None:
        """When it began; None when it could not be heard, or was not wanted any more."""
        played = self._card.play(sound, wanted)
        if played is None:
            return None
        if played.fault and self._audible:
            log.warning("speaker_silent", extra={"detail": played.fault})
        elif not played.fault and not self._audible:
            log.info("speaker_audible")
        self._audible = not played.fault
        return None if played.fault else played.began

    def _words(self, account: _Account, lang: Lang) -> bytes | None:
        """The words, as soon as they are made; None without a voice, or when nobody wants them."""
        making, ends = account.made[lang], time.monotonic() + 2 * SYNTHESIS_S
        while account.wanted and not making.done() and time.monotonic() < ends:
            wait([making], STEP_S)
        if not account.wanted:
            return None
        try:
            words = making.result(0)
        except (NoVoice, TimeoutError, CancelledError) as error:
            self._judge_voice(str(error) or "too slow")
            return None
        self._judge_voice("")
        return words

    def _judge_voice(self, fault: str) -> None:
        if fault and self._voiced:
            log.warning("voice_silent", extra={"detail": fault})
        elif not fault and not self._voiced:
            log.info("voice_heard")
        self._voiced = not fault

    def _go_on(self, turn: Turn, account: _Account) -> None:
        """Once more where it was broken off, or a second time where it was heard; else all."""
        with self._news:
            # Whoever takes the lock next must not find a turn whose account is settled.
            self._now = None
            if account.held and not account.dropped:
                account.held = False
                self._line = join(self._line, turn)
                return
            second = again(turn) if account.languages and self._audible else None
            if second and not account.dropped and not self._closing:
                self._line = join(self._line, second)
            else:
                self._settle(turn.said.id, done=not account.dropped or self._closing)

    def _settle(self, which: str, *, done: bool = False) -> None:
        """Tell what was heard of it: when it is done, or as far as it came."""
        account = self._accounts.pop(which, None)
        if account is None or account.alarm:
            return
        outcome: Heard = "spoken" if account.languages else "chime" if account.chimed else "silent"
        if done or account.chimed:
            self._on_heard(Hearing(
                which, outcome, tuple(account.languages), account.ended_at or time.monotonic(),
                account.chime_ms, account.words_ms, tuple(account.said),
            ))  # fmt: skip

    def _try_voice(self) -> None:
        """On the voice's thread."""
        try:
            self._say("Probe", "de")
        except NoVoice as error:
            self._judge_voice(str(error))
        else:
            self._judge_voice("")

    def _make(self, phrase: Phrase) -> bytes:
        """On the voice's thread. Raises NoVoice."""
        said = (self._say(text, lang) for lang, text in phrase.parts)
        return BREATH.join(said) + BREATH

    def _say(self, text: str, lang: Lang) -> bytes:
        """The device loop's rim: whatever fails here is a missing voice. Raises NoVoice."""
        try:
            return self._voice.say(text, lang)
        except NoVoice:
            raise
        except Exception as error:
            raise NoVoice(repr(error)) from error
