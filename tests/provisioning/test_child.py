"""A child dies with its parent, takes orders, and says what it has logged."""

import subprocess
import sys
from pathlib import Path

from provisioning.child import Child
from provisioning.house import wait_until

ECHO = "import sys\nfor line in sys.stdin: print(line.strip(), file=sys.stderr, flush=True)"
PARENT = """
import sys, pathlib
from provisioning.child import Child
child = Child("sleeper", [sys.executable, "-c", "input()"], {}, pathlib.Path(sys.argv[1]))
child.start()
print(child.pid, flush=True)
input()
"""


def test_orders_arrive_and_the_log_is_read_as_events(tmp_path: Path) -> None:
    child = Child("echo", [sys.executable, "-c", ECHO], {}, tmp_path / "echo.log")
    child.start()
    child.tell(event="hello", number=1)
    assert wait_until(lambda: child.log_events() == [{"event": "hello", "number": 1}])
    assert child.stop() is not None
    assert not child.alive


def test_a_stopped_child_is_not_told_anything(tmp_path: Path) -> None:
    child = Child("echo", [sys.executable, "-c", ECHO], {}, tmp_path / "echo.log")
    child.tell(event="before its birth")
    child.start()
    child.kill()
    child.tell(event="after its death")
    assert child.log_events() == []
    assert not child.wanted


def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path / "log")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.kill()
    assert wait_until(lambda: not _runs(pid), within_s=10)


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()
