"""The inside of a simulated receipt printer: buffer, print head, knife, sensors. Pure.

It behaves as the real ones do where that hurts: with the paper out it keeps a job and prints it
after the refill; only DLE DC4 fn 8 or switching it off forgets it. The cheap kind has no knife,
no QR code of its own, no process id, and forgets nothing unless it is switched off.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from kiosk.devices.paper import Command, QrCode, decode, next_command
from kiosk.devices.simulated.sensors import FEED_LINES_TO_TEAR, STATUS, Condition

Fault = Literal[
    "off", "mute", "falls_silent", "paper_out", "near_end", "cover_open", "cutter", "offline",
    "overheated", "error", "slow",
    "paper_out_mid_job", "cover_open_mid_job", "offline_mid_job", "overheated_mid_job",
    "error_mid_job", "mute_mid_job", "off_mid_job", "line_dropped_mid_job",
]  # fmt: skip
"""`mute` takes bytes and does nothing; `falls_silent` prints but answers no more from a job on.

`cutter` jams at the next cut, so always in mid-job. The others with `_mid_job` strike when some
paper of a job has come out; `off` is a power cut, `line_dropped` a pulled cable.
"""
FAULTS: Final[tuple[Fault, ...]] = get_args(Fault)
Kind = Literal["full", "cheap"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Strike = Literal["off", "line_dropped"]
"""What a fault in mid-job does to the line: the power goes, or the cable."""

DOTS_PER_MM = 8
LINE_DOTS = 30
KNIFE_DOTS = 88
"""From the print head to the knife; GS V 66 feeds so far first."""
BUFFER = 4096
"""The receive buffer in bytes; behind a full one, nothing more is taken from the line."""
MM_PER_S = 200.0
SLOW_MM_PER_S = 4.0
CUT_S = 0.15
MID_JOB_MM = 12.0
"""How much paper of a job has come out when a fault strikes in mid-job."""
NEAR_END_MM = 4000.0
"""What is left on the roll when the near-end sensor sees its core."""
CLEAR = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))
CLEAR_RESPONSE = b"\x37\x25\x00"
_ASKS, _CUT, _QR = ("\x1d(H", "\x1dr"), "\x1dV", "\x1d(k"
_UNKNOWN_TO_CHEAP: Final = ("\x1d(H", _CUT, _QR)
_AT_ONCE: Final[dict[Fault, Condition]] = {
    "off": "off", "mute": "mute", "paper_out": "paper_out", "near_end": "near_end",
    "cover_open": "cover_open", "offline": "offline", "overheated": "overheated", "error": "error",
}  # fmt: skip
_STRIKES: Final[dict[Fault, Condition | None]] = {
    "cutter": "cutter", "paper_out_mid_job": "paper_out", "cover_open_mid_job": "cover_open",
    "offline_mid_job": "offline", "overheated_mid_job": "overheated", "error_mid_job": "error",
    "mute_mid_job": "mute", "off_mid_job": "off", "line_dropped_mid_job": None,
}  # fmt: skip
"""What is the case once the fault has struck."""
_STANDS: Final[tuple[Condition, ...]] = (
    "off", "mute", "paper_out", "cover_open", "cutter", "offline", "overheated", "error",
)  # fmt: skip
_TORN_OFF_BY_REPAIR: Final[tuple[Condition, ...]] = ("paper_out", "cutter")
_OK = 0x12


@dataclass(frozen=True)
class Printout:
    """One piece of paper that was cut or torn off.

    `last_byte_at` is when its last byte had arrived, `first_dot_at` when its first line stood.
    """

    raw: bytes
    last_byte_at: datetime
    finished_at: datetime
    first_dot_at: datetime


@dataclass(frozen=True)
class Move:
    """The next thing the mechanics do, and how long it takes."""

    command: Command
    received_at: datetime
    mm: float
    seconds: float


class Mechanism:
    """Takes bytes, says what to do next and what to answer; time comes in from outside, UTC.

    `paper_mm` is what is on the roll; None never runs out by itself.
    """

    def __init__(self, kind: Kind = "full", paper_mm: float | None = None) -> None:
        self.kind = kind
        self.fault: Fault | None = None
        self.paper_mm = paper_mm
        self._waiting: list[tuple[Command, datetime]] = []
        self._partial = bytearray()
        self._realtime = bytearray()
        self._on_paper: list[tuple[Command, datetime, datetime]] = []
        self._qr = b""
        self._printed_mm = 0.0
        self._silent = False
        self._struck = False

    # ------------------------------------------------------------------ what people do to it

    def set_fault(self, fault: Fault | None) -> None:
        """Break or repair it. Who refills paper or frees the knife tears off what hangs out."""
        if fault is None and self._condition() in _TORN_OFF_BY_REPAIR:
            self._on_paper.clear()
            self._printed_mm = 0.0
        self.fault = fault
        self._silent = self._struck = False

    def refill(self, paper_mm: float) -> None:
        """Put in a roll of so much paper; what hung out is torn off."""
        self._on_paper.clear()
        self._printed_mm = 0.0
        self.paper_mm = paper_mm

    def power_off(self) -> None:
        """Forget everything but the paper that hangs out."""
        self._waiting.clear()
        self._partial.clear()
        self._realtime.clear()
        self._qr = b""

    @property
    def holds_a_job(self) -> bool:
        return bool(self._waiting)

    @property
    def room(self) -> int:
        """How many bytes it takes from the line now."""
        return max(0, BUFFER - sum(len(command.raw) for command, _ in self._waiting))

    def strike(self) -> Strike | None:
        """What a fault in mid-job now does to the line; asked once, it counts as done."""
        if not self._struck or self.fault not in ("off_mid_job", "line_dropped_mid_job"):
            return None
        dropped = self.fault == "line_dropped_mid_job"
        self.set_fault(None if dropped else "off")
        return "line_dropped" if dropped else "off"

    # ------------------------------------------------------------------ bytes

    def receive(self, data: bytes, at: datetime) -> bytes:
        """Take bytes; the answers that a printer gives at once, in whatever state it is."""
        if self._condition() in ("mute", "off"):
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
        if self.kind == "full" and self._realtime.endswith(CLEAR):
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
            if command.name in ("\x10\x04", "\x10\x14"):
                continue
            if self.kind == "cheap" and command.name in _UNKNOWN_TO_CHEAP:
                # It skips what it does not know and prints the rest as letters.
                command = Command("text", command.raw[1:])
            self._silent = self._silent or self.fault == "falls_silent"
            self._waiting.append((command, at))

    def _status(self, n: int) -> int:
        condition = self._condition()
        bits = STATUS.get(condition, (0, 0, 0, 0))[n - 1] if condition else 0
        near_end = self.paper_mm is not None and self.paper_mm < NEAR_END_MM
        return _OK | bits | (STATUS["near_end"][n - 1] if near_end else 0)

    def _condition(self) -> Condition | None:
        """What the sensors see now; a fault that has yet to strike is not seen."""
        if self.paper_mm is not None and self.paper_mm <= 0:
            return "paper_out"
        if self.fault in _STRIKES:
            return _STRIKES[self.fault] if self._struck else None
        return _AT_ONCE.get(self.fault) if self.fault else None

    # ------------------------------------------------------------------ mechanics

    def next_move(self) -> Move | None:
        """What the mechanics do next; None while there is nothing or a fault holds the job."""
        if not self._waiting or self._condition() in _STANDS:
            return None
        command, received_at = self._waiting[0]
        mm = self._dots(command) / DOTS_PER_MM
        speed = SLOW_MM_PER_S if self.fault == "slow" else MM_PER_S
        return Move(command, received_at, mm, mm / speed + (CUT_S if command.name == _CUT else 0))

    def carried_out(self, move: Move, at: datetime) -> tuple[bytes, Printout | None]:
        """The move is done: what the printer answers in its turn, and the paper that fell out."""
        if self._strikes(move):
            return b"", None
        self._waiting.pop(0)
        if move.command.name in _ASKS:
            return (b"" if self._silent else self._answer(move.command)), None
        self._move_paper(move.mm)
        if move.command.name == _QR:
            self._qr += move.command.raw
        self._on_paper.append((move.command, move.received_at, at))
        if not self._comes_off(move.command):
            return b"", None
        raw = b"".join(command.raw for command, _, _ in self._on_paper)
        first = self._on_paper[0][2]
        self._on_paper.clear()
        self._printed_mm = 0.0
        return b"", Printout(raw, move.received_at, at, first)

    def _strikes(self, move: Move) -> bool:
        if self.fault == "cutter":
            self._struck = self._struck or move.command.name == _CUT
        elif self.fault in _STRIKES:
            self._struck = self._struck or self._printed_mm + move.mm > MID_JOB_MM
        return self._struck

    def _move_paper(self, mm: float) -> None:
        self._printed_mm += mm
        if self.paper_mm is not None:
            self.paper_mm -= mm

    def _comes_off(self, command: Command) -> bool:
        """Cut off; or torn off by a visitor when it has come past the tear bar."""
        if self.kind == "cheap":
            return command.name == "\x1bd" and command.args[0] >= FEED_LINES_TO_TEAR
        return command.name == _CUT

    def _answer(self, command: Command) -> bytes:
        if command.name == "\x1dr":
            return b"\x03" if self._status(4) & 0x0C else b"\x00"
        return b"\x37\x22" + command.raw[-4:] + b"\x00"

    def _dots(self, command: Command) -> int:
        """How far the paper moves."""
        args = command.args
        match command.name:
            case "LF":
                dots = LINE_DOTS
            case "\x1bd":
                dots = LINE_DOTS * args[0]
            case "\x1bJ":
                dots = args[0]
            case "\x1dV":
                dots = KNIFE_DOTS if args[0] in (65, 66) else 0
            case "\x1dv0":
                dots = int.from_bytes(args[3:5], "little")
            case "\x1d(k":
                dots = self._qr_dots(command)
            case _:
                dots = 0
        return dots

    def _qr_dots(self, command: Command) -> int:
        found = [item for item in decode(self._qr + command.raw).items if isinstance(item, QrCode)]
        printed = len([i for i in decode(self._qr).items if isinstance(i, QrCode)])
        return sum(len(code.rows) * code.module for code in found[printed:])
