"""Draws the panel in all its conditions: ``python -m signage.ui.gallery DIR``."""

import os
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from signage.board.door import DoorPicture
from signage.board.picture import Picture, PictureCall
from signage.settings import ASSETS
from signage.ui import stage_gallery
from signage.ui.pairing_view import PairingScene
from signage.ui.scene import Name, Scene, load_typeface
from signage.ui.theme import least_capital_mm
from wire.look import Lang, Look
from wire.messages import Alarm, AlarmKind, Arrow, DoorState, ZoneCard

NOW = datetime(2026, 11, 23, 7, 57, tzinfo=UTC)
LOOK = Look(authority="Jobcenter Musterstadt")
ALL: Final[tuple[Lang, ...]] = ("de", "en", "tr", "ar", "uk", "ru", "fa", "ro", "bg", "pl", "fr")
CALLS: tuple[tuple[str, str, Arrow | None, int, int, str, Lang], ...] = (
    ("T042", "2.14", "right", 1, 0, "B", "uk"),
    ("W017", "Schalter 3", "straight", 2, 2, "A", "de"),
    ("T039", "2.10", "left", 1, 6, "C", "ar"),
    ("W015", "Schalter 1", "half_left", 1, 11, "B", "de"),
    ("T036", "3.02", "stairs_up", 1, 14, "D", "tr"),
    ("T031", "Familienbereich", None, 1, 19, "B", "de"),
    ("W011", "1.07", "stairs_down", 1, 22, "A", "de"),
    ("T028", "2.12", "half_right", 1, 24, "C", "fa"),
)
HALL: Final = (1920, 1080)
UPRIGHT: Final = (1080, 1920)
USUAL: Final = least_capital_mm(5) * 1080 / 535
SIGN_PX: Final = least_capital_mm(0.75) * 480 / 92
"""A 7 inch panel, read from 75 cm."""


@dataclass(frozen=True)
class Condition:
    """A picture on a panel of this size in pixels, with capitals of at least `capital` pixels."""

    picture: Picture
    size: tuple[int, int] = HALL
    capital: float = USUAL
    programme: bool = False
    identify: Name | None = None


def call(place: int, *, glowing: bool = False, attempt: int | None = None) -> PictureCall:
    """One of the sample calls: number, room, arrow, attempt, minutes ago, zone, language."""
    number, room, arrow, tries, ago, zone, lang = CALLS[place]
    return PictureCall(
        key=(number, attempt or tries),
        number=number,
        room=room,
        arrow=arrow,
        called_at=NOW - timedelta(minutes=ago),
        attempt=attempt or tries,
        glowing=glowing,
        zone=zone,
        lang=lang,
    )


def board(zone: str, opened: int, recent: int, *, stale: bool = False, turn: int = 0) -> Picture:
    """A zone with this many open and recent calls."""
    return Picture(
        now=NOW,
        zone=ZoneCard(id=zone, name={"de": f"Wartebereich {zone}", "en": f"Waiting area {zone}"}),
        timezone="Europe/Berlin",
        open=tuple(call(at, glowing=at == 0 and not stale) for at in range(opened)),
        recent=tuple(call(at) for at in range(opened, min(opened + recent, len(CALLS)))),
        waiting=6,
        wait=(20, 30),
        revs={zone: 1},
        stale=stale,
        as_of=NOW - timedelta(minutes=4) if stale else NOW,
        turn=turn,
        languages=ALL,
    )


def way(opened: int, recent: int = 0) -> Picture:
    """A display on the way to rooms, with the calls of four zones."""
    revs = dict.fromkeys("ABCD", 1)
    return replace(
        board("B", opened, recent), role="way", zone=None, revs=revs, waiting=None, wait=None
    )


def unknown() -> Picture:
    """A display that nobody has told anything yet."""
    return Picture(NOW, None, "Europe/Berlin", stale=True)


def door(
    state: DoorState, *, lang: Lang = "de", turn: int = 0, stale: bool = False, until: bool = False
) -> Picture:
    """The sign of room 2.14."""
    sign = DoorPicture(
        room="2.14",
        name={"de": "Erstanträge"},
        state=state,
        number="T042" if state == "enter" else "",
        key=("c7", 1) if state == "enter" else None,
        lang=lang,
        until=NOW + timedelta(hours=4, minutes=3) if until else None,
    )
    as_of = NOW - timedelta(minutes=4)
    return Picture(
        NOW, None, "Europe/Berlin", screen="door", role="door", languages=ALL, turn=turn,
        stale=stale, as_of=as_of, door=sign,
    )  # fmt: skip


def alarm(kind: AlarmKind) -> Alarm:
    """A sample alarm in German, English, Arabic and Persian."""
    title, text = ALARMS[kind]
    return Alarm(
        id=kind, kind=kind, title=dict(zip(SPOKEN, title, strict=True)),
        text=dict(zip(SPOKEN, text, strict=True)), since=NOW - timedelta(minutes=2),
    )  # fmt: skip


SPOKEN: Final[tuple[Lang, ...]] = ("de", "en", "ar", "fa")
ALARMS: Final[dict[AlarmKind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "evacuate": (
        ("Bitte verlassen Sie das Haus", "Please leave the building", "يرجى مغادرة المبنى",
         "لطفاً ساختمان را ترک کنید"),
        ("Gehen Sie ruhig zum nächsten Ausgang. Benutzen Sie keinen Aufzug.",
         "Walk calmly to the nearest exit. Do not use the lift.",
         "توجهوا بهدوء إلى أقرب مخرج. لا تستخدموا المصعد.",
         "با آرامش به نزدیک‌ترین خروجی بروید. از آسانسور استفاده نکنید."),
    ),
    "fire": (
        ("Feueralarm", "Fire alarm", "إنذار حريق", "هشدار آتش‌سوزی"),
        ("Verlassen Sie sofort das Haus. Folgen Sie den grünen Schildern.",
         "Leave the building at once. Follow the green signs.",
         "غادروا المبنى فوراً. اتبعوا اللافتات الخضراء.",
         "فوراً ساختمان را ترک کنید. تابلوهای سبز را دنبال کنید."),
    ),
    "shelter": (
        ("Bitte bleiben Sie in diesem Raum", "Please stay in this room",
         "يرجى البقاء في هذه الغرفة", "لطفاً در این اتاق بمانید"),
        ("Schließen Sie die Tür. Halten Sie Abstand von den Fenstern.",
         "Close the door. Keep away from the windows.",
         "أغلقوا الباب. ابتعدوا عن النوافذ.",
         "در را ببندید. از پنجره‌ها فاصله بگیرید."),
    ),
    "medical": (
        ("Bitte machen Sie Platz", "Please make way", "يرجى إفساح الطريق",
         "لطفاً راه را باز کنید"),
        ("Hilfe ist unterwegs. Halten Sie den Flur und die Tür frei.",
         "Help is on its way. Keep corridor and door clear.",
         "المساعدة في الطريق. اتركوا الممر والباب خاليين.",
         "کمک در راه است. راهرو و در را خالی نگه دارید."),
    ),
    "closed": (
        ("Das Jobcenter schließt heute früher", "The office closes early today",
         "يغلق المكتب مبكراً اليوم", "اداره امروز زودتر تعطیل می‌شود"),
        ("Bitte kommen Sie zum Empfang. Sie bekommen einen neuen Termin.",
         "Please come to reception. You will get a new appointment.",
         "يرجى الحضور إلى الاستقبال. ستحصلون على موعد جديد.",
         "لطفاً به پذیرش بیایید. وقت جدیدی دریافت می‌کنید."),
    ),
    "all_clear": (
        ("Entwarnung", "All clear", "زال الخطر", "رفع خطر"),
        ("Es besteht keine Gefahr mehr. Bitte nehmen Sie wieder Platz.",
         "There is no danger any more. Please take your seat again.",
         "لم يعد هناك خطر. تفضلوا بالجلوس من جديد.",
         "دیگر خطری وجود ندارد. لطفاً دوباره بنشینید."),
    ),
}  # fmt: skip


def emergency(*kinds: AlarmKind, turn: int = 0) -> Picture:
    alarms = tuple(alarm(kind) for kind in kinds)
    return replace(board("B", 0, 0), screen="emergency", alarms=alarms, turn=turn)


def conditions() -> dict[str, Condition]:
    """Every condition by the name of its picture."""
    return _boards() | _programmes() | _doors() | _emergencies()


def _boards() -> dict[str, Condition]:
    recalled = replace(board("B", 1, 4), open=(call(0, glowing=True, attempt=2),))
    late = replace(board("B", 1, 4), open=(call(0),), now=NOW + timedelta(minutes=2))
    upright = least_capital_mm(4) * 1920 / 940
    far = least_capital_mm(8) * 1080 / 685
    return {
        "board-empty": Condition(board("B", 0, 0)),
        "board-empty-arabic": Condition(board("B", 0, 0, turn=2)),
        "board-empty-recent": Condition(board("A", 0, 5)),
        "board-one": Condition(board("B", 1, 4)),
        "board-one-zone-a": Condition(board("A", 1, 4)),
        "board-recall": Condition(recalled),
        "board-answered-late": Condition(late),
        "board-two": Condition(board("B", 2, 4)),
        "board-four": Condition(board("B", 4, 3)),
        "board-eight": Condition(board("C", 8, 0)),
        "board-eight-next-page": Condition(board("C", 8, 0, turn=1)),
        "board-stale": Condition(board("B", 2, 3, stale=True)),
        "board-awaited": Condition(replace(board("B", 2, 3, stale=True), awaited=True)),
        "board-no-config": Condition(unknown()),
        "board-small-panel": Condition(
            board("D", 2, 3), (1024, 600), least_capital_mm(1.5) * 600 / 136
        ),
        "board-far": Condition(board("B", 2, 3), HALL, far),
        "board-portrait": Condition(board("B", 3, 4), UPRIGHT, upright),
        "board-portrait-empty": Condition(board("B", 0, 4, turn=2), UPRIGHT, upright),
        "way-four": Condition(way(4, 3)),
        "way-eight": Condition(way(8)),
        "way-empty": Condition(way(0)),
        "way-portrait": Condition(way(4, 3), UPRIGHT, upright),
    }


def _programmes() -> dict[str, Condition]:
    near, upright = least_capital_mm(3) * 1080 / 535, least_capital_mm(4) * 1920 / 940
    return {
        "beside-empty": Condition(board("B", 0, 3), programme=True),
        "beside-one": Condition(board("B", 1, 3), programme=True),
        "beside-four": Condition(board("B", 4, 3), programme=True),
        "beside-near": Condition(board("B", 4, 3), HALL, near, programme=True),
        "beside-portrait": Condition(board("B", 2, 3), UPRIGHT, upright, programme=True),
        "whole-called": Condition(replace(board("B", 2, 3), layout="whole"), programme=True),
        "whole-stale": Condition(
            replace(board("B", 0, 3, stale=True), layout="whole"), programme=True
        ),
        "blank": Condition(replace(board("B", 1, 0), screen="blank")),
        "identify": Condition(
            board("B", 1, 0), identify=Name("Wartebereich B links", "display-2 · musterstadt")
        ),
    }


def _doors() -> dict[str, Condition]:
    pictures = {
        "free": door("free"),
        "wait": door("wait", turn=2),
        "enter": door("enter", lang="uk"),
        "enter-arabic": door("enter", lang="ar"),
        "enter-german": door("enter", turn=1),
        "closed": door("closed", until=True),
        "closed-persian": door("closed", until=True, turn=5),
        "stale": door("wait", stale=True),
    }
    sizes = {"": (800, 480), "-upright": (480, 800)}
    return {
        f"door-{name}{shape}": Condition(picture, size, SIGN_PX)
        for name, picture in pictures.items()
        for shape, size in sizes.items()
    }


def _emergencies() -> dict[str, Condition]:
    upright, far = least_capital_mm(4) * 1920 / 940, least_capital_mm(6) * 1080 / 685
    near = least_capital_mm(2) * 1080 / 535
    return {
        "emergency-evacuate": Condition(emergency("evacuate")),
        "emergency-evacuate-arabic": Condition(emergency("evacuate", turn=1)),
        "emergency-fire": Condition(emergency("fire")),
        "emergency-shelter": Condition(emergency("shelter", turn=2)),
        "emergency-medical": Condition(emergency("medical")),
        "emergency-closed": Condition(emergency("closed")),
        "emergency-all-clear": Condition(emergency("all_clear")),
        "emergency-three": Condition(emergency("fire", "closed", "medical")),
        "emergency-near": Condition(emergency("evacuate"), HALL, near),
        "emergency-near-persian": Condition(emergency("fire", turn=2), HALL, near),
        "emergency-portrait": Condition(emergency("evacuate", turn=2), UPRIGHT, upright),
        "emergency-far": Condition(emergency("evacuate"), HALL, far),
        "emergency-far-next": Condition(emergency("evacuate", turn=3), HALL, far),
        "emergency-door": Condition(emergency("fire"), (800, 480), SIGN_PX),
        "emergency-door-upright": Condition(emergency("fire", turn=1), (480, 800), SIGN_PX),
    }


def draw(folder: Path) -> list[Path]:
    """Every condition as a PNG in `folder`; needs a running QGuiApplication."""
    folder.mkdir(parents=True, exist_ok=True)
    load_typeface(ASSETS)
    written = []
    for name, each in conditions().items():
        scene = Scene(each.size, each.capital)
        if each.programme:
            stage_gallery.fill(scene.stage)
        scene.show(each.picture, LOOK, sound=True, programme=each.programme, identify=each.identify)
        scene.window.show()
        path = folder / f"{name}.png"
        scene.window.grabWindow().save(str(path))
        scene.close()
        written.append(path)
    return [*written, *stage_gallery.draw(folder), *newcomers(folder)]


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
