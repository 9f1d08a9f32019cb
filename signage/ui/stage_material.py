"""What a play needs to be drawn, made ready beforehand: a picture, a film, leaves of words."""

import logging
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from signage.media.video import Film
from signage.programme.course import Play
from signage.ui.stage_pages import Leaf, leaves
from signage.ui.stage_pictures import Undecodable, decode
from wire.look import Lang
from wire.messages import MediaFile, TextPage

log = logging.getLogger("signage.stage")

ENDS_S = 1.0
"""A film's thread ends with the frame that it is about."""
Box = tuple[int, int]
Key = tuple[object, ...]
"""What material is the same: one file or page in one size; a video anew for each play."""


@dataclass(frozen=True)
class Frame:
    """How large everything is drawn: the stage in pixels, and the least height of capitals."""

    box: Box
    capital_px: float


@dataclass
class Material:
    """One of `image`, `film`, `leaves` when it is ready."""

    key: Key
    image: QImage | None = None
    film: Film | None = None
    leaves: tuple[Leaf, ...] = ()

    @property
    def ready(self) -> bool:
        return bool(self.image or self.leaves or (self.film and self.film.ready))

    def close(self) -> None:
        """Give back what it holds."""
        self.image = None
        if self.film is not None:
            self.film.close()


def is_film(play: Play) -> bool:
    return isinstance(play.content, MediaFile) and play.content.mime == "video/mp4"


def key_of(play: Play, frame: Frame) -> Key:
    if not isinstance(play.content, MediaFile):
        return ("page", play.id, play.lang, play.content.model_dump_json(), frame)
    if is_film(play):
        return ("film", play.content.sha256, play.key, frame.box)
    return ("image", play.content.sha256, frame.box)


class Loader(QObject):
    """Makes material for what is shown now and what comes next, and keeps no other.

    `loaded` and `failed` (hash of a file or id of a page, reason) come on the GUI thread.
    """

    loaded = Signal()
    failed = Signal(str, str)
    _decoded = Signal(object, object)
    """(key, picture or leaves), or (key, reason) of what cannot be decoded."""

    def __init__(self, path: Callable[[str], Path], worker: Executor) -> None:
        super().__init__()
        self._path = path
        self._worker = worker
        self._kept: dict[Key, Material] = {}
        self._names: dict[Key, str] = {}
        self._decoded.connect(self._on_decoded)

    def material(self, play: Play, frame: Frame, start_s: float) -> Material:
        """Its material, ready or on its way; a film begins `start_s` seconds in."""
        key = key_of(play, frame)
        if key not in self._kept:
            self._kept[key] = Material(key)
            self._begin(self._kept[key], play, frame, start_s)
        return self._kept[key]

    def keep_only(self, keys: set[Key]) -> None:
        """Forget all other material."""
        for key in [key for key in self._kept if key not in keys]:
            self._kept.pop(key).close()
            self._names.pop(key, None)

    def leap(self, material: Material, to_s: float) -> None:
        """Open a film anew at a place that it would not reach in time."""
        if material.film is not None:
            material.film.close()
            material.film = material.film.again(to_s)

    def close(self) -> None:
        """Forget everything; no thread decodes any more when the program ends."""
        films = [one.film for one in self._kept.values() if one.film is not None]
        self.keep_only(set())
        for film in films:
            film.join(ENDS_S)

    @property
    def decoded(self) -> int:
        """How many pictures and films are held."""
        return sum(one.image is not None or one.film is not None for one in self._kept.values())

    def _begin(self, material: Material, play: Play, frame: Frame, start_s: float) -> None:
        content = play.content
        if not isinstance(content, MediaFile):
            self._names[material.key] = play.id
            self._worker.submit(self._set, material.key, content, play.lang or "de", frame)
            return
        self._names[material.key] = content.sha256
        path = self._path(content.sha256)
        if content.mime == "video/mp4":
            material.film = Film(path, frame.box, content.seconds or 0.0, start_s)
        else:
            self._worker.submit(self._decode, material.key, path, frame.box)

    def _on_decoded(self, key: Key, found: QImage | tuple[Leaf, ...] | str) -> None:
        material = self._kept.get(key)
        if material is None:
            return
        if isinstance(found, str):
            self.failed.emit(self._names[key], found)
            return
        if isinstance(found, QImage):
            material.image = found
        else:
            material.leaves = found
        self.loaded.emit()

    # ------------------------------------------------------------------ on the worker

    def _set(self, key: Key, page: TextPage, lang: Lang, frame: Frame) -> None:
        try:
            found: tuple[Leaf, ...] | str = leaves(page, lang, frame.box, frame.capital_px)
        except Exception:  # the stage worker's rim: one page must not leave the stage empty
            log.exception("page_not_set", extra={"page": key[1]})
            found = "unreadable"
        self._decoded.emit(key, found)

    def _decode(self, key: Key, path: Path, box: Box) -> None:
        try:
            found: QImage | str = decode(path, box)
        except Undecodable as undecodable:
            found = str(undecodable)
        except OSError:
            found = "unreadable"
        except Exception:  # the stage worker's rim: what is told as failed is passed over
            log.exception("picture_not_decoded", extra={"sha256": path.name})
            found = "broken"
        self._decoded.emit(key, found)
