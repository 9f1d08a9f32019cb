"""Accounts at the broker that the hub makes: who may connect, by which password, to say what."""

import fcntl
import json
import logging
import os
import secrets
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from pydantic import TypeAdapter

from hub.kit.errors import HouseError
from wire.ids import SiteId
from wire.rights import Role, fits, password_hash, rights, with_password, with_rights

log = logging.getLogger("hub.accounts")

PASSWORDS: Final = "passwords"
RIGHTS: Final = "rights"
PID: Final = "mosquitto.pid"
OURS: Final = "made-by-hub.json"
"""Hash by account, None for one that was taken away; it outlives what provisioning writes."""

_BOOK: Final = TypeAdapter(dict[str, str | None])


class BrokerNotOurs(HouseError):
    """The hub was told of no folder of the broker."""

    key = "broker_not_ours"
    status = 503


class BrokerFilesLost(HouseError):
    """Passwords or rights are missing or without the hub's own account, or our book is damaged.

    A broker that reads what is left, and one account more, shuts everybody else out.
    """

    key = "broker_files_lost"
    status = 503


class BrokerFilesUnwritable(HouseError):
    """The disk is full, or rights are missing: the files are as they were."""

    key = "broker_files_unwritable"
    status = 503


class AccountTaken(HouseError):
    """Somebody else connects to the broker under this name."""

    key = "account_taken"
    status = 409


Sure = Callable[[], None]
"""Asked once all that is to come lies on the disk and nobody else can touch the files.

Raises where the accounts must stay as they are. Whoever shuts somebody out says so in the database
here: not before, else a full disk leaves said what is not done, and not after, else who was shut
out is let in again. Files are slow: nobody holds the database's lock while they are written.
"""


class BrokerAccounts(Protocol):
    """What the hub needs of the broker to let devices in and to shut them out."""

    @property
    def ours(self) -> bool:
        """Whether the hub has been told where the broker keeps its accounts."""
        ...

    def must_be_free(self, name: str) -> None:
        """Raises AccountTaken, BrokerNotOurs, BrokerFilesLost, BrokerFilesUnwritable."""
        ...

    def let_in(self, name: str, role: Role, sure: Sure) -> str:
        """Make the account, or give it a fresh password. Answers that.

        Raises what `sure` raises, BrokerNotOurs, BrokerFilesLost, BrokerFilesUnwritable.
        """
        ...

    def shut_out(self, name: str, sure: Sure) -> None:
        """Take the account away; who is connected by it is cut off.

        Raises what `sure` raises, BrokerNotOurs, BrokerFilesLost, BrokerFilesUnwritable.
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

    def let_in(self, name: str, role: Role, sure: Sure) -> str:  # noqa: ARG002  nobody is let in
        raise BrokerNotOurs(account=name, role=role)

    def shut_out(self, name: str, sure: Sure) -> None:  # noqa: ARG002  nobody is shut out
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
        with _plainly(name):
            passwords, _acl, _ours = self._sound()
        if name in _accounts(passwords):
            raise AccountTaken(account=name)

    def let_in(self, name: str, role: Role, sure: Sure) -> str:
        password = secrets.token_urlsafe(24)
        self._put(name, password_hash(password, secrets.token_bytes(12)), role, sure)
        log.info("broker_account_made", extra={"site": self._site, "account": name})
        return password

    def shut_out(self, name: str, sure: Sure) -> None:
        self._put(name, None, None, sure)
        log.info("broker_account_closed", extra={"site": self._site, "account": name})

    def may_stay(self, name: str, password: str) -> bool:
        """By our own account alone: the broker's file may be missing, empty or half restored."""
        try:
            ours = made_by_hub(self._folder)
        except (OSError, ValueError):
            log.exception("broker_files_refused")
            return True
        if name not in ours:
            return True
        kept = ours[name]
        return kept is not None and fits(password, kept)

    def _sound(self) -> tuple[str, str, dict[str, str | None]]:
        """Passwords, rights and our own book as they are. Raises OSError, ValueError."""
        passwords, acl = (_read(self._folder / file) for file in (PASSWORDS, RIGHTS))
        users = [line.split() for line in acl.splitlines()]
        if self._own not in _accounts(passwords) or ["user", self._own] not in users:
            raise ValueError(f"{PASSWORDS} or {RIGHTS} is without {self._own}")
        return passwords, acl, made_by_hub(self._folder)

    def _put(self, name: str, kept: str | None, role: Role | None, sure: Sure) -> None:
        lines = rights(self._site, name, role) if role else None
        with _plainly(name), self._alone():
            passwords, acl, ours = self._sound()
            # Ours first: what is lost after it, the next start of the broker makes good.
            texts = {
                self._folder / OURS: json.dumps(ours | {name: kept}),
                self._folder / PASSWORDS: with_password(passwords, name, kept),
                self._folder / RIGHTS: with_rights(acl, name, lines),
            }
            replace_files(texts, sure)
            self._reload()

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
    """What the hub has put in, by account: a hash, or None for one that it took away.

    Raises OSError, and ValueError where the file says something else.
    """
    try:
        return _BOOK.validate_json(_read(folder / OURS) or "{}", strict=True)
    except ValueError as error:
        raise ValueError(f"{folder / OURS} is damaged; put back a sound copy") from error


@contextmanager
def _plainly(name: str) -> Iterator[None]:
    """What went wrong with the files, as the technician is told. The log has the rest."""
    try:
        yield
    except OSError as error:
        log.exception("broker_files_refused")
        raise BrokerFilesUnwritable(account=name) from error
    except ValueError as error:
        log.exception("broker_files_lost")
        raise BrokerFilesLost(account=name) from error


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


def replace_files(texts: Mapping[Path, str], sure: Sure = lambda: None) -> None:
    """All of them or none, in this order; only once each is on the disk the old ones go.

    Raises OSError and what `sure` raises.
    """
    fresh = {path: path.with_name(f".{path.name}.new") for path in texts}
    try:
        for path, text in texts.items():
            _write_like(path, fresh[path], text)
        sure()
        for path, written in fresh.items():
            written.replace(path)
    finally:
        for left in fresh.values():
            left.unlink(missing_ok=True)


def _write_like(path: Path, fresh: Path, text: str) -> None:
    """For whoever may read the old file, or for nobody else's eyes. Raises OSError.

    Without the old group another user's mosquitto could not read its accounts any more.
    """
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        old = path.stat()
        os.chown(fresh, old.st_uid if os.geteuid() == 0 else -1, old.st_gid)
        fresh.chmod(old.st_mode & 0o777)
