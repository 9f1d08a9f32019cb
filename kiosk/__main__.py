"""Starts the kiosk: ``python -m kiosk [--rehearse DIR]``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.log import set_up
from kiosk.settings import SettingsError, read_settings
from kiosk.ui.platform import choose_platform

BAD_SETTINGS: Final = 2
LEAST_PIN: Final = 6
MOST_PIN: Final = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM, SIGINT or the end of a rehearsal.

    Exit code 2 for bad settings, 1 when the kiosk cannot start for another reason.
    """
    # The journal holds codes of letters: nobody else on this machine shall read it.
    os.umask(0o077)
    parser = argparse.ArgumentParser(prog="python -m kiosk", description="The pillar at the door.")
    parser.add_argument(
        "--rehearse", type=Path, metavar="DIR",
        help="take orders as JSON lines on stdin and keep the screen's picture in DIR",
    )  # fmt: skip
    parser.add_argument(
        "what", nargs="?", choices=("run", "hash-pin"), default="run",
        help="hash-pin reads a PIN from stdin and prints what EZ_SERVICE_PIN_FILE must hold",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    if options.what == "hash-pin":
        return print_hash()
    set_up()
    try:
        settings = read_settings(os.environ, rehearsal=options.rehearse is not None)
    except SettingsError as error:
        sys.stderr.write(f"kiosk: {error}\n")
        return BAD_SETTINGS
    choose_platform(os.environ)
    # Qt looks at the environment when it is loaded; --help and bad settings need no Qt.
    from kiosk.app import run  # noqa: PLC0415

    return run(settings, options.rehearse)


def print_hash() -> int:
    """Digits only, so that the pad of the kiosk has them; 6 or more, so that guessing is slow."""
    pin = sys.stdin.readline().strip()
    if not (pin.isascii() and pin.isdecimal() and LEAST_PIN <= len(pin) <= MOST_PIN):
        sys.stderr.write(f"kiosk: a PIN has {LEAST_PIN} to {MOST_PIN} digits\n")
        return BAD_SETTINGS
    from kiosk.keyhole import hash_pin  # noqa: PLC0415 - slow to load

    sys.stdout.write(f"{hash_pin(pin)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
