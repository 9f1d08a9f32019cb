"""The board as QML sees it: ready words, colours and sizes, told only when they change."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from signage.board.picture import Picture, PictureCall
from signage.ui import texts
from signage.ui.calls_model import CallsModel, CallView, Face
from signage.ui.shapes import ARROWS, sign_path
from signage.ui.theme import (
    BAND,
    GLOWING,
    NEWEST,
    OPEN,
    RECENT,
    STALE_BAND,
    STALE_INK,
    Coat,
    Layout,
)
from wire.ids import TicketNumber, spoken
from wire.look import INK, NIGHT_MUTED, NIGHT_TEXT, SIGNS, Look

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True)
class SignFace:
    """A zone's sign: outline in a square of 100, letter in shares of that square."""

    path: str
    colour: str
    ink: str
    letter: str
    at: tuple[float, float]
    size: float


NO_SIGN = SignFace("", NIGHT_TEXT, INK, "", (0.5, 0.5), 0.4)


@dataclass(frozen=True)
class Words:
    """Everything on the panel beside the calls."""

    title: str = ""
    authority: str = ""
    clock: str = ""
    first: str = ""
    then: str = ""
    foreign: str = ""
    come: str = ""
    recent: str = ""
    footer: str = ""
    stand: str = ""
    band: str = BAND
    band_ink: str = NIGHT_MUTED
    sign: SignFace = NO_SIGN
    calm: bool = True


def words(picture: Picture, look: Look | None, *, sound: bool) -> Words:
    """The sentences for this picture, in German and the office's second language."""
    languages = look.languages if look else ("de", "en")
    tz = ZoneInfo(picture.timezone)
    zone = picture.zone
    first, then = (texts.SIT, texts.WE_CALL) if zone else (texts.MOMENT, texts.ASK_DESK)
    known = [texts.waiting(picture.waiting)] if picture.waiting is not None else []
    foreign = (texts.second(first, languages), texts.second(then, languages))
    normal = [*known, *([texts.SOUND] if sound and zone else [])]
    return Words(
        title=zone.name["de"] if zone else (look.authority if look else ""),
        authority=look.authority if look and zone else "",
        clock=texts.clock(picture.now, tz),
        first=first["de"],
        then=then["de"],
        foreign=" ".join(foreign).strip(),
        come=texts.spoken_of(texts.COME, languages),
        recent=texts.spoken_of(texts.RECENT, languages),
        footer=texts.cut_off(picture.as_of, picture.now, tz)
        if picture.stale
        else "   ·   ".join(normal),
        stand=texts.spoken_of(texts.UNSURE, languages)
        if picture.stale
        else texts.stand(picture.as_of, picture.now, tz),
        band=STALE_BAND if picture.stale else BAND,
        band_ink=STALE_INK if picture.stale else NIGHT_MUTED,
        calm=not picture.open,
        sign=_sign(zone.id) if zone else NO_SIGN,
    )


def _sign(zone: str) -> SignFace:
    """The sign drawn for a zone; one without a drawing of its own shows its letter alone."""
    sign = SIGNS.get(zone)
    if sign is None:
        return SignFace("", NIGHT_TEXT, NIGHT_TEXT, zone, (0.5, 0.5), 0.6)
    return SignFace(
        sign_path(sign), sign.on_dark, INK, sign.letter, sign.letter_at, sign.letter_size
    )


def faces(picture: Picture, look: Look | None, *, tall: bool) -> tuple[list[Face], list[Face]]:
    """The open calls, newest first, and the recent ones; `tall` when the newest has a big field."""
    languages = look.languages if look else ("de", "en")
    tz = ZoneInfo(picture.timezone)
    opened = []
    for place, call in enumerate(picture.open):
        coat = OPEN if place else GLOWING if call.glowing else NEWEST
        big = tall and place == 0
        tag = texts.attempt(call.attempt, languages if big else ()) if call.attempt > 1 else ""
        if big and not tag:
            clock = texts.clock(call.called_at, tz)
            tag = texts.spoken_of(texts.NOW, languages) if call.glowing else clock
        room = texts.room(call.room) if big else call.room
        opened.append(_face(call, room, tag, coat))
    return opened, [_face(call, call.room, "", RECENT) for call in picture.recent]


def _face(call: PictureCall, room: str, tag: str, coat: Coat) -> Face:
    return Face(
        number=spoken(TicketNumber(call.number)),
        room=room,
        arrow=ARROWS[call.arrow] if call.arrow else "",
        tag=tag,
        recall=call.attempt > 1,
        coat=coat,
    )


@QmlElement
class Sizes(QObject):
    """The layout's numbers, in pixels."""

    changed = Signal()

    def __init__(self, first: Layout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layout = first

    def show(self, layout: Layout) -> None:
        if layout != self._layout:
            self._layout = layout
            self.changed.emit()

    @Property(int, notify=changed)
    def margin(self) -> int:
        return self._layout.margin

    @Property(int, notify=changed)
    def gap(self) -> int:
        return self._layout.gap

    @Property(int, notify=changed)
    def pad(self) -> int:
        return self._layout.pad

    @Property(int, notify=changed)
    def small(self) -> int:
        return self._layout.small

    @Property(int, notify=changed)
    def header(self) -> int:
        return self._layout.header

    @Property(int, notify=changed)
    def footer(self) -> int:
        return self._layout.footer

    @Property(int, notify=changed)
    def hero(self) -> int:
        return self._layout.hero

    @Property(int, notify=changed)
    def heroNumber(self) -> int:
        return self._layout.hero_number

    @Property(int, notify=changed)
    def heroRoom(self) -> int:
        return self._layout.hero_room

    @Property(int, notify=changed)
    def heroArrow(self) -> int:
        return self._layout.hero_arrow

    @Property(int, notify=changed)
    def row(self) -> int:
        return self._layout.row

    @Property(int, notify=changed)
    def rowFont(self) -> int:
        return self._layout.row_font

    @Property(int, notify=changed)
    def strip(self) -> int:
        return self._layout.strip

    @Property(int, notify=changed)
    def card(self) -> int:
        return self._layout.card

    @Property(int, notify=changed)
    def cardFont(self) -> int:
        return self._layout.card_font


@QmlElement
class BoardView(QObject):
    """The root of what QML draws."""

    changed = Signal()

    def __init__(self, layout: Layout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = Words()
        self._sizes = Sizes(layout, self)
        self._hero = CallView(self)
        self._rows = CallsModel(self)
        self._recent = CallsModel(self)

    def show(self, text: Words, layout: Layout, opened: list[Face], recent: list[Face]) -> None:
        """Draw this from the next frame on; what is equal to before costs nothing."""
        self._sizes.show(layout)
        if opened and layout.hero:
            self._hero.show(opened[0])
        self._rows.show(opened[1:] if layout.hero else opened)
        self._recent.show(recent if layout.strip else [])
        if text != self._words:
            self._words = text
            self.changed.emit()

    @Property(Sizes, constant=True)
    def sizes(self) -> Sizes:
        return self._sizes

    @Property(CallView, constant=True)
    def hero(self) -> CallView:
        return self._hero

    @Property(CallsModel, constant=True)
    def rows(self) -> CallsModel:
        return self._rows

    @Property(CallsModel, constant=True)
    def recentCalls(self) -> CallsModel:
        return self._recent

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._words.title

    @Property(str, notify=changed)
    def authority(self) -> str:
        return self._words.authority

    @Property(str, notify=changed)
    def clock(self) -> str:
        return self._words.clock

    @Property(str, notify=changed)
    def first(self) -> str:
        return self._words.first

    @Property(str, notify=changed)
    def then(self) -> str:
        return self._words.then

    @Property(str, notify=changed)
    def foreign(self) -> str:
        return self._words.foreign

    @Property(str, notify=changed)
    def come(self) -> str:
        return self._words.come

    @Property(str, notify=changed)
    def recent(self) -> str:
        return self._words.recent

    @Property(str, notify=changed)
    def footer(self) -> str:
        return self._words.footer

    @Property(str, notify=changed)
    def stand(self) -> str:
        return self._words.stand

    @Property(str, notify=changed)
    def band(self) -> str:
        return self._words.band

    @Property(str, notify=changed)
    def bandInk(self) -> str:
        return self._words.band_ink

    @Property(str, notify=changed)
    def sign(self) -> str:
        return self._words.sign.path

    @Property(str, notify=changed)
    def signColour(self) -> str:
        return self._words.sign.colour

    @Property(str, notify=changed)
    def signInk(self) -> str:
        return self._words.sign.ink

    @Property(str, notify=changed)
    def letter(self) -> str:
        return self._words.sign.letter

    @Property(float, notify=changed)
    def letterX(self) -> float:
        return self._words.sign.at[0]

    @Property(float, notify=changed)
    def letterY(self) -> float:
        return self._words.sign.at[1]

    @Property(float, notify=changed)
    def letterSize(self) -> float:
        return self._words.sign.size

    @Property(bool, notify=changed)
    def calm(self) -> bool:
        return self._words.calm
