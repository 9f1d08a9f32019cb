"""The inside of a simulated receipt printer: buffer, print head, knife, sensors. Pure.

It behaves as the real ones do where that hurts: with the paper out it keeps a job and prints it
after the refill; only DLE DC4 fn 8 or switching it off forgets it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from kiosk.devices.paper import Command, next_command

Fault = Literal[
    "off", "mute", "falls_silent", "paper_out", "paper_out_mid_job", "near_end", "cover_open",
    "cutter", "slow",
]  # fmt: skip
"""`mute` takes bytes and does nothing; `falls_silent` prints but answers no more from a job on."""
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)

DOTS_PER_MM = 8
LINE_DOTS = 30
KNIFE_DOTS = 88
"""From the print head to the knife; GS V 66 feeds so far first."""
MM_PER_S = 200.0
SLOW_MM_PER_S = 4.0
CUT_S = 0.15
MID_JOB_MM = 12.0
"""How much paper is left when it is to run out within a job."""
CLEAR = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))
CLEAR_RESPONSE = b"\x37\x25\x00"
_ASKS, _CUT = ("\x1d(H", "\x1dr"), "\x1dV"
_NO_PAPER: Final[tuple[Fault, ...]] = ("paper_out", "paper_out_mid_job")
_TORN_OFF_BY_REPAIR: Final[tuple[Fault, ...]] = (*_NO_PAPER, "cover_open", "cutter")

_OK = 0x12
_STATUS: Final[dict[Fault, tuple[int, int, int, int]]] = {
    "paper_out": (0x08, 0x20, 0x00, 0x6C),
    "near_end": (0x00, 0x00, 0x00, 0x0C),
    "cover_open": (0x08, 0x04, 0x00, 0x00),
    "cutter": (0x08, 0x40, 0x08, 0x00),
}
"""Bits of the answers to DLE EOT 1 to 4, beside those that always stand (0xx1xx10)."""


@dataclass(frozen=True)
class Printout:
    """One piece of paper that was cut off; `last_byte_at` is when its last byte had arrived."""

    raw: bytes
    last_byte_at: datetime
    finished_at: datetime


@dataclass(frozen=True)
class Move:
    """The next thing the mechanics do, and how long it takes."""

    command: Command
    received_at: datetime
    mm: float
    seconds: float


class Mechanism:
    """Takes bytes, says what to do next and what to answer; time comes in from outside, UTC."""

    def __init__(self) -> None:
        self.fault: Fault | None = None
        self._waiting: list[tuple[Command, datetime]] = []
        self._partial = bytearray()
        self._realtime = bytearray()
        self._on_paper: list[tuple[Command, datetime]] = []
        self._printed_mm = 0.0
        self._silent = False
        self._jammed = False
        self._ran_out = False

    # ------------------------------------------------------------------ what people do to it

    def set_fault(self, fault: Fault | None) -> None:
        """Break or repair it. Who refills paper or frees the knife tears off what hangs out."""
        if self.fault in _TORN_OFF_BY_REPAIR and fault is None:
            self._on_paper.clear()
            self._printed_mm = 0.0
        self.fault = fault
        self._silent = self._jammed = self._ran_out = False

    def power_off(self) -> None:
        """Forget everything but the paper that hangs out."""
        self._waiting.clear()
        self._partial.clear()
        self._realtime.clear()

    @property
    def holds_a_job(self) -> bool:
        return bool(self._waiting)

    # ------------------------------------------------------------------ bytes

    def receive(self, data: bytes, at: datetime) -> bytes:
        """Take bytes; the answers that a printer gives at once, in whatever state it is."""
        if self.fault == "mute":
            return b""
        answers = bytearray()
        for byte in data:
            self._partial.append(byte)
            answers += self._at_once(byte)
        self._take_in(at)
        return b"" if self._silent else bytes(answers)

    def _at_once(self, byte: int) -> bytes:
        """Real-time commands count wherever they stand, even amid a picture's dots."""
        self._realtime.append(byte)
        del self._realtime[: -len(CLEAR)]
        if self._realtime.endswith(CLEAR):
            self.power_off()
            return CLEAR_RESPONSE
        if self._realtime[-3:-1] == b"\x10\x04" and 1 <= byte <= 4:
            return bytes((self._status(byte),))
        return b""

    def _take_in(self, at: datetime) -> None:
        while command := next_command(self._partial):
            if command.name == "text" and len(command.raw) == len(self._partial):
                break
            del self._partial[: len(command.raw)]
            if command.name not in ("\x10\x04", "\x10\x14"):
                self._silent = self._silent or self.fault == "falls_silent"
                self._waiting.append((command, at))

    def _status(self, n: int) -> int:
        fault = self._shown_fault()
        return _OK | (_STATUS.get(fault, (0, 0, 0, 0))[n - 1] if fault else 0)

    def _shown_fault(self) -> Fault | None:
        """The fault that the sensors see now."""
        if self.fault == "cutter":
            return "cutter" if self._jammed else None
        if self.fault == "paper_out_mid_job":
            return "paper_out" if self._ran_out else None
        return self.fault

    # ------------------------------------------------------------------ mechanics

    def next_move(self) -> Move | None:
        """What the mechanics do next; None while there is nothing or a fault holds the job."""
        if not self._waiting or self._shown_fault() in ("off", "paper_out", "cover_open", "cutter"):
            return None
        command, received_at = self._waiting[0]
        mm = _dots(command) / DOTS_PER_MM
        speed = SLOW_MM_PER_S if self.fault == "slow" else MM_PER_S
        return Move(command, received_at, mm, mm / speed + (CUT_S if command.name == _CUT else 0))

    def carried_out(self, move: Move, at: datetime) -> tuple[bytes, Printout | None]:
        """The move is done: what the printer answers in its turn, and the paper that fell out."""
        if self._runs_out(move) or self._jams(move):
            return b"", None
        self._waiting.pop(0)
        if move.command.name in _ASKS:
            return (b"" if self._silent else self._answer(move.command)), None
        self._printed_mm += move.mm
        self._on_paper.append((move.command, move.received_at))
        if move.command.name != _CUT:
            return b"", None
        raw = b"".join(command.raw for command, _ in self._on_paper)
        self._on_paper.clear()
        self._printed_mm = 0.0
        return b"", Printout(raw, move.received_at, at)

    def _runs_out(self, move: Move) -> bool:
        if self.fault == "paper_out_mid_job" and self._printed_mm + move.mm > MID_JOB_MM:
            self._ran_out = True
        return self._ran_out

    def _jams(self, move: Move) -> bool:
        self._jammed = self._jammed or (self.fault == "cutter" and move.command.name == _CUT)
        return self._jammed

    def _answer(self, command: Command) -> bytes:
        if command.name == "\x1dr":
            return b"\x03" if self.fault == "near_end" else b"\x00"
        return b"\x37\x22" + command.raw[-4:] + b"\x00"


def _dots(command: Command) -> int:
    """How far the paper moves."""
    if command.name == "LF":
        return LINE_DOTS
    if command.name == "\x1bd":
        return LINE_DOTS * command.args[0]
    if command.name == _CUT:
        return KNIFE_DOTS if command.args[0] in (65, 66) else 0
    if command.name == "\x1dv0":
        return int.from_bytes(command.args[3:5], "little")
    return 0
