"""What the kiosk is told by its environment, checked before anything starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kiosk.printer_address import PRINTER_MODELS, PrinterAddress, PrinterModel, read_address
from wire.ids import SLUG, DeviceId, SiteId

PANEL_MM: Final = 268.0
"""Width of a 21.5 inch panel that stands upright, in millimetres."""


PIN_HASH: Final = r"scrypt\$[0-9a-f]{32}\$[0-9a-f]{128}"


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
    printer: PrinterAddress
    printer_model: PrinterModel
    speaker: str
    headphones: str
    service_pin: str = field(repr=False)
    """What `python -m kiosk hash-pin` printed; empty: only service codes open the menu."""
    sound: tuple[str, str]
    """ALSA devices of the loudspeaker and of the headphones, as `aplay -L` names them."""
    size: tuple[int, int]
    scale: float
    panel_mm: float
    distance_mm: float
    """From where visitors read; sizes of letters follow from it."""
    floor_mm: float
    """How high above the floor the panel begins; what is within reach follows from it."""


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
        printer_model=_printer_model(environment.get("EZ_PRINTER_MODEL", PRINTER_MODELS[0])),
        speaker=_one_of(
            "EZ_SPEAKER", environment.get("EZ_SPEAKER", "espeak"), "espeak", "simulated"
        ),
        headphones=_one_of(
            "EZ_HEADPHONES",
            environment.get("EZ_HEADPHONES", "none"),
            "none",
            "jack:",
            "card:",
            "simulated",
        ),
        service_pin=_pin(environment),
        sound=_sound(environment),
        size=_size(environment.get("EZ_SIZE", "1080x1920")),
        scale=_number("EZ_SCALE", environment.get("EZ_SCALE", "1"), 0.1, 4),
        panel_mm=_number("EZ_PANEL_MM", environment.get("EZ_PANEL_MM", str(PANEL_MM)), 50, 2000),
        distance_mm=_number("EZ_DISTANCE_MM", environment.get("EZ_DISTANCE_MM", "500"), 300, 1500),
        floor_mm=_number("EZ_FLOOR_MM", environment.get("EZ_FLOOR_MM", "700"), 0, 1500),
    )


def _sound(environment: Mapping[str, str]) -> tuple[str, str]:
    """ALSA's names of loudspeaker and headphones."""
    speaker = environment.get("EZ_SPEAKER_DEVICE", "default")
    headphones = environment.get("EZ_HEADPHONES_DEVICE", "default")
    own_card = environment.get("EZ_HEADPHONES", "").startswith("card:")
    if own_card and headphones == speaker:
        raise SettingsError(
            f"EZ_HEADPHONES_DEVICE={headphones!r} is the loudspeaker: headphones that are a sound"
            " card of their own need its name, such as plughw:Headset"
        )
    return speaker, headphones


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
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise SettingsError(f"{name}={value!r} is not of the form host:port")
    return host, int(port)


def _printer(value: str) -> PrinterAddress:
    try:
        return read_address(value)
    except ValueError as error:
        raise SettingsError(f"EZ_PRINTER: {error}") from None


def _printer_model(value: str) -> PrinterModel:
    for known in PRINTER_MODELS:
        if value == known:
            return known
    raise SettingsError(f"EZ_PRINTER_MODEL={value!r} is none of {', '.join(PRINTER_MODELS)}")


def _scanner(value: str) -> str:
    if not re.fullmatch(r"none|wedge|serial:/[^@\s]+(@[1-9]\d{2,6})?", value):
        raise SettingsError(f"EZ_SCANNER={value!r} is none of none, wedge, serial:/dev/…[@baud]")
    return value


def _secret(environment: Mapping[str, str], name: str) -> str:
    path = Path(_needed(environment, name))
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}: {path} cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{name}: {path} is no text") from None
    if not secret:
        raise SettingsError(f"{name}: {path} is empty")
    return secret


def _pin(environment: Mapping[str, str]) -> str:
    """Never the PIN itself: who reads the file shall not learn it."""
    if not environment.get("EZ_SERVICE_PIN_FILE", "").strip():
        return ""
    value = _secret(environment, "EZ_SERVICE_PIN_FILE")
    if not re.fullmatch(PIN_HASH, value):
        raise SettingsError(
            "EZ_SERVICE_PIN_FILE: the file must hold what `python -m kiosk hash-pin` prints"
        )
    return value


def _one_of(name: str, value: str, *kinds: str) -> str:
    """One of `kinds`; those that end with a colon need something after it."""
    kind, colon, rest = value.partition(":")
    if f"{kind}{colon}" not in kinds or bool(colon) != bool(rest):
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
