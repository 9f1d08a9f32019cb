"""Reads ESC/POS bytes back as paper: an independent decoder of the commands that our slips use.

It shares nothing with the encoder, so that a slip's test is not the encoder asking itself.
Command forms after the ESC/POS application programming guide; text is WPC1252 (``ESC t 16``).
"""

import re
from dataclasses import dataclass, field
from typing import Literal

ESC, GS, DLE, LF = 0x1B, 0x1D, 0x10, 0x0A
WPC1252 = 16
Align = Literal["left", "center", "right"]
_ALIGNS: dict[int, Align] = {0: "left", 48: "left", 1: "center", 49: "center", 2: "right"}

_FIXED: dict[tuple[int, int], int] = {
    (ESC, ord("@")): 2,
    (ESC, ord("t")): 3,
    (ESC, ord("a")): 3,
    (ESC, ord("E")): 3,
    (ESC, ord("M")): 3,
    (ESC, ord("d")): 3,
    (ESC, ord("!")): 3,
    (GS, ord("!")): 3,
    (GS, ord("r")): 3,
    (DLE, 0x04): 3,
    (DLE, 0x14): 10,
}
"""Whole length in bytes of the commands whose length does not depend on their arguments."""

_NUMBER = re.compile(r"\b([A-Z]) (\d{3})$")


@dataclass(frozen=True)
class Command:
    """One command with its arguments, or a run of text (`name` is then ``text``)."""

    name: str
    raw: bytes

    @property
    def args(self) -> bytes:
        return self.raw[len(self.name) :] if self.name not in ("text", "LF", "?") else b""


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
    """White paper, in lines of 30 dots."""

    lines: int


@dataclass(frozen=True)
class Cut:
    """The knife; `partial` leaves a bridge, `fed` brings the last line past the knife first."""

    partial: bool
    fed: bool


Item = TextLine | Raster | Feed | Cut


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
        """The ticket number as text says it (``T042``): the last line that ends in one."""
        found = [match for line in self.lines if (match := _NUMBER.search(line))]
        return found[-1].group(1) + found[-1].group(2) if found else None

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
                self.items.append(Feed(args[0]))
            case "\x1dv0":
                self.end_line()
                width, height = (int.from_bytes(args[at : at + 2], "little") for at in (1, 3))
                self.items.append(Raster(width * 8, height, args[5:], self.align))
            case "\x1dV":
                self.end_line()
                self.items.append(Cut(partial=args[0] in (1, 49, 66), fed=args[0] in (65, 66)))
            case "\x1d(H" | "\x1dr" | "\x10\x04" | "\x10\x14":
                """They ask or clear; nothing of them stands on paper."""
            case "\x1bM" if args[0] in (0, 48):
                """Font A is the only one that we use."""
            case "\x1b!" if args[0] == 0:
                self.bold, self.wide, self.tall = False, 1, 1
            case _:
                self.unknown += command.raw

    def end_line(self, *, blank: bool = False) -> None:
        if self.line or blank:
            self.items.append(TextLine(self.line, self.align, self.bold, self.wide, self.tall))
        self.line = ""

    def _read(self, raw: bytes) -> str:
        if self.page != WPC1252 and any(byte > 0x7E for byte in raw):
            self.unknown += raw
        return raw.decode("cp1252", errors="replace")
