"""The watcher before a simulated camera: codes, preview, trouble, and a clean end."""

import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kiosk.devices.camera_health import CameraTrouble
from kiosk.devices.decoders import Cascade
from kiosk.devices.ports import CameraError, Frame, Image, Look
from kiosk.devices.scanner import Listeners, Watcher
from kiosk.devices.simulated.camera import CameraFault, SimulatedCamera
from tests.kiosk.devices.kit import CODE, FastClock, eventually


class Told:
    """Keeps what the watcher tells."""

    def __init__(self) -> None:
        self.codes: list[tuple[str, ...]] = []
        self.previews: list[Frame] = []
        self.troubles: list[CameraTrouble | None] = []
        self.listeners = Listeners(self._codes, self.previews.append, self.troubles.append)

    def _codes(self, texts: Sequence[str], _at: datetime) -> None:
        self.codes.append(tuple(texts))


@pytest.fixture
def clock() -> FastClock:
    return FastClock(2)


@pytest.fixture
def camera(clock: FastClock) -> SimulatedCamera:
    return SimulatedCamera(clock, seed=2)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def watcher(camera: SimulatedCamera, told: Told, clock: FastClock) -> Iterator[Watcher]:
    watcher = Watcher(camera, Cascade(), told.listeners, clock)
    watcher.start()
    yield watcher
    watcher.stop()


@pytest.mark.usefixtures("watcher")
def test_a_held_letter_is_read_and_leaves(camera: SimulatedCamera, told: Told) -> None:
    eventually(lambda: bool(told.previews), "the empty hall")
    assert told.codes == []
    camera.hold(CODE)
    eventually(lambda: len(told.codes) > 2, "the letter is read")
    assert set(told.codes) == {(CODE,)}
    camera.hold("another letter")
    eventually(lambda: ("another letter",) in told.codes, "the next letter is read")
    eventually(lambda: _empty(told), "the letter has left")
    assert told.troubles == []


def _empty(told: Told) -> bool:
    """Nobody holds a letter: the middle of the picture is the hall, no black and white."""
    middle = told.previews[-1].image[250:550, 350:750]
    return float(middle.std()) < 30


@pytest.mark.usefixtures("watcher")
def test_preview_comes_at_most_ten_times_a_second(camera: SimulatedCamera, told: Told) -> None:
    camera.hold(CODE)
    eventually(lambda: len(told.previews) > 12, "some previews")
    times = [frame.at for frame in told.previews]
    gaps = [(b - a).total_seconds() for a, b in pairwise(times)]
    assert min(gaps) >= 0.1


TROUBLES: list[tuple[CameraFault, CameraTrouble]] = [
    ("dark", "camera_dark"), ("frozen", "camera_frozen"), ("unplugged", "camera_unplugged"),
    ("covered", "camera_covered"), ("stalled", "camera_stalled"),
]  # fmt: skip


@pytest.mark.warns("camera_trouble")
@pytest.mark.usefixtures("watcher")
@pytest.mark.parametrize(("fault", "trouble"), TROUBLES)
def test_trouble_and_recovery(
    camera: SimulatedCamera, told: Told, fault: CameraFault, trouble: CameraTrouble
) -> None:
    camera.fault(fault)
    eventually(lambda: told.troubles == [trouble], f"{trouble} is told once")
    camera.hold(CODE)
    camera.fault(None)
    eventually(lambda: told.troubles == [trouble, None], "the camera is well again")
    camera.hold(CODE)
    eventually(lambda: (CODE,) in told.codes, "it reads again")


class _Strange:
    """A decoder that fails on its first picture, as a library's bug would."""

    def __init__(self) -> None:
        self.failed = threading.Event()

    def look(self, image: Image) -> Look:
        if not self.failed.is_set():
            self.failed.set()
            raise RuntimeError("strange picture")
        return Look((f"mean {np.mean(image) > 0}",))


@pytest.mark.warns("frame_failed")
def test_one_strange_picture_does_not_end_the_watch(
    camera: SimulatedCamera, told: Told, clock: FastClock
) -> None:
    watcher = Watcher(camera, _Strange(), told.listeners, clock)
    watcher.start()
    eventually(lambda: ("mean True",) in told.codes, "it goes on")
    watcher.stop()


def test_stop_ends_the_thread_and_closes_the_camera(
    camera: SimulatedCamera, told: Told, clock: FastClock
) -> None:
    before = threading.active_count()
    watcher = Watcher(camera, Cascade(), told.listeners, clock)
    watcher.start()
    watcher.stop()
    assert threading.active_count() == before
    with pytest.raises(CameraError):
        camera.read()


def test_holding_is_seeded(clock: FastClock) -> None:
    first, second = SimulatedCamera(clock, seed=9), SimulatedCamera(clock, seed=9)
    assert np.array_equal(first.read().image, second.read().image)


class _Stuck:
    """A decoder that does not come back until it is let go."""

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def look(self, image: Image) -> Look:
        del image
        self.go_on.wait()
        return Look()


@pytest.mark.warns("camera_trouble")
def test_a_decoder_that_hangs_is_told(
    camera: SimulatedCamera, told: Told, clock: FastClock
) -> None:
    stuck = _Stuck()
    watcher = Watcher(camera, stuck, told.listeners, clock)
    watcher.start()
    eventually(lambda: told.troubles == ["camera_stalled"], "the stall is told")
    stuck.go_on.set()
    eventually(lambda: told.troubles == ["camera_stalled", None], "it is well again")
    watcher.stop()


class _Counted:
    """A camera that knows which of its pictures are still alive somewhere."""

    def __init__(self, camera: SimulatedCamera) -> None:
        self._camera = camera
        self.given: list[weakref.ref[Image]] = []

    def read(self) -> Frame:
        frame = self._camera.read()
        self.given.append(weakref.ref(frame.image))
        return frame

    def close(self) -> None:
        self._camera.close()

    def alive(self) -> int:
        return sum(image() is not None for image in self.given)


def test_no_picture_outlives_its_look_and_none_is_written(
    camera: SimulatedCamera, clock: FastClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    most, codes = [0], list[str]()
    counted = _Counted(camera)
    listeners = Listeners(
        lambda texts, _at: codes.extend(texts),
        lambda _frame: most.append(counted.alive()),
        lambda _trouble: None,
    )
    watcher = Watcher(counted, Cascade(), listeners, clock)
    watcher.start()
    camera.hold(CODE)
    eventually(lambda: bool(codes) and len(most) > 10, "a letter is read")
    watcher.stop()
    assert max(most) <= 1, "one picture at a time"
    assert counted.alive() == 0
    assert list(tmp_path.rglob("*")) == []
