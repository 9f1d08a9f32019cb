"""Watches the camera in a thread: tells codes, a preview, and whether the camera is well.

Frames live for as long as they are looked at; they are never stored and never sent anywhere. When
nothing moves it rests: it takes fewer frames, and looks for codes only now and then.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import cv2

from kiosk.devices import motion, sightings
from kiosk.devices.camera_health import CameraHealth, CameraTrouble, Seen, seen_in, step
from kiosk.devices.ports import Camera, CameraError, Decoder, Frame

log = logging.getLogger("kiosk.scanner")

PREVIEW_EVERY = timedelta(milliseconds=100)
RETRY_S = 0.25
REST_S = 0.1
"""Between two frames while nothing moves: a letter is noticed that much later at most."""
GUARD_S = 0.5
HUNG = timedelta(seconds=3)
"""A look takes 60 ms at most, and a camera has a second to give a frame."""


@dataclass(frozen=True)
class Listeners:
    """Who is told; all are called on the watcher's thread and must return at once."""

    on_codes: Callable[[Sequence[str], datetime], None]
    """The codes in view and when they were seen, also when they are the same as before."""
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
        self._attention = motion.Attention()
        self._sightings = sightings.Sightings()
        self._preview_at: datetime | None = None
        self._done_at = now()
        self._judging = threading.Lock()
        self._health = CameraHealth()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._guard = threading.Thread(target=self._watch_the_watch, name="guard", daemon=True)

    def start(self) -> None:
        """From now on; OpenCV then works on one core, the others are for who draws and prints."""
        cv2.setNumThreads(1)
        self._done_at = self._now()
        self._thread.start()
        self._guard.start()

    def stop(self) -> None:
        """End the threads and close the camera; within about a second."""
        self._stopping.set()
        self._thread.join(5)
        self._guard.join(5)
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
            self._done_at = self._now()
            if not self._attention.awake(self._done_at):
                self._stopping.wait(REST_S)

    def _one_frame(self) -> None:
        frame = self._camera.read()
        thin = motion.thinned(frame.image)
        self._judge(seen_in(thin, self._attention.last), frame.at)
        self._attention, worth_it = motion.step(self._attention, thin, frame.at)
        self._preview(frame)
        if worth_it:
            look = self._decoder.look(frame.image)
            self._sightings, texts = sightings.step(self._sightings, look, frame.at)
            if texts:
                self._listeners.on_codes(texts, frame.at)

    def _watch_the_watch(self) -> None:
        """A decoder or a driver may hang; then only another thread can still say so."""
        while not self._stopping.wait(GUARD_S):
            now = self._now()
            if now - self._done_at >= HUNG:
                self._judge("hung", now)

    def _judge(self, seen: Seen, at: datetime) -> None:
        with self._judging:
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
