"""What `python -m hub` does: serve, migrate, or open an account for a member of staff."""

import argparse
import getpass
import logging
import os
import signal
import sys
from types import FrameType

import uvicorn

from hub import app, settings
from hub.identity import service as identity
from hub.identity.rules import ROLES
from hub.kit import log
from hub.kit.clock import utc_now
from hub.kit.errors import HouseError
from hub.kit.live import Live
from hub.settings import Settings

events = logging.getLogger("hub")

GOODBYE_S = 2
"""How long open live pages may hold up the end."""


def main() -> int:
    # Database, keys and lock files hold what concerns nobody else on this machine.
    os.umask(0o077)
    # A desk's request must not wait 5 ms, Python's default, for the drain or the link to yield.
    sys.setswitchinterval(0.0005)
    log.to_stderr()
    # These tell each step in sentences; what is worth knowing of it we tell as events.
    for chatty in ("alembic", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    asked = _arguments()
    try:
        told = settings.read(os.environ)
    except (ValueError, OSError) as error:
        return _fail(f"Einstellung: {error}")
    if asked.command in (None, "serve") and not (told.assets / "web").is_dir():
        return _fail("EZ_ASSETS: Dort liegen keine Bausteine der Seiten. Bitte: make setup")
    try:
        if asked.command == "migrate":
            app.open_database(told, utc_now).close()
        elif asked.command == "add-staff":
            _add_staff(told, asked)
        else:
            _serve(told)
    except HouseError as error:
        return _fail(f"{error.key} {error.fields or ''}".strip())
    return 0


def _serve(told: Settings) -> None:
    parts = app.prepare(told, utc_now)
    web = app.create(parts)
    config = uvicorn.Config(
        web,
        host=told.http.host,
        port=told.http.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GOODBYE_S,
    )
    # uvicorn raises the signal again when it has ended; by then there is nothing left to do.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    events.info("hub_starting", extra={"site": told.site, "instance": told.instance})
    _Server(config, web.state.live).run()
    parts.database.close()
    events.info("hub_stopped", extra={"instance": told.instance})


class _Server(uvicorn.Server):
    """Tells open pages first, so that their streams do not hold the end up."""

    def __init__(self, config: uvicorn.Config, live: Live) -> None:
        super().__init__(config)
        self._live = live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._live.close()
        super().handle_exit(sig, frame)


def _add_staff(told: Settings, asked: argparse.Namespace) -> None:
    if asked.link:
        database = app.open_office(told, utc_now)
        token = identity.first_admin(
            database, site=asked.site or told.site, login=asked.login, name=asked.name,
            role=asked.role, now=utc_now(),
        )  # fmt: skip
        sys.stdout.write(f"{told.public_url}/welcome/{token}\n")
        database.close()
        return
    prompt = getpass.getpass("Passwort: ") if sys.stdin.isatty() else sys.stdin.readline()
    database = app.open_office(told, utc_now)
    identity.add_staff(
        database,
        site=asked.site or told.site,
        login=asked.login,
        name=asked.name,
        role=asked.role,
        password=prompt.rstrip("\n"),
        now=utc_now(),
    )
    database.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m hub", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("serve", help="serve pages and devices (default)")
    commands.add_parser("migrate", help="bring the database to this version")
    staff = commands.add_parser("add-staff", help="open an account; the password comes by stdin")
    staff.add_argument("--login", required=True)
    staff.add_argument("--name", required=True)
    staff.add_argument("--role", required=True, choices=ROLES)
    staff.add_argument("--site")
    staff.add_argument(
        "--link", action="store_true",
        help="ask for no password; write the address at which the person sets one, once",
    )  # fmt: skip
    return parser.parse_args()


def _fail(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1
