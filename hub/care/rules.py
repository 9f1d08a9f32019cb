"""How long a service code opens a kiosk, and a device's figures in words. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from hub.kit.errors import HouseError
from hub.sites.rules import Misplacement
from wire.health import Vitals

VALID: Final = timedelta(minutes=15)


MISPLACED: Final[Mapping[Misplacement, str]] = {
    "no_zone": "gehört zu keiner Wartezone. Die Anzeige zeigt keine Aufrufe.",
    "no_room": "gehört zu keinem Zimmer. Das Türschild bleibt leer.",
    "no_point": "steht an keinem Punkt des Hausplans. Wege und Pfeile fehlen.",
    "no_way": "hängt an keinem Weg zu einem Zimmer. Die Anzeige zeigt keine Aufrufe.",
}
"""What is wrong with where a device hangs, behind its name."""


class NoServiceMenu(HouseError):
    """The device is no kiosk, or none of this house: there is nothing to open."""

    key = "no_service_menu"
    status = 404


def figures(vitals: Vitals | None) -> tuple[tuple[str, str], ...]:
    """What a device last told of itself, as (name, value); what it does not tell is left out."""
    if vitals is None:
        return ()
    told = (
        ("Programm", vitals.version),
        ("läuft seit", _span(vitals.uptime_s)),
        ("Temperatur", _with(vitals.temperature, "°C")),
        ("Speicherplatz frei", _with(vitals.disk_free_mb, "MB")),
        ("Arbeitsspeicher frei", _with(vitals.memory_free_mb, "MB")),
        ("Programm braucht", _with(vitals.memory_mb, "MB")),
        ("Auslastung", None if vitals.load is None else f"{vitals.load:.1f}".replace(".", ",")),
        ("noch nicht gemeldet", _owed(vitals)),
        ("Bilder je Minute", _with(vitals.frames, "")),
        ("Uhr", {"synced": "gestellt", "unsynced": "nicht gestellt", None: None}[vitals.clock]),
    )
    return tuple((name, value) for name, value in told if value)


def _with(value: float | None, unit: str) -> str | None:
    return None if value is None else f"{value:.0f} {unit}".strip()


def _owed(vitals: Vitals) -> str | None:
    """Messages that the hub has not acknowledged, and how long the oldest waits."""
    if not vitals.outbox:
        return "nichts" if vitals.outbox == 0 else None
    return f"{vitals.outbox}, seit {_span(vitals.outbox_age_s or 0)}"


def _span(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    for length, unit in ((86_400, "Tagen"), (3_600, "Stunden"), (60, "Minuten")):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} Sekunden"


def until(now: datetime) -> datetime:
    """The whole minute at which a code made now ends."""
    return (now + VALID).replace(second=0, microsecond=0)
