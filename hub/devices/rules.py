"""Devices, and which word about their state counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.kit.errors import HouseError
from wire.health import Vitals
from wire.ids import DeviceId, RoomId, ZoneId
from wire.look import Lang
from wire.messages import DisplayConfig, DisplayRole, Hours, Layout, Offer, Percent, Sound

DeviceKind = Literal["kiosk", "display"]
ENTRANCE: tuple[Offer, ...] = ("check_in", "ticket", "documents", "find_room", "help")
"""What people can come to a kiosk at the entrance for."""
SILENT_AFTER = timedelta(seconds=100)
"""A device repeats every 30 seconds that it is there; three of these are missing then."""
HELP_FADES = timedelta(minutes=2)
"""The kiosk has long told the visitor that nobody heard, and the visitor has gone elsewhere."""

TROUBLES: Final[Mapping[str, str]] = {
    "offline": "Drucker aus oder nicht erreichbar",
    "no_answer": "Drucker antwortet nicht",
    "paper_out": "Papier ist leer",
    "paper_near_end": "Papier geht zu Ende",
    "cover_open": "Druckerdeckel ist offen",
    "cutter": "Messer des Druckers klemmt",
    "overheated": "Drucker ist zu heiß und macht Pause",
    "error": "Drucker meldet einen Fehler",
    "dark": "Kamera sieht nichts, zu dunkel",
    "frozen": "Kamera liefert kein neues Bild",
    "unplugged": "Kamera fehlt",
    "board.hot": "Gerät ist zu heiß",
    "board.undervoltage": "Strom ist zu schwach, Netzteil prüfen",
    "camera.covered": "Kamera ist verdeckt",
    "camera.stalled": "Kamera hängt",
    "clock.jumped": "Uhr wurde stark verstellt",
    "clock.unset": "Die Uhr ist nicht gestellt. Nur das ständige Programm läuft.",
    "clock.unsynced": "Uhr ist nicht gestellt",
    "content.broken": "Ein Inhalt lässt sich nicht zeigen und wird übersprungen.",
    "content.full": "Für Inhalte ist kein Platz mehr.",
    "disk.forgets": "Speicher nimmt nichts an. Nach einem Neustart fehlt, was neu ist.",
    "disk.full": "Speicher ist voll",
    "disk.low": "Speicher wird knapp",
    "journal.moved": "Speicher war beschädigt, Technik rufen",
    "link.down": "War ohne Verbindung",
    "memory.grown": "Programm braucht viel Speicher, startet bald neu",
    "memory.low": "Arbeitsspeicher ist knapp",
    "outbox.old": "Anmeldungen und Meldungen kommen verspätet an",
    "programme.broken": "Das Programm lässt sich nicht abspielen.",
    "programme.empty": "Das Programm zeigt nichts.",
    "scanner.unplugged": "Scanner fehlt",
    "screen.calm": "Bild lässt sich nicht zeichnen, Aufrufe fehlen, Alarme vielleicht auch",
    "screen.frozen": "Bildschirm steht",
    "screen.small": "Bildfläche ist zu klein für den Leseabstand",
    "speech.unavailable": "Sprachausgabe geht nicht",
    "zone.none": "Gehört zu keiner Wartezone, zeigt keine Aufrufe",
}
"""By the fault alone for printer and camera, by the whole key for what several things can have."""


class UnknownDevice(HouseError):
    """No such device at this site."""

    key = "unknown_device"
    status = 404


class DeviceExists(HouseError):
    """A device of this name hangs here already."""

    key = "device_exists"
    status = 409


@dataclass(frozen=True)
class Speaking:
    """How a display speaks (Ansage); what is None is as the display's waiting zone has it."""

    volume: Percent | None = None
    quiet: tuple[Hours, ...] | None = None

    def over(self, zone: Sound) -> Sound:
        """The sound that is heard where the zone's is `zone`."""
        return Sound(
            volume=zone.volume if self.volume is None else self.volume,
            quiet=zone.quiet if self.quiet is None else self.quiet,
        )


@dataclass(frozen=True)
class Place:
    """Where a device hangs. `facing_deg`: where its front looks, clockwise from the plan's top.

    What follows `offers` says how a display is used, and has no meaning for a kiosk.
    """

    id: DeviceId
    kind: DeviceKind
    name: str
    node: str
    facing_deg: float
    zone: ZoneId | None = None
    """The zone in which a display hangs; those on a way or at a door, and kiosks, have none."""
    reading_distance_m: float | None = None
    panel_height_mm: float | None = None
    offers: tuple[Offer, ...] = ENTRANCE
    """What visitors find at a kiosk; of no meaning for a display."""
    role: DisplayRole = "zone"
    room: RoomId | None = None
    """At whose door it hangs."""
    sound: Speaking | None = None
    """None: it does not speak."""
    layout: Layout = "beside"
    languages: tuple[Lang, ...] | None = None
    """In which content takes turns; None: those of the office."""
    group: str | None = None
    """Displays of one group switch together."""
    tags: tuple[str, ...] = ()
    screen_on: bool = True
    keeps_house: bool = False
    """A kiosk that keeps the list of who is in the house, for when all else is gone."""

    @property
    def gives_numbers(self) -> bool:
        return self.kind == "kiosk" and ("check_in" in self.offers or "ticket" in self.offers)


@dataclass(frozen=True)
class View:
    """Of a display's place what decides whose calls it shows, and whether it speaks."""

    id: DeviceId
    role: DisplayRole
    node: str
    zone: ZoneId | None
    room: RoomId | None
    speaks: bool


def voiced(place: Place, others: Iterable[Place]) -> Place:
    """The place as it is hung: the first display of a zone speaks for it, so that exactly one does.

    Where others hang and none speaks, that is on purpose. Who hangs a display that speaks has
    decided already.
    """
    first = not any(one.zone == place.zone for one in others)
    speaks = place.kind == "display" and place.role == "zone" and place.zone is not None and first
    return replace(place, sound=Speaking()) if speaks and place.sound is None else place


def moved(before: Place, place: Place, others: Iterable[Place]) -> Place:
    """The place of a display that hangs elsewhere now: as one that is hung there anew.

    Where another one speaks, or nobody is to, it falls silent; as a voice it keeps its volume.
    """
    if not elsewhere(before, place):
        return place
    hung = voiced(replace(place, sound=None), others)
    return replace(hung, sound=place.sound or hung.sound) if hung.sound else hung


def elsewhere(before: Place, place: Place) -> bool:
    """Whether a display serves other visitors than before."""
    return (before.role, before.zone) != (place.role, place.zone)


def heir(left: Place, others: Iterable[Place]) -> Place | None:
    """Who speaks from now on for the zone that a display has left; None: it needs no other voice.

    It speaks as the one before was told to, volume and hours of rest included. A zone that was
    silent on purpose stays so.
    """
    if left.sound is None or left.role != "zone" or left.zone is None:
        return None
    there = [one for one in others if one.role == "zone" and one.zone == left.zone]
    if not there or any(one.sound for one in there):
        return None
    return replace(min(there, key=lambda one: one.id), sound=left.sound)


READ_AT_M = 5.0
PANEL_MM = 530.0
"""A panel of 43 inches across a waiting zone: for a display that nobody has measured."""


def calm(place: Place, rev: int, *, timezone: str) -> DisplayConfig:
    """What a display is told that shows nobody's calls; what it shows otherwise is up to others."""
    return DisplayConfig(
        rev=rev,
        name=place.name,
        timezone=timezone,
        reading_distance_m=place.reading_distance_m or READ_AT_M,
        panel_height_mm=place.panel_height_mm or PANEL_MM,
        room_ways={},
        role=place.role,
        layout=place.layout,
        group=place.group,
        screen_on=place.screen_on,
    )


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong with a device; `severity` is "warning" or "fault"."""

    key: str
    severity: str
    since: datetime


def trouble_text(key: str) -> str:
    """A device's trouble in plain words; `key` is like ``printer.paper_out`` or ``paper_out``."""
    fault = key.rpartition(".")[2]
    known = TROUBLES.get(key) or TROUBLES.get(fault)
    return known or f"Störung: {key.replace('.', ' ').replace('_', ' ')}"


@dataclass(frozen=True)
class Device:
    """A device as it was last heard. `help_at`: when a visitor last asked it for a person."""

    place: Place
    online: bool
    seen_at: datetime | None
    version: str
    troubles: tuple[Trouble, ...]
    help_at: datetime | None
    vitals: Vitals | None = None


@dataclass(frozen=True)
class Presence:
    """A device by the name that staff know it by, and whether it is connected."""

    name: str
    online: bool


@dataclass(frozen=True)
class Word:
    """A birth or a death. `boot`: which life of the device; `at`: by the device's clock.

    `bd` is the number that a birth shares with its own will.
    """

    boot: str
    bd: int
    online: bool
    at: datetime


def counts(known: Word | None, word: Word) -> bool:
    """Whether a birth or death is to be believed.

    `bd` grows with each connection, so a late will never overrules a newer birth. A birth with a
    smaller `bd` out of another life is that of a device whose memory was replaced: it begins
    anew. Clocks decide nothing: a device's clock may be wrong.
    """
    if known is None or word.bd >= known.bd:
        return True
    return word.online and word.boot != known.boot


def there(device: Device, now: datetime) -> Device:
    """The device as reception sees it: one that is silent for too long is not connected.

    A broker that dies takes the wills it holds with it, so silence is all that tells.
    """
    return replace(device, online=heard(device.online, device.seen_at, now))


def heard(online: bool, seen_at: datetime | None, now: datetime) -> bool:
    """Whether a device that said it is there, or not, is connected at this moment."""
    return online and seen_at is not None and now - seen_at < SILENT_AFTER
