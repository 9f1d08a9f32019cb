"""The simulated printer as a program: orders on stdin, slips as files, an orderly end."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.devices.ports import PrintResult
from kiosk.devices.printer import EscposPrinter
from kiosk.devices.printer_lines import transport_to
from kiosk.devices.printer_model import POS_5890, TM_T20II
from kiosk.printer_address import read_address
from tests.kiosk.devices.kit import eventually, slip
from tests.patience import PATIENCE_S

Process = subprocess.Popen[str]


@contextmanager
def _program(folder: Path, *options: str) -> Iterator[tuple[Process, EscposPrinter]]:
    line = options or ("--port", "0")
    command = [sys.executable, "-m", "kiosk.devices.simulated", *line, "--dir", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            address = read_address(json.loads(process.stdout.readline())["printer"])
            model = POS_5890 if "cheap" in options else TM_T20II
            yield process, EscposPrinter(transport_to(address), model)
        finally:
            process.kill()


def _order(process: Process, line: str) -> None:
    assert process.stdin
    process.stdin.write(line + "\n")
    process.stdin.flush()


def test_slips_become_files_and_are_counted_on(tmp_path: Path) -> None:
    with _program(tmp_path) as (process, printer):
        assert printer.print(slip("T007", english=True)) == PrintResult("printed")
        eventually((tmp_path / "0001.png").exists, "the first slip's picture")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    with _program(tmp_path) as (process, printer):
        printer.print(slip("T008"))
        eventually((tmp_path / "0002.png").exists, "the second slip's picture")
        assert process.stdin
        process.stdin.close()
        assert process.wait(PATIENCE_S) == 0
    account = json.loads((tmp_path / "0001.json").read_text(encoding="utf-8"))
    assert account["number"] == "T007"
    assert "Waiting area B" in account["lines"]
    assert datetime.fromisoformat(account["last_byte_at"]) < datetime.fromisoformat(
        account["finished_at"]
    )
    assert (tmp_path / "0001.bin").read_bytes().startswith(b"\x1b@")
    with Image.open(tmp_path / "0002.png") as image:
        assert image.width > 576
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("line", ["--serial", "--usb"])
def test_other_lines_and_a_cheap_printer_whose_paper_ends(tmp_path: Path, line: str) -> None:
    options = (line, str(tmp_path / "device"), "--kind", "cheap", "--paper", "200", "--speed", "20")
    slips = tmp_path / "slips"
    with _program(slips, *options) as (process, printer):
        assert printer.print(slip("T001")) == PrintResult("printed", "paper_near_end")
        eventually((slips / "0001.png").exists, "the slip's picture")
        _order(process, '{"refill": 9000}')
        eventually(lambda: printer.status() is None, "the new roll")
        assert printer.print(slip("T002")) == PrintResult("printed")


def test_faults_and_power_by_order(tmp_path: Path) -> None:
    with _program(tmp_path) as (process, printer):
        _order(process, '{"fault": "paper_out"}')
        eventually(lambda: printer.status() == "paper_out", "the paper is out")
        _order(process, '{"fault": null}')
        eventually(lambda: printer.status() is None, "the paper is back")
        _order(process, '{"power": "off"}')
        eventually(lambda: printer.status() == "offline", "the power is off")
        _order(process, '{"power": "on"}')
        eventually(lambda: printer.status() is None, "the power is back")


def test_a_bad_order_is_answered(tmp_path: Path) -> None:
    with _program(tmp_path) as (process, printer):
        assert process.stdout
        for line in ("not json", "[]", '{"fault": "no such"}', '{"fault": ["paper_out"]}', "{}"):
            _order(process, line)
            assert "error" in json.loads(process.stdout.readline())
        assert printer.status() is None
