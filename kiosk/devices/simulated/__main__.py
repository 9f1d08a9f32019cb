"""A simulated receipt printer as a program: faults come in on stdin, slips go to a directory."""

import argparse
import json
import signal
import sys
import threading
from datetime import datetime
from pathlib import Path

from kiosk.devices.paper import decode
from kiosk.devices.paper_picture import picture
from kiosk.devices.simulated.ends import End, SerialEnd, TcpEnd, UsbFileEnd
from kiosk.devices.simulated.mechanism import FAULTS, KINDS, Printout
from kiosk.devices.simulated.printer import SimulatedPrinter


class SlipTray:
    """Writes each slip as ``NNNN.bin``, ``.json`` and last ``.png``; counts on after a restart.

    An empty piece, cut off to tidy the printer, goes into the bin.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        taken = [int(file.stem) for file in directory.glob("*.bin") if file.stem.isdigit()]
        self._next = max(taken, default=0) + 1

    def take(self, slip: Printout) -> None:
        """Keep one slip; each file appears whole."""
        paper = decode(slip.raw)
        if paper.empty:
            return
        name = f"{self._next:04d}"
        self._next += 1
        account = {
            "number": paper.number,
            "lines": list(paper.lines),
            "first_dot_at": _iso(slip.first_dot_at),
            "last_byte_at": _iso(slip.last_byte_at),
            "finished_at": _iso(slip.finished_at),
        }
        self._write(f"{name}.bin", slip.raw)
        self._write(f"{name}.json", json.dumps(account, ensure_ascii=False, indent=1).encode())
        part = self._directory / f".{name}.part"
        picture(paper).save(part, format="png")
        part.replace(self._directory / f"{name}.png")

    def _write(self, name: str, raw: bytes) -> None:
        part = self._directory / f".{name}.part"
        part.write_bytes(raw)
        part.replace(self._directory / name)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def obey(printer: SimulatedPrinter, line: bytes) -> str | None:
    """Carry out one line of orders; what was wrong with it, or None."""
    try:
        order = json.loads(line)
    except ValueError:
        return "not JSON"
    if not isinstance(order, dict):
        return "not an object"
    if "fault" in order and (order["fault"] is None or order["fault"] in FAULTS):
        printer.fault(order["fault"])
    elif order.get("power") in ("off", "on"):
        printer.fault("off" if order["power"] == "off" else None)
    elif isinstance(order.get("refill"), int | float):
        printer.refill(order["refill"])
    else:
        return f"use fault ({', '.join(FAULTS)}, null), power (off, on) or refill (mm)"
    return None


def main() -> int:
    """Serve until end of input or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.devices.simulated", description=__doc__)
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--port", type=int, default=0, help="TCP port on loopback; 0: a free one")
    line.add_argument("--serial", type=Path, help="be a serial line with this name")
    line.add_argument("--usb", type=Path, help="be a USB printer file with this name")
    parser.add_argument("--kind", choices=KINDS, default="full", help="cheap: neither knife nor id")
    parser.add_argument("--paper", type=float, help="mm on the roll; without it, it never ends")
    parser.add_argument("--speed", type=float, default=1.0, help="how many times as fast as real")
    parser.add_argument("--dir", type=Path, required=True, help="where the slips go")
    options = parser.parse_args()
    done = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: done.set())
    signal.signal(signal.SIGINT, lambda *_: done.set())
    simulated = SimulatedPrinter(
        SlipTray(options.dir).take, _end(options),
        kind=options.kind, paper_mm=options.paper, speed=options.speed,
    )  # fmt: skip
    with simulated as printer:
        _tell({"printer": printer.end.address})
        threading.Thread(target=_listen, args=(printer, done), daemon=True).start()
        done.wait()
    return 0


def _end(options: argparse.Namespace) -> End:
    if options.serial:
        return SerialEnd(options.serial)
    return UsbFileEnd(options.usb) if options.usb else TcpEnd(options.port)


def _listen(printer: SimulatedPrinter, done: threading.Event) -> None:
    # Unbuffered: a buffered reader that still waits at the end would stop the interpreter's exit.
    with open(0, "rb", buffering=0, closefd=False) as orders:
        for line in orders:
            if line.strip() and (wrong := obey(printer, line)):
                _tell({"error": wrong})
    done.set()


def _tell(fields: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(fields) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
