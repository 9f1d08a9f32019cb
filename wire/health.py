"""What a device says of itself: what is wrong, since when, and whether its clock is right."""

import ctypes
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from wire.ids import Count, Stamp

ClockState = Literal["synced", "unsynced"]
Severity = Literal["warning", "fault"]
PrinterFault = Literal[
    "offline",
    "no_answer",
    "paper_out",
    "paper_near_end",
    "cover_open",
    "cutter",
    "overheated",
    "error",
]
"""What a receipt printer tells by its status bytes, or by not answering at all."""

Celsius = Annotated[float, Field(ge=-100, le=200)]

_TIME_ERROR = 5
_LIBC: Final = ctypes.CDLL(None, use_errno=True)


class Trouble(BaseModel):
    """One thing that is not as it should be; `key` is stable and selects the texts."""

    model_config = ConfigDict(frozen=True)

    key: str = Field(max_length=60)
    severity: Severity
    since: Stamp


class Vitals(BaseModel):
    """Figures of a device that are worth a look before something is wrong.

    Each may be missing: a sensor that the board lacks, a field that an older sender does not know.
    """

    model_config = ConfigDict(frozen=True)

    version: str | None = Field(default=None, max_length=40)
    uptime_s: Count | None = None
    temperature: Celsius | None = None
    disk_free_mb: Count | None = None
    memory_mb: Count | None = None
    """What the device's program itself holds."""
    memory_free_mb: Count | None = None
    load: float | None = Field(default=None, ge=0, le=10_000)
    outbox: Count | None = None
    """Messages that the hub has not acknowledged."""
    outbox_age_s: Count | None = None
    frames: Count | None = None
    """Frames that were swapped since these figures were last told."""
    clock: ClockState | None = None


class Health(BaseModel):
    """The device's own account of itself, retained; an empty list means all is well."""

    model_config = ConfigDict(frozen=True)

    troubles: tuple[Trouble, ...] = Field(default=(), max_length=100)
    vitals: Vitals | None = None
    """None from a device that does not tell them."""


def clock_state() -> ClockState:
    """Whether the kernel holds its clock for synchronised (adjtimex(2), TIME_ERROR)."""
    state = _LIBC.ntp_adjtime(ctypes.create_string_buffer(512))
    return "unsynced" if state in (-1, _TIME_ERROR) else "synced"
