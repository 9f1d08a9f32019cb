"""What the tests of the care share: readings of a kiosk that is well, tools that remember."""

from datetime import UTC, datetime, timedelta

from kiosk.care.readings import Machine, Program, Snapshot
from kiosk.care.simulated import SimulatedReadings

START = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)
WELL = Snapshot(
    START,
    Machine(
        disk_free_mb=9000, celsius=51.5, undervoltage=False, available_mb=900, pressure=0.0,
        own_mb=240, load=0.2, clock_synced=True,
    ),
    Program(frame_age_s=1.1, frames=400, uptime_s=7200),
)  # fmt: skip


class Still:
    """Readings that stay as they are, at a time that the test sets."""

    def __init__(self) -> None:
        self.now = START

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def take(self) -> Snapshot:
        return Snapshot(self.now, WELL.machine, WELL.program)


class Toolbox:
    """Repairs that mend: what each of them was meant for is well afterwards."""

    def __init__(self, readings: SimulatedReadings) -> None:
        self._readings = readings
        self.used: list[str] = []
        self.broken = False
        self.helps = True
        self.served = False
        self.tidied = 0

    def _mend(self, tool: str, *keys: str) -> None:
        self.used.append(tool)
        if self.broken:
            raise RuntimeError("the tool broke")
        for key in keys if self.helps else ():
            self._readings.fault(key, on=False)

    def reopen_camera(self) -> None:
        self._mend("reopen_camera", "camera.frozen", "camera.stalled", "camera.unplugged")

    def try_speech(self) -> None:
        self._mend("try_speech", "speech.unavailable")

    def make_room(self) -> None:
        self._mend("make_room", "disk.full", "disk.low")

    def tidy(self) -> bool:
        self.tidied += not self.served
        return not self.served

    def restart(self) -> None:
        self._mend("restart", "memory.grown")
