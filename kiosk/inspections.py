"""What the technician's menu looks at: state, camera, network, log, sound, print; in German."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kiosk.devices.clocks import Clocks
from kiosk.devices.voices import VOICES, Quality
from kiosk.flow.house import Copy, lines, slip
from kiosk.flow.receipt import Slip
from kiosk.keeping import Keeping
from kiosk.log import RECENT
from kiosk.service import Inspections, Lines, addresses
from kiosk.settings import Settings
from kiosk.texts import ENDONYMS
from wire.health import clock_state

if TYPE_CHECKING:
    from kiosk.devices.ports import PrintResult, Speaker
    from kiosk.paper import Paper
    from kiosk.post import Post

LOG_LINES: Final = 16
PRINTING: Final = "Der Streifen wird gedruckt …"
NO_HOUSE: Final = (
    "Dieser Kiosk hat keine Räumungsliste von heute. "
    "Welcher Kiosk sie behält, steht im Hub unter „Im Haus“."
)
_QUALITY: Final[dict[Quality, str]] = {"good": "gut", "usable": "brauchbar", "poor": "schlecht"}
_SAMPLE: Final = "Das ist die Stimme dieses Geräts."


@dataclass(frozen=True)
class Looked:
    """What the looks need of the kiosk."""

    settings: Settings
    version: str
    clocks: Clocks
    keeping: Keeping
    paper: "Paper"
    speaker: "Speaker"
    post: "Post"


def inspections(at: Looked) -> Inspections:
    """One look for each deed, or what it prints."""
    return Inspections(
        look={
            "state": lambda: _state(at),
            "camera": lambda: _camera(at.keeping),
            "network": lambda: _network(at),
            "log": lambda: RECENT.lines[:LOG_LINES] or ("Noch keine Ereignisse.",),
            "screen": lambda: (),
            "sound": lambda: _sound(at.speaker),
        },
        prints={
            "print": lambda tell: _print(at, tell),
            "house": lambda tell: print_house(at.post, at.paper, tell),
        },
    )


def _state(at: Looked) -> Lines:
    """Version, running time, then each trouble with what to do about it."""
    wrong = at.keeping.technician()
    head = f"Version {at.version} · läuft seit {_duration(at.keeping.uptime_s())}"
    return (head, *(wrong or ("Alle Selbsttests sind in Ordnung.",)))


def _camera(keeping: Keeping) -> Lines:
    """The picture itself stands beside these lines."""
    return (f"Meldung der Kamera: {keeping.said.of('camera') or 'alles in Ordnung'}",)


def _network(at: Looked) -> Lines:
    host, port = at.settings.broker
    program = at.keeping.take().program
    waiting = f"{program.outbox} Nachrichten warten auf den Hub"
    return (
        f"Gerät {at.settings.device} in {at.settings.site}",
        *addresses(),
        f"Broker {host}:{port}",
        f"Hub: {'erreichbar' if program.hub else 'nicht erreichbar'}",
        waiting,
        f"Uhr: {at.clocks.utc():%d.%m.%Y %H:%M:%S} UTC, {_clock()}",
    )


def _clock() -> str:
    return "abgeglichen" if clock_state() == "synced" else "nicht abgeglichen"


def _sound(speaker: "Speaker") -> Lines:
    """Says a sentence in German and lists how good the other voices are."""
    speaker.say(_SAMPLE, "de")
    return tuple(
        f"{ENDONYMS[lang]}: {voice.name}, {_QUALITY[voice.quality]}"
        for lang, voice in VOICES.items()
    )


def _print(at: Looked, tell: Callable[[Lines], None]) -> None:
    tell((PRINTING,))
    now = at.clocks.utc().astimezone()
    test = Slip("test", ("Testdruck", f"{now:%d.%m.%Y %H:%M}", at.settings.device), "", None, ())
    at.paper.order(test, lambda _at, result: tell(_outcome(result)))


def print_house(post: "Post", paper: "Paper", tell: Callable[[Lines], None]) -> None:
    """At once and whole, on the screen too: there may be no paper, and no second try."""
    config, trusted = post.trusted()
    kept = post.house()
    if kept is None or config is None:
        tell((NO_HOUSE,))
        return
    copy = Copy(kept, trusted, ZoneInfo(config.timezone), post.house_held())
    said = lines(copy)
    tell((*said[:2], PRINTING, *said[2:]))

    def done(_at: datetime, result: "PrintResult") -> None:
        tell((*said[:2], *_outcome(result), *said[2:]))

    paper.order(slip(copy, config.name), done)


def _outcome(result: "PrintResult") -> Lines:
    return f"Ergebnis: {result.outcome}", f"Meldung des Druckers: {result.fault or 'keine'}"


def _duration(seconds: float) -> str:
    minutes = int(seconds // 60)
    days, hours = minutes // 1440, minutes // 60 % 24
    return f"{days} Tagen {hours} h" if days else f"{hours} h {minutes % 60} min"
