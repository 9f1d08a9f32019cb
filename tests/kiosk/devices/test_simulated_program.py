"""The simulated printer as a program: orders on stdin, slips as files, an orderly end."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PIL import Image

from kiosk.devices.ports import PrintResult
from kiosk.devices.printer import EscposPrinter
from tests.kiosk.devices.kit import DEADLINE_S, eventually, slip

Process = subprocess.Popen[str]


@contextmanager
def _program(folder: Path) -> Iterator[tuple[Process, EscposPrinter]]:
    command = [sys.executable, "-m", "kiosk.devices.simulated", "--port", "0", "--dir", str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            port = json.loads(process.stdout.readline())["port"]
            yield process, EscposPrinter("127.0.0.1", port)
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
        assert process.wait(DEADLINE_S) == 0
    with _program(tmp_path) as (process, printer):
        printer.print(slip("T008"))
        eventually((tmp_path / "0002.png").exists, "the second slip's picture")
        assert process.stdin
        process.stdin.close()
        assert process.wait(DEADLINE_S) == 0
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
