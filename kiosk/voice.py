"""Reads the screen aloud to who wants it: a new screen whole, on the same screen what is new."""

import threading
from typing import TYPE_CHECKING, Final

from kiosk.texts import text
from kiosk.ui.reading import reading
from kiosk.ui.shown import Shown
from wire.ids import TicketNumber
from wire.look import Lang

if TYPE_CHECKING:
    from kiosk.devices.ports import Speaker

NEWS: Final = ("hint", "persons", "paper", "notice", "fact")
"""What can change while a screen stays."""


class Voice:
    """`follow` is called with each picture, the rest when the session says so; one thread only.

    What is private is said only into headphones (EN 301 549, 5.1.3.9).
    """

    def __init__(self, speaker: "Speaker") -> None:
        self._speaker = speaker
        self._last: tuple[str, Lang, bool] = ("", "de", False)
        self._shown = Shown()
        self._lock = threading.Lock()
        self._headphones = False

    def plugged(self, yes: bool) -> None:
        """Whether somebody listens with headphones; from any thread."""
        with self._lock:
            self._headphones = yes

    def follow(self, shown: Shown) -> None:
        """Say what this picture has that the last one had not; of alarms the session speaks."""
        before, self._shown = self._shown, shown
        if not shown.speech or shown.alarms:
            return
        if not before.speech or before.alarms or _screen(before) != _screen(shown):
            self._say_whole(shown)
        elif news := _news(before, shown):
            self.say(news, shown.lang)
        elif before.typed != shown.typed:
            self._say_typed(before, shown)

    def say(self, words: str, lang: Lang, *, private: bool = False) -> None:
        """What is private is not said at all without headphones."""
        if words:
            self._last = (words, lang, private)
            self._speaker.say(words, lang, private=private)

    def repeat(self) -> None:
        """The whole screen once more, or what was said last when that is all there is."""
        if not self._say_whole(self._shown):
            words, _, private = self._last
            self.say(words, self._shown.lang, private=private)

    def number(self, number: TicketNumber, zone: str, lang: Lang) -> None:
        """A number that no paper carries, to everybody; who has it read aloud hears it anyway."""
        if not self._shown.speech:
            words = text(lang, "paper_failed_spoken", number=" ".join(number), zone=zone)
            self._speaker.say(words, lang, private=False)

    def quiet(self) -> None:
        self._speaker.stop()

    def louder(self) -> None:
        self._speaker.louder()

    def reset(self) -> None:
        """The next visitor hears what all hear."""
        self._speaker.reset()

    def _say_whole(self, shown: Shown) -> bool:
        """Whether there was anything; the speaker looks once more who would hear private things."""
        with self._lock:
            headphones = self._headphones
        read = reading(shown)
        private = read.private if headphones else ""
        words = " ".join(part for part in (read.public, private) if part)
        self.say(words, shown.lang, private=bool(private))
        return bool(words)

    def _say_typed(self, before: Shown, shown: Shown) -> None:
        """Typed characters are for the headphones alone (EN 301 549, 5.1.3.8)."""
        erased = len(shown.typed) < len(before.typed)
        words = text(shown.lang, "say_erased") if erased else shown.typed[-1:]
        self._speaker.say(words, shown.lang, private=True)


def _news(before: Shown, shown: Shown) -> str:
    changed = (name for name in NEWS if getattr(shown, name) != getattr(before, name))
    return " ".join(filter(None, (getattr(shown, name) for name in changed)))


def _screen(shown: Shown) -> tuple[object, ...]:
    """What makes it another screen: its place in the table, its words, its page."""
    concerns = shown.concerns if shown.state == "choosing" else ()
    return (
        shown.state, shown.overlay, shown.leaving, shown.lang, shown.title, shown.lines,
        shown.number, shown.page, concerns, shown.service_deed, shown.service_lines,
    )  # fmt: skip
