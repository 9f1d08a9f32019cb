"""Draws every screen in every language to PNG: ``python -m kiosk.ui.gallery DIR``."""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from kiosk.flow.visit import Session, State
from kiosk.ui.platform import choose_platform
from kiosk.ui.sample import CONFIG, LOOK, NOW, TICKET, WALK_IN
from wire.look import LANGUAGES, Lang
from wire.messages import Reason, RefusalReply

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

SIZE: Final = (1080, 1920)
PANEL_MM: Final = 268.0
READY: Final = Session(touched=NOW, config=CONFIG, look=LOOK, reachable=True, state="welcome")


def sessions() -> Iterator[tuple[str, Session]]:
    """One session of each kind, by the name of its picture; German."""
    yield "starting", Session(touched=NOW)
    plain: tuple[State, ...] = (
        "welcome", "scanning", "typing", "choosing", "asking", "delayed", "help_called",
    )  # fmt: skip
    for state in plain:
        yield state, replace(READY, state=state)
    yield "delayed-number", replace(READY, state="delayed", wants="number")
    yield "scanning-one-only", replace(READY, state="scanning", hint="one_only")
    yield "typing-half", replace(READY, state="typing", typed="K7MD2")
    yield "typing-bad-code", replace(READY, state="typing", typed="K7MD2QXP", hint="bad_code")
    yield "choosing-leaving", replace(READY, state="choosing", touched=NOW - timedelta(seconds=45))
    many = CONFIG.concerns + tuple(
        card.model_copy(update={"id": f"{card.id}-2"}) for card in CONFIG.concerns[1:]
    )
    yield (
        "choosing-many",
        replace(READY, state="choosing", config=CONFIG.model_copy(update={"concerns": many})),
    )
    yield "printing", replace(READY, state="printing", reply=TICKET)
    yield "done", replace(READY, state="done", reply=TICKET)
    yield "done-walk-in", replace(READY, state="done", reply=WALK_IN)
    again = TICKET.model_copy(update={"again": True, "print": False})
    yield "done-again", replace(READY, state="done", reply=again)
    yield (
        "done-upstairs",
        replace(READY, state="done", reply=TICKET.model_copy(update={"zone": "C"})),
    )
    yield "paper-failed", replace(READY, state="paper_failed", reply=TICKET)
    for why in ("kept", "no_number", "no_numbers", "no_help", "not_taken"):
        name = f"reception-{why.replace('_', '-')}"
        yield name, replace(READY, state="reception", to_reception=why)
    for reason in get_args(Reason):
        yield (
            f"refused-{reason.replace('_', '-')}",
            replace(READY, state="refused", refusal=refusal(reason)),
        )


def refusal(reason: Reason) -> RefusalReply:
    """A refusal with all that the hub would tell."""
    return RefusalReply(
        reason=reason,
        starts_at=NOW + timedelta(days=2) if reason == "wrong_day" else NOW - timedelta(hours=1),
        come_from=NOW + timedelta(hours=1),
        site_name="Jobcenter Neustadt",
    )


def draw(directory: Path, languages: tuple[Lang, ...] = LANGUAGES) -> list[Path]:
    """Draw every screen to ``directory/<name>-<lang>.png``; gives the files. Needs no display."""
    choose_platform(os.environ)
    # Qt looks at the environment when it is loaded.
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    running = QGuiApplication.instance()
    app = running if isinstance(running, QGuiApplication) else QGuiApplication(["gallery"])
    directory.mkdir(parents=True, exist_ok=True)
    return _draw_all(app, directory, languages)


def _draw_all(app: "QGuiApplication", directory: Path, languages: tuple[Lang, ...]) -> list[Path]:
    from kiosk.ui.present import present  # noqa: PLC0415
    from kiosk.ui.session_view import Touches  # noqa: PLC0415
    from kiosk.ui.window import KioskWindow, load_fonts  # noqa: PLC0415

    assets = Path(os.environ.get("EZ_ASSETS", "build/assets"))
    load_fonts(assets, lambda name: sys.stderr.write(f"font missing: {name}\n"))
    window = KioskWindow(SIZE, PANEL_MM, 1.0, Touches(lambda _event: None, lambda: NOW))
    window.window.show()
    files = []
    for name, session in sessions():
        for lang in languages:
            window.show(present(replace(session, lang=lang), NOW, NOW))
            app.processEvents()
            files.append(directory / f"{name}-{lang}.png")
            window.window.grabWindow().save(str(files[-1]))
    window.close()
    return files


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m kiosk.ui.gallery", description=__doc__)
    parser.add_argument("directory", type=Path, help="where the pictures go")
    draw(parser.parse_args().directory)
