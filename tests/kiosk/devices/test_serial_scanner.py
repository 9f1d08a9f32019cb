"""A scanner on a serial line, played by the other end of a pseudo terminal."""

import os
import pty
import tty
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.serial_scanner import LONGEST, ScannerTrouble, SerialScanner, lines
from tests.kiosk.devices.kit import CODE, eventually


class Cable:
    """A line that can be unplugged and plugged in again under the same name."""

    def __init__(self, folder: Path) -> None:
        self.name = folder / "ttyACM0"
        self._ends: tuple[int, int] | None = None
        self.plug_in()

    def plug_in(self) -> None:
        self._ends = pty.openpty()
        tty.setraw(self._ends[1])
        self.name.symlink_to(os.ttyname(self._ends[1]))

    def send(self, sent: bytes) -> None:
        assert self._ends
        os.write(self._ends[0], sent)

    def unplug(self) -> None:
        self.name.unlink()
        for end in self._ends or ():
            os.close(end)
        self._ends = None


class Told:
    def __init__(self) -> None:
        self.codes: list[str] = []
        self.troubles: list[ScannerTrouble | None] = []

    def on_codes(self, texts: Sequence[str], _at: datetime) -> None:
        self.codes += texts


@pytest.fixture
def cable(tmp_path: Path) -> Cable:
    return Cable(tmp_path)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def scanner(cable: Cable, told: Told) -> Iterator[SerialScanner]:
    scanner = SerialScanner(
        str(cable.name), 9600, told.on_codes, told.troubles.append, lambda: datetime.now(UTC)
    )
    scanner.start()
    eventually(lambda: told.troubles == [None], "the line is open")
    yield scanner
    scanner.stop()


@pytest.mark.usefixtures("scanner")
def test_each_line_is_a_code(cable: Cable, told: Told) -> None:
    cable.send(f"]Q1{CODE}\r\n".encode())
    cable.send(b"https://exam")
    cable.send(b"ple.org\r\n\r\n")
    eventually(lambda: told.codes == [CODE, "https://example.org"], "both codes")


@pytest.mark.usefixtures("scanner")
def test_garbage_is_survived(cable: Cable, told: Told) -> None:
    cable.send(b"\x00\xff\xfe\r" + b"x" * 1000 + b"\r")
    cable.send(CODE.encode() + b"\r")
    eventually(lambda: CODE in told.codes, "the code after the garbage")


@pytest.mark.warns("scanner_trouble")
@pytest.mark.usefixtures("scanner")
def test_unplugged_and_back(cable: Cable, told: Told) -> None:
    cable.send(CODE.encode() + b"\r")
    eventually(lambda: bool(told.codes), "it works")
    cable.unplug()
    eventually(lambda: told.troubles == [None, "scanner_unplugged"], "its end is told once")
    cable.plug_in()
    eventually(lambda: told.troubles == [None, "scanner_unplugged", None], "and its return")
    cable.send(CODE.encode() + b"\r")
    eventually(lambda: told.codes == [CODE, CODE], "it works again")


@pytest.mark.warns("scanner_trouble")
def test_a_scanner_that_is_not_there(told: Told, tmp_path: Path) -> None:
    scanner = SerialScanner(
        str(tmp_path / "nothing"), 9600, told.on_codes, told.troubles.append,
        lambda: datetime.now(UTC),
    )  # fmt: skip
    scanner.start()
    eventually(lambda: told.troubles == ["scanner_unplugged"], "it is told")
    scanner.stop()


@given(st.lists(st.binary(max_size=60)))
def test_lines_are_the_same_however_they_arrive(pieces: list[bytes]) -> None:
    rest, found = b"", []
    for piece in pieces:
        rest, whole = lines(rest, piece)
        found += whole
    whole_rest, whole = lines(b"", b"".join(pieces))
    assert (rest, found) == (whole_rest, whole)


def test_a_line_without_end_fills_no_memory_and_is_left_out() -> None:
    rest = b""
    for _ in range(100):
        rest, whole = lines(rest, b"x" * 1000)
        assert whole == []
    assert len(rest) <= LONGEST + 1
    assert lines(rest, b"\rnext\r") == (b"", [b"next"])
