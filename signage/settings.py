"""What a display is told by its environment when it starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from wire.ids import SLUG, DeviceId, SiteId

ASSETS = Path(__file__).resolve().parent.parent / "build" / "assets"


class SettingsError(Exception):
    """A setting is missing or cannot be understood; the text says which and what it should be."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs between two displays before the hub has spoken."""

    site: SiteId
    device: DeviceId
    host: str
    port: int
    state: Path
    password: str = field(repr=False)
    assets: Path = ASSETS
    speaker: Literal["aplay", "simulated"] = "aplay"
    size: tuple[int, int] | None = None
    """Window size in pixels; None fills the screen."""
    scale: float = 1.0
    clock_off: float = 0.0
    """Seconds by which a rehearsal's machine clock is wrong from the start."""


def read_settings(env: Mapping[str, str]) -> Settings:
    """The settings in EZ_… variables. Raises SettingsError."""
    host, port = _address(_needed(env, "EZ_BROKER", "host:port of the broker"))
    return Settings(
        site=SiteId(_slug(env, "EZ_SITE")),
        device=DeviceId(_slug(env, "EZ_DEVICE")),
        host=host,
        port=port,
        state=Path(_needed(env, "EZ_STATE", "a folder for what the display remembers")),
        password=_password(Path(_needed(env, "EZ_PASSWORD_FILE", "the file with the password"))),
        assets=Path(env.get("EZ_ASSETS") or ASSETS),
        speaker=_speaker(env.get("EZ_SPEAKER") or "aplay"),
        size=_size(env.get("EZ_SIZE")),
        scale=_scale(env.get("EZ_SCALE") or "1"),
        clock_off=_seconds(env.get("EZ_CLOCK_OFF") or "0"),
    )


@dataclass(frozen=True)
class NewcomerSettings:
    """What a player needs to be told before anybody knows it."""

    hub: str
    """Where the hub is, as http://host:port."""
    state: Path
    assets: Path
    size: tuple[int, int] | None
    scale: float


def is_newcomer(env: Mapping[str, str]) -> bool:
    """Whether the player shall learn from the hub who it is."""
    return bool(env.get("EZ_HUB", "").strip()) and not env.get("EZ_DEVICE", "").strip()


def read_newcomer(env: Mapping[str, str]) -> NewcomerSettings:
    """The settings of a player without identity. Raises SettingsError."""
    hub = _needed(env, "EZ_HUB", "the address of the hub")
    if not re.fullmatch(r"https?://[^\s/?#@]+/?", hub):
        raise SettingsError(f"EZ_HUB is {hub!r}: it should be like http://hub:8300")
    return NewcomerSettings(
        hub=hub.rstrip("/"),
        state=Path(_needed(env, "EZ_STATE", "a folder for what the display remembers")),
        assets=Path(env.get("EZ_ASSETS") or ASSETS),
        size=_size(env.get("EZ_SIZE")),
        scale=_scale(env.get("EZ_SCALE") or "1"),
    )


def _needed(env: Mapping[str, str], name: str, what: str) -> str:
    value = env.get(name, "").strip()
    if not value:
        raise SettingsError(f"{name} is missing: {what}")
    return value


def _slug(env: Mapping[str, str], name: str) -> str:
    value = _needed(env, name, "3 to 32 small letters, digits or hyphens")
    if not re.fullmatch(SLUG, value):
        raise SettingsError(f"{name} is {value!r}: 3 to 32 small letters, digits or hyphens")
    return value


def _address(text: str) -> tuple[str, int]:
    host, _colon, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(f"EZ_BROKER is {text!r}: it should be host:port")
    return host, int(port)


def _password(path: Path) -> str:
    try:
        password = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"EZ_PASSWORD_FILE: {path} cannot be read") from None
    if not password:
        raise SettingsError(f"EZ_PASSWORD_FILE: {path} is empty")
    return password


def _speaker(text: str) -> Literal["aplay", "simulated"]:
    if text == "aplay":
        return "aplay"
    if text == "simulated":
        return "simulated"
    raise SettingsError(f"EZ_SPEAKER is {text!r}: it should be aplay or simulated")


def _size(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    match = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    if not match:
        raise SettingsError(f"EZ_SIZE is {text!r}: it should be like 1920x1080")
    return int(match[1]), int(match[2])


def _seconds(text: str) -> float:
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise SettingsError(f"EZ_CLOCK_OFF is {text!r}: it should be whole seconds")
    return float(text)


def _scale(text: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text) or not 0.1 <= float(text) <= 4:
        raise SettingsError(f"EZ_SCALE is {text!r}: it should be between 0.1 and 4")
    return float(text)
