"""A real camera through OpenCV: the newest picture only, and a new start after each failure."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

import cv2
import numpy as np

from kiosk.devices.ports import CameraError, Frame

log = logging.getLogger("kiosk.camera")

READ_S = 1.0
REOPEN_S = 2.0
SIZE = (1280, 720)


class OpenCvCamera:
    """A camera by its index, device path or stream address; `now` is a steady clock.

    A thread of its own empties the driver's buffer, so that a reader never sees an old picture; it
    unpacks only those that somebody waits for, which is most of the work with a camera at rest.
    """

    def __init__(self, source: int | str, now: Callable[[], datetime]) -> None:
        self._source = source
        self._now = now
        self._news = threading.Condition()
        self._wanted = False
        self._latest: Frame | None = None
        self._trouble = ""
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._grab, name="camera", daemon=True)
        self._thread.start()

    def read(self) -> Frame:
        """The next frame from now on. CameraError when none comes in a second."""
        with self._news:
            self._ask()
            self._news.wait_for(lambda: self._latest or self._closing.is_set(), READ_S)
            frame, self._latest = self._latest, None
            if frame is None:
                raise CameraError(self._trouble or "the camera gives no picture")
            return frame

    def _ask(self) -> None:
        """For a new one: what came after the last reader gave up is old."""
        self._wanted = True
        self._latest = None

    def close(self) -> None:
        self._closing.set()
        with self._news:
            self._news.notify_all()
        self._thread.join(5)

    def _grab(self) -> None:
        while not self._closing.is_set():
            try:
                self._trouble = self._watch()
            except Exception:  # the device loop's rim: a driver must not end the camera for good
                log.exception("camera_failed")
                self._trouble = "the camera failed"
            self._closing.wait(REOPEN_S)

    def _watch(self) -> str:
        """Open the camera and pass on its pictures until it fails; why it failed."""
        try:
            capture = cv2.VideoCapture(self._source)
        except cv2.error as error:
            return f"the camera cannot be opened: {error.code}"
        try:
            if not capture.isOpened():
                return "the camera cannot be opened"
            capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
            # Unpacked, 1280 x 720 is too much for USB 2 at more than ten frames a second.
            capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
            capture.set(cv2.CAP_PROP_FRAME_WIDTH, SIZE[0])
            capture.set(cv2.CAP_PROP_FRAME_HEIGHT, SIZE[1])
            while not self._closing.is_set():
                if not capture.grab():
                    return "the camera stopped"
                if self._wanted:
                    self._unpack(capture)
        except cv2.error as error:
            return f"the camera failed: {error.code}"
        finally:
            capture.release()
        return "the camera was closed"

    def _unpack(self, capture: cv2.VideoCapture) -> None:
        at = self._now()
        taken, picture = capture.retrieve()
        if taken:
            with self._news:
                self._wanted = False
                self._latest = Frame(np.asarray(picture, np.uint8), at)
                self._news.notify_all()
