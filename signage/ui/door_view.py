"""The sign at a room's door: free, please wait, please enter, closed; in two languages."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from signage.board.door import DoorPicture
from signage.board.local import zone as time_zone
from signage.board.picture import Picture
from signage.ui import texts
from signage.ui.fitting import Fit, fit
from signage.ui.layout import NOWHERE, Area
from signage.ui.properties import shown
from signage.ui.theme import CAPITAL_SHARE, STALE_BAND, STALE_INK
from wire.ids import TicketNumber, spoken
from wire.look import (
    DANGER_TINT,
    GROUND,
    INK,
    NIGHT_PANEL,
    NIGHT_TEXT,
    RTL,
    SUCCESS_TINT,
    Lang,
    Text,
)
from wire.messages import DoorState
from wire.pictograms import PICTOGRAMS

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1

WORDS: Final[dict[DoorState, Text]] = {
    "free": texts.FREE, "wait": texts.WAIT, "enter": texts.ENTER, "closed": texts.CLOSED,
}  # fmt: skip
PICTURES: Final[dict[DoorState, str]] = {
    "free": "door", "wait": "clock", "enter": "door", "closed": "closed",
}  # fmt: skip
COATS: Final[dict[DoorState, tuple[str, str]]] = {
    "free": (GROUND, INK), "wait": (NIGHT_PANEL, NIGHT_TEXT), "enter": (SUCCESS_TINT, INK),
    "closed": (DANGER_TINT, INK),
}  # fmt: skip
"""Field and ink; never colour alone: each state has words and a pictogram of its own."""


@dataclass(frozen=True)
class DoorFace:
    """All that is drawn, with the place of each part; sizes in pixels."""

    room: str = ""
    name: str = ""
    german: str = ""
    foreign: str = ""
    rtl: bool = False
    number: str = ""
    pictogram: str = ""
    field: str = GROUND
    ink: str = INK
    band: str = ""
    band_field: str = STALE_BAND
    band_ink: str = STALE_INK
    margin: int = 0
    head: int = 0
    head_font: int = 1
    name_font: int = 1
    foot: int = 0
    foot_font: int = 1
    mark: Area = NOWHERE
    words: Area = NOWHERE
    words_font: int = 0
    others: Area = NOWHERE
    others_font: int = 0
    code: Area = NOWHERE
    code_font: int = 1
    fits: bool = True


def door_face(picture: Picture, size: tuple[int, int], capital: float) -> DoorFace:
    """The sign for this picture; German words, and the visitor's or another language in turn."""
    door = picture.door
    if door is None:
        return DoorFace()
    field, ink = COATS[door.state]
    width, height = size
    margin = round(0.05 * min(size))
    head, foot = round(0.17 * min(size)), round(0.1 * min(size))
    body = Area(margin, head + margin, width - 2 * margin, height - head - foot - 2 * margin)
    mark, code, free = _areas(body, margin, called=bool(door.number))
    lines = _lines(door, picture, free, round(capital / CAPITAL_SHARE), round(0.24 * min(size)))
    label = texts.room(door.room)
    head_font = fit(label, round(0.45 * body.width), head, 1, round(0.62 * head), bold=True).px
    name = "" if door.room in door.name.get("de", "") else door.name.get("de", "")
    band = _band(picture)
    return DoorFace(
        room=label,
        name=name,
        german=lines.german,
        foreign=lines.foreign,
        rtl=lines.rtl,
        number=spoken(TicketNumber(door.number)) if door.number else "",
        pictogram=PICTOGRAMS[PICTURES[door.state]],
        field=field,
        ink=ink,
        band=band,
        margin=margin,
        head=head,
        head_font=head_font,
        name_font=fit(name, round(0.5 * body.width), head, 1, round(0.42 * head)).px,
        foot=foot,
        foot_font=fit(band, body.width, foot, 1, round(0.52 * foot)).px,
        mark=mark,
        words=lines.words,
        words_font=lines.german_font,
        others=lines.others,
        others_font=lines.foreign_font,
        code=code,
        code_font=round(min(code.width / 2.75, 0.98 * code.height)),
        fits=lines.fits,
    )


def _words(door: DoorPicture, picture: Picture, lang: Lang | None) -> str:
    said = texts.foreign(WORDS[door.state], lang)
    if not said or door.until is None:
        return said
    when = texts.day_and_clock(door.until, picture.now, time_zone(picture.timezone))
    return f"{said}\n{texts.foreign(texts.UNTIL, lang, time=when)}"


def _band(picture: Picture) -> str:
    """That all this may be out of date, and whom to ask."""
    if not picture.stale:
        return ""
    zone = time_zone(picture.timezone)
    known = texts.doubted(picture.as_of, picture.now, zone, awaited=picture.awaited)
    return f"{known} · {texts.ASK_DESK['de'].rstrip('.')}"


@dataclass(frozen=True)
class _Lines:
    """What is said, each language in its area; empty is the one whose turn it is not."""

    words: Area
    others: Area
    german: str = ""
    german_font: int = 0
    foreign: str = ""
    foreign_font: int = 0
    rtl: bool = False
    fits: bool = True


def _languages(door: DoorPicture, picture: Picture) -> tuple[Lang, ...]:
    """Those that take turns beside German: the visitor's alone, where somebody is called."""
    if door.state == "enter" and door.lang != "de":
        return (door.lang,)
    return tuple(lang for lang in picture.languages if lang != "de")


def _lines(door: DoorPicture, picture: Picture, free: Area, least: int, most: int) -> _Lines:
    """German and another language at once where all have room so; else each by its turns."""
    german = _words(door, picture, "de")
    said = {lang: _words(door, picture, lang) for lang in _languages(door, picture)}
    others = [lang for lang, words in said.items() if words not in ("", german)]
    half = round(0.55 * free.height) if others else free.height
    upper = Area(free.x, free.y, free.width, half)
    lower = Area(free.x, free.y + half, free.width, free.height - half)
    first = fit(german, free.width, upper.height, least, most, bold=True)
    below = max(least, round(0.8 * first.px))
    second = {one: fit(said[one], lower.width, lower.height, least, below) for one in others}
    if first.fits and all(one.fits for one in second.values()):
        if not others:
            return _Lines(upper, lower, german, first.px)
        lang = others[picture.turn % len(others)]
        return _Lines(upper, lower, german, first.px, said[lang], second[lang].px, rtl=lang in RTL)
    if others and picture.turn % 2:
        lang = others[picture.turn // 2 % len(others)]
        alone = _alone(said[lang], free, least, most, bold=False)
        return _Lines(
            free, free, foreign=said[lang], foreign_font=alone.px, rtl=lang in RTL, fits=alone.fits
        )
    alone = _alone(german, free, least, most, bold=True)
    return _Lines(free, free, german, alone.px, fits=alone.fits)


def _alone(words: str, free: Area, least: int, most: int, *, bold: bool) -> Fit:
    """As large as it goes; where even the least size has no room, as large as it can be."""
    found = fit(words, free.width, free.height, least, most, bold=bold)
    if found.fits:
        return found
    return replace(fit(words, free.width, free.height, 1, least, bold=bold), fits=False)


def _areas(body: Area, gap: int, *, called: bool) -> tuple[Area, Area, Area]:
    """Where pictogram, number and words stand."""
    x, y, width, height = body.x, body.y, body.width, body.height
    if width < height:
        mark = round(min(0.22 * height if called else 0.36 * height, 0.62 * width))
        top = y + mark + gap
        code = round(min(0.32 * height, width / 2.6)) if called else 0
        words = Area(x, top + code, width, height - mark - gap - code)
        return Area(x, y, mark, mark), Area(x, top, width, code), words
    if called:
        large = Area(x, y, round(0.7 * width), round(0.48 * height))
        mark = round(min(0.9 * large.height, 0.28 * width))
        at = Area(x + width - mark, large.y + (large.height - mark) // 2, mark, mark)
        return at, large, Area(x, y + large.height, width, height - large.height)
    mark = round(min(0.72 * height, 0.36 * width))
    right = x + mark + 2 * gap
    words = Area(right, y, x + width - right, height)
    return Area(x, y + (height - mark) // 2, mark, mark), NOWHERE, words


@QmlElement
class DoorView(QObject):
    """The door's sign as QML sees it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = DoorFace()

    def show(self, face: DoorFace) -> None:
        if face != self.face:
            self.face = face
            self.changed.emit()

    room = shown(str, "room", changed)
    name = shown(str, "name", changed)
    german = shown(str, "german", changed)
    foreign = shown(str, "foreign", changed)
    rtl = shown(bool, "rtl", changed)
    number = shown(str, "number", changed)
    pictogram = shown(str, "pictogram", changed)
    field = shown(str, "field", changed)
    ink = shown(str, "ink", changed)
    band = shown(str, "band", changed)
    bandField = shown(str, "band_field", changed)
    bandInk = shown(str, "band_ink", changed)
    margin = shown(int, "margin", changed)
    head = shown(int, "head", changed)
    headFont = shown(int, "head_font", changed)
    nameFont = shown(int, "name_font", changed)
    foot = shown(int, "foot", changed)
    footFont = shown(int, "foot_font", changed)
    markX = shown(int, "mark.x", changed)
    markY = shown(int, "mark.y", changed)
    markSize = shown(int, "mark.width", changed)
    wordsX = shown(int, "words.x", changed)
    wordsY = shown(int, "words.y", changed)
    wordsWidth = shown(int, "words.width", changed)
    wordsHeight = shown(int, "words.height", changed)
    wordsFont = shown(int, "words_font", changed)
    othersX = shown(int, "others.x", changed)
    othersY = shown(int, "others.y", changed)
    othersWidth = shown(int, "others.width", changed)
    othersHeight = shown(int, "others.height", changed)
    othersFont = shown(int, "others_font", changed)
    codeX = shown(int, "code.x", changed)
    codeY = shown(int, "code.y", changed)
    codeHeight = shown(int, "code.height", changed)
    codeFont = shown(int, "code_font", changed)
