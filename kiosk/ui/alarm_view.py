"""An alarm over the whole panel: pictogram, the visitor's language, German; in turns, no flash."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui.fitting import fit
from kiosk.ui.shown import AlarmShape, AlarmWords, Shown
from kiosk.ui.theme import Measures
from wire.alarms import COATS, PRESSING, AlarmCoat
from wire.pictograms import PICTOGRAMS

QML_IMPORT_NAME = "Eingangszone.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

MARGIN: Final = 60
TILE: Final = 100
"""In units."""
LEAST_TILE: Final = 1.7
"""In ems."""
BUTTON: Final = 1.3
"""In touch targets."""
TITLE: Final = 0.45
"""So much of its sheet a title has at most: a larger one would leave the text small."""


@dataclass(frozen=True)
class Area:
    """A field of the panel, in pixels."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class AlarmSheet:
    """Title and text in one language, each with its height and font size."""

    title: str
    text: str
    rtl: bool
    at: Area
    title_font: int
    title_height: int
    text_font: int
    fits: bool = True


@dataclass(frozen=True)
class Tile:
    """One of several alarms that stand; `now` is the one whose turn it is."""

    path: str
    now: bool


@dataclass(frozen=True)
class AlarmFace:
    """All that is drawn; without sheets nothing is."""

    coat: AlarmCoat = PRESSING
    pictogram: str = ""
    block: Area = Area()
    mark: int = 0
    sheets: tuple[AlarmSheet, ...] = ()
    tiles: tuple[Tile, ...] = ()
    tile: int = 0
    foot: Area = Area()
    button: Area = Area()

    @property
    def fits(self) -> bool:
        return all(sheet.fits for sheet in self.sheets)


def alarm_face(shown: Shown, size: tuple[int, int], sizes: Measures) -> AlarmFace:
    """The alarm whose turn it is; where there is only one, it is always that one."""
    if not shown.alarms:
        return AlarmFace()
    count = len(shown.alarms)
    alarm, turn = shown.alarms[shown.alarm_turn % count], shown.alarm_turn // count
    margin, width = round(MARGIN * sizes.unit), size[0] - 2 * round(MARGIN * sizes.unit)
    bottom = size[1] - margin
    high = round(BUTTON * sizes.touch) if shown.passable else 0
    button = Area(margin, bottom - high, width, high)
    bottom -= high + margin if high else 0
    tile = _tile(width, sizes) if count > 1 else 0
    foot = Area(margin, bottom - tile, width, tile)
    bottom -= tile + margin // 2 if tile else 0
    block, body = _areas(size, bottom, margin, rtl=shown.rtl)
    return AlarmFace(
        coat=COATS[alarm.kind],
        pictogram=PICTOGRAMS[alarm.kind],
        block=block,
        mark=round(0.78 * min(block.width, block.height)),
        sheets=_sheets(alarm, turn, body, margin, round(sizes.small)),
        tiles=tuple(Tile(PICTOGRAMS[one.kind], one is alarm) for one in shown.alarms)
        if count > 1
        else (),
        tile=tile,
        foot=foot,
        button=button,
    )


def _tile(width: int, sizes: Measures) -> int:
    """Eight alarms beside each other have room."""
    wanted = max(TILE * sizes.unit, LEAST_TILE * sizes.small)
    return round(min(wanted, (width - 7 * sizes.gap) / 8))


def _areas(size: tuple[int, int], bottom: int, margin: int, *, rtl: bool) -> tuple[Area, Area]:
    """The pictogram's field, and what is left for words; turned round with the screen."""
    width, height = size
    if width > height:
        side = round(0.22 * width)
        rest, high = width - side - 3 * margin, bottom - margin
        words_x, block_x = (margin, rest + 2 * margin) if rtl else (side + 2 * margin, margin)
        return Area(block_x, margin, side, high), Area(words_x, margin, rest, high)
    tall = round(0.18 * height)
    top = tall + 2 * margin
    return (
        Area(margin, margin, width - 2 * margin, tall),
        Area(margin, top, width - 2 * margin, bottom - top),
    )


def _sheets(
    alarm: AlarmShape, turn: int, body: Area, gap: int, least: int
) -> tuple[AlarmSheet, ...]:
    """The visitor's language above, another below; where both have no room they take turns."""
    high = (body.height - gap) // 2
    upper = _whole(alarm.first, Area(body.x, body.y, body.width, high), least)
    below = Area(body.x, body.y + body.height - high, body.width, high)
    lower = [_whole(words, below, least) for words in alarm.others]
    if lower and all(sheet.fits for sheet in (upper, *lower)):
        return upper, lower[turn % len(lower)]
    turns = [words for other in alarm.others for words in (alarm.first, other)] or [alarm.first]
    pages = [page for words in turns for page in _pages(words, body, least)]
    return (pages[turn % len(pages)],)


def _pages(words: AlarmWords, body: Area, least: int) -> tuple[AlarmSheet, ...]:
    """Title and text together, or one after the other."""
    whole = _whole(words, body, least)
    if whole.fits or not words.text:
        return (whole,)
    return (
        _sheet(words.title, "", words.rtl, body, least),
        _sheet("", words.text, words.rtl, body, least),
    )


def _whole(words: AlarmWords, at: Area, least: int) -> AlarmSheet:
    return _sheet(words.title, words.text, words.rtl, at, least)


def _sheet(title: str, text: str, rtl: bool, at: Area, least: int) -> AlarmSheet:
    """As large as it goes, the title larger than the text, neither smaller than any other word."""
    most = round(0.2 * max(at.height, at.width / 2))
    share = 1.0 if not text else TITLE if title else 0.0
    first = fit(title, at.width, round(share * at.height), least, most, bold=True)
    above = first.height + round(0.2 * first.px) if title else 0
    most = max(least, round(0.78 * first.px)) if title else most
    second = fit(text, at.width, at.height - above, least, most)
    return AlarmSheet(
        title, text, rtl, at, first.px, first.height if title and text else at.height, second.px,
        fits=(first.fits or not title) and (second.fits or not text),
    )  # fmt: skip


def _of(path: str) -> Callable[["AlarmView"], Any]:
    read = attrgetter(path)
    return lambda view: read(view.face)


def _map_of(name: str) -> Callable[["AlarmView"], Any]:
    return lambda view: asdict(getattr(view.face, name))


def _maps_of(name: str) -> Callable[["AlarmView"], Any]:
    return lambda view: [asdict(each) for each in getattr(view.face, name)]


@QmlElement
class AlarmView(QObject):
    """The alarms as the scene sees them, on a panel of this size."""

    changed = Signal()

    def __init__(self, size: tuple[int, int], sizes: Measures) -> None:
        super().__init__()
        self._size = size
        self._sizes = sizes
        self.face = AlarmFace()

    def show(self, shown: Shown) -> None:
        face = alarm_face(shown, self._size, self._sizes)
        if face != self.face:
            self.face = face
            self.changed.emit()

    stands = Property(bool, lambda view: bool(view.face.sheets), notify=changed)
    ground = Property(str, _of("coat.ground"), notify=changed)
    field = Property(str, _of("coat.field"), notify=changed)
    mark = Property(str, _of("coat.mark"), notify=changed)
    pictogram = Property(str, _of("pictogram"), notify=changed)
    markSize = Property(int, _of("mark"), notify=changed)
    block = Property(dict, _map_of("block"), notify=changed)
    sheets = Property(list, _maps_of("sheets"), notify=changed)
    tiles = Property(list, _maps_of("tiles"), notify=changed)
    tile = Property(int, _of("tile"), notify=changed)
    foot = Property(dict, _map_of("foot"), notify=changed)
    button = Property(dict, _map_of("button"), notify=changed)
