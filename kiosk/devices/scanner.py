"""Watches the camera in a thread: tells codes, a preview, and whether the camera is well.

Frames live for as long as they are looked at; they are never stored and never sent anywhere.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from kiosk.devices.camera_health import DARK, CameraHealth, CameraTrouble, Seen, step
from kiosk.devices.ports import Camera, CameraError, Decoder, Frame, Image

log = logging.getLogger("kiosk.scanner")

PREVIEW_EVERY = timedelta(milliseconds=100)
RETRY_S = 0.25


@dataclass(frozen=True)
class Listeners:
    """Who is told; all are called on the watcher's thread and must return at once."""

    on_codes: Callable[[Sequence[str], Frame], None]
    """Each frame with codes in view, also when they are the same as before."""
    on_preview: Callable[[Frame], None]
    """The latest frame, at most ten a second."""
    on_trouble: Callable[[CameraTrouble | None], None]
    """A trouble has come, or None: the camera is well again."""


class Watcher:
    """Reads, decodes, tells; keeps one frame at a time."""

    def __init__(
        self,
        camera: Camera,
        decoder: Decoder,
        listeners: Listeners,
        now: Callable[[], datetime],
    ) -> None:
        self._camera = camera
        self._decoder = decoder
        self._listeners = listeners
        self._now = now
        self._health = CameraHealth()
        self._last_look: Image | None = None
        self._preview_at: datetime | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread and close the camera; within about a second."""
        self._stopping.set()
        self._thread.join(5)
        self._camera.close()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self._one_frame()
            except CameraError:
                self._judge("nothing", self._now())
                self._stopping.wait(RETRY_S)
            except Exception:  # the device loop's rim: one strange picture must not end the watch
                log.exception("frame_failed")
                self._stopping.wait(RETRY_S)

    def _one_frame(self) -> None:
        frame = self._camera.read()
        self._judge(self._look(frame.image), frame.at)
        self._preview(frame)
        if codes := self._decoder.texts(frame.image):
            self._listeners.on_codes(codes, frame)

    def _look(self, image: Image) -> Seen:
        """Compare a thinned-out picture: a living sensor's noise differs in every frame."""
        look = image[::8, ::8].copy()
        same = self._last_look is not None and np.array_equal(look, self._last_look)
        self._last_look = look
        if float(look.mean()) < DARK:
            return "dark"
        return "same" if same else "fine"

    def _judge(self, seen: Seen, at: datetime) -> None:
        before = self._health.trouble
        self._health = step(self._health, seen, at)
        trouble = self._health.trouble
        if trouble == before:
            return
        if trouble:
            log.warning("camera_trouble", extra={"trouble": trouble})
        else:
            log.info("camera_well")
        self._listeners.on_trouble(trouble)

    def _preview(self, frame: Frame) -> None:
        if self._preview_at is None or frame.at - self._preview_at >= PREVIEW_EVERY:
            self._preview_at = frame.at
            self._listeners.on_preview(frame)
