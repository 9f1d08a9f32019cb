"""Who may say and hear what at the broker: mosquitto's lines for one account. Pure.

A display reads all zones of its site: they hold numbers and rooms only, and it may be hung
elsewhere without anybody touching the broker.
"""

import base64
import hashlib
import hmac
from typing import Final, Literal

from wire.topics import TOPICS, Topic

Role = Literal["hub", "kiosk", "display"]
HASH_ROUNDS: Final = 1000
_MARK: Final = "$7$"
"""mosquitto's own form: PBKDF2 with SHA-512."""


def password_hash(password: str, salt: bytes) -> str:
    """What mosquitto keeps of a password; `salt` is 12 random bytes."""
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, HASH_ROUNDS)
    encoded = [base64.b64encode(part).decode() for part in (salt, digest)]
    return f"{_MARK}{HASH_ROUNDS}${encoded[0]}${encoded[1]}"


def fits(password: str, kept: str) -> bool:
    """Whether a password is the one that `password_hash` made this of."""
    try:
        salt = base64.b64decode(kept.split("$")[3], validate=True)
    except (IndexError, ValueError):
        return False
    return hmac.compare_digest(password_hash(password, salt), kept)


def rights(site: str, name: str, role: Role) -> str:
    """Literal lines for one account; every topic that is not named is closed to it."""
    lines = [f"user {name}"]
    for topic in TOPICS:
        lines += [f"topic {verb} {path}" for verb, path in _of_topic(site, name, role, topic)]
    return "\n".join(lines) + "\n"


def _of_topic(site: str, name: str, role: Role, topic: Topic) -> list[tuple[str, str]]:
    if role == "hub":
        path = topic.path(site=site, dev="+", zone="+", hub=name)
        return [("write" if topic.speaker == "hub" else "read", path)]
    if "{zone}" in topic.pattern and role != "display":
        return []
    path = topic.path(site=site, dev=name, zone="+", hub="+")
    return [("write" if topic.speaker == "device" else "read", path)]


def with_password(text: str, name: str, kept: str | None) -> str:
    """A password file in which this account has this hash, or is no more."""
    lines = [line for line in text.splitlines() if line.partition(":")[0] != name]
    return _lines([*lines, *([f"{name}:{kept}"] if kept else [])])


def with_rights(text: str, name: str, lines: str | None) -> str:
    """A file of rights in which this account has these, or none."""
    kept, mine = [], False
    for line in text.splitlines():
        if line.startswith("user "):
            mine = line.removeprefix("user ").strip() == name
        if not mine and line.strip():
            kept.append(line)
    return _lines([*kept, *(lines.splitlines() if lines else [])])


def _lines(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
