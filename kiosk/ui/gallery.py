"""Draws every screen to PNG: ``python -m kiosk.ui.gallery DIR``.

German, English, Arabic and high contrast, each upright and wide (``<name>-<lang>[-contrast]
[-wide].png``); the screens that say most also in every other language, on small panels and in
low-reach mode.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from kiosk.flow.visit import Errand, Manner, Service, Session, State
from kiosk.ui.platform import choose_platform
from kiosk.ui.sample import (
    CONFIG,
    FOLLOWED,
    HOUSE,
    HOUSE_LOOK,
    LONELY,
    LOOK,
    NOW,
    TICKET,
    WALK_IN,
    emergency,
)
from wire.look import LANGUAGES, Lang
from wire.messages import Offer, Reason, RefusalReply

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQuick import QQuickItem, QQuickWindow

SIZE: Final = (1080, 1920)
PANEL_MM: Final = 268.0
READY: Final = Session(
    touched=NOW, since=NOW, config=CONFIG, look=LOOK, reachable=True, state="welcome"
)
FULL: Final = replace(READY, config=HOUSE, look=HOUSE_LOOK)
"""In an office that offers everything."""
EXIT: Final = replace(READY, config=CONFIG.model_copy(update={"offers": ("feedback",)}))
"""The kiosk at the exit, which only asks how it was."""
LATE: Final = NOW - timedelta(seconds=45)


@dataclass(frozen=True)
class Size:
    """A panel: pixels and width in mm."""

    px: tuple[int, int]
    mm: float


UPRIGHT: Final = Size(SIZE, PANEL_MM)
WIDE: Final = Size((1920, 1080), 476.0)
SMALL: Final[dict[str, Size]] = {
    "10in": Size((800, 1280), 136.0),
    "10in-wide": Size((1280, 800), 217.0),
    "15in": Size((720, 1280), 194.0),
    "32in-4k": Size((2160, 3840), 398.0),
}
"""Other panels on which people buy kiosks, by what is added to the picture's name."""
SHOWN_EVERYWHERE: Final = (
    "welcome", "languages", "choosing", "done", "typing", "refused-foreign", "alarm", "alarm-over",
)  # fmt: skip


def sessions() -> Iterator[tuple[str, Session]]:
    """One session of each kind, by the name of its picture; German."""
    yield "starting", Session(touched=NOW, since=NOW)
    yield "welcome", FULL
    yield "welcome-two", READY
    yield "welcome-exit", EXIT
    yield "welcome-leave", _offering("feedback", "leave")
    yield "thanks-gone", replace(EXIT, state="thanks", errand=Errand(gone=True))
    yield "welcome-faces", _offering(*HOUSE.offers, "feedback")
    yield "welcome-faces-few", _offering("check_in", "ticket", "help", "feedback")
    yield "welcome-faces-one", _offering("ticket", "help", "feedback")
    yield "welcome-alone", replace(FULL, reachable=False)
    yield "welcome-no-hub", replace(READY, reachable=False)
    yield "welcome-camera", replace(FULL, troubles=frozenset({"camera.dark"}))
    yield "welcome-printer", replace(FULL, troubles=frozenset({"printer.paper_out"}))
    yield "languages", replace(FULL, overlay="languages")
    yield "options", replace(FULL, overlay="options")
    yield "options-on", replace(FULL, overlay="options", manner=Manner(speech=True))
    plain: tuple[State, ...] = (
        "scanning", "typing", "choosing", "asking", "delayed", "help_called", "documents",
        "rooms", "thanks",
    )  # fmt: skip
    for state in plain:
        yield state.replace("_", "-"), replace(FULL, state=state)
    yield from _midway()
    yield from _results()
    for why in ("kept", "no_number", "no_numbers", "no_help", "not_taken"):
        name = f"reception-{why.replace('_', '-')}"
        yield name, replace(READY, state="reception", to_reception=why)
    for reason in get_args(Reason):
        refused = replace(READY, state="refused", refusal=refusal(reason))
        yield f"refused-{reason.replace('_', '-')}", refused
    yield from _technician()
    yield from _alarms()


def _offering(*offers: Offer) -> Session:
    return replace(FULL, config=HOUSE.model_copy(update={"offers": offers}))


def _midway() -> Iterator[tuple[str, Session]]:
    """What visitors enter."""
    yield "delayed-number", replace(READY, state="delayed", wants="number")
    yield "scanning-one-only", replace(FULL, state="scanning", hint="one_only")
    yield "typing-half", replace(FULL, state="typing", typed="K7MD2")
    yield "typing-bad-code", replace(FULL, state="typing", typed="K7MD2QXP", hint="bad_code")
    yield "choosing-group", replace(FULL, state="choosing", errand=Errand(group="familie"))
    yield "leaving", replace(FULL, state="choosing", touched=LATE)
    yield "leaving-number", replace(FULL, state="done", reply=TICKET, touched=LATE)
    chosen = Errand(persons=3, further=("arbeit",))
    yield "amending", replace(FULL, state="amending", reply=TICKET, errand=chosen)
    yield "room", replace(FULL, state="room", errand=Errand(room="2.14"))
    yield "room-upstairs", replace(FULL, state="room", errand=Errand(room="3.05"))
    yield "why", replace(EXIT, state="why", errand=Errand(score=2))
    yield "why-good", replace(EXIT, state="why", errand=Errand(score=5))


def _results() -> Iterator[tuple[str, Session]]:
    """What visitors take along."""
    yield "printing", replace(FULL, state="printing", reply=TICKET)
    yield "done", replace(FULL, state="done", reply=TICKET)
    yield "done-walk-in", replace(FULL, state="done", reply=WALK_IN)
    again = TICKET.model_copy(update={"again": True, "print": False})
    yield "done-again", replace(FULL, state="done", reply=again)
    upstairs = TICKET.model_copy(update={"zone": "C"})
    yield "done-upstairs", replace(FULL, state="done", reply=upstairs)
    yield "done-alone", replace(FULL, state="done", reply=LONELY, reachable=False)
    yield "done-amended", replace(FULL, state="done", reply=TICKET, hint="amended")
    yield "paper-failed", replace(FULL, state="paper_failed", reply=FOLLOWED)
    for paper in ("pending", "printed", "failed"):
        receipt = Errand(receipt="K7MD2QXY", receipt_paper=paper)
        yield f"receipt-{paper}", replace(FULL, state="receipt", errand=receipt)


def _technician() -> Iterator[tuple[str, Session]]:
    yield "pin", replace(FULL, state="pin", typed="1234")
    wrong = Service(shut_until=NOW + timedelta(seconds=8))
    yield "pin-wrong", replace(FULL, state="pin", hint="wrong_pin", service=wrong)
    yield "service", replace(FULL, state="service")
    found = (
        "Kamera: liefert 30 Bilder je Sekunde", "Drucker: bereit, Papier geht zu Ende",
        "Uhr: gestellt, 12 ms Abweichung", "Speicher: 3,1 GB frei", "Temperatur: 54 °C",
    )  # fmt: skip
    yield "service-state", replace(FULL, state="service", service=Service("state", found))
    yield "service-camera", replace(FULL, state="service", service=Service("camera", found[:1]))
    yield "service-screen", replace(FULL, state="service", service=Service("screen"))


def _alarms() -> Iterator[tuple[str, Session]]:
    yield "alarm", replace(FULL, emergency=emergency("evacuate"))
    done = replace(FULL, state="done", reply=TICKET)
    yield "alarm-several", replace(done, emergency=emergency("evacuate", "medical"))
    yield "alarm-medical", replace(FULL, emergency=emergency("medical"))
    yield "alarm-service", replace(FULL, state="service", emergency=emergency("evacuate"))
    yield "alarm-over", replace(FULL, emergency=emergency("all_clear"))


def refusal(reason: Reason) -> RefusalReply:
    """A refusal with all that the hub would tell."""
    return RefusalReply(
        reason=reason,
        starts_at=NOW + timedelta(days=2) if reason == "wrong_day" else NOW - timedelta(hours=1),
        come_from=NOW + timedelta(hours=1),
        site_name="Jobcenter Neustadt",
    )


@dataclass(frozen=True)
class Picture:
    """One picture to draw: its name without ending, on which panel, of which session."""

    name: str
    size: Size
    session: Session


def pictures() -> Iterator[Picture]:
    """Everything that is drawn, panel by panel."""
    sizes = {"": UPRIGHT, "-wide": WIDE, **{f"-{name}": size for name, size in SMALL.items()}}
    for tail, size in sizes.items():
        for name, session in sessions():
            for lang, more in _variants(name, tail):
                as_used = replace(session, lang=lang, manner=_manner(session.manner, more))
                yield Picture(f"{name}-{lang}{more}{tail}", size, as_used)


def _variants(name: str, tail: str) -> Iterator[tuple[Lang, str]]:
    everywhere = name in SHOWN_EVERYWHERE
    if tail in ("", "-wide"):
        yield from (("de", ""), ("en", ""), ("ar", ""), ("de", "-contrast"))
        if everywhere:
            yield from ((lang, "") for lang in LANGUAGES if lang not in ("de", "en", "ar"))
            yield from (("de", "-low"), ("ar", "-contrast"))
    elif everywhere:
        yield from (("de", ""), ("ru", ""), ("ar", ""), ("de", "-low"))


def _manner(manner: Manner, more: str) -> Manner:
    return replace(manner, contrast=more == "-contrast", low=more == "-low")


def draw(directory: Path, wanted: str = "") -> list[Path]:
    """Draw the pictures whose names hold `wanted`; gives the files. Needs no display."""
    choose_platform(os.environ)
    # Qt looks at the environment when it is loaded.
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    running = QGuiApplication.instance()
    app = running if isinstance(running, QGuiApplication) else QGuiApplication(["gallery"])
    directory.mkdir(parents=True, exist_ok=True)
    return _draw_all(app, directory, [each for each in pictures() if wanted in each.name])


def _draw_all(app: "QGuiApplication", directory: Path, wanted: list[Picture]) -> list[Path]:
    from kiosk.ui.present import present  # noqa: PLC0415
    from kiosk.ui.touch_slots import Touches  # noqa: PLC0415
    from kiosk.ui.window import KioskWindow, load_fonts  # noqa: PLC0415

    assets = Path(os.environ.get("EZ_ASSETS", "build/assets"))
    load_fonts(assets, lambda name: sys.stderr.write(f"font missing: {name}\n"))
    files = []
    for size in dict.fromkeys(each.size for each in wanted):
        touches = Touches(lambda _event: None, lambda: NOW)
        window = KioskWindow(size.px, size.mm, 1.0, touches)
        window.window.show()
        for each in (one for one in wanted if one.size == size):
            capacity = window.theme.sizes.capacity
            window.show(present(each.session, NOW, NOW, frozenset({"fa"}), capacity))
            settle(app, window.window)
            files.append(directory / f"{each.name}.png")
            window.window.grabWindow().save(str(files[-1]))
        window.close()
    return files


def settle(app: "QGuiApplication", window: "QQuickWindow") -> None:
    """Until all pictures on the screen are decoded."""
    app.processEvents()
    while any(_is_loading(each) for each in _below(window.contentItem())):
        app.processEvents()
    app.processEvents()


def _is_loading(item: "QQuickItem") -> bool:
    progress, source = item.property("progress"), item.property("source")
    return bool(source and source.toString()) and progress is not None and progress < 1


def _below(item: "QQuickItem") -> Iterator["QQuickItem"]:
    for child in item.childItems():
        yield child
        yield from _below(child)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.gallery", description=__doc__)
    parser.add_argument("directory", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="draw only pictures whose names hold this")
    arguments = parser.parse_args()
    draw(arguments.directory, arguments.only)
