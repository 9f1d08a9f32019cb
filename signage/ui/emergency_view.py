"""An alarm on the whole panel: pictogram, German, and another language in its turn; no flashing."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from signage.board.local import zone as time_zone
from signage.board.picture import Picture
from signage.ui import texts
from signage.ui.calls_model import CallsModel
from signage.ui.faces import Face
from signage.ui.fitting import fit
from signage.ui.layout import NOWHERE, Area
from signage.ui.properties import shown
from signage.ui.theme import CAPITAL_SHARE
from wire.alarms import COATS, PRESSING, AlarmCoat
from wire.look import GERMAN, RTL, Lang, Text, main_language
from wire.messages import Alarm
from wire.pictograms import PICTOGRAMS

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1

LESSER: Final = 0.6
"""Least height of the text's capitals, as a share of the title's: by then people come nearer."""
SINCE: Final[Text] = {"de": "seit {time} Uhr", "en": "since {time}"}


@dataclass(frozen=True)
class Sheet:
    """Title and text in one language, each with its place and font size; all in pixels."""

    title: str = ""
    text: str = ""
    rtl: bool = False
    at: Area = NOWHERE
    title_font: int = 1
    title_height: int = 0
    text_font: int = 1
    fits: bool = True


EMPTY: Final = Sheet()


@dataclass(frozen=True)
class AlarmFace:
    """All that is drawn of the alarms; `others` are told by their titles alone."""

    coat: AlarmCoat = PRESSING
    pictogram: str = ""
    block: Area = NOWHERE
    mark: int = 0
    upper: Sheet = EMPTY
    lower: Sheet = EMPTY
    foot: str = ""
    foot_at: Area = NOWHERE
    foot_font: int = 1
    other: int = 0
    """Height of each line for another alarm."""
    fits: bool = True


def alarm_face(picture: Picture, size: tuple[int, int], capital: float) -> AlarmFace:
    """The alarm whose turn it is; where there is only one, it is always that one."""
    if not picture.alarms:
        return AlarmFace()
    count = len(picture.alarms)
    alarm, turn = picture.alarms[picture.turn % count], picture.turn // count
    width, height = size
    margin = round(0.04 * min(size))
    small = round(min(max(0.4 * capital / CAPITAL_SHARE, 0.036 * height), 0.04 * min(size)))
    foot = Area(margin, height - 2 * small, width - 2 * margin, 2 * small)
    other = round(2.2 * small)
    # As high as the column of other alarms in Emergency.qml, and some air above it.
    below = (count - 1) * (other + round(0.27 * small)) + (margin // 2 if count > 1 else 0)
    block, body = _areas(size, foot.y - below, margin)
    upper, lower = _sheets(alarm, picture.languages, turn, body, margin, capital)
    return AlarmFace(
        coat=COATS[alarm.kind],
        pictogram=PICTOGRAMS[alarm.kind],
        block=block,
        mark=round(0.76 * min(block.width, block.height)),
        upper=upper,
        lower=lower,
        foot=_since(alarm, picture),
        foot_at=foot,
        foot_font=round(0.9 * small),
        other=other,
        fits=upper.fits and lower.fits,
    )


def _areas(size: tuple[int, int], bottom: int, margin: int) -> tuple[Area, Area]:
    """The pictogram's field, and what is left for words."""
    width, height = size
    if width >= height:
        side = round(0.22 * width)
        right = side + 2 * margin
        block = Area(margin, margin, side, bottom - margin)
        return block, Area(right, margin, width - right - margin, bottom - margin)
    tall = round(0.2 * height)
    block = Area(margin, margin, width - 2 * margin, tall)
    top = tall + 2 * margin
    return block, Area(margin, top, width - 2 * margin, bottom - top)


def _sheets(
    alarm: Alarm, languages: tuple[Lang, ...], turn: int, body: Area, gap: int, capital: float
) -> tuple[Sheet, Sheet]:
    """German above and another language below; where both have no room they take turns."""
    first = main_language(alarm.title)
    others = tuple(
        lang for lang in languages if lang in alarm.title and lang not in GERMAN | {first}
    )
    least = round(capital / CAPITAL_SHARE)
    half = round(0.54 * body.height)
    above = _whole(alarm, first, Area(body.x, body.y, body.width, half - gap // 2), least)
    at = Area(body.x, body.y + half + gap // 2, body.width, body.height - half - gap // 2)
    below = [_whole(alarm, lang, at, least) for lang in others]
    if below and all(sheet.fits for sheet in (above, *below)):
        return above, below[turn % len(below)]
    pages = [sheet for one in _turns(first, others) for sheet in _pages(alarm, one, body, least)]
    return pages[turn % len(pages)], EMPTY


def _turns(first: Lang, others: tuple[Lang, ...]) -> tuple[Lang, ...]:
    """German before each of the others, so that nobody waits long for it."""
    return tuple(lang for other in others for lang in (first, other)) or (first,)


def _pages(alarm: Alarm, lang: Lang, body: Area, least: int) -> tuple[Sheet, ...]:
    """Title and text together, or one after the other; too small a panel gets smaller letters."""
    whole = _whole(alarm, lang, body, least)
    if whole.fits:
        return (whole,)
    title, text = alarm.title[lang], alarm.text.get(lang, "")
    parts = [_page(title, "", lang, body, least), _page("", text, lang, body, least)]
    if all(part.fits for part in parts):
        return tuple(part for part in parts if part.title or part.text)
    return (replace(_whole(alarm, lang, body, 1), fits=False),)


def _whole(alarm: Alarm, lang: Lang, at: Area, least: int) -> Sheet:
    return _page(alarm.title[lang], alarm.text.get(lang, ""), lang, at, least)


def _page(title: str, text: str, lang: Lang, at: Area, least: int) -> Sheet:
    """As large as it goes, the title larger than the text."""
    most = round(0.2 * max(at.height, at.width / 2))
    share = 1.0 if not text else 0.6 if title else 0.0
    first = fit(title, at.width, round(share * at.height), least, most, bold=True)
    air = round(0.2 * first.px) if title else 0
    above = (first.height if title else 0) + air
    lesser = max(1, round(LESSER * least))
    most = max(lesser, round(0.72 * first.px)) if title else most
    second = fit(text, at.width, at.height - above, lesser, most)
    return Sheet(
        title=title,
        text=text,
        rtl=lang in RTL,
        at=at,
        title_font=first.px,
        title_height=above,
        text_font=second.px,
        fits=(first.fits or not title) and (second.fits or not text),
    )


def _since(alarm: Alarm, picture: Picture) -> str:
    when = texts.day_and_clock(alarm.since, picture.now, time_zone(picture.timezone))
    lang: Lang | None = "en" if "en" in picture.languages else None
    return texts.beside(SINCE, lang, time=when)


def _other_faces(picture: Picture) -> list[Face]:
    """The alarms whose turn it is not: pictogram and German title."""
    shown_now = picture.turn % max(1, len(picture.alarms))
    return [
        Face(room=alarm.title[main_language(alarm.title)], arrow=PICTOGRAMS[alarm.kind])
        for place, alarm in enumerate(picture.alarms)
        if place != shown_now
    ]


@QmlElement
class AlarmSheetView(QObject):
    """Title and text in one language."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = EMPTY

    def show(self, face: Sheet) -> None:
        if face != self.face:
            self.face = face
            self.changed.emit()

    title = shown(str, "title", changed)
    words = shown(str, "text", changed)
    rtl = shown(bool, "rtl", changed)
    areaX = shown(int, "at.x", changed)
    areaY = shown(int, "at.y", changed)
    areaWidth = shown(int, "at.width", changed)
    areaHeight = shown(int, "at.height", changed)
    titleFont = shown(int, "title_font", changed)
    titleHeight = shown(int, "title_height", changed)
    wordsFont = shown(int, "text_font", changed)


@QmlElement
class EmergencyView(QObject):
    """The alarms as QML sees them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = AlarmFace()
        self._upper = AlarmSheetView(self)
        self._lower = AlarmSheetView(self)
        self._others = CallsModel(self)

    def show(self, face: AlarmFace, picture: Picture) -> None:
        self._upper.show(face.upper)
        self._lower.show(face.lower)
        self._others.show(_other_faces(picture))
        if face != self.face:
            self.face = face
            self.changed.emit()

    @Property(AlarmSheetView, constant=True)
    def upper(self) -> AlarmSheetView:
        return self._upper

    @Property(AlarmSheetView, constant=True)
    def lower(self) -> AlarmSheetView:
        return self._lower

    @Property(CallsModel, constant=True)
    def others(self) -> CallsModel:
        return self._others

    ground = shown(str, "coat.ground", changed)
    field = shown(str, "coat.field", changed)
    mark = shown(str, "coat.mark", changed)
    pictogram = shown(str, "pictogram", changed)
    blockX = shown(int, "block.x", changed)
    blockY = shown(int, "block.y", changed)
    blockWidth = shown(int, "block.width", changed)
    blockHeight = shown(int, "block.height", changed)
    markSize = shown(int, "mark", changed)
    foot = shown(str, "foot", changed)
    footX = shown(int, "foot_at.x", changed)
    footY = shown(int, "foot_at.y", changed)
    footHeight = shown(int, "foot_at.height", changed)
    footFont = shown(int, "foot_font", changed)
    other = shown(int, "other", changed)
