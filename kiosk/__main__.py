"""Starts the kiosk: ``python -m kiosk [--rehearse DIR]``."""

import argparse
import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.log import set_up
from kiosk.settings import SettingsError, read_settings

BAD_SETTINGS: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM, SIGINT or the end of a rehearsal. Exit code 2 for bad settings."""
    parser = argparse.ArgumentParser(prog="python -m kiosk", description="The pillar at the door.")
    parser.add_argument(
        "--rehearse", type=Path, metavar="DIR",
        help="take orders as JSON lines on stdin and keep the screen's picture in DIR",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    set_up()
    try:
        settings = read_settings(os.environ)
        if options.rehearse and settings.camera != "simulated":
            raise SettingsError("--rehearse needs EZ_CAMERA=simulated")
    except SettingsError as error:
        sys.stderr.write(f"kiosk: {error}\n")
        return BAD_SETTINGS
    choose_platform(os.environ)
    # Qt looks at the environment when it is loaded; --help and bad settings need no Qt.
    from kiosk.app import run  # noqa: PLC0415

    return run(settings, options.rehearse)


def choose_platform(environment: MutableMapping[str, str]) -> None:
    """Without a display the scene is drawn into memory."""
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    if environment.get("QT_QPA_PLATFORM") == "offscreen":
        environment.setdefault("QT_QUICK_BACKEND", "software")


if __name__ == "__main__":
    sys.exit(main())
