"""A small believable office, for drawing every screen without a hub."""

from datetime import UTC, datetime
from typing import Final

from kiosk.ui import sample_words as words
from wire.look import Look, Text
from wire.messages import (
    Alarm,
    AlarmKind,
    Arrow,
    ConcernCard,
    Emergency,
    Hours,
    KioskConfig,
    Lease,
    Leg,
    LetterKey,
    Plan,
    PlanRoom,
    PlanSign,
    RoomCard,
    Standalone,
    TicketReply,
    Way,
    ZoneCard,
)


def _concern(slug: str, zone: str, called: tuple[Text, Text], **more: object) -> ConcernCard:
    name, hint = called
    return ConcernCard(id=slug, zone=zone, name=name, hint=hint, **more)  # type: ignore[arg-type]


def _beside(label: str, name: Text, turn: Arrow, metres: int, x: float) -> RoomCard:
    """A room on the corridor of the kiosk's floor, its door at `x`."""
    back: Arrow = "left" if turn == "right" else "right"
    legs = (
        Leg(turn="straight", metres=5),
        Leg(turn=turn, metres=metres),
        Leg(turn=back, metres=5),
    )
    line = ((15.0, 15.0), (15.0, 8.6), (x, 8.6), (x, 5.4))
    return RoomCard(label=label, name=name, way=Way(arrow="straight", legs=legs, line=line))


def _hall(label: str, name: Text, turn: Arrow, x: float) -> RoomCard:
    """A room in the hall, right beside the kiosk."""
    way = Way(arrow=turn, legs=(Leg(turn=turn, metres=5),), line=((15.0, 15.0), (x, 15.0)))
    return RoomCard(label=label, name=name, way=way)


def _upstairs(label: str, name: Text) -> RoomCard:
    legs = (Leg(turn="stairs_up", metres=0, floors=1), Leg(turn="half_left", metres=5))
    return RoomCard(label=label, name=name, way=Way(arrow="stairs_up", legs=legs))


NOW: Final = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)
LOOK: Final = Look(authority="Jobcenter Musterstadt")
CONFIG: Final = KioskConfig(
    rev=1,
    name="Säule am Haupteingang",
    timezone="Europe/Berlin",
    zones=tuple(ZoneCard(id=letter, name=words.zone(letter)) for letter in "ABCD"),
    concerns=(
        _concern("neuantrag", "A", words.NEW),
        _concern("unterlagen", "A", words.PAPERS),
        _concern("leistung", "B", words.MONEY),
        _concern("arbeit", "C", words.WORK),
        _concern("sonstiges", "D", words.OTHER),
    ),
    zone_ways={
        "A": Way(arrow="straight", legs=(Leg(turn="straight", metres=5),
                                         Leg(turn="right", metres=10)),
                 line=((15, 15), (15, 8.6), (23, 8.6))),
        "B": Way(arrow="straight", legs=(Leg(turn="straight", metres=5),
                                         Leg(turn="left", metres=10)),
                 line=((15, 15), (15, 8.6), (5.5, 8.6))),
        "C": Way(arrow="stairs_up", legs=(Leg(turn="stairs_up", metres=0, floors=1),
                                          Leg(turn="half_left", metres=5))),
        "D": Way(arrow="straight", legs=(Leg(turn="straight", metres=5),),
                 line=((15, 15), (15, 9.4))),
    },
    plan=Plan(
        width=32, height=17, here=(15, 15),
        rooms=(
            PlanRoom(label="2.10", x=1, y=0.6, w=7.4, h=4.8),
            PlanRoom(label="2.12", x=9, y=0.6, w=6, h=4.8),
            PlanRoom(label="2.14", x=15.6, y=0.6, w=6, h=4.8),
            PlanRoom(label="2.16", x=22.2, y=0.6, w=8.8, h=4.8),
            PlanRoom(label="Empfang", x=1, y=11.6, w=10, h=4.8),
            PlanRoom(label="Familien", x=21, y=11.6, w=10, h=4.8),
        ),
        signs=(PlanSign(zone="A", x=24.5, y=8.6), PlanSign(zone="B", x=4, y=8.6),
               PlanSign(zone="D", x=15, y=8.4)),
    ),
)  # fmt: skip
TICKET: Final = TicketReply(
    ticket_id="01SAMPLE", number="T042", zone="B", room="2.14",
    appointment_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC), wait_minutes=(5, 15), issued_at=NOW,
)  # fmt: skip
FOLLOWED: Final = TICKET.model_copy(
    update={"follow": "https://warten.jobcenter-musterstadt.de/t/7m3q9x0v5k2c8hd4jw6zrt1nbe"}
)
WALK_IN: Final = TicketReply(
    ticket_id="02SAMPLE", number="A117", zone="A", wait_minutes=(20, 35), issued_at=NOW,
)  # fmt: skip
LOGO: Final = (
    "iVBORw0KGgoAAAANSUhEUgAAAGAAAABgBAMAAAAQtmoLAAAAMFBMVEUgRKp8ltz8/P4AAAAUOqVYdMCIoOAPTKkfRK"
    "sfRKwAf38AAH8AAP+5x+wcOJsA//+4s9uGAAAAEHRSTlP+//8A////GKlVAgIB/xIBvqaY5QAAAehJREFUeNrt2EEo"
    "BFEYB/D/vnnTrhsKNS6OjjIHSjGJHDZaB1IcOCiFIkpy2dqUvaAcKAeXOXHYLcnF4VGsE1cHSaRYh520aTWTdcBh7O"
    "zu+ySn+U7zZr7fe/PqzZv5RtE1TRt7He0SKB2hjcfVW03TAjrAnfEJlI/4riEABlRMSeVjYTC1DkDX91shGbE2XVe0"
    "UKpbSILUSaOAfjkD6Qg6OoNZKQ8CbUBTKwgRU5Th+nMCOGtmWKeM8Abl/YECMMRmSfmowwwNBFkDDTBm0UAefvxD8L"
    "/vMuBuTh8Uptw5rrXhvmiGC0EEJYBqZsutPnfThp01KACAnTBoAEhkiQB2NkkDsDsMGgASYSKAaRGBSh3BpgL4wAc+"
    "+D8QIYL+4wgNCAgSUKlzsAGDdkthnqS9Nk1/LfnAB3SgUr8q1arw97PJra+dZs+VobhB59V939XnYW917jNuSj3TRz"
    "xtDXx1eeQ9h6i77fDM80CpOpz9rEQdkdlRI8XnzG4Lt8l8+qCoeGcetavD01ax24rxNY+zDjLJGm/whDnvC4Za6bm7"
    "trAitaXIW14bfvAXBXh9e4+Qzg+91DKMEKrR/CkYpi6i0gNcH4IjF12WBUtDOTAgPrkllx8/XAF+8zMHTs/2Ytl5hD"
    "Z35wWAD+XIhIsISZW/AAAAAElFTkSuQmCC"
)
"""A door that stands open: a PNG in Base64."""
HOUSE: Final = CONFIG.model_copy(update={
    "offers": ("check_in", "ticket", "documents", "find_room", "help"),
    "concerns": (
        *CONFIG.concerns[:1],
        _concern("unterlagen", "A", words.PAPERS, hours=(Hours(weekday=0, opens=600, closes=720),)),
        *CONFIG.concerns[2:4],
        _concern("familie", "D", words.FAMILY),
        _concern("miete", "D", words.RENT, parent="familie"),
        _concern("schule", "D", words.SCHOOL, parent="familie", open=False),
        *CONFIG.concerns[4:],
    ),
    "rooms": (
        _beside("2.10", words.DOORS["benefits"], "left", 10, 4.7),
        _beside("2.12", words.DOORS["benefits"], "left", 5, 12),
        _beside("2.14", words.DOORS["work"], "right", 5, 18.6),
        _beside("2.16", words.DOORS["cases"], "right", 10, 26.6),
        _hall("Empfang", words.DOORS["reception"], "left", 11),
        _hall("Familien", words.DOORS["families"], "right", 21),
        *(_upstairs(label, words.DOORS[door]) for label, door in (
            ("3.01", "training"), ("3.02", "training"), ("3.04", "self_employed"),
            ("3.05", "disability"), ("3.08", "objections"), ("3.10", "management"),
            ("3.12", "cash"))),
    ),
    "standalone": Standalone(site_number=7, early_minutes=45, late_minutes=30,
                             keys=(LetterKey(id=1, public="5a" * 32),),
                             lease=Lease(series="T", first=700, last=799)),
})  # fmt: skip
"""All that an office can offer."""
HOUSE_LOOK: Final = LOOK.model_copy(update={"logo": LOGO})
ALARMS: Final[dict[AlarmKind, tuple[Text, Text]]] = {
    "evacuate": words.EVACUATE, "medical": words.MEDICAL, "all_clear": words.ALL_CLEAR,
}  # fmt: skip


def emergency(*kinds: AlarmKind, rev: int = 1) -> Emergency:
    """These alarms stand, each with an id that is its kind."""
    standing = (
        Alarm(id=kind, kind=kind, title=ALARMS[kind][0], text=ALARMS[kind][1], since=NOW)
        for kind in kinds
    )
    return Emergency(rev=rev, alarms=tuple(standing))


LONELY: Final = TICKET.model_copy(update={"room": None, "wait_minutes": None, "as_of": NOW})
"""A number that the kiosk gave out alone."""
