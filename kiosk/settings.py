"""What the kiosk is told by its environment, checked before anything starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from wire.ids import SLUG, DeviceId, SiteId

PANEL_MM: Final = 268.0
"""Width of a 21.5 inch panel that stands upright, in millimetres."""


class SettingsError(Exception):
    """What is missing or wrong, in one sentence for who sets the kiosk up."""


@dataclass(frozen=True)
class Settings:
    """`size` is the picture in pixels, `scale` how large its window is on a desk."""

    site: SiteId
    device: DeviceId
    broker: tuple[str, int]
    password: str = field(repr=False)
    state: Path
    assets: Path
    camera: str
    scanner: str
    """``none``, ``wedge`` (it types), or ``serial:/dev/ttyACM0@9600``."""
    printer: tuple[str, int]
    speaker: str
    size: tuple[int, int]
    scale: float
    panel_mm: float


def read_settings(environment: Mapping[str, str], *, rehearsal: bool = False) -> Settings:
    """The settings in `environment` (EZ_…). Raises SettingsError with the first that is wrong.

    A rehearsal holds letters before the camera, so it needs the simulated one.
    """
    if rehearsal and environment.get("EZ_CAMERA") != "simulated":
        raise SettingsError("--rehearse needs EZ_CAMERA=simulated")
    return Settings(
        site=SiteId(_slug(environment, "EZ_SITE")),
        device=DeviceId(_slug(environment, "EZ_DEVICE")),
        broker=_address("EZ_BROKER", _needed(environment, "EZ_BROKER")),
        password=_secret(environment, "EZ_PASSWORD_FILE"),
        state=Path(_needed(environment, "EZ_STATE")),
        assets=Path(environment.get("EZ_ASSETS", "build/assets")),
        camera=_one_of(
            "EZ_CAMERA", environment.get("EZ_CAMERA", "opencv:0"), "opencv:", "simulated"
        ),
        scanner=_scanner(environment.get("EZ_SCANNER", "none")),
        printer=_printer(_needed(environment, "EZ_PRINTER")),
        speaker=_one_of(
            "EZ_SPEAKER", environment.get("EZ_SPEAKER", "espeak"), "espeak", "simulated"
        ),
        size=_size(environment.get("EZ_SIZE", "1080x1920")),
        scale=_number("EZ_SCALE", environment.get("EZ_SCALE", "1"), 0.1, 4),
        panel_mm=_number("EZ_PANEL_MM", environment.get("EZ_PANEL_MM", str(PANEL_MM)), 50, 2000),
    )


def _needed(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SettingsError(f"{name} is not set")
    return value


def _slug(environment: Mapping[str, str], name: str) -> str:
    value = _needed(environment, name)
    if not re.fullmatch(SLUG, value):
        raise SettingsError(f"{name}={value!r} is not of the form {SLUG}")
    return value


def _address(name: str, value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise SettingsError(f"{name}={value!r} is not of the form host:port")
    return host, int(port)


def _printer(value: str) -> tuple[str, int]:
    kind, _, address = value.partition(":")
    if kind != "tcp":
        raise SettingsError(f"EZ_PRINTER={value!r} is not of the form tcp:host:port")
    return _address("EZ_PRINTER", address)


def _scanner(value: str) -> str:
    if not re.fullmatch(r"none|wedge|serial:/[^@\s]+(@[1-9]\d{2,6})?", value):
        raise SettingsError(f"EZ_SCANNER={value!r} is none of none, wedge, serial:/dev/…[@baud]")
    return value


def _secret(environment: Mapping[str, str], name: str) -> str:
    path = Path(_needed(environment, name))
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}: {path} cannot be read ({error.strerror})") from None


def _one_of(name: str, value: str, *kinds: str) -> str:
    if not any(value == kind or (kind.endswith(":") and value.startswith(kind)) for kind in kinds):
        raise SettingsError(f"{name}={value!r} is none of {', '.join(kinds)}")
    return value


def _size(value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{3,5})x(\d{3,5})", value)
    if not found:
        raise SettingsError(f"EZ_SIZE={value!r} is not of the form 1080x1920")
    return int(found[1]), int(found[2])


def _number(name: str, value: str, least: float, most: float) -> float:
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise SettingsError(f"{name}={value!r} is not a number from {least:g} to {most:g}")
    return number
