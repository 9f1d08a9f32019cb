"""A video's frames at their time: decoded on a thread of its own, dropped when late, no sound.

PyAV brings its own FFmpeg. What comes out is plain memory, for whoever draws.
"""

import logging
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

log = logging.getLogger("signage.video")

AHEAD = 4
"""Frames that wait at most; one of full HD is 8 MB."""
LATE_S = 0.08
"""A frame that should have been seen so long ago is dropped undrawn."""
FAR_S = 2.0
"""What begins so far in is looked for by its key frame."""
MOST_PX = 4096 * 4096
READER = "mov"
"""FFmpeg's name for what reads MP4, the only kind of film that a hub gives out."""
MISSING_S = 1.0
"""A video that ends so much earlier than it says is truncated."""

Fault = Literal["broken", "truncated", "too_large", "no_picture"]
_AV_ERRORS = (av.error.FFmpegError, OSError, ValueError, EOFError)


class Unplayable(Exception):
    """The file is no video that we can show; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Frame:
    """One picture, to be seen from `at_s` on: rows of blue, green, red and one unused byte."""

    at_s: float
    width: int
    height: int
    stride: int
    pixels: memoryview


class Film:
    """One video being shown, scaled to fit `box`; `lasts_s` is how long it should be, if known.

    The thread ends with `close`. Positions are seconds from the video's beginning, and only grow;
    after a leap of more than `FAR_S` a new film that begins there is sooner at the place.
    """

    def __init__(self, path: Path, box: tuple[int, int], lasts_s: float, start_s: float) -> None:
        self._path = path
        self._box = box
        self._lasts_s = lasts_s
        self._wanted_s = start_s
        self._lock = threading.Condition()
        self._frames: deque[Frame] = deque()
        self._closed = False
        self._ended = False
        self._fault: Fault | None = None
        self.decoded = 0
        self.dropped = 0
        """Frames that came too late to be drawn."""
        self._thread = threading.Thread(target=self._run, name="film", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Give everything back; does not wait for the frame that is being decoded."""
        with self._lock:
            self._closed = True
            self._frames.clear()
            self._lock.notify_all()

    def join(self, timeout: float) -> bool:
        """Whether the thread has ended within so many seconds."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def again(self, start_s: float) -> "Film":
        """The same film, from another place on."""
        return Film(self._path, self._box, self._lasts_s, start_s)

    @property
    def ended(self) -> bool:
        """Whether its last frame has been decoded, or no more will come."""
        return self._ended

    @property
    def fault(self) -> Fault | None:
        """Why there are no (more) frames although there should be."""
        return self._fault

    @property
    def ready(self) -> bool:
        """Whether the first frame is there."""
        return self.decoded > 0

    def frame(self, at_s: float) -> Frame | None:
        """The frame to be seen from this position on; None: the one before stays."""
        found = None
        with self._lock:
            self._wanted_s = at_s
            while self._frames and self._frames[0].at_s <= at_s:
                self.dropped += found is not None
                found = self._frames.popleft()
            self._lock.notify_all()
        return found

    # ------------------------------------------------------------------ on its thread

    def _run(self) -> None:
        try:
            # Its own reader only: a list of other files or addresses is no film.
            with av.open(str(self._path), mode="r", format=READER) as container:
                self._play(container)
        except Unplayable as unplayable:
            self._end(unplayable.fault)
        except _AV_ERRORS as error:
            log.info("video_failed", extra={"detail": type(error).__name__})
            self._end("truncated" if self.decoded else "broken")
        except Exception:  # the film's rim: a thread that dies unheard leaves the old picture
            log.exception("video_failed_unforeseen")
            self._end("broken")

    def _play(self, container: InputContainer) -> None:
        stream = _picture_stream(container)
        begun = float(stream.start_time or 0) * float(stream.time_base or 1)
        if self._wanted_s > FAR_S:
            _seek(container, stream, begun + self._wanted_s)
        last = 0.0
        for picture in _decoded(container, stream):
            last = (picture.time or 0.0) - begun
            if self._closed:
                return
            if last < self._wanted_s - LATE_S:
                self.dropped += self.decoded > 0
                continue
            if not self._offer(self._scaled(picture, last)):
                return
        missing = self._lasts_s - last > MISSING_S
        self._end("truncated" if missing else None if self.decoded else "broken")

    def _offer(self, frame: Frame) -> bool:
        """Wait for room; False when the film is over for its watcher."""
        with self._lock:
            while len(self._frames) >= AHEAD and not self._closed:
                self._lock.wait(0.5)
            if self._closed:
                return False
            self._frames.append(frame)
            self.decoded += 1
            return True

    def _scaled(self, picture: VideoFrame, at_s: float) -> Frame:
        size = fitting((picture.width, picture.height), self._box)
        drawn = picture.reformat(width=size[0], height=size[1], format="bgra")
        plane = drawn.planes[0]
        return Frame(at_s, size[0], size[1], plane.line_size, memoryview(plane))

    def _end(self, fault: Fault | None) -> None:
        with self._lock:
            self._ended = True
            self._fault = fault


def fitting(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """The largest size of this shape in the box."""
    share = min(box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _picture_stream(container: InputContainer) -> VideoStream:
    """The stream of pictures, to be decoded on as many threads as FFmpeg likes."""
    if not container.streams.video:
        raise Unplayable("no_picture")
    stream = container.streams.video[0]
    if stream.width * stream.height > MOST_PX:
        raise Unplayable("too_large")
    stream.thread_type = "AUTO"
    return stream


def _seek(container: InputContainer, stream: VideoStream, to_s: float) -> None:
    """To the last key frame before; a file that cannot seek is shown from its beginning."""
    try:
        container.seek(round(to_s / float(stream.time_base or 1)), stream=stream)
    except _AV_ERRORS:
        container.seek(0)


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Frames in their order; a single damaged one is left out."""
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue
