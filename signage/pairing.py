"""A player that nobody knows yet asks the hub for a code, and keeps the identity it is given.

It speaks HTTP with the hub only; nothing here knows Qt. Files below EZ_STATE: `pairing.json` while
a code is shown, so that a restart shows the same one; `password` and then `identity.json` once it
is paired, each for this program's eyes only.
"""

import http.client
import json
import logging
import os
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

from signage.settings import SettingsError, read_settings

log = logging.getLogger("signage.pairing")

IDENTITY: Final = "identity.json"
PASSWORD: Final = "password"  # noqa: S105  the name of a file
PENDING: Final = "pairing.json"
ANSWER_S: Final = 10.0
AGAIN_S: Final = 3.0
"""Pause after an answer that did not come."""
LATER_S: Final = 15.0
"""Pause after an answer that was no."""
LOOK_S: Final = 60.0
"""How often a paired player asks whether it still is one."""
OVER: Final = "pairing_over"
"""The hub's word for a player that it has sent away."""
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1", "")

Fault = Literal["unreachable", "too_many", "refused", "disk"]
"""Nobody answers; too many players wait; the hub cannot let this one in; nothing can be kept."""


@dataclass(frozen=True)
class Player:
    """What the player says of itself; `height_mm` where the panel tells its size."""

    model: str
    version: str
    width: int
    height: int
    height_mm: int | None = None


@dataclass(frozen=True)
class Shows:
    """A code to show, and for how many seconds it holds."""

    code: str
    lives_s: int


@dataclass(frozen=True)
class Fails:
    """Why there is no code, or nothing comes of it; the player goes on trying."""

    fault: Fault


News = Shows | Fails


@dataclass(frozen=True)
class Pending:
    """A code that was asked for, and what proves that we did."""

    id: str
    secret: str
    code: str
    poll_s: int


class NoAnswer(Exception):
    """The hub did not answer, or not in a way that we understand."""


@dataclass(frozen=True)
class Answer:
    """A status and the fields of a JSON object."""

    status: int
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """Raises NoAnswer for what is not there."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise NoAnswer(f"no {name} in the answer")
        return value

    def number(self, name: str) -> int:
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise NoAnswer(f"no {name} in the answer")
        return value


class Newcomer:
    """The player's side of the talk, for a thread of its own."""

    def __init__(self, hub: str, state: Path, player: Player, tell: Callable[[News], None]) -> None:
        self._hub = hub.rstrip("/")
        self._state = state
        self._player = player
        self._tell = tell
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask no more; `run` returns soon."""
        self._stop.set()

    def run(self) -> bool:
        """Until it is paired and the identity kept: True. False when it was told to stop."""
        pending = _pending(self._state)
        while not self._stop.is_set():
            try:
                pending = pending or self._ask()
                paired = self._poll(pending) if pending else None
                if paired:
                    return True
                if paired is None:
                    pending = None
            except NoAnswer as error:
                log.info("hub_did_not_answer", extra={"detail": str(error)})
                self._fail("unreachable", AGAIN_S)
            except OSError as error:
                log.warning("identity_not_kept", extra={"detail": type(error).__name__})
                self._fail("disk", LATER_S)
        return False

    def _ask(self) -> Pending | None:
        answer = post(f"{self._hub}/api/v1/pairing", asdict(self._player))
        if answer.status != 201:
            self._fail("too_many" if answer.status == 429 else "refused", LATER_S)
            return None
        pending = Pending(
            answer.text("id"), answer.text("secret"), answer.text("code"),
            max(1, answer.number("poll_s")),
        )  # fmt: skip
        try:
            keep(self._state / PENDING, json.dumps(asdict(pending)))
        except OSError as error:
            # It holds until the next start; asking anew would take up the hub's places for codes.
            log.warning("code_not_kept", extra={"detail": type(error).__name__})
        log.info("pairing_code", extra={"pairing": pending.id})
        return pending

    def _poll(self, pending: Pending) -> bool | None:
        """True: paired. False: not yet. None: this code is over."""
        where = f"{self._hub}/api/v1/pairing/{pending.id}"
        answer = post(where, {"secret": pending.secret})
        if answer.status in (404, 410):
            _drop(self._state / PENDING)
            return None
        if answer.status != 200:
            self._fail("refused", LATER_S)
            return False
        if answer.text("state") != "paired":
            self._tell(Shows(pending.code, answer.number("lives_s")))
            self._stop.wait(pending.poll_s)
            return False
        self._keep(answer)
        try:
            post(f"{where}/taken", {"secret": pending.secret})
        except NoAnswer:
            log.info("pairing_not_confirmed")
        return True

    def _keep(self, answer: Answer) -> None:
        """The password first: an identity is there only when all of it is."""
        host, _, port = answer.text("broker").rpartition(":")
        if host in LOOPBACK:
            host = urlsplit(self._hub).hostname or host
        identity = {
            "EZ_SITE": answer.text("site"), "EZ_DEVICE": answer.text("device"),
            "EZ_BROKER": f"{host}:{port}",
        }  # fmt: skip
        keep(self._state / PASSWORD, answer.text("password"))
        keep(self._state / IDENTITY, json.dumps(identity))
        _drop(self._state / PENDING)
        log.info("paired", extra={"device": identity["EZ_DEVICE"]})

    def _fail(self, fault: Fault, pause_s: float) -> None:
        self._tell(Fails(fault))
        self._stop.wait(pause_s)


class Lookout:
    """Asks now and then whether a paired player still is one; calls `over` once when not."""

    def __init__(self, hub: str, state: Path, over: Callable[[], None]) -> None:
        self._hub = hub.rstrip("/")
        self._state = state
        self._over = over
        self._stop = threading.Event()
        self.void = False
        """Whether the hub has sent this player away; its identity is gone then."""

    def start(self) -> None:
        threading.Thread(target=self._run, name="lookout", daemon=True).start()

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> None:
        """Ask once; silence says nothing."""
        try:
            password = (self._state / PASSWORD).read_text(encoding="utf-8")
            if not password or (kept := identity(self._state)) is None:
                return
            proof = {"device": kept["EZ_DEVICE"], "password": password}
            answer = post(f"{self._hub}/api/v1/pairing/check", proof)
        except (OSError, UnicodeDecodeError, NoAnswer):
            return
        # Only the hub's own word: something between us may answer 410 for reasons of its own.
        if answer.status == 410 and answer.fields.get("key") == OVER:
            log.info("pairing_over", extra={"device": kept["EZ_DEVICE"]})
            try:
                forget(self._state)
            except OSError as error:
                log.warning("identity_not_forgotten", extra={"detail": type(error).__name__})
                # While its identity stays, a new start would only make it the same display again.
                if identity(self._state) is not None:
                    return
            self.void = True
            self._over()

    def _run(self) -> None:
        """The device loop's rim: no fault keeps it from asking again; told once for a while."""
        failing = False
        while not self.void and not self._stop.is_set():
            try:
                self.look()
                failing = False
            except Exception:
                if not failing:
                    log.exception("lookout_failed")
                failing = True
            self._stop.wait(LOOK_S)


def identity(state: Path) -> dict[str, str] | None:
    """The settings of a paired player, as EZ_… variables; None for one that is not.

    Whoever has lost part of them can be paired anew; with the rest alone no display ever starts.
    """
    try:
        kept = json.loads((state / IDENTITY).read_text(encoding="utf-8"))
        found = {name: str(kept[name]) for name in ("EZ_SITE", "EZ_DEVICE", "EZ_BROKER")}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found["EZ_PASSWORD_FILE"] = str(state / PASSWORD)
    try:
        read_settings({**found, "EZ_STATE": str(state)})
    except SettingsError as error:
        log.warning("identity_not_whole", extra={"detail": str(error)})
        return None
    return found


def forget(state: Path) -> None:
    """The player is nobody's any more."""
    for name in (IDENTITY, PASSWORD, PENDING):
        (state / name).unlink(missing_ok=True)


def keep(path: Path, text: str) -> None:
    """All of it or nothing, also when the power goes, readable by nobody else."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def post(url: str, fields: Mapping[str, object]) -> Answer:
    """A JSON object for a JSON object. Raises NoAnswer."""
    body = json.dumps(fields).encode()
    request = urllib.request.Request(  # noqa: S310  the settings allow http and https only
        url, body, {"Content-Type": "application/json"}
    )
    try:
        return _answer(request)
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NoAnswer(type(error).__name__) from error


def _answer(request: urllib.request.Request) -> Answer:
    """A refusal is an answer too, and its body may break off as any other."""
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_S) as answer:  # noqa: S310
            return Answer(answer.status, _fields(answer.read()))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _fields(error.read()))


def _fields(body: bytes) -> Mapping[str, object]:
    if not body:
        return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _pending(state: Path) -> Pending | None:
    """The code that was shown before a restart."""
    try:
        kept = json.loads((state / PENDING).read_text(encoding="utf-8"))
        answer = Answer(201, kept if isinstance(kept, dict) else {})
        return Pending(
            answer.text("id"), answer.text("secret"), answer.text("code"),
            max(1, answer.number("poll_s")),
        )  # fmt: skip
    except (OSError, ValueError, RecursionError, NoAnswer):
        return None


def _drop(path: Path) -> None:
    """What cannot be deleted is asked for once more after a restart, and found to be over."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("code_not_dropped", extra={"detail": type(error).__name__})
