"""Draws the stage in its conditions, alone and on the panel with calls; the gallery calls it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtQuick import QQuickView

from signage.ui.stage_pages import leaves
from signage.ui.stage_pictures import on_ground
from signage.ui.stage_view import StageModel
from signage.ui.theme import least_capital_mm
from wire.look import NIGHT, Lang, Text
from wire.messages import TextPage

QML: Final = Path(__file__).parent / "qml" / "stage" / "StageView.qml"
HALL: Final = (1920, 1080)
BESIDE: Final = (1104, 888)
USUAL: Final = least_capital_mm(5) * 1080 / 535
SMALL: Final = least_capital_mm(1.5) * 600 / 136

CLOSED: Final[Text] = {
    "de": "Am Freitag, 27. November, bleibt das Haus geschlossen",
    "en": "On Friday, 27 November, the office is closed",
    "ar": "المكتب مغلق يوم الجمعة ٢٧ نوفمبر",
    "uk": "У п’ятницю, 27 листопада, установа зачинена",
}
CLOSED_BODY: Final[Text] = {
    "de": "Ab Montag sind wir wieder für Sie da: 8 bis 12 Uhr.",
    "en": "We are here for you again from Monday: 8 am to 12 noon.",
    "ar": "نحن هنا من أجلكم مجددًا يوم الاثنين من الساعة ٨ حتى ١٢.",
    "uk": "Ми знову тут для вас з понеділка: з 8 до 12 години.",
}
WIFI: Final = TextPage(
    title={"de": "Freies WLAN im Wartebereich"},
    body={"de": "Netz: Jobcenter-Gast\nEin Kennwort brauchen Sie nicht."},
    pictogram="wifi",
)
PAPERS: Final = TextPage(
    title={"de": "Diese Unterlagen brauchen wir für Ihren Weiterbewilligungsantrag"},
    body={
        "de": "Ausweis oder Aufenthaltstitel. Mietvertrag und letzte Mietbescheinigung. "
        "Kontoauszüge der letzten drei Monate. Nachweise über Einkommen. Schulbescheinigungen "
        "Ihrer Kinder. Wenn etwas fehlt: Kommen Sie trotzdem. Wir helfen Ihnen."
    },
    pictogram="document",
)


def page(lang: Lang) -> TextPage:
    """The notice of a closed day."""
    return TextPage(title={lang: CLOSED[lang]}, body={lang: CLOSED_BODY[lang]}, pictogram="closed")


def landscape(size: tuple[int, int]) -> QImage:
    """A picture such as an office might show: hills under a morning sky."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width, height = size
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor("#8ec9e8"))
    sky.setColorAt(1, QColor("#fdf1d8"))
    painter.fillRect(QRect(0, 0, width, height), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    for place, colour in enumerate(("#7fae8d", "#55906f", "#2f6f55")):
        painter.setBrush(QColor(colour))
        middle = QPoint(width * (2 * place + 1) // 6, height * (11 + place) // 10)
        painter.drawEllipse(middle, width // 2, height // 2 - place * height // 14)
    painter.end()
    return image


class _Stand:
    """A stage alone in a window."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        self.model = StageModel()
        self.model.set_active(True)
        self._view = QQuickView()
        self._view.setColor(QColor(NIGHT))
        self._view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self._view.resize(*size)
        self._view.setInitialProperties({"stage": self.model})
        self._view.setSource(QUrl.fromLocalFile(str(QML)))
        self._view.show()

    def save(self, path: Path) -> Path:
        self._view.grabWindow().save(str(path))
        return path

    def close(self) -> None:
        self._view.close()
        self._view.setSource(QUrl())


def fill(model: StageModel) -> None:
    """Let the stage of a panel show a picture, however large it becomes."""

    def show(width: int, height: int) -> None:
        if width > 0 and height > 0:
            model.sheets[0].show_image(landscape((width, height)))

    model.resized.connect(show)
    model.sheets[0].fade(1.0, above=True)
    model.set_active(True)


def draw(folder: Path) -> list[Path]:
    """Every condition as a PNG in `folder`; needs a running QGuiApplication and the typeface."""
    written = []
    for name, (shown, lang, size, capital) in _pages().items():
        for place, leaf in enumerate(leaves(shown, lang, size, capital), 1):
            stand = _Stand(size)
            stand.model.sheets[0].show_leaf(leaf)
            stand.model.sheets[0].fade(1.0, above=True)
            written.append(stand.save(folder / f"stage-{name}-{place}.png"))
            stand.close()
    return [*written, *_pictures(folder)]


def _pages() -> dict[str, tuple[TextPage, Lang, tuple[int, int], float]]:
    """Name: page, language, stage in pixels, least height of capitals in pixels."""
    return {
        "notice-de": (page("de"), "de", HALL, USUAL),
        "notice-en-beside": (page("en"), "en", BESIDE, USUAL),
        "notice-ar": (page("ar"), "ar", HALL, USUAL),
        "notice-uk-portrait": (page("uk"), "uk", (1080, 1920), least_capital_mm(4) * 1920 / 940),
        "wifi": (WIFI, "de", HALL, USUAL),
        "wifi-beside": (WIFI, "de", BESIDE, USUAL),
        "papers": (PAPERS, "de", HALL, USUAL),
        "papers-beside": (PAPERS, "de", BESIDE, USUAL),
        "small-panel": (PAPERS, "de", (1024, 600), SMALL),
        "far": (page("de"), "de", HALL, least_capital_mm(8) * 1080 / 685),
        "words-only": (TextPage(title={"de": "Guten Morgen"}), "de", HALL, USUAL),
    }


def _pictures(folder: Path) -> list[Path]:
    """A wide and a tall picture, and the middle of a change from a picture to a page."""
    written = []
    for name, shape in (("picture", HALL), ("picture-tall", (608, 1080))):
        stand = _Stand(HALL)
        stand.model.sheets[0].show_image(on_ground(landscape(shape), HALL))
        stand.model.sheets[0].fade(1.0, above=True)
        written.append(stand.save(folder / f"stage-{name}.png"))
        stand.close()
    stand = _Stand(HALL)
    stand.model.sheets[0].show_image(on_ground(landscape(HALL), HALL))
    stand.model.sheets[0].fade(1.0, above=False)
    stand.model.sheets[1].show_leaf(leaves(WIFI, "de", HALL, USUAL)[0])
    stand.model.sheets[1].fade(0.5, above=True)
    written.append(stand.save(folder / "stage-fading.png"))
    stand.close()
    return written
