"""One process of the house: started, spoken to by lines, killed, started again."""

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

STOP_S = 8.0


class Child:
    """A supervised process. It dies with its parent, also when that is killed.

    Start it from a thread that lives on: the kernel sends the parent-death signal when the
    starting *thread* ends (prctl(2), PR_SET_PDEATHSIG).
    """

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self._command = [*_die_with_parent(), *command]
        self.environment = {**os.environ, **environment}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.starts = 0
        self.wanted = False
        """Whether it shall run; a child that ended although wanted has crashed."""

    def start(self) -> None:
        """Start it unless it runs."""
        self.wanted = True
        if self.alive:
            return
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.starts += 1

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None and self.alive else None

    def tell(self, **command: object) -> None:
        """One JSON line on its standard input; lost when it is not running."""
        with self._lock:
            process = self._process
            if process is None or process.stdin is None:
                return
            try:
                process.stdin.write(json.dumps(command).encode() + b"\n")
                process.stdin.flush()
            except (BrokenPipeError, ValueError):
                return

    def kill(self) -> None:
        """SIGKILL, as a power cut would, and wait until it is gone."""
        self.wanted = False
        if self._process is not None:
            self._process.kill()
            self._end(self._process)

    def stop(self) -> int | None:
        """SIGTERM, then SIGKILL when it does not end in time. Returns the exit code."""
        self.wanted = False
        process = self._process
        if process is None:
            return None
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
        return self._end(process)

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        code = process.wait(timeout=STOP_S)
        with self._lock:
            if process.stdin is not None:
                process.stdin.close()
        return code

    def log_text(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def log_events(self) -> list[dict[str, object]]:
        """The JSON lines it has logged so far; other lines are left out."""
        events = []
        for line in self.log_text().splitlines():
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict):
                events.append(event)
        return events


def _die_with_parent() -> list[str]:
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []
