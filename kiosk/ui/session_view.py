"""The session as the scene sees it: properties to read; `TouchSlots` has the slots for touches."""

from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from typing import Any, Final

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from kiosk.flow.session import LANGUAGE_KEPT
from kiosk.texts import ENDONYMS, words
from kiosk.ui.shown import Shown
from kiosk.ui.ties import tied
from kiosk.ui.touch_slots import DOUBLE_STRIKE, Touches, TouchSlots
from wire.look import LANGUAGES, Lang
from wire.qr import SHORT_ALPHABET, SHORT_LENGTH

__all__ = ["DOUBLE_STRIKE", "SessionView", "Touches"]

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

LARGE: Final = ("check_in", "ticket")
"""What most people come for; its buttons are large."""
PATIENCE_MS: Final = round(LANGUAGE_KEPT.total_seconds() * 1000)
"""After so long a screen shows its first page again: its visitor has gone."""
DIGITS: Final = "1234567890"
TEXTS: Final = ("text", "hint", "name", "note")
"""Fields of offers, concerns, rooms and reasons that are read."""


def _of(name: str) -> Callable[["SessionView"], Any]:
    return lambda view: getattr(view.shown, name)


def _text_of(name: str) -> Callable[["SessionView"], str]:
    return lambda view: tied(getattr(view.shown, name))


def _texts_of(name: str) -> Callable[["SessionView"], list[str]]:
    return lambda view: [tied(each) for each in getattr(view.shown, name)]


def _map_of(name: str) -> Callable[["SessionView"], Any]:
    return lambda view: asdict(getattr(view.shown, name), dict_factory=_for_qml)


def _maps_of(name: str) -> Callable[["SessionView"], Any]:
    return lambda view: [_tied_map(asdict(each)) for each in getattr(view.shown, name)]


def _tied_map(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: tied(each) if name in TEXTS else each for name, each in fields.items()}


@lru_cache(len(LANGUAGES))
def _tied_words(lang: Lang) -> dict[str, str]:
    return {key: tied(sentence) for key, sentence in words(lang).items()}


def _for_qml(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """QML takes a list for a model, a tuple it does not know."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields}


def _languages(shown: Shown) -> list[dict[str, str]]:
    """The office's languages by their own names."""
    return [{"lang": one, "name": ENDONYMS[one]} for one in shown.languages]


def _large(shown: Shown) -> list[dict[str, Any]]:
    return [_tied_map(asdict(offer)) for offer in shown.offers if offer.id in LARGE]


def _small(shown: Shown) -> list[dict[str, Any]]:
    """The other offers, and the way to check in without a code that a camera can read.

    It is not offered twice when checking in goes no other way.
    """
    found = [_tied_map(asdict(offer)) for offer in shown.offers if offer.id not in LARGE]
    if any(offer.id == "check_in" and offer.icon != "keys" for offer in shown.offers):
        found.append({"id": "type", "text": words(shown.lang)["type_code"], "icon": "keys"})
    return found


LISTS: Final = ("concerns", "rooms", "reasons", "offers", "faces", "service_deeds", "lang")
TICKET: Final = ("number", "plan", "sign", "code")


@QmlElement
class SessionView(TouchSlots):
    """One `Shown` at a time. What changes every minute has a signal of its own, so has the rest."""

    changed = Signal()
    languageChanged = Signal()
    clockChanged = Signal()
    ticketChanged = Signal()
    listsChanged = Signal()
    linesChanged = Signal()
    previewChanged = Signal()
    screenChanged = Signal()
    """Something else is to be read: another state, another thing laid over it."""
    sheetMade = Signal(QQuickItem)
    """A screen was made, whose parts want places."""

    def __init__(self, touches: Touches) -> None:
        super().__init__(touches)
        self.shown = Shown()
        self.preview_url = ""

    def show(self, shown: Shown) -> None:
        """Draw this from now on; what did not change is not drawn anew."""
        before, self.shown = self.shown, shown
        if before == shown:
            return

        def differ(*names: str) -> bool:
            return any(getattr(before, name) != getattr(shown, name) for name in names)

        for names, signal in (
            (("languages", "lang"), self.languageChanged),
            (("time", "date"), self.clockChanged),
            (TICKET, self.ticketChanged),
            (LISTS, self.listsChanged),
            (("lines", "doubts", "service_lines"), self.linesChanged),
        ):
            if differ(*names):
                signal.emit()
        self.changed.emit()
        if differ("state", "alarms"):
            self.drawn()
        if differ("state", "overlay", "leaving", "page", "service_deed", "alarms"):
            self.screenChanged.emit()

    @Slot(QQuickItem)
    def arrange(self, sheet: QQuickItem) -> None:
        self.sheetMade.emit(sheet)

    def show_preview(self, url: str) -> None:
        self.preview_url = url
        self.previewChanged.emit()

    state = Property(str, _of("state"), notify=changed)
    overlay = Property(str, _of("overlay"), notify=changed)
    rtl = Property(bool, _of("rtl"), notify=changed)
    contrast = Property(bool, _of("contrast"), notify=changed)
    low = Property(bool, _of("low"), notify=changed)
    speech = Property(bool, _of("speech"), notify=changed)
    voiceless = Property(bool, _of("voiceless"), notify=changed)
    office = Property(str, _of("office"), notify=changed)
    logo = Property(str, _of("logo"), notify=changed)
    title = Property(str, _text_of("title"), notify=changed)
    lines = Property(list, _texts_of("lines"), notify=linesChanged)
    doubts = Property(list, _texts_of("doubts"), notify=linesChanged)
    fact = Property(str, _text_of("fact"), notify=changed)
    hint = Property(str, _text_of("hint"), notify=changed)
    typed = Property(str, _of("typed"), notify=changed)
    nextStep = Property(str, _of("next_step"), notify=changed)
    leaving = Property(bool, _of("leaving"), notify=changed)
    icon = Property(str, _of("icon"), notify=changed)
    greeting = Property(str, _text_of("greeting"), notify=changed)
    otherGreeting = Property(str, _text_of("other_greeting"), notify=changed)
    number = Property(str, _of("number"), notify=changed)
    numberLabel = Property(str, _of("number_label"), notify=changed)
    place = Property(str, _text_of("place"), notify=changed)
    door = Property(str, _of("door"), notify=changed)
    arrow = Property(str, _of("arrow"), notify=changed)
    way = Property(str, _text_of("way"), notify=changed)
    paper = Property(str, _text_of("paper"), notify=changed)
    paperState = Property(str, _of("paper_state"), notify=changed)
    withHelp = Property(bool, _of("with_help"), notify=changed)
    canAmend = Property(bool, _of("can_amend"), notify=changed)
    persons = Property(str, _text_of("persons"), notify=changed)
    personsLeast = Property(bool, _of("persons_least"), notify=changed)
    personsMost = Property(bool, _of("persons_most"), notify=changed)
    pages = Property(int, _of("pages"), notify=changed)
    page = Property(int, _of("page"), notify=changed)
    banner = Property(str, _of("banner"), notify=changed)
    notice = Property(str, _text_of("notice"), notify=changed)
    serviceTitle = Property(str, _of("service_title"), notify=changed)
    serviceDeed = Property(str, _of("service_deed"), notify=changed)
    shut = Property(str, _of("shut"), notify=changed)
    serviceLines = Property(list, lambda view: list(view.shown.service_lines), notify=linesChanged)
    time = Property(str, _of("time"), notify=clockChanged)
    date = Property(str, _of("date"), notify=clockChanged)
    lang = Property(str, _of("lang"), notify=languageChanged)
    words = Property(dict, lambda view: _tied_words(view.shown.lang), notify=languageChanged)
    languages = Property(list, lambda view: _languages(view.shown), notify=languageChanged)
    sign = Property(dict, _map_of("sign"), notify=ticketChanged)
    plan = Property(dict, _map_of("plan"), notify=ticketChanged)
    code = Property(dict, _map_of("code"), notify=ticketChanged)
    largeOffers = Property(list, lambda view: _large(view.shown), notify=listsChanged)
    smallOffers = Property(list, lambda view: _small(view.shown), notify=listsChanged)
    faces = Property(list, _maps_of("faces"), notify=listsChanged)
    concerns = Property(list, _maps_of("concerns"), notify=listsChanged)
    rooms = Property(list, _maps_of("rooms"), notify=listsChanged)
    reasons = Property(list, _maps_of("reasons"), notify=listsChanged)
    serviceDeeds = Property(list, _maps_of("service_deeds"), notify=listsChanged)
    keys = Property(list, lambda _view: list(SHORT_ALPHABET), constant=True)
    digits = Property(list, lambda _view: list(DIGITS), constant=True)
    codeLength = Property(int, lambda _view: SHORT_LENGTH, constant=True)
    patience = Property(int, lambda _view: PATIENCE_MS, constant=True)
    preview = Property(str, lambda view: view.preview_url, notify=previewChanged)
