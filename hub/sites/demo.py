"""A sample house: one floor, two waiting zones, three counters and four rooms."""

from hub.kit.database import Database
from hub.sites import service
from hub.sites.rules import Concern, House, Node, Room, Site, Zone
from wire.ids import ConcernId, RoomId, SiteId, ZoneId

HERE = SiteId("musterstadt")
ELSEWHERE = SiteId("nebenstadt")

A, B = ZoneId("A"), ZoneId("B")
_COUNTERS = ("erstantrag", "weiterbewilligung", "unterlagen", "geldleistung")
_ROOMS = ("arbeitsvermittlung", "umzug")


def _concern(key: str, zone: ZoneId, minutes: int, de: str, en: str, hints: str) -> Concern:
    hint_de, _, hint_en = hints.partition(" | ")
    return Concern(
        ConcernId(key), {"de": de, "en": en}, {"de": hint_de, "en": hint_en}, zone, minutes
    )


CONCERNS = (
    _concern(
        "erstantrag", A, 15, "Erstantrag", "First application",
        "Sie beantragen zum ersten Mal Geld. | You apply for money for the first time.",
    ),
    _concern(
        "weiterbewilligung", A, 10, "Weiter Geld bekommen", "Keep getting money",
        "Ihr Antrag läuft bald aus. | Your grant ends soon.",
    ),
    _concern(
        "unterlagen", A, 5, "Unterlagen abgeben", "Hand in papers",
        "Sie bringen uns Papiere. | You bring us papers.",
    ),
    _concern(
        "geldleistung", A, 10, "Geld und Bescheid", "Money and notices",
        "Sie haben Fragen zu Geld oder einem Brief. | You have questions on money or a letter.",
    ),
    _concern(
        "arbeitsvermittlung", B, 20, "Arbeit finden", "Find work",
        "Wir helfen bei der Suche nach Arbeit. | We help you to look for work.",
    ),
    _concern(
        "umzug", B, 15, "Umzug und Miete", "Moving and rent",
        "Sie ziehen um oder die Miete ändert sich. | You move or your rent changes.",
    ),
)  # fmt: skip


def _room(label: str, x: float, w: float) -> Room:
    concerns = tuple(ConcernId(one) for one in _ROOMS)
    return Room(RoomId(label), f"Zimmer {label}", B, "room", concerns, 2, x, 1, w, 5)


def _counter(number: int, x: float) -> Room:
    label = f"Schalter {number}"
    concerns = tuple(ConcernId(one) for one in _COUNTERS)
    return Room(RoomId(label), label, A, "counter", concerns, 2, x, 15, 3.5, 3.5)


ROOMS = (
    _room("2.10", 2, 8), _room("2.12", 11, 6), _room("2.14", 18, 6), _room("2.16", 25, 8),
    _counter(1, 21.5), _counter(2, 25.5), _counter(3, 29.5),
)  # fmt: skip

NODES = (
    Node("kiosk-01", 2, 17, 12.5, "device", "kiosk-01"),
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
    Node("room-210", 2, 6, 6, "room", "2.10"),
    Node("room-212", 2, 14, 6, "room", "2.12"),
    Node("room-214", 2, 21, 6, "room", "2.14"),
    Node("room-216", 2, 29, 6, "room", "2.16"),
)

EDGES = (
    ("kiosk-01", "corridor"), ("kiosk-01", "before-1"), ("before-1", "display-1"),
    ("display-1", "zone-a"), ("zone-a", "before-2"), ("before-2", "before-3"),
    ("before-1", "counter-1"), ("before-2", "counter-2"), ("before-3", "counter-3"),
    ("corridor", "before-212"), ("before-212", "display-2"), ("display-2", "zone-b"),
    ("zone-b", "before-210"), ("corridor", "before-214"), ("before-214", "before-216"),
    ("before-210", "room-210"), ("before-212", "room-212"),
    ("before-214", "room-214"), ("before-216", "room-216"),
)  # fmt: skip

HOUSE = House(
    site=Site(HERE, 77, "Jobcenter Musterstadt", "Europe/Berlin", 60, 30, 30),
    zones=(
        Zone(A, {"de": "Wartebereich A", "en": "Waiting area A"}),
        Zone(B, {"de": "Wartebereich B", "en": "Waiting area B"}),
    ),
    concerns=CONCERNS,
    rooms=ROOMS,
    nodes=NODES,
    edges=EDGES,
)

OTHER_HOUSE = House(
    site=Site(ELSEWHERE, 78, "Jobcenter Nebenstadt", "Europe/Berlin", 60, 30, 30),
    zones=(Zone(A, {"de": "Wartebereich A", "en": "Waiting area A"}),),
    concerns=CONCERNS[:1],
    rooms=(),
    nodes=(),
    edges=(),
)


def furnish(database: Database) -> None:
    """Build both sample offices."""
    service.build(database, HOUSE)
    service.build(database, OTHER_HOUSE)
