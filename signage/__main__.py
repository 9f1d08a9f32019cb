"""Starts a display: ``python -m signage [--rehearse DIR]``; settings come as EZ_… variables."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from signage.log import log_to_stderr
from signage.pairing import Lookout, identity
from signage.settings import SettingsError, is_newcomer, read_newcomer, read_settings

LISTENS_S = 0.2
"""How often the end of a display waits for its beginning."""


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
        if is_newcomer(os.environ):
            return _newcomer(os.environ, arguments.rehearse)
        return _display(os.environ, arguments.rehearse)
    except SettingsError as error:
        sys.stderr.write(f"signage: {error}\n")
        return 2


def _display(env: Mapping[str, str], rehearse: Path | None) -> int:
    settings = read_settings(env)
    # Qt is loaded only once we know our settings.
    from signage.app import run  # noqa: PLC0415

    return run(settings, rehearse)


def _newcomer(env: Mapping[str, str], rehearse: Path | None) -> int:
    """The display that this player was made, if it was; else its code until somebody types it."""
    settings = read_newcomer(env)
    kept = identity(settings.state)
    if kept is None:
        from signage.newcomer import become  # noqa: PLC0415

        if (ended := become(settings)) is not None:
            return ended
        _begin_anew()
    lookout = Lookout(settings.hub, settings.state, _end_display)
    lookout.start()
    code = _display({**env, **kept}, rehearse)
    lookout.stop()
    if lookout.void:
        _begin_anew()
    return code


def _end_display() -> None:
    """In good order, as whoever started it would; not before the display listens to signals."""
    while signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        time.sleep(LISTENS_S)
    os.kill(os.getpid(), signal.SIGTERM)


def _begin_anew() -> NoReturn:
    """The same program in the same process, with another identity: Qt is begun only once."""
    os.execv(sys.executable, [sys.executable, "-m", "signage", *sys.argv[1:]])  # noqa: S606


if __name__ == "__main__":
    sys.exit(main())
