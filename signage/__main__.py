"""Starts a display: ``python -m signage [--rehearse DIR]``; settings come as EZ_… variables."""

import argparse
import os
import sys
from pathlib import Path

from signage.log import log_to_stderr
from signage.settings import SettingsError, read_settings


def main() -> int:
    """The exit code: 2 for a missing or wrong setting, which is named."""
    parser = argparse.ArgumentParser(prog="signage", description="The call board of a zone.")
    parser.add_argument(
        "--rehearse", metavar="DIR", type=Path, help="write pictures and take orders"
    )
    arguments = parser.parse_args()
    # What a display remembers is for nobody else on the machine.
    os.umask(0o077)
    log_to_stderr()
    try:
        settings = read_settings(os.environ)
        # Qt is loaded only once we know our settings.
        from signage.app import run  # noqa: PLC0415

        return run(settings, arguments.rehearse)
    except SettingsError as error:
        sys.stderr.write(f"signage: {error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
