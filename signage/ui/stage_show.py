"""Puts a plan onto the sheets: when it is ready, without a dark frame, a film frame by frame."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from signage.media.video import Film
from signage.programme.course import Plan, Play
from signage.ui.stage_fader import Fader
from signage.ui.stage_material import Frame, Loader, Material, is_film, key_of
from signage.ui.stage_pictures import from_frame
from signage.ui.stage_view import StageModel
from wire.messages import MediaFile

FILM_AHEAD = timedelta(seconds=3)
"""So long before its time a film is opened: its frames take more room than a picture."""
LEAP_S = 2.0
"""A film that is so far behind its time is opened anew at its place."""
FRAME_MS = 8
"""How often a film is asked for its next frame: twice in a frame of the panel."""


@dataclass
class Shown:
    """What is on the front sheet; `film_s` is the place of the frame of a film."""

    play: Play
    material: Material
    leaf: int
    film_s: float = 0.0


class Show(QObject):
    """`changed` when something else stands on the sheets; `failed` (hash, reason) of a file.

    `clock` gives the moment by which plays begin and end.
    """

    changed = Signal()
    failed = Signal(str, str)

    def __init__(self, model: StageModel, loader: Loader, clock: Callable[[], datetime]) -> None:
        super().__init__(model)
        self._model = model
        self._loader = loader
        self._clock = clock
        self._fader = Fader(model)
        self._fader.settled.connect(self._again)
        loader.loaded.connect(self._again)
        loader.failed.connect(self.failed)
        self._plan: Plan | None = None
        self._fade_ms = 0
        self._frame: Frame | None = None
        self.shown: Shown | None = None
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)

    def present(self, plan: Plan, frame: Frame, fade_ms: int) -> None:
        """From now on this plan counts."""
        self._plan, self._frame, self._fade_ms = plan, frame, fade_ms
        if plan.away:
            self._fader.finish()
            self._frames.stop()
        elif not self._fader.busy:
            self._bring(plan, frame)
        self._model.set_active(self.shown is not None and not plan.away)

    @property
    def fading(self) -> bool:
        return self._fader.busy

    def stop(self) -> None:
        self._frames.stop()
        self._fader.finish()
        self._loader.close()

    def next_leaf(self) -> datetime | None:
        """When the page's next leaf is to be turned up."""
        shown = self.shown
        if shown is None or shown.leaf + 1 >= len(shown.material.leaves):
            return None
        share = (shown.leaf + 1) / len(shown.material.leaves)
        return shown.play.begins + timedelta(seconds=shown.play.of_s * share)

    # ------------------------------------------------------------------ bringing it up

    def _again(self) -> None:
        if self._plan is not None and self._frame is not None:
            self.present(self._plan, self._frame, self._fade_ms)

    def _bring(self, plan: Plan, frame: Frame) -> None:
        if plan.now is None:
            self._take_away()
        else:
            material = self._loader.material(plan.now, frame, self._position(plan.now))
            if material.ready:
                self._put(plan.now, material)
            self._run_film(material.film)
        self._prepare(plan, frame)

    def _take_away(self) -> None:
        self._frames.stop()
        if self.shown is not None:
            self.shown = None
            self.changed.emit()
            self._fader.to_nothing(self._fade_ms)

    def _put(self, play: Play, material: Material) -> None:
        leaf = _leaf_number(play, material, self._clock())
        shown = self.shown
        if shown is not None and shown.material.key == material.key and shown.leaf == leaf:
            shown.play = play
            return
        fresh = Shown(play, material, leaf)
        if self._draw(fresh):
            self.shown = fresh
            self._model.set_active(True)
            self.changed.emit()
            self._fader.cross(self._fade_ms)

    def _draw(self, fresh: Shown) -> bool:
        """Onto the back sheet; False where a film has no frame for this moment yet."""
        material, sheet = fresh.material, self._fader.back
        if material.leaves:
            sheet.show_leaf(material.leaves[fresh.leaf])
            return True
        if material.image is not None:
            sheet.show_image(material.image)
            return True
        frame = material.film.frame(self._position(fresh.play)) if material.film else None
        if frame is None or self._frame is None:
            return False
        fresh.film_s = frame.at_s
        sheet.show_image(from_frame(frame, self._frame.box))
        return True

    def _prepare(self, plan: Plan, frame: Frame) -> None:
        """Make ready what comes next, once there is only one thing on the sheets."""
        keys = {self.shown.material.key} if self.shown else set()
        keys |= {key_of(plan.now, frame)} if plan.now else set()
        if plan.next is not None and len(keys) < 2 and not self._fader.busy:
            film = is_film(plan.next)
            soon = plan.until is not None and plan.until - self._clock() <= FILM_AHEAD
            if soon or not film:
                keys.add(key_of(plan.next, frame))
                self._loader.material(plan.next, frame, 0.0)
        if not self._fader.busy:
            self._loader.keep_only(keys)

    def _position(self, play: Play) -> float:
        return max(0.0, (self._clock() - play.begins).total_seconds())

    # ------------------------------------------------------------------ films

    def _run_film(self, film: Film | None) -> None:
        if film is None:
            self._frames.stop()
        elif not self._frames.isActive():
            self._frames.start()

    def _on_frame(self) -> None:
        """The film's next frame when it is time for it, or the first one when it has come."""
        now = self._plan.now if self._plan else None
        if now is None or self._frame is None:
            return
        material = self._loader.material(now, self._frame, self._position(now))
        shown = self.shown
        if material.film is None:
            return
        if isinstance(now.content, MediaFile) and material.film.fault is not None:
            self._frames.stop()
            self.failed.emit(now.content.sha256, material.film.fault)
        elif shown is None or shown.material is not material:
            self._again()
        else:
            self._advance(shown, material.film)

    def _advance(self, shown: Shown, film: Film) -> None:
        position = self._position(shown.play)
        frame = film.frame(position)
        if frame is not None and self._frame is not None:
            shown.film_s = frame.at_s
            self._fader.front.show_image(from_frame(frame, self._frame.box))
        elif position - shown.film_s > LEAP_S and not film.ended:
            shown.film_s = position
            self._loader.leap(shown.material, position)


def _leaf_number(play: Play, material: Material, at: datetime) -> int:
    """Each leaf of a page has the same share of its time."""
    count = len(material.leaves)
    if count < 2:
        return 0
    share = (at - play.begins).total_seconds() / play.of_s
    return min(count - 1, max(0, int(share * count)))
