"""What a finger or a key can do: one slot for each event that a person before the kiosk causes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, get_args

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.flow import events as ev
from wire.look import LANGUAGES
from wire.messages import FEEDBACK_REASONS

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

DOUBLE_STRIKE: Final = timedelta(seconds=0.5)
"""EN 301 549 V3.2.1, 5.8: a second strike within this time is not meant."""
Send = Callable[[ev.Event], None]
Plain = (
    type[ev.AppointmentPressed] | type[ev.WalkInPressed] | type[ev.TypePressed]
    | type[ev.DocumentsPressed] | type[ev.FindRoomPressed]
)  # fmt: skip
COME_FOR: Final[dict[str, Plain]] = {
    "check_in": ev.AppointmentPressed,
    "ticket": ev.WalkInPressed,
    "documents": ev.DocumentsPressed,
    "find_room": ev.FindRoomPressed,
    "type": ev.TypePressed,
}
"""What one can come for, by the names of the welcome screen's buttons."""
DEEDS: Final[tuple[ev.ServiceDeed, ...]] = get_args(ev.ServiceDeed)


@dataclass(frozen=True)
class Touches:
    """Where touches go, and the steady clock that dates them."""

    send: Send
    clock: Callable[[], datetime]


@QmlElement
class TouchSlots(QObject):
    """Turns touches into events. What a shaking finger strikes twice counts once."""

    def __init__(self, touches: Touches) -> None:
        super().__init__()
        self._touches = touches
        self._drawn_at: datetime | None = None

    def drawn(self) -> None:
        """Another screen stands under the finger now."""
        self._drawn_at = self._touches.clock()

    def _now(self) -> datetime:
        return self._touches.clock()

    def _strike(self, touch: ev.Event) -> None:
        """A finger that lands twice must not press what the next screen has at that place."""
        if self._drawn_at is None or touch.at - self._drawn_at >= DOUBLE_STRIKE:
            self._touches.send(touch)

    # ------------------------------------------------------------------ on every screen

    @Slot()
    def help(self) -> None:
        self._strike(ev.HelpPressed(self._now()))

    @Slot()
    def back(self) -> None:
        self._strike(ev.BackPressed(self._now()))

    @Slot()
    def stay(self) -> None:
        self._strike(ev.StayPressed(self._now()))

    @Slot()
    def finish(self) -> None:
        self._strike(ev.FinishPressed(self._now()))

    @Slot()
    def save(self) -> None:
        self._strike(ev.SavePressed(self._now()))

    @Slot()
    def putAside(self) -> None:
        self._strike(ev.AsidePressed(self._now()))

    @Slot(int)
    def turn(self, by: int) -> None:
        """To the next page or the one before; 0 where there is none."""
        if by:
            self._strike(ev.PageTurned(self._now(), 1 if by > 0 else -1))

    # ------------------------------------------------------------------ how the kiosk is used

    @Slot()
    def openLanguages(self) -> None:
        self._strike(ev.LanguagesPressed(self._now()))

    @Slot()
    def openOptions(self) -> None:
        self._strike(ev.OptionsPressed(self._now()))

    @Slot(str)
    def speak(self, lang: str) -> None:
        for known in LANGUAGES:
            if known == lang:
                self._strike(ev.LanguageChosen(self._now(), known))

    @Slot(str)
    def toggle(self, manner: str) -> None:
        """One of ``contrast``, ``low``, ``speech``."""
        toggled: dict[str, type[ev.ContrastToggled | ev.LowToggled | ev.SpeechToggled]] = {
            "contrast": ev.ContrastToggled, "low": ev.LowToggled, "speech": ev.SpeechToggled,
        }  # fmt: skip
        self._touches.send(toggled[manner](self._now()))

    @Slot()
    def louder(self) -> None:
        self._touches.send(ev.LouderPressed(self._now()))

    @Slot()
    def repeat(self) -> None:
        self._touches.send(ev.RepeatPressed(self._now()))

    @Slot(str)
    def focused(self, text: str) -> None:
        """`text` is what is said of the control that the keys have led to."""
        self._touches.send(ev.FocusMoved(self._now(), text))

    # ------------------------------------------------------------------ what people come for

    @Slot(str)
    def come(self, what: str) -> None:
        """A button of the welcome screen, by its name in `COME_FOR`."""
        self._strike(COME_FOR[what](self._now()))

    @Slot(str)
    def choose(self, concern: str) -> None:
        self._strike(ev.ConcernChosen(self._now(), concern))

    @Slot(str)
    def key(self, character: str) -> None:
        self._touches.send(ev.KeyPressed(self._now(), character))

    @Slot()
    def erase(self) -> None:
        self._touches.send(ev.ErasePressed(self._now()))

    @Slot()
    def amend(self) -> None:
        self._strike(ev.AmendPressed(self._now()))

    @Slot(int)
    def count(self, by: int) -> None:
        """More persons, or fewer."""
        self._touches.send(ev.PersonsChanged(self._now(), 1 if by > 0 else -1))

    @Slot()
    def withoutLetter(self) -> None:
        self._strike(ev.WithoutLetterPressed(self._now()))

    @Slot(str)
    def chooseRoom(self, room: str) -> None:
        self._strike(ev.RoomChosen(self._now(), room))

    @Slot(int)
    def score(self, score: int) -> None:
        self._strike(ev.ScoreChosen(self._now(), score))

    @Slot(str)
    def reason(self, reason: str) -> None:
        for known in FEEDBACK_REASONS:
            if known == reason:
                self._strike(ev.ReasonChosen(self._now(), known))

    # ------------------------------------------------------------------ the technician

    @Slot()
    def service(self) -> None:
        self._strike(ev.ServicePressed(self._now()))

    @Slot(str)
    def serve(self, deed: str) -> None:
        for known in DEEDS:
            if known == deed:
                self._strike(ev.ServiceChosen(self._now(), known))
