"""Reads ESC/POS bytes back as paper: an independent decoder of the commands that our slips use.

It shares nothing with the encoder, so that a slip's test is not the encoder asking itself.
Command forms after the ESC/POS application programming guide; text is WPC1252 (``ESC t``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import segno

ESC, GS, DLE, LF, NUL = 0x1B, 0x1D, 0x10, 0x0A, 0x00
WPC1252 = (16, 71)
"""Its page on Epson's printers, and on the POS-5890."""
Align = Literal["left", "center", "right"]
_ALIGNS: dict[int, Align] = {0: "left", 48: "left", 1: "center", 49: "center", 2: "right"}

_FIXED: dict[tuple[int, int], int] = {
    (ESC, ord("@")): 2,
    (ESC, ord("t")): 3,
    (ESC, ord("a")): 3,
    (ESC, ord("E")): 3,
    (ESC, ord("M")): 3,
    (ESC, ord("d")): 3,
    (ESC, ord("J")): 3,
    (ESC, ord("!")): 3,
    (GS, ord("!")): 3,
    (GS, ord("r")): 3,
    (DLE, 0x04): 3,
    (DLE, 0x14): 10,
}
"""Whole length in bytes of the commands whose length does not depend on their arguments."""

_NUMBER = re.compile(r"^Nummer ([A-Z]) (\d{3})$|^Code (\S+)$")
LINE_DOTS = 30
_LEVELS: dict[int, str] = {48: "l", 49: "m", 50: "q", 51: "h"}


@dataclass(frozen=True)
class Command:
    """One command with its arguments, or a run of text (`name` is then ``text``)."""

    name: str
    raw: bytes

    @property
    def args(self) -> bytes:
        return self.raw[len(self.name) :] if self.name not in ("text", "LF", "NUL", "?") else b""


@dataclass(frozen=True)
class TextLine:
    """One printed line; `wide` and `tall` are the multiples of the 12 x 24 dot font."""

    text: str
    align: Align
    bold: bool
    wide: int
    tall: int


@dataclass(frozen=True)
class Raster:
    """A bit image: rows from above, eight dots a byte, the highest bit leftmost, 1 is black."""

    width: int
    height: int
    bits: bytes
    align: Align


@dataclass(frozen=True)
class Feed:
    """White paper, in dots."""

    dots: int


@dataclass(frozen=True)
class QrCode:
    """A QR code that the printer draws itself; `module` is in dots, `level` its correction."""

    text: str
    module: int
    level: str
    align: Align

    @property
    def rows(self) -> Sequence[Sequence[int]]:
        """The modules from above, 1 is dark."""
        code = segno.make_qr(self.text, error=self.level, boost_error=False)
        return tuple(tuple(row) for row in code.matrix)


@dataclass(frozen=True)
class Cut:
    """The knife; `partial` leaves a bridge, `fed` brings the last line past the knife first."""

    partial: bool
    fed: bool


Item = TextLine | Raster | QrCode | Feed | Cut


@dataclass(frozen=True)
class Paper:
    """What stands on the paper, from above; `unknown` are bytes that we should never emit."""

    items: tuple[Item, ...]
    unknown: bytes = b""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text lines that are not blank."""
        return tuple(i.text for i in self.items if isinstance(i, TextLine) and i.text.strip())

    @property
    def number(self) -> str | None:
        """The ticket number (``T042``) or the documents code, as the foot's text says it."""
        found = [match for line in self.lines if (match := _NUMBER.match(line))]
        return "".join(part for part in found[-1].groups() if part) if found else None

    @property
    def void(self) -> bool:
        """Whether it is marked as nobody's slip."""
        return any("ungültig" in line for line in self.lines)

    @property
    def empty(self) -> bool:
        """Whether at most that mark stands on it."""
        drawn = any(isinstance(item, Raster | QrCode) for item in self.items)
        return not drawn and len(self.lines) <= self.void

    @property
    def cut(self) -> bool:
        return any(isinstance(item, Cut) for item in self.items)


def next_command(buffer: bytes | bytearray) -> Command | None:
    """The command at the start of `buffer`; None while it is not complete."""
    if not buffer:
        return None
    first = buffer[0]
    if first not in (ESC, GS, DLE):
        return _plain(buffer)
    if len(buffer) < 2:
        return None
    name = bytes(buffer[:2]).decode("latin-1")
    length = _FIXED.get((first, buffer[1]))
    if length is None and first == GS:
        name, length = _variable(buffer)
    if length is None:
        return None if name == "more" else Command("?", bytes(buffer[:1]))
    return Command(name, bytes(buffer[:length])) if len(buffer) >= length else None


def _plain(buffer: bytes | bytearray) -> Command:
    if buffer[0] == LF:
        return Command("LF", b"\n")
    if buffer[0] == NUL:
        return Command("NUL", b"\0")
    if buffer[0] < 0x20:
        return Command("?", bytes(buffer[:1]))
    end = next((at for at, byte in enumerate(buffer) if byte < 0x20), len(buffer))
    return Command("text", bytes(buffer[:end]))


_HEADS = {b"V": 3, b"v": 8, b"(": 5}
"""How many bytes of a GS command must be there before its length is known."""


def _variable(buffer: bytes | bytearray) -> tuple[str, int | None]:
    """Name and length of a GS command that tells its own length; "more" when it is not all here."""
    kind = bytes(buffer[1:2])
    if len(buffer) < _HEADS.get(kind, 2):
        return "more", None
    if kind == b"V":
        return "\x1dV", 4 if buffer[2] >= 65 else 3
    if kind == b"v":
        columns, rows = (int.from_bytes(buffer[at : at + 2], "little") for at in (4, 6))
        return "\x1dv0", 8 + columns * rows
    if kind == b"(":
        return "\x1d(" + chr(buffer[2]), 5 + int.from_bytes(buffer[3:5], "little")
    return "?", None


def commands(raw: bytes) -> tuple[list[Command], bytes]:
    """All complete commands in `raw`, and the incomplete rest."""
    found: list[Command] = []
    buffer = memoryview(raw)
    at = 0
    while command := next_command(bytes(buffer[at:])):
        found.append(command)
        at += len(command.raw)
    return found, bytes(buffer[at:])


def decode(raw: bytes) -> Paper:
    """The paper that `raw` makes. Bytes that no command of ours explains end in `unknown`."""
    head = _Head()
    found, rest = commands(raw)
    for command in found:
        head.obey(command)
    head.end_line()
    return Paper(tuple(head.items), bytes(head.unknown) + rest)


@dataclass
class _Head:
    """The print head's memory between commands."""

    items: list[Item] = field(default_factory=list)
    unknown: bytearray = field(default_factory=bytearray)
    line: str = ""
    align: Align = "left"
    bold: bool = False
    wide: int = 1
    tall: int = 1
    page: int = 0
    stored: str = ""
    module: int = 3
    level: str = "l"

    def obey(self, command: Command) -> None:
        args = command.args
        match command.name:
            case "text":
                self.line += self._read(command.raw)
            case "LF":
                self.end_line(blank=True)
            case "\x1b@":
                self.line, self.align, self.bold, self.wide, self.tall, self.page = (
                    "", "left", False, 1, 1, 0,
                )  # fmt: skip
            case "\x1bt":
                self.page = args[0]
            case "\x1ba":
                self.align = _ALIGNS.get(args[0], "left")
            case "\x1bE":
                self.bold = bool(args[0] & 1)
            case "\x1d!":
                self.wide, self.tall = (args[0] >> 4 & 7) + 1, (args[0] & 7) + 1
            case _:
                self._move(command)

    def _move(self, command: Command) -> None:
        args = command.args
        match command.name:
            case "\x1bd":
                self.end_line()
                self.items.append(Feed(args[0] * LINE_DOTS))
            case "\x1bJ":
                self.end_line()
                self.items.append(Feed(args[0]))
            case "\x1dv0":
                self.end_line()
                width, height = (int.from_bytes(args[at : at + 2], "little") for at in (1, 3))
                self._picture(Raster(width * 8, height, args[5:], self.align))
            case "\x1d(k" if len(args) > 3 and args[2] == ord("1"):
                self._qr(args[3], args[4:])
            case "\x1dV":
                self.end_line()
                self.items.append(Cut(partial=args[0] in (1, 49, 66), fed=args[0] in (65, 66)))
            case "\x1d(H" | "\x1dr" | "\x10\x04" | "\x10\x14" | "NUL":
                """They ask or clear, or mean nothing; nothing of them stands on paper."""
            case "\x1bM" if args[0] in (0, 48):
                """Font A is the only one that we use."""
            case "\x1b!" if args[0] == 0:
                self.bold, self.wide, self.tall = False, 1, 1
            case _:
                self.unknown += command.raw

    def _picture(self, strip: Raster) -> None:
        """Strips that follow one another are one picture."""
        above = self.items[-1] if self.items else None
        if isinstance(above, Raster) and (above.width, above.align) == (strip.width, strip.align):
            height = above.height + strip.height
            strip = Raster(strip.width, height, above.bits + strip.bits, strip.align)
            self.items.pop()
        self.items.append(strip)

    def _qr(self, function: int, data: bytes) -> None:
        """GS ( k: 67 module, 69 correction, 80 store, 81 print; 65 chooses the usual model 2."""
        match function:
            case 65 if data[:1] == b"2":
                """Model 2 is the only one that we use."""
            case 67:
                self.module = data[0]
            case 69:
                self.level = _LEVELS.get(data[0], "l")
            case 80:
                self.stored = data[1:].decode("utf-8", errors="replace")
            case 81 if self.stored:
                self.end_line()
                self.items.append(QrCode(self.stored, self.module, self.level, self.align))
            case _:
                self.unknown += bytes((function,)) + data

    def end_line(self, *, blank: bool = False) -> None:
        if self.line or blank:
            self.items.append(TextLine(self.line, self.align, self.bold, self.wide, self.tall))
        self.line = ""

    def _read(self, raw: bytes) -> str:
        if self.page not in WPC1252 and any(byte > 0x7E for byte in raw):
            self.unknown += raw
        return raw.decode("cp1252", errors="replace")
