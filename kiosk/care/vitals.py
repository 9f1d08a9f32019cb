"""What the hub is told of a kiosk's inner state, out of one snapshot. Pure."""

from kiosk.care.readings import Snapshot
from wire.health import ClockState, Vitals


def vitals_of(now: Snapshot, frames_before: int, version: str) -> Vitals:
    """`frames_before`: how many frames had been swapped when vitals were last told."""
    machine, program = now.machine, now.program
    return Vitals(
        version=version,
        uptime_s=max(0, round(program.uptime_s)),
        temperature=_rounded(machine.celsius, 1),
        disk_free_mb=_whole(machine.disk_free_mb),
        memory_mb=_whole(machine.own_mb),
        memory_free_mb=_whole(machine.available_mb),
        load=_rounded(machine.load, 2),
        outbox=program.outbox,
        outbox_age_s=_whole(program.outbox_age_s),
        frames=program.frames - frames_before,
        clock=_clock(machine.clock_synced),
    )


def _clock(synced: bool | None) -> ClockState | None:
    if synced is None:
        return None
    return "synced" if synced else "unsynced"


def _whole(value: float | None) -> int | None:
    return None if value is None else max(0, round(value))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
