"""A sample house: one floor, three waiting zones, three counters and six rooms."""

from dataclasses import replace

from hub.kit.database import Database
from hub.sites import service
from hub.sites.demo.texts import HINTS, NAMES, PAPERS, counter_name, room_name, zone_name
from hub.sites.rules import Concern, Floor, House, Node, Room, Site, Zone
from wire.ids import ConcernId, RoomId, SiteId, ZoneId
from wire.look import Lang
from wire.messages import Hours, Sound

HERE = SiteId("musterstadt")
ELSEWHERE = SiteId("nebenstadt")

A, B, C = ZoneId("A"), ZoneId("B"), ZoneId("C")
_COUNTERS = ("erstantrag", "weiterbewilligung", "unterlagen", "geldleistung", "bildungspaket")
_ROOMS = ("arbeitsvermittlung", "ausbildung", "umzug")
_BUSINESS = ("selbststaendig",)
UNDER_25, SELF_EMPLOYED = "U25", "Selbstständige"
"""What the staff of some rooms may do, and others not."""
_WEEK = range(5)
_MORNINGS = tuple(Hours(weekday=day, opens=8 * 60, closes=12 * 60) for day in _WEEK)
_LUNCH = tuple(Hours(weekday=day, opens=12 * 60, closes=13 * 60) for day in _WEEK)
_THURSDAY = Hours(weekday=3, opens=14 * 60, closes=18 * 60)


def _concern(key: str, zone: ZoneId, minutes: int, parent: str | None = None) -> Concern:
    above = ConcernId(parent) if parent else None
    return Concern(
        ConcernId(key), NAMES[key], HINTS[key], zone, minutes, parent=above,
        papers=PAPERS.get(key, {}),
    )  # fmt: skip


CONCERNS = (
    _concern("geld", A, 10),
    _concern("erstantrag", A, 15, "geld"),
    _concern("weiterbewilligung", A, 10, "geld"),
    _concern("geldleistung", A, 10, "geld"),
    _concern("unterlagen", A, 5),
    _concern("arbeitsvermittlung", B, 20),
    replace(_concern("ausbildung", B, 20), hours=(*_MORNINGS, _THURSDAY), required_skill=UNDER_25),
    _concern("umzug", B, 15),
    replace(_concern("bildungspaket", A, 10), open=False),
    replace(_concern("selbststaendig", C, 20), required_skill=SELF_EMPLOYED),
)
"""Two levels: "geld" leads to three concerns. One has opening hours, one is closed."""


def _room(label: str, x: float, w: float, *languages: Lang, skills: tuple[str, ...] = ()) -> Room:
    concerns = tuple(ConcernId(one) for one in _ROOMS)
    return Room(
        RoomId(label), room_name(label), B, "room", concerns, 2, x, 1, w, 5,
        skills, languages, "Vermittlung",
    )  # fmt: skip


def _business(label: str, y: float, *languages: Lang) -> Room:
    """At the far end of the corridor, one on each side."""
    concerns = tuple(ConcernId(one) for one in _BUSINESS)
    return Room(
        RoomId(label), room_name(label), C, "room", concerns, 2, 34, y, 6, 5,
        (SELF_EMPLOYED,), languages, "Selbstständige",
    )  # fmt: skip


def _counter(number: int, x: float, *languages: Lang) -> Room:
    label = f"Schalter {number}"
    concerns = tuple(ConcernId(one) for one in _COUNTERS)
    return Room(
        RoomId(label), counter_name(number), A, "counter", concerns, 2, x, 15, 3.5, 3.5,
        (), languages, "Eingangszone",
    )  # fmt: skip


ROOMS = (
    _room("2.10", 2, 8, "en", "fr"),
    _room("2.12", 11, 6, "en", "tr", skills=(UNDER_25,)),
    _room("2.14", 18, 6, "en", "ro", "bg", skills=(UNDER_25,)),
    _room("2.16", 25, 8, "uk", "ru"),
    _business("2.18", 1, "en", "pl"),
    _business("2.20", 11, "en"),
    _counter(1, 21.5, "en", "tr"),
    _counter(2, 25.5, "en", "ar", "fa"),
    _counter(3, 29.5, "uk", "ru"),
)

NODES = (
    Node("kiosk-01", 2, 17, 12.5, "device", "kiosk-01"),
    Node("kiosk-02", 2, 14, 12.5, "device", "kiosk-02"),
    Node("corridor", 2, 17, 8.5, "corner"),
    Node("display-1", 2, 25, 12.5, "device", "display-1"),
    Node("zone-a", 2, 26, 12.5, "zone", "A"),
    Node("before-1", 2, 23.2, 12.5, "corner"),
    Node("before-2", 2, 27.2, 12.5, "corner"),
    Node("before-3", 2, 31.2, 12.5, "corner"),
    Node("counter-1", 2, 23.2, 15, "room", "Schalter 1"),
    Node("counter-2", 2, 27.2, 15, "room", "Schalter 2"),
    Node("counter-3", 2, 31.2, 15, "room", "Schalter 3"),
    Node("display-2", 2, 10.5, 8.5, "device", "display-2"),
    Node("zone-b", 2, 9.5, 8.5, "zone", "B"),
    Node("before-210", 2, 6, 8.5, "corner"),
    Node("before-212", 2, 14, 8.5, "corner"),
    Node("before-214", 2, 21, 8.5, "corner"),
    Node("before-216", 2, 29, 8.5, "corner"),
    Node("display-3", 2, 19.5, 8.5, "device", "display-3"),
    Node("display-4", 2, 7.5, 13.5, "device", "display-4"),
    Node("zone-c", 2, 6, 13.5, "zone", "C"),
    Node("door-214", 2, 22.5, 6.4, "device", "door-214"),
    Node("before-218", 2, 37, 8.5, "corner"),
    Node("room-218", 2, 37, 6, "room", "2.18"),
    Node("room-220", 2, 37, 11, "room", "2.20"),
    Node("room-210", 2, 6, 6, "room", "2.10"),
    Node("room-212", 2, 14, 6, "room", "2.12"),
    Node("room-214", 2, 21, 6, "room", "2.14"),
    Node("room-216", 2, 29, 6, "room", "2.16"),
)

EDGES = (
    ("kiosk-01", "corridor"), ("kiosk-01", "kiosk-02"), ("kiosk-01", "before-1"),
    ("before-1", "display-1"), ("display-1", "zone-a"), ("zone-a", "before-2"),
    ("before-2", "before-3"),
    ("before-1", "counter-1"), ("before-2", "counter-2"), ("before-3", "counter-3"),
    ("corridor", "before-212"), ("before-212", "display-2"), ("display-2", "zone-b"),
    ("zone-b", "before-210"), ("corridor", "display-3"), ("display-3", "before-214"),
    ("before-214", "before-216"), ("before-216", "before-218"),
    ("before-218", "room-218"), ("before-218", "room-220"),
    ("kiosk-02", "display-4"), ("display-4", "zone-c"), ("before-214", "door-214"),
    ("before-210", "room-210"), ("before-212", "room-212"),
    ("before-214", "room-214"), ("before-216", "room-216"),
)  # fmt: skip

HOUSE = House(
    site=Site(HERE, 77, "Jobcenter Musterstadt", "Europe/Berlin", 60, 30),
    zones=(
        Zone(A, zone_name("A")),
        Zone(B, zone_name("B")),
        Zone(C, zone_name("C"), Sound(volume=60, quiet=_LUNCH)),
    ),
    concerns=CONCERNS,
    rooms=ROOMS,
    nodes=NODES,
    edges=EDGES,
    floors=(Floor(2, "2. Obergeschoss"),),
)

OTHER_HOUSE = House(
    site=Site(ELSEWHERE, 78, "Jobcenter Nebenstadt", "Europe/Berlin", 60, 30),
    zones=(Zone(A, zone_name("A")),),
    concerns=(_concern("erstantrag", A, 15),),
    rooms=(),
    nodes=(),
    edges=(),
)


def furnish(database: Database) -> None:
    """Build both sample offices."""
    service.build(database, HOUSE)
    service.build(database, OTHER_HOUSE)
