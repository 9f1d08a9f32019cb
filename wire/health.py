"""What a device says of itself: what is wrong, since when, and whether its clock is right."""

import ctypes
from typing import Literal

from pydantic import BaseModel, ConfigDict

from wire.ids import Stamp

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

_TIME_ERROR = 5


class Trouble(BaseModel):
    """One thing that is not as it should be; `key` is stable and selects the texts."""

    model_config = ConfigDict(frozen=True)

    key: str
    severity: Severity
    since: Stamp


class Health(BaseModel):
    """The device's own account of itself, retained; an empty list means all is well."""

    model_config = ConfigDict(frozen=True)

    troubles: tuple[Trouble, ...] = ()


def clock_state() -> ClockState:
    """Whether the kernel holds its clock for synchronised (adjtimex(2), TIME_ERROR)."""
    libc = ctypes.CDLL(None, use_errno=True)
    state = libc.ntp_adjtime(ctypes.create_string_buffer(512))
    return "unsynced" if state in (-1, _TIME_ERROR) else "synced"
