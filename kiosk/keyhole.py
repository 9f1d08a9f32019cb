"""Who may open the service menu: the PIN's holder, or who holds a genuine service code."""

import hashlib
import hmac
import json
import logging
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.devices.clocks import Clock
from kiosk.flow.alone import public_keys
from kiosk.journal import Journal
from wire.messages import KioskConfig
from wire.qr import CodeRefused, verify_service

log = logging.getLogger("kiosk.keyhole")

FREE_TRIES: Final = 3
"""So many wrong PINs cost no time: fingers slip."""
MOST_WAIT: Final = timedelta(minutes=15)
_NOTE: Final = "wrong_pins"
_COST: Final = {"n": 2**14, "r": 8, "p": 1}
"""scrypt as OWASP's password storage sheet asks it for interactive use, within 16 MiB."""


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """What the PIN file holds: ``scrypt$salt$hash``; nobody reads the PIN out of it."""
    salt = salt or secrets.token_bytes(16)
    digest = hashlib.scrypt(pin.encode(), salt=salt, **_COST)
    return f"scrypt${salt.hex()}${digest.hex()}"


def _matches(pin: str, stored: str) -> bool:
    _, salt, _ = stored.split("$")
    return hmac.compare_digest(hash_pin(pin, bytes.fromhex(salt)), stored)


def wait_after(wrong: int) -> timedelta:
    """How long after so many wrong PINs in a row the next one is not looked at."""
    if wrong <= FREE_TRIES:
        return timedelta(0)
    return min(MOST_WAIT, timedelta(seconds=2.0 ** min(20, wrong - FREE_TRIES)))


@dataclass(frozen=True)
class Judged:
    right: bool
    wait: timedelta = timedelta(0)


class Keyhole:
    """For one thread. Wrong PINs are counted over restarts; a restart begins their wait anew.

    `mark` is what stands for this kiosk in a service code (`device_mark`).
    """

    def __init__(self, mark: bytes, pin: str, journal: Journal, steady: Clock) -> None:
        self._mark = mark
        self._pin = pin
        self._journal = journal
        self._steady = steady
        self._wrong = int(json.loads(journal.noted(_NOTE) or "0"))
        self._until = steady() + wait_after(self._wrong)
        self._used: set[str] = set()

    def check(self, pin: str) -> Judged:
        """Without a PIN set no PIN is right."""
        left = self._until - self._steady()
        if left > timedelta(0) or not pin:
            return Judged(right=False, wait=max(left, timedelta(0)))
        right = bool(self._pin) and _matches(pin, self._pin)
        self._wrong = 0 if right else self._wrong + 1
        wait = wait_after(self._wrong)
        self._until = self._steady() + wait
        self._note()
        log.info("pin_checked", extra={"right": right, "wrong_in_a_row": self._wrong})
        return Judged(right, wait)

    def opens(self, text: str, config: KioskConfig | None, now: datetime | None) -> bool:
        """Whether `text` is a service code for this kiosk, still valid and not used before.

        `now` is UTC, None when the clock cannot be trusted: then a code counts once, whatever its
        date, for a kiosk without a clock needs service most.
        """
        if config is None or config.standalone is None:
            return False
        try:
            code = verify_service(text, public_keys(config.standalone))
        except CodeRefused as refused:
            log.warning("service_code_refused", extra={"fault": refused.fault})
            return False
        mine = code.device == self._mark
        if not mine or (now is not None and now >= code.until):
            log.warning("service_code_refused", extra={"fault": "expired" if mine else "other"})
            return False
        return self._first_time(code.body().hex())

    def _note(self) -> None:
        """A full disk neither locks the technician out nor lets anybody guess faster."""
        try:
            self._journal.note(_NOTE, json.dumps(self._wrong))
        except sqlite3.Error:
            log.exception("wrong_pins_not_noted")

    def _first_time(self, code: str) -> bool:
        if code in self._used:
            return False
        self._used.add(code)
        try:
            return self._journal.first_time(f"service/{code}")
        except sqlite3.Error:
            log.exception("service_code_not_noted")
            return True
