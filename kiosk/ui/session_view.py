"""The session as the scene sees it: properties to read, slots for touches."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flow import events as ev
from kiosk.texts import ENDONYMS, words
from kiosk.ui.shown import Shown
from wire.look import LANGUAGES
from wire.qr import SHORT_ALPHABET, SHORT_LENGTH

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

DOUBLE_STRIKE = timedelta(seconds=0.5)
"""EN 301 549 V3.2.1, 5.8: a second strike within this time is not meant."""
Send = Callable[[ev.Event], None]


@dataclass(frozen=True)
class Touches:
    """Where touches go, and the steady clock that dates them."""

    send: Send
    clock: Callable[[], datetime]


def _of(name: str) -> Callable[["SessionView"], Any]:
    return lambda view: getattr(view.shown, name)


def _map_of(name: str) -> Callable[["SessionView"], Any]:
    return lambda view: asdict(getattr(view.shown, name), dict_factory=_for_qml)


def _for_qml(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """QML takes a list for a model, a tuple it does not know."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields}


def _languages(shown: Shown) -> list[dict[str, str]]:
    """The office's languages by their own names."""
    return [{"lang": one, "name": ENDONYMS[one]} for one in shown.languages]


@QmlElement
class SessionView(QObject):
    """One `Shown` at a time. What changes every minute has a signal of its own, so has the rest."""

    changed = Signal()
    languageChanged = Signal()
    clockChanged = Signal()
    ticketChanged = Signal()
    concernsChanged = Signal()
    previewChanged = Signal()

    def __init__(self, touches: Touches) -> None:
        super().__init__()
        self._touches = touches
        self._drawn_at: datetime | None = None
        self.shown = Shown()
        self.preview_url = ""

    def show(self, shown: Shown) -> None:
        """Draw this from now on; what did not change is not drawn anew."""
        before, self.shown = self.shown, shown
        if before == shown:
            return
        if before.state != shown.state:
            self._drawn_at = self._touches.clock()
        if before.languages != shown.languages or before.lang != shown.lang:
            self.languageChanged.emit()
        if (before.time, before.date) != (shown.time, shown.date):
            self.clockChanged.emit()
        if before.number != shown.number or before.plan != shown.plan or before.sign != shown.sign:
            self.ticketChanged.emit()
        if before.concerns != shown.concerns:
            self.concernsChanged.emit()
        self.changed.emit()

    def show_preview(self, url: str) -> None:
        self.preview_url = url
        self.previewChanged.emit()

    state = Property(str, _of("state"), notify=changed)
    office = Property(str, _of("office"), notify=changed)
    title = Property(str, _of("title"), notify=changed)
    lines = Property(list, lambda view: list(view.shown.lines), notify=changed)
    fact = Property(str, _of("fact"), notify=changed)
    hint = Property(str, _of("hint"), notify=changed)
    typed = Property(str, _of("typed"), notify=changed)
    nextStep = Property(str, _of("next_step"), notify=changed)
    leaving = Property(bool, _of("leaving"), notify=changed)
    icon = Property(str, _of("icon"), notify=changed)
    greeting = Property(str, _of("greeting"), notify=changed)
    otherGreeting = Property(str, _of("other_greeting"), notify=changed)
    number = Property(str, _of("number"), notify=changed)
    place = Property(str, _of("place"), notify=changed)
    arrow = Property(str, _of("arrow"), notify=changed)
    way = Property(str, _of("way"), notify=changed)
    paper = Property(str, _of("paper"), notify=changed)
    time = Property(str, _of("time"), notify=clockChanged)
    date = Property(str, _of("date"), notify=clockChanged)
    lang = Property(str, _of("lang"), notify=languageChanged)
    words = Property(dict, lambda view: words(view.shown.lang), notify=languageChanged)
    languages = Property(list, lambda view: _languages(view.shown), notify=languageChanged)
    otherLanguages = Property(
        list,
        lambda view: [one for one in _languages(view.shown) if one["lang"] != view.shown.lang],
        notify=languageChanged,
    )
    sign = Property(dict, _map_of("sign"), notify=ticketChanged)
    plan = Property(dict, _map_of("plan"), notify=ticketChanged)
    concerns = Property(
        list,
        lambda view: [asdict(concern) for concern in view.shown.concerns],
        notify=concernsChanged,
    )
    keys = Property(list, lambda _view: list(SHORT_ALPHABET), constant=True)
    codeLength = Property(int, lambda _view: SHORT_LENGTH, constant=True)
    preview = Property(str, lambda view: view.preview_url, notify=previewChanged)

    # ------------------------------------------------------------------ touches

    def _strike(self, touch: ev.Event) -> None:
        """A finger that lands twice must not press what the next screen has at that place."""
        if self._drawn_at is None or touch.at - self._drawn_at >= DOUBLE_STRIKE:
            self._touches.send(touch)

    @Slot()
    def appointment(self) -> None:
        self._strike(ev.AppointmentPressed(self._touches.clock()))

    @Slot()
    def walkIn(self) -> None:
        self._strike(ev.WalkInPressed(self._touches.clock()))

    @Slot()
    def typeCode(self) -> None:
        self._strike(ev.TypePressed(self._touches.clock()))

    @Slot()
    def help(self) -> None:
        self._strike(ev.HelpPressed(self._touches.clock()))

    @Slot()
    def back(self) -> None:
        self._strike(ev.BackPressed(self._touches.clock()))

    @Slot()
    def stay(self) -> None:
        self._strike(ev.StayPressed(self._touches.clock()))

    @Slot()
    def finish(self) -> None:
        self._strike(ev.FinishPressed(self._touches.clock()))

    @Slot()
    def erase(self) -> None:
        self._touches.send(ev.ErasePressed(self._touches.clock()))

    @Slot(str)
    def choose(self, concern: str) -> None:
        self._strike(ev.ConcernChosen(self._touches.clock(), concern))

    @Slot(str)
    def key(self, character: str) -> None:
        self._touches.send(ev.KeyPressed(self._touches.clock(), character))

    @Slot(str)
    def speak(self, lang: str) -> None:
        for known in LANGUAGES:
            if known == lang:
                self._strike(ev.LanguageChosen(self._touches.clock(), known))
