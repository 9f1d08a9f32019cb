"""`make demo`: starts the whole house, shows it or plays it, and ends every process."""

import argparse
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from provisioning.demo.faults import Caretaker, plugs
from provisioning.demo.office import Furnished, furnish, letter_cards
from provisioning.demo.show import serve
from provisioning.demo.stage import Scenery, stage
from provisioning.demo.visitors import play
from provisioning.house import ASSETS, ROOT, House, HousePlan, NotReadyError


def main() -> int:
    """0 when all evidence was found (headless) or the house was closed by its user."""
    arguments = _arguments()
    for ending in (signal.SIGINT, signal.SIGTERM):  # started in the background, INT is ignored
        signal.signal(ending, _interrupt)
    folder: Path = arguments.folder
    shutil.rmtree(folder, ignore_errors=True)
    started = time.monotonic()
    house = House(HousePlan(folder, windows=not arguments.headless and _has_display()))
    try:
        furnished = furnish(house)
        house.start(
            lambda name: print(f"  {time.monotonic() - started:5.1f} s  {name}", flush=True)
        )
        if arguments.headless:
            return play(house, furnished)
        _show(house, furnished, arguments.port)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nDas Haus schließt …", flush=True)
    finally:
        house.stop()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make demo ARGS=…", description=__doc__)
    parser.add_argument(
        "--headless",
        action="store_true",
        help="visitors play by themselves; fails without evidence",
    )
    parser.add_argument("--port", type=int, help="port of the demo page (default: a free one)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "demo")
    return parser.parse_args()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show(house: House, furnished: Furnished, port: int | None) -> None:
    """Serve the demo page from a thread; the main thread owns the processes."""
    caretaker = Caretaker(house, lambda line: print(f"  {line}", flush=True))
    logins = [
        {"login": login.login, "password": login.password, "role": login.role}
        for login in furnished.logins
    ]
    scenery = Scenery(house, letter_cards(furnished), logins, plugs(caretaker), caretaker.submit)
    with serve(stage(scenery, ASSETS), port) as url:
        print(_welcome(house, furnished, url), flush=True)
        caretaker.keep()


def _welcome(house: House, furnished: Furnished, url: str) -> str:
    logins = "\n".join(
        f"    {login.login:<12} {login.password:<16} {login.role}" for login in furnished.logins
    )
    return f"""
  Das Haus steht.

    Alles auf einen Blick   {url}/demo
    Empfang                 {house.url()}/reception

  Anmelden mit (Name, Kennwort, Rolle)
{logins}

  Strg-C beendet alles.
"""


if __name__ == "__main__":
    sys.exit(main())
