"""A real mosquitto on a loopback port: configuration, accounts and rights from the contract.

The settings and their reasons are measured ones (mosquitto 2.0.11). With `autosave_on_changes` each
change writes all that the broker holds: with 500 displays it stood still for 2.3 s when they came
at once. It saves every 10 s instead; what a SIGKILL takes, the hub tells anew when it connects.
Without `use_username_as_clientid` one device can push another off the line; a right that is missing
shows only as a message that never comes.
"""

import base64
import hashlib
import os
import pwd
import secrets
import shutil
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wire.codec import MAX_BYTES
from wire.topics import TOPICS, Topic

PACKET_BYTES = MAX_BYTES + 4096
"""Payload limit and room for the topic and properties."""
HASH_ROUNDS = 1000
PORTS = range(20_000, 32_000)
"""Below the range from which Linux takes ports for outgoing connections (ip(7))."""

Role = Literal["hub", "kiosk", "display"]


class BrokerMissingError(Exception):
    """There is no mosquitto on this machine; `make setup` installs it."""


@dataclass(frozen=True)
class Account:
    """Who may connect; the name is also the client id."""

    name: str
    password: str
    role: Role


def new_password() -> str:
    """A password that nobody has to type."""
    return secrets.token_urlsafe(24)


def free_port() -> int:
    """A loopback port that nothing listens on at this moment.

    Not one that the kernel gives away: until our server listens, an outgoing connection of
    somebody else could take it.
    """
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


def prepare(folder: Path, site: str, accounts: Sequence[Account], port: int) -> list[str]:
    """Write configuration, password file and rights below `folder`; returns the command line."""
    binary = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
    if binary is None:
        raise BrokerMissingError("mosquitto is not installed; run `make setup`")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "passwords", "".join(_password_line(account) for account in accounts))
    _write(folder / "rights", "\n".join(_rights(site, account) for account in accounts))
    _write(folder / "mosquitto.conf", _configuration(folder, port))
    return [binary, "-c", str(folder / "mosquitto.conf")]


def _write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


def _configuration(folder: Path, port: int) -> str:
    return f"""\
listener {port} 127.0.0.1
user {pwd.getpwuid(os.geteuid()).pw_name}
allow_anonymous false
password_file {folder}/passwords
acl_file {folder}/rights
use_username_as_clientid true
persistence true
persistence_location {folder}/
autosave_interval 10
max_packet_size {PACKET_BYTES}
message_size_limit {MAX_BYTES}
max_inflight_messages 50
max_queued_messages 1000
max_keepalive 60
set_tcp_nodelay true
log_dest stderr
log_type error
log_type warning
log_type notice
connection_messages false
"""


def _password_line(account: Account) -> str:
    """mosquitto's own form: PBKDF2 with SHA-512, marked ``$7$``."""
    salt = secrets.token_bytes(12)
    digest = hashlib.pbkdf2_hmac("sha512", account.password.encode(), salt, HASH_ROUNDS)
    encoded = [base64.b64encode(part).decode() for part in (salt, digest)]
    return f"{account.name}:$7${HASH_ROUNDS}${encoded[0]}${encoded[1]}\n"


def _rights(site: str, account: Account) -> str:
    """Literal lines for one account; every topic that is not named is closed to it.

    A display reads all zones of its site: they hold numbers and rooms only, and it may be hung
    elsewhere without anybody touching the broker.
    """
    lines = [f"user {account.name}"]
    for topic in TOPICS:
        lines += [f"topic {verb} {path}" for verb, path in _topic_rights(site, account, topic)]
    return "\n".join(lines) + "\n"


def _topic_rights(site: str, account: Account, topic: Topic) -> list[tuple[str, str]]:
    if account.role == "hub":
        path = topic.path(site=site, dev="+", zone="+", hub=account.name)
        return [("write" if topic.speaker == "hub" else "read", path)]
    if "{zone}" in topic.pattern and account.role != "display":
        return []
    path = topic.path(site=site, dev=account.name, zone="+", hub="+")
    return [("write" if topic.speaker == "device" else "read", path)]
