"""A real mosquitto on a loopback port: configuration, accounts and rights from the contract.

The settings and their reasons are measured ones (mosquitto 2.0.11). With `autosave_on_changes` each
change writes all that the broker holds: with 500 displays it stood still for 2.3 s when they came
at once. It saves every 10 s instead; what a SIGKILL takes, the hub tells anew when it connects.
Without `use_username_as_clientid` one device can push another off the line; a right that is missing
shows only as a message that never comes.
"""

import os
import pwd
import secrets
import shutil
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.kit.accounts import PASSWORDS, PID, RIGHTS, made_by_hub, replace_files
from wire.codec import MAX_BYTES
from wire.rights import Role, password_hash, rights

PACKET_BYTES = MAX_BYTES + 4096
"""Payload limit and room for the topic and properties."""
PORTS = range(20_000, 32_000)
"""Below the range from which Linux takes ports for outgoing connections (ip(7))."""


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
    """Write configuration, password file and rights below `folder`; returns the command line.

    Accounts that the hub has made, changed or taken away stay as the hub left them.
    """
    binary = shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin")
    if binary is None:
        raise BrokerMissingError("mosquitto is not installed; run `make setup`")
    folder.mkdir(parents=True, exist_ok=True)
    roles: dict[str, Role] = {one.name: one.role for one in accounts}
    kept = {one.name: password_hash(one.password, secrets.token_bytes(12)) for one in accounts}
    for name, hashed in made_by_hub(folder).items():
        kept.pop(name, None)
        if hashed:
            kept[name] = hashed
    allowed = (rights(site, name, roles.get(name, "display")) for name in kept)
    replace_files({
        folder / PASSWORDS: "".join(f"{name}:{hashed}\n" for name, hashed in kept.items()),
        folder / RIGHTS: "".join(allowed),
        folder / "mosquitto.conf": _configuration(folder, port),
    })  # fmt: skip
    return [binary, "-c", str(folder / "mosquitto.conf")]


def _configuration(folder: Path, port: int) -> str:
    return f"""\
listener {port} 127.0.0.1
user {pwd.getpwuid(os.geteuid()).pw_name}
allow_anonymous false
password_file {folder}/{PASSWORDS}
acl_file {folder}/{RIGHTS}
pid_file {folder}/{PID}
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
