"""A small believable office, for drawing every screen without a hub."""

from datetime import UTC, datetime
from typing import Final

from wire.look import Look
from wire.messages import (
    ConcernCard,
    KioskConfig,
    Leg,
    Plan,
    PlanRoom,
    PlanSign,
    TicketReply,
    Way,
    ZoneCard,
)

NOW: Final = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)
LOOK: Final = Look(authority="Jobcenter Musterstadt")
CONFIG: Final = KioskConfig(
    rev=1,
    name="Säule am Haupteingang",
    timezone="Europe/Berlin",
    zones=(
        ZoneCard(id="A", name={"de": "Wartebereich A", "en": "Waiting area A"}),
        ZoneCard(id="B", name={"de": "Wartebereich B", "en": "Waiting area B"}),
        ZoneCard(id="C", name={"de": "Wartebereich C", "en": "Waiting area C"}),
        ZoneCard(id="D", name={"de": "Wartebereich D", "en": "Waiting area D"}),
    ),
    concerns=(
        ConcernCard(
            id="neuantrag", zone="A", name={"de": "Neuer Antrag", "en": "New application"},
            hint={"de": "Sie möchten zum ersten Mal Geld beantragen.",
                  "en": "You want to apply for money for the first time."},
        ),
        ConcernCard(
            id="unterlagen", zone="A", name={"de": "Unterlagen", "en": "Documents"},
            hint={"de": "Sie bringen uns etwas oder brauchen eine Kopie.",
                  "en": "You bring us something or need a copy."},
        ),
        ConcernCard(
            id="leistung", zone="B", name={"de": "Fragen zum Geld", "en": "Questions about money"},
            hint={"de": "Es geht um Ihren Bescheid oder eine Zahlung.",
                  "en": "It is about your notice or a payment."},
        ),
        ConcernCard(
            id="arbeit", zone="C",
            name={"de": "Arbeit und Ausbildung", "en": "Work and training"},
            hint={"de": "Sie suchen Arbeit oder eine Ausbildung.",
                  "en": "You look for work or for a training place."},
        ),
        ConcernCard(
            id="sonstiges", zone="D", name={"de": "Etwas anderes", "en": "Something else"},
            hint={"de": "Wir finden gemeinsam heraus, wer hilft.",
                  "en": "Together we find out who can help."},
        ),
    ),
    zone_ways={
        "A": Way(arrow="right", legs=(Leg(turn="right", metres=8),),
                 line=((15, 15), (15, 8.6), (23, 8.6))),
        "B": Way(arrow="left", legs=(Leg(turn="left", metres=20),),
                 line=((15, 15), (15, 8.6), (5.5, 8.6))),
        "C": Way(arrow="stairs_up", legs=(Leg(turn="stairs_up", metres=0, floors=1),
                                          Leg(turn="half_left", metres=6))),
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
WALK_IN: Final = TicketReply(
    ticket_id="02SAMPLE", number="A117", zone="A", wait_minutes=(20, 35), issued_at=NOW,
)  # fmt: skip
