"""One ticket as the page shows it, as plain sentences in one language."""

from dataclasses import dataclass
from typing import Final

from hub.follow.rules import CALLED, Stage, View
from hub.follow.service.following import Picture
from hub.follow.service.words import floor_words, way_words
from hub.follow.texts import text
from wire.ids import RoomId, spoken
from wire.look import GERMAN, RTL, Lang, main_language
from wire.messages import Alarm, AlarmKind
from wire.messages.emergency import BARRING

_LINES: Final[dict[Stage, tuple[str, ...]]] = {
    "waiting": ("waiting_keep",),
    "parked": ("to_reception",),
    "done": ("done_next",),
    "no_show": ("to_reception",),
    "left": ("to_reception",),
}


@dataclass(frozen=True)
class Goal:
    """Where to go: the room as it is labelled at the door, and how to get there."""

    asked: str
    """What the visitor shall do there: "Please go to:"."""
    room: str
    name: str
    """In the visitor's language; empty when the label says the same."""
    floor: str
    way_title: str
    way: tuple[str, ...]


@dataclass(frozen=True)
class Saying:
    """What an alarm says in one language."""

    title: str
    text: str
    lang: str
    """What browsers and voices know the language by."""
    rtl: bool


@dataclass(frozen=True)
class Alert:
    """An alarm of the house: in the page's language where it has it, and in German."""

    kind: AlarmKind
    sayings: tuple[Saying, ...]


@dataclass(frozen=True)
class Shown:
    """Everything in the middle of the page."""

    stage: Stage
    ring: str
    number: str
    number_label: str
    zone: str
    zone_name: str
    title: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    """Name and value."""
    goal: Goal | None
    alarms: tuple[Alert, ...] = ()
    barred: bool = False
    """Nobody is asked to wait or to come in: what the alarms say takes the place of that."""

    @property
    def page_title(self) -> str:
        """Short, for a tab: where to go comes first."""
        if self.barred:
            danger = next(one for one in self.alarms if one.kind in BARRING)
            return f"⚠ {danger.sayings[0].title} · {self.number}"
        if self.goal and self.ring:
            return f"▶ {self.goal.room} · {self.number}"
        return f"{self.number} · {self.title}"

    @property
    def said(self) -> str:
        """Beside the alarms, and without what changes all the time."""
        if self.barred:
            return ""
        goal = (self.goal.asked, self.goal.room, self.goal.floor) if self.goal else ()
        return " ".join((self.title, *goal, *(() if goal else self.lines)))


def shown(picture: Picture, view: View, lang: Lang) -> Shown:
    lines = [text(lang, key) for key in _LINES.get(view.stage, ())]
    if view.stage == "waiting" and view.people == 0:
        lines.insert(0, text(lang, "next"))
    names = picture.zone_name(view.zone)
    return Shown(
        stage=view.stage,
        ring=view.ring,
        number=spoken(view.number),
        number_label=text(lang, "number"),
        zone=view.zone,
        zone_name=names.get(lang, names["de"]),
        title=text(lang, view.stage),
        lines=() if view.barred else tuple(lines),
        facts=() if view.barred else _facts(view, lang),
        goal=_goal(picture, view, view.room, lang) if view.room else None,
        alarms=tuple(_warning(alarm, lang) for alarm in view.alarms),
        barred=view.barred,
    )


def _warning(alarm: Alarm, lang: Lang) -> Alert:
    first = lang if lang in alarm.title else main_language(alarm.title)
    langs: tuple[Lang, ...] = (
        (first,) if first in GERMAN or "de" not in alarm.title else (first, "de")
    )
    return Alert(
        alarm.kind,
        tuple(
            Saying(alarm.title[one], alarm.text.get(one, ""), one.partition("-")[0], one in RTL)
            for one in langs
        ),
    )


def _facts(view: View, lang: Lang) -> tuple[tuple[str, str], ...]:
    found = []
    if view.people:
        found.append((text(lang, "people"), str(view.people)))
    if view.minutes:
        low, high = view.minutes
        found.append((text(lang, "minutes"), f"{low}–{high}"))
    return tuple(found)


def _goal(picture: Picture, view: View, room: RoomId, lang: Lang) -> Goal:
    names, floor = picture.room_name(room), picture.floor(room)
    name = names.get(lang, names["de"])
    called = view.stage in CALLED and not view.barred
    start = "way_from_screen" if view.from_screen else "way_from_zone"
    way = view.way if called else None
    return Goal(
        asked=text(lang, "go_to" if called else "serving_in"),
        room=room,
        name=name if name != room else "",
        floor=floor_words(floor, lang) if floor is not None else "",
        way_title=text(lang, start, zone=view.zone) if way else "",
        way=way_words(way, picture.waiting_floor(view.zone), lang) if way else (),
    )
