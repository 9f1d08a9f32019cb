"""Draws the board in all its conditions: ``python -m signage.ui.gallery DIR``."""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from signage.board.picture import Picture, PictureCall
from signage.settings import ASSETS
from signage.ui.pairing_view import PairingScene
from signage.ui.scene import Scene, load_typeface
from signage.ui.theme import least_capital_mm
from wire.look import Look
from wire.messages import Arrow, ZoneCard

NOW = datetime(2026, 11, 23, 7, 57, tzinfo=UTC)
LOOK = Look(authority="Jobcenter Musterstadt")
CALLS: tuple[tuple[str, str, Arrow | None, int, int], ...] = (
    ("T042", "2.14", "right", 1, 0),
    ("W017", "Schalter 3", "straight", 2, 2),
    ("T039", "2.10", "left", 1, 6),
    ("W015", "Schalter 1", "half_left", 1, 11),
    ("T036", "3.02", "stairs_up", 1, 14),
    ("T031", "Familienbereich", None, 1, 19),
    ("W011", "1.07", "stairs_down", 1, 22),
)


def call(place: int, *, glowing: bool = False, attempt: int | None = None) -> PictureCall:
    """One of the sample calls: number, room, arrow, attempt, minutes ago."""
    number, room, arrow, tries, ago = CALLS[place]
    return PictureCall(
        key=(number, attempt or tries),
        number=number,
        room=room,
        arrow=arrow,
        called_at=NOW - timedelta(minutes=ago),
        attempt=attempt or tries,
        glowing=glowing,
    )


def board(zone: str, opened: int, recent: int, *, stale: bool = False) -> Picture:
    """A zone with this many open and recent calls."""
    return Picture(
        now=NOW,
        zone=ZoneCard(id=zone, name={"de": f"Wartebereich {zone}", "en": f"Waiting area {zone}"}),
        timezone="Europe/Berlin",
        open=tuple(call(at, glowing=at == 0 and not stale) for at in range(opened)),
        recent=tuple(call(at) for at in range(opened, min(opened + recent, len(CALLS)))),
        waiting=6,
        rev=1,
        stale=stale,
        as_of=NOW - timedelta(minutes=4) if stale else NOW,
    )


def unknown() -> Picture:
    """A display that nobody has told anything yet."""
    return Picture(NOW, None, "Europe/Berlin", (), (), None, None, stale=True, as_of=None)


def pictures() -> dict[str, tuple[Picture, tuple[int, int], float]]:
    """Name: picture, panel in pixels, least capital height in pixels."""
    hall, usual = (1920, 1080), least_capital_mm(5) * 1080 / 535
    called = vars(board("B", 1, 4))
    recalled = Picture(**{**called, "open": (call(0, glowing=True, attempt=2),)})
    late = Picture(**{**called, "open": (call(0),), "now": NOW + timedelta(minutes=2)})
    return {
        "empty": (board("B", 0, 0), hall, usual),
        "empty-recent": (board("A", 0, 5), hall, usual),
        "one": (board("B", 1, 4), hall, usual),
        "one-zone-a": (board("A", 1, 4), hall, usual),
        "recall": (recalled, hall, usual),
        "answered-late": (late, hall, usual),
        "two": (board("B", 2, 4), hall, usual),
        "four": (board("B", 4, 3), hall, usual),
        "six": (board("C", 6, 1), hall, usual),
        "stale": (board("B", 2, 3, stale=True), hall, usual),
        "no-config": (unknown(), hall, usual),
        "small-panel": (board("D", 2, 3), (1024, 600), least_capital_mm(1.5) * 600 / 136),
        "far": (board("B", 2, 3), hall, least_capital_mm(8) * 1080 / 685),
        "portrait": (board("B", 3, 4), (1080, 1920), least_capital_mm(4) * 1920 / 940),
    }


def draw(folder: Path) -> list[Path]:
    """Every condition as a PNG in `folder`; needs a running QGuiApplication."""
    folder.mkdir(parents=True, exist_ok=True)
    load_typeface(ASSETS)
    written = []
    for name, (picture, size, capital) in pictures().items():
        scene = Scene(size, capital)
        scene.show(picture, LOOK, sound=True)
        scene.window.show()
        path = folder / f"board-{name}.png"
        scene.window.grabWindow().save(str(path))
        scene.close()
        written.append(path)
    return written + newcomers(folder)


def newcomers(folder: Path) -> list[Path]:
    """The screen of a player that nobody knows yet: with its code, and without a hub."""
    written = []
    for name, size in (("hall", (1920, 1080)), ("portrait", (1080, 1920)), ("small", (1024, 600))):
        scene = PairingScene(size, "http://hub.musterstadt.local:8300")
        scene.window.show()
        for what in ("code", "unreachable"):
            if what == "code":
                scene.show_code("K7MQ4X", 540)
            else:
                scene.show_fault(what)
            path = folder / f"pairing-{what}-{name}.png"
            scene.window.grabWindow().save(str(path))
            written.append(path)
        scene.close()
    return written


def main() -> None:
    """Draw without a screen, whatever this machine has."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    application = QGuiApplication(sys.argv[:1])
    for path in draw(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
    application.quit()


if __name__ == "__main__":
    main()
