"""Accounts at the broker that the hub makes: who may connect, by which password, to say what."""

import fcntl
import json
import logging
import os
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from hub.kit.errors import HouseError
from wire.ids import SiteId
from wire.rights import Role, fits, password_hash, rights, with_password, with_rights

log = logging.getLogger("hub.accounts")

PASSWORDS: Final = "passwords"
RIGHTS: Final = "rights"
PID: Final = "mosquitto.pid"
OURS: Final = "made-by-hub.json"
"""Hash by account, None for one that was taken away; it outlives what provisioning writes."""


class BrokerNotOurs(HouseError):
    """The hub was told of no folder of the broker, or may not write there."""

    key = "broker_not_ours"
    status = 503


class BrokerFilesLost(HouseError):
    """Passwords or rights are missing, or without the hub's own account.

    A broker that reads what is left, and one account more, shuts everybody else out.
    """

    key = "broker_files_lost"
    status = 503


class AccountTaken(HouseError):
    """Somebody else connects to the broker under this name."""

    key = "account_taken"
    status = 409


class BrokerAccounts(Protocol):
    """What the hub needs of the broker to let devices in and to shut them out."""

    @property
    def ours(self) -> bool:
        """Whether the hub has been told where the broker keeps its accounts."""
        ...

    def must_be_free(self, name: str) -> None:
        """Raises AccountTaken, BrokerNotOurs, BrokerFilesLost."""
        ...

    def let_in(self, name: str, role: Role) -> str:
        """Make the account, or give it a fresh password. Answers that.

        Raises BrokerNotOurs, BrokerFilesLost.
        """
        ...

    def shut_out(self, name: str) -> None:
        """Take the account away; who is connected by it is cut off.

        Raises BrokerNotOurs, BrokerFilesLost.
        """
        ...

    def may_stay(self, name: str, password: str) -> bool:
        """False only where we know that the password of an account of ours is void."""
        ...


class NoAccounts:
    """Where nobody told the hub of the broker's folder: pairing says so."""

    ours = False

    def must_be_free(self, name: str) -> None:
        raise BrokerNotOurs(account=name)

    def let_in(self, name: str, role: Role) -> str:
        raise BrokerNotOurs(account=name, role=role)

    def shut_out(self, name: str) -> None:
        raise BrokerNotOurs(account=name)

    def may_stay(self, name: str, password: str) -> bool:  # noqa: ARG002  nobody can say
        """Nobody is sent away."""
        return True


class MosquittoFiles:
    """mosquitto's password and rights files, each replaced as a whole, and a word to reload them.

    Several hub processes may share the folder: a lock file keeps them apart. `own` is the account
    of this one.
    """

    ours = True

    def __init__(self, folder: Path, site: SiteId, own: str) -> None:
        self._folder = folder
        self._site = site
        self._own = own

    def must_be_free(self, name: str) -> None:
        passwords, _acl = self._sound(name)
        if name in _accounts(passwords):
            raise AccountTaken(account=name)

    def let_in(self, name: str, role: Role) -> str:
        password = secrets.token_urlsafe(24)
        self._put(name, password_hash(password, secrets.token_bytes(12)), role)
        log.info("broker_account_made", extra={"site": self._site, "account": name})
        return password

    def shut_out(self, name: str) -> None:
        self._put(name, None, None)
        log.info("broker_account_closed", extra={"site": self._site, "account": name})

    def may_stay(self, name: str, password: str) -> bool:
        """By our own account alone: the broker's file may be missing, empty or half restored."""
        try:
            ours = made_by_hub(self._folder)
        except (OSError, ValueError, AttributeError):
            log.exception("broker_files_refused")
            return True
        if name not in ours:
            return True
        kept = ours[name]
        return kept is not None and fits(password, kept)

    def _sound(self, name: str) -> tuple[str, str]:
        """Passwords and rights as they are. Raises BrokerFilesLost."""
        passwords, acl = (_read(self._folder / file) for file in (PASSWORDS, RIGHTS))
        if self._own not in _accounts(passwords) or f"user {self._own}" not in acl.splitlines():
            log.error("broker_files_lost", extra={"account": name})
            raise BrokerFilesLost(account=name)
        return passwords, acl

    def _put(self, name: str, kept: str | None, role: Role | None) -> None:
        lines = rights(self._site, name, role) if role else None
        try:
            with self._alone():
                passwords, acl = self._sound(name)
                # Ours first: what is lost after it, the next start of the broker makes good.
                ours = made_by_hub(self._folder) | {name: kept}
                replace_file(self._folder / OURS, json.dumps(ours))
                replace_file(self._folder / PASSWORDS, with_password(passwords, name, kept))
                replace_file(self._folder / RIGHTS, with_rights(acl, name, lines))
                self._reload()
        except OSError as error:
            log.exception("broker_files_refused")
            raise BrokerNotOurs(account=name) from error

    def _reload(self) -> None:
        """A broker that does not run reads its files when it starts.

        One that belongs to somebody else is told by whoever watches the files (ARCHITECTURE).
        """
        pid = _read(self._folder / PID).strip()
        if not pid.isdigit() or _program(pid) != "mosquitto":
            log.info("broker_not_running")
            return
        try:
            os.kill(int(pid), signal.SIGHUP)
        except ProcessLookupError:
            log.info("broker_not_running")
        except PermissionError:
            log.info("broker_told_by_others")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self._folder / "accounts.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def made_by_hub(folder: Path) -> dict[str, str | None]:
    """What the hub has put in, by account: a hash, or None for one that it took away."""
    found = json.loads(_read(folder / OURS) or "{}")
    return {str(name): kept for name, kept in found.items()}


def _accounts(passwords: str) -> set[str]:
    return {line.partition(":")[0] for line in passwords.splitlines()}


def _program(pid: str) -> str:
    """What runs under a number (proc(5)): that of a broker that died may be another's by now."""
    return _read(Path(f"/proc/{pid}/comm")).strip()


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def replace_file(path: Path, text: str) -> None:
    """All of it or nothing, for nobody else's eyes; the old file's mode stays."""
    fresh = path.with_name(f".{path.name}.new")
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    fresh.touch(mode=0o600)
    fresh.chmod(mode)
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
