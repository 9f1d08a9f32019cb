"""A stage in a window of its own, with a clock and files that a test has in its hands."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

import av
import numpy as np
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickView

from signage.board.events import Moment
from signage.content.keeper import Holdings
from signage.ui.stage import ProgrammeStage
from signage.ui.stage_view import StageModel
from tests.signage.pixels import Pixels, pixels
from wire.look import NIGHT
from wire.messages import DisplayConfig, MediaFile, PlayedLog, Programme, Source

QML = Path(__file__).parents[2] / "signage" / "ui" / "qml" / "stage" / "StageView.qml"
T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
Colour = tuple[int, int, int]
RED, BLUE, WHITE, GREEN = (200, 30, 30), (30, 30, 200), (255, 255, 255), (30, 160, 60)


def still(colour: Colour, size: tuple[int, int] = (64, 36), kind: str = "PNG") -> bytes:
    """A picture of one colour, as a file."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, quality=95)
    return out.getvalue()


def film(colours: Sequence[Colour], size: tuple[int, int] = (128, 72), fps: int = 25) -> bytes:
    """A video of one second of each colour, as a file; its index stands at the beginning."""
    with NamedTemporaryFile(suffix=".mp4") as file:
        _write_film(file.name, colours, size, fps)
        return file.read()


def _write_film(path: str, colours: Sequence[Colour], size: tuple[int, int], fps: int) -> None:
    with av.open(path, "w", format="mp4", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("libx264", rate=fps, options={"g": str(fps)})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for colour in colours:
            picture = np.full((size[1], size[0], 3), colour, np.uint8)
            for _ in range(fps):
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                container.mux(stream.encode(frame))
        container.mux(stream.encode())


class Pantry:
    """Files in a folder, told to be here as a keeper would tell it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.tell: Callable[[Holdings], None] = lambda _told: None
        self.wanted: tuple[MediaFile, ...] = ()
        self.doubted: list[str] = []

    def put(self, name: str, content: bytes, seconds: float | None = None) -> MediaFile:
        """A file for an item; its hash is its name in hexadecimal, which no test reads."""
        sha = name.encode().hex().ljust(64, "0")
        (self._folder / sha).write_bytes(content)
        mime = "image/png" if seconds is None else "video/mp4"
        return MediaFile.model_validate(
            {
                "sha256": sha, "bytes": max(1, len(content)), "mime": mime,
                "width": 64, "height": 36, "seconds": seconds,
            }
        )  # fmt: skip

    def has(self, *files: MediaFile) -> None:
        held = frozenset(file.sha256 for file in files)
        self.tell(Holdings(held, len(files), checked=True))

    def want(self, files: Sequence[MediaFile], _source: Source | None) -> None:
        self.wanted = tuple(files)

    def doubt(self, sha256: str) -> None:
        self.doubted.append(sha256)

    def path(self, sha256: str) -> Path:
        return self._folder / sha256

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Notebook:
    """Notes that are kept in memory."""

    def __init__(self) -> None:
        self.notes: dict[str, str] = {}

    def note(self, name: str, value: str) -> None:
        self.notes[name] = value

    def noted(self, name: str) -> str | None:
        return self.notes.get(name)


class Theatre:
    """A stage of 320 x 180 pixels in its window; time passes when a test says so."""

    def __init__(
        self, folder: Path, notes: Notebook | None = None, size: tuple[int, int] = (320, 180)
    ) -> None:
        self.pantry = Pantry(folder)
        self.steady = 1000.0
        self.notes = notes or Notebook()
        self.played: list[PlayedLog] = []
        self.altered = 0
        self.model = StageModel()
        self.window = window(self.model, size)
        self.stage = ProgrammeStage(
            self.model,
            self.notes,
            self._larder,
            self.window.height,
            lambda: self.steady,
        )
        self.stage.begin(self.played.append, self._alter, self.notes.note)

    def _alter(self) -> None:
        self.altered += 1

    def _larder(self, tell: Callable[[Holdings], None]) -> Pantry:
        self.pantry.tell = tell
        return self.pantry

    def close(self) -> None:
        self.stage.stop()
        self.window.close()
        self.window.setSource(QUrl())

    def give(self, programme: Programme, *files: MediaFile) -> None:
        """Let it have this programme, with these files here."""
        self.stage.programme(programme)
        self.pantry.has(*files)

    def at(self, seconds: float, begin: datetime | None = T0) -> None:
        """It is so many seconds after the test's beginning, by the site's clock if there is one."""
        self.steady = 1000 + seconds
        utc = (begin or T0) + timedelta(seconds=seconds)
        self.stage.tick(Moment(utc, self.steady, site=begin is not None))

    @property
    def item(self) -> str | None:
        return self.stage.play.id if self.stage.play else None

    def pixels(self) -> Pixels:
        return pixels(self.window.grabWindow())

    def middle(self) -> Colour:
        """The colour in the middle of the window."""
        picture = self.pixels()
        red, green, blue = picture[picture.shape[0] // 2, picture.shape[1] // 2].tolist()
        return red, green, blue


def window(model: StageModel, size: tuple[int, int]) -> QQuickView:
    """A window with nothing but a stage in it, over the board's ground."""
    view = QQuickView()
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    view.setColor(QColor(NIGHT))
    view.resize(*size)
    view.setInitialProperties({"stage": model})
    view.setSource(QUrl.fromLocalFile(str(QML)))
    assert view.status() == QQuickView.Status.Ready, view.errors()
    view.show()
    return view


def place(**more: object) -> DisplayConfig:
    """A display in Berlin whose content is in German and English."""
    said = {
        "rev": 1, "name": "Display 2", "timezone": "Europe/Berlin", "reading_distance_m": 5,
        "panel_height_mm": 535, "room_ways": {}, "layout": "whole", **more,
    }  # fmt: skip
    return DisplayConfig.model_validate(said)


def close_to(colour: Colour, other: Colour, within: int = 12) -> bool:
    return all(abs(one - two) <= within for one, two in zip(colour, other, strict=True))
