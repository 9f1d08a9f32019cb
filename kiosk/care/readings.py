"""What self-checks judge: one snapshot of the machine and of the program, taken together."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Machine:
    """What the board and its system say; None where this machine does not tell."""

    disk_free_mb: float | None = None
    """On the file system that holds the journal."""
    celsius: float | None = None
    """The hottest of the board's sensors."""
    undervoltage: bool | None = None
    """Whether the supply is too weak now (Unterspannung)."""
    available_mb: float | None = None
    """Memory that programs can still get."""
    pressure: float | None = None
    """Share of the last minute in which some program waited for memory, in percent (PSI)."""
    own_mb: float | None = None
    """What this program holds in memory."""
    load: float | None = None
    """Mean number of programs that wanted to run in the last minute."""
    clock_synced: bool | None = None
    clock_jumped_s_ago: float | None = None
    """When UTC last left the steady clock, None when it never did."""


@dataclass(frozen=True)
class Program:
    """What the kiosk knows of its own parts; the faults are the devices' own words."""

    printer: str | None = None
    camera: str | None = None
    scanner: str | None = None
    outbox: int = 0
    """Messages that the hub has not acknowledged."""
    outbox_age_s: float | None = None
    """How long the oldest of them waits."""
    journals_aside: int = 0
    """Broken memories that were moved aside."""
    hub: bool = True
    """Whether a message would be answered now."""
    frame_age_s: float | None = None
    """How long ago a frame was swapped; None when nobody could see one."""
    frames: int = 0
    """Frames swapped since the start."""
    speech: bool = True
    """Whether the last sentence could be heard, as far as the programs know."""
    uptime_s: float = 0.0


@dataclass(frozen=True)
class Snapshot:
    """All readings of one moment; `at` is by the steady clock."""

    at: datetime
    machine: Machine = field(default_factory=Machine)
    program: Program = field(default_factory=Program)


class Readings(Protocol):
    """The port behind which readings are real or simulated."""

    def take(self) -> Snapshot:
        """All readings of now; returns within milliseconds and does not raise."""
