"""The board as QML sees it: ready words, colours and sizes, told only when they change."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from signage.board.events import Key
from signage.board.picture import Picture
from signage.ui.calls_model import CallsModel, CallView
from signage.ui.faces import Words, open_face, recent_face, words
from signage.ui.layout import Layout, on_page
from signage.ui.properties import shown
from wire.look import Look

QML_IMPORT_NAME = "Signage"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Sizes(QObject):
    """The layout's numbers, in pixels."""

    changed = Signal()

    def __init__(self, first: Layout, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = first

    def show(self, layout: Layout) -> None:
        if layout != self.face:
            self.face = layout
            self.changed.emit()

    margin = shown(int, "margin", changed)
    gap = shown(int, "gap", changed)
    pad = shown(int, "pad", changed)
    small = shown(int, "small", changed)
    header = shown(int, "header", changed)
    footer = shown(int, "footer", changed)
    callsX = shown(int, "calls.x", changed)
    callsY = shown(int, "calls.y", changed)
    callsWidth = shown(int, "calls.width", changed)
    callsHeight = shown(int, "calls.height", changed)
    stageX = shown(int, "stage.x", changed)
    stageY = shown(int, "stage.y", changed)
    stageWidth = shown(int, "stage.width", changed)
    stageHeight = shown(int, "stage.height", changed)
    stacked = shown(bool, "stacked", changed)
    hero = shown(int, "hero", changed)
    heroNumber = shown(int, "hero_number", changed)
    heroRoom = shown(int, "hero_room", changed)
    heroArrow = shown(int, "hero_arrow", changed)
    row = shown(int, "row", changed)
    rowFont = shown(int, "row_font", changed)
    strip = shown(int, "strip", changed)
    card = shown(int, "card", changed)
    cardFont = shown(int, "card_font", changed)
    sign = shown(int, "sign", changed)


@QmlElement
class BoardView(QObject):
    """Calls of one zone, or of several on the way to their rooms."""

    changed = Signal()

    def __init__(self, sizes: Sizes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.face = Words()
        self._sizes = sizes
        self._hero = CallView(self)
        self._rows = CallsModel(self)
        self._cards = CallsModel(self)
        self._recent = CallsModel(self)

    def show(
        self, picture: Picture, look: Look | None, plan: Layout, *, sound: bool
    ) -> tuple[Key, ...]:
        """Draw this from the next frame on; the calls that stand on it.

        What is equal to before costs nothing.
        """
        places = on_page(plan, len(picture.open), picture.turn)
        faces = [
            open_face(
                picture, picture.open[place], plan, place=place, big=plan.hero > 0 and at == 0
            )
            for at, place in enumerate(places)
        ]  # fmt: skip
        if faces and plan.hero:
            self._hero.show(faces.pop(0))
        self._rows.show([] if plan.stacked else faces)
        self._cards.show(faces if plan.stacked else [])
        recent = picture.recent[: plan.cards] if plan.strip else ()
        self._recent.show([recent_face(call) for call in recent])
        text = words(picture, look, plan, sound=sound)
        if text != self.face:
            self.face = text
            self.changed.emit()
        return tuple(picture.open[place].key for place in places)

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
    def cards(self) -> CallsModel:
        return self._cards

    @Property(CallsModel, constant=True)
    def recentCalls(self) -> CallsModel:
        return self._recent

    title = shown(str, "title", changed)
    authority = shown(str, "authority", changed)
    clock = shown(str, "clock", changed)
    first = shown(str, "first", changed)
    then = shown(str, "then", changed)
    foreign = shown(str, "foreign", changed)
    rtl = shown(bool, "rtl", changed)
    recent = shown(str, "recent", changed)
    footer = shown(str, "footer", changed)
    stand = shown(str, "stand", changed)
    page = shown(str, "page", changed)
    band = shown(str, "band", changed)
    bandInk = shown(str, "band_ink", changed)
    accent = shown(str, "accent", changed)
    signPath = shown(str, "sign.path", changed)
    signColour = shown(str, "sign.colour", changed)
    signInk = shown(str, "sign.ink", changed)
    letter = shown(str, "sign.letter", changed)
    letterX = shown(float, "sign.x", changed)
    letterY = shown(float, "sign.y", changed)
    letterSize = shown(float, "sign.size", changed)
    calm = shown(bool, "calm", changed)
