"""The watchdog is fed only while frames swap and both loops turn, over a real datagram socket."""

import queue
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.watchdog import Beat, Beats, Watchdog, late
from tests.kiosk.test_program import Program
from tests.patience import PATIENCE_S
from wire.watchdog import BOUND_S, STOOD_STILL, Systemd

BEATS: tuple[Beat, ...] = ("frames", "session", "qt")


class Ear:
    """What systemd hears at its notification socket."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(PATIENCE_S)
        self.systemd = Systemd({"NOTIFY_SOCKET": str(path)})

    def hears(self) -> str:
        return self._socket.recv(100).decode()

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Ear]:
    ear = Ear(tmp_path / "notify")
    yield ear
    ear.close()


class Loops:
    """Three loops by a clock of their own; `stopped` gives no sign any more."""

    def __init__(self) -> None:
        self.now = 0.0
        self.stopped: frozenset[str] = frozenset()
        self.beats = Beats(lambda: self.now)

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1
            for which in BEATS:
                if which not in self.stopped:
                    self.beats.beat(which)


def test_it_is_fed_while_all_three_give_signs(ear: Ear) -> None:
    loops = Loops()
    watchdog = Watchdog(loops.beats, ear.systemd, lambda _: None, round_s=0.001)
    watchdog.start()
    assert ear.hears() == "READY=1"
    for _ in range(5):
        loops.run(3)
        assert ear.hears() == "WATCHDOG=1"
    watchdog.stop()
    said = ear.hears()
    while said == "WATCHDOG=1":
        said = ear.hears()
    assert said == "STOPPING=1"


@pytest.mark.warns("beat_late", "stands_still")
@pytest.mark.parametrize("which", BEATS)
def test_when_one_loop_stands_still_the_program_ends_by_itself(which: Beat, tmp_path: Path) -> None:
    ear, loops = Ear(tmp_path / "notify"), Loops()
    ends: queue.Queue[tuple[str, int]] = queue.Queue()
    watchdog = Watchdog(
        loops.beats, ear.systemd, lambda code: ends.put(("end", code)),
        lambda code: ends.put(("die", code)), round_s=0.001,
    )  # fmt: skip
    loops.run(1)
    loops.stopped = frozenset({which})
    loops.run(int(BOUND_S) + 1)
    watchdog.start()
    assert ear.hears() == "READY=1"
    assert ends.get(timeout=PATIENCE_S) == ("end", STOOD_STILL)
    assert ends.get(timeout=PATIENCE_S) == ("die", STOOD_STILL), "an end that hangs is no end"
    watchdog.stop()
    assert ear.hears() == "STOPPING=1", "it was not fed in between"
    ear.close()


FREEZE = """
import os, threading, time
def freeze():
    while True:
        time.sleep(0.1)
        from PySide6.QtCore import QTimer
        from PySide6.QtGui import QGuiApplication
        if QGuiApplication.allWindows() and os.path.exists(os.environ["FREEZE_WHEN"]):
            break
    stop = {"qt": lambda: time.sleep(1000), "frames": lambda: [
        window.frameSwapped.disconnect() for window in QGuiApplication.allWindows()]}
    QTimer.singleShot(0, QGuiApplication.instance(), stop[os.environ["FREEZE"]])
threading.Thread(target=freeze, daemon=True).start()
"""


@pytest.mark.soak
@pytest.mark.parametrize("which", ["qt", "frames"])
def test_a_whole_kiosk_whose_screen_stands_still_ends_by_itself(which: str, tmp_path: Path) -> None:
    """Python runs `sitecustomize` at its start: so something in the program itself goes wrong."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "sitecustomize.py").write_text(FREEZE, encoding="utf-8")
    when = tmp_path / "now"
    program = Program(
        tmp_path, PYTHONPATH=str(tmp_path / "lib"), FREEZE=which, FREEZE_WHEN=str(when)
    )
    program.log_until("trouble_began")
    when.touch()
    program.log_until("stands_still")
    assert program.process.wait(timeout=60) == STOOD_STILL
    program.end()


def test_a_machine_that_was_halted_does_not_end_its_programs() -> None:
    """All beats are old when it wakes; they come back before the patience is over."""
    loops = Loops()
    loops.run(1)
    loops.now += 100_000
    assert set(late(loops.beats.ages())) == set(BEATS)
    loops.run(1)
    assert late(loops.beats.ages()) == ()


def test_frames_that_nobody_can_see_are_not_expected() -> None:
    loops = Loops()
    loops.run(1)
    loops.beats.rest("frames")
    loops.now += 60
    assert "frames" not in loops.beats.ages()
    loops.beats.frame()
    assert (loops.beats.ages()["frames"], loops.beats.frames) == (0, 1)
