"""The program as the system starts it: first frame, a clean end, and the end of a rehearsal."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import ROOT
from tests.kiosk.house import free_port, settings_in
from tests.patience import PATIENCE_S

"""Far above what is usual (0.3 s), so that a busy machine does not fail the test."""


class Program:
    """``python -m kiosk`` in a process of its own, its log read line by line."""

    def __init__(self, directory: Path, *arguments: str, **changes: str) -> None:
        settings = settings_in(directory, free_port())
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("EZ_", "QT_", "DISPLAY"))},
            "EZ_SITE": settings.site,
            "EZ_DEVICE": settings.device,
            "EZ_BROKER": "{}:{}".format(*settings.broker),
            "EZ_PASSWORD_FILE": str(directory / "password"),
            "EZ_STATE": str(settings.state),
            "EZ_PRINTER": f"tcp:127.0.0.1:{free_port()}",
            "EZ_CAMERA": "simulated",
            "EZ_SPEAKER": "simulated",
            **changes,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *arguments], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def log_until(self, event: str) -> list[dict[str, object]]:
        """All log events up to this one; reading ends with the process."""
        events = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            events.append(json.loads(line))
            if events[-1]["event"] == event:
                return events
        raise AssertionError(f"{event} did not come: {events}")

    def end(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=PATIENCE_S)


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    started: list[Program] = []
    yield started
    for program in started:
        program.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_draws_soon_and_ends_cleanly(
    number: signal.Signals, programs: list[Program], tmp_path: Path
) -> None:
    programs.append(Program(tmp_path))
    [program] = programs
    first_frame = program.log_until("first_frame")[-1]
    assert isinstance(first_frame["ms"], int)
    assert first_frame["ms"] > 0
    program.log_until("state")
    program.process.send_signal(number)
    events = program.log_until("stopped")
    assert program.process.wait(timeout=PATIENCE_S) == 0
    assert not [event for event in events if event["level"] in ("warning", "error")]


def test_a_rehearsal_ends_with_its_input(programs: list[Program], tmp_path: Path) -> None:
    programs.append(Program(tmp_path, "--rehearse", str(tmp_path / "screen")))
    [program] = programs
    program.log_until("state")
    assert program.process.stdin is not None
    program.process.stdin.close()
    program.log_until("stopped")
    assert program.process.wait(timeout=PATIENCE_S) == 0
    program.process.stdin = None


def test_a_kiosk_that_cannot_have_a_journal_ends_with_1(
    programs: list[Program], tmp_path: Path
) -> None:
    (tmp_path / "full" / "kiosk.sqlite3").mkdir(parents=True)
    programs.append(Program(tmp_path, EZ_STATE=str(tmp_path / "full")))
    [program] = programs
    program.log_until("start_failed")
    program.log_until("stopped")
    assert program.process.wait(timeout=PATIENCE_S) == 1


def test_a_broken_journal_does_not_keep_the_kiosk_from_serving(
    programs: list[Program], tmp_path: Path
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "kiosk.sqlite3").write_bytes(b"no database at all" * 500)
    programs.append(Program(tmp_path, EZ_STATE=str(tmp_path / "broken")))
    [program] = programs
    program.log_until("journal_moved_aside")
    program.process.send_signal(signal.SIGTERM)
    program.log_until("stopped")
    assert program.process.wait(timeout=PATIENCE_S) == 0


def test_a_camera_that_cannot_start_is_a_trouble(programs: list[Program], tmp_path: Path) -> None:
    """A machine without the library that reads codes: typing and pressing still work."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "zxingcpp.py").write_text("raise ImportError('no such library')\n")
    programs.append(Program(tmp_path, PYTHONPATH=str(tmp_path / "lib")))
    [program] = programs
    program.log_until("camera_not_started")
    assert program.log_until("trouble_began")[-1]["key"] == "camera.unplugged"
    assert program.process.poll() is None


def test_a_scanner_that_is_not_there_is_a_trouble(programs: list[Program], tmp_path: Path) -> None:
    programs.append(Program(tmp_path, EZ_SCANNER=f"serial:{tmp_path}/ttyACM0@9600"))
    [program] = programs
    program.log_until("scanner_trouble")
    while program.log_until("trouble_began")[-1]["key"] != "scanner.unplugged":
        continue
    assert program.process.poll() is None


def test_nobody_else_can_read_what_a_kiosk_keeps(programs: list[Program], tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    programs.append(Program(tmp_path, EZ_STATE=str(fresh)))
    [program] = programs
    program.log_until("trouble_began")
    kept = [fresh, *fresh.iterdir()]
    assert fresh / "kiosk.sqlite3" in kept
    assert not [path.name for path in kept if path.stat().st_mode & 0o077]
