"""A small office in mid-morning, with a clock that tests set, and a server in front of it."""

import os
import socket
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

import httpx
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hub.app import Parts, create
from hub.appointments import service as appointments
from hub.appointments.rules import Appointment, NewAppointment
from hub.checkin import service as checkin
from hub.content.service import Works, open_works
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.emergency import service as emergency
from hub.emergency.schemas import NewAlarm
from hub.identity import service as identity
from hub.identity.rules import Role
from hub.kit.database import Change, Database
from hub.queue import service as queue
from hub.settings import ContentSettings
from hub.sites import service as sites
from hub.sites.rules import Concern, Floor, House, Node, Room, Site, Zone
from tests.architecture.house import ROOT
from tests.people import person
from wire.health import Health, Trouble, Vitals
from wire.ids import ConcernId, DeviceId, RoomId, SiteId, ZoneId
from wire.look import Lang, Look
from wire.messages import (
    AlarmKind,
    CallShown,
    CallSpoken,
    CheckinRequest,
    DeviceState,
    PaperReport,
    TicketReply,
    TicketRequest,
)

SITE = SiteId("musterstadt")
NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Musterstadt."""
PUBLIC_URL = "https://warten.example"
"""What stands on slips before the path of a ticket's page."""
PASSWORD = "ein langes Passwort"
CONTENT = ContentSettings("http://hub.local")
ASSETS = Path(os.environ.get("EZ_ASSETS", ROOT / "build" / "assets"))

HOUSE = House(
    site=Site(SITE, 77, "Jobcenter Musterstadt", "Europe/Berlin", 60, 30),
    zones=(
        Zone(ZoneId("A"), {"de": "Erdgeschoss", "en": "Ground floor"}),
        Zone(ZoneId("B"), {"de": "Zweiter Stock", "en": "Second floor"}),
    ),
    concerns=(
        Concern(
            ConcernId("unterlagen"), {"de": "Unterlagen abgeben", "en": "Hand in documents"},
            {"de": "", "en": ""}, ZoneId("A"), 5,
        ),
        Concern(
            ConcernId("bescheid"), {"de": "Geld und Bescheid", "en": "Money and decision"},
            {"de": "", "en": ""}, ZoneId("A"), 10,
        ),
        Concern(
            ConcernId("erstantrag"), {"de": "Erstantrag", "en": "First application"},
            {"de": "", "en": ""}, ZoneId("B"), 30,
        ),
        Concern(
            ConcernId("umzug"), {"de": "Umzug und Miete", "en": "Moving and rent"},
            {"de": "", "en": ""}, ZoneId("B"), 20, open=False,
        ),
    ),
    rooms=(
        *(
            Room(
                RoomId(f"S{n}"), {"de": f"Schalter {n}"}, ZoneId("A"), "counter",
                (ConcernId("unterlagen"), ConcernId("bescheid")), 0, 4.5 * n - 0.5, 12, 3, 3,
            )
            for n in (1, 2, 3)
        ),
        *(
            Room(
                RoomId(label), {"de": f"Zimmer {label}"}, ZoneId("B"), "room",
                (ConcernId("erstantrag"),), 2, x, 0, 4, 5,
            )
            for label, x in (("2.10", 6), ("2.12", 15), ("2.14", 24))
        ),
    ),
    nodes=(
        Node("kiosk-01", 0, 2, 9, "device", "kiosk-01"),
        Node("display-1", 0, 4, 9, "device", "display-1"),
        Node("display-2", 0, 2, 6, "device", "display-2"),
        Node("zone-a", 0, 4, 6, "zone", "A"),
        Node("before-s2", 0, 10, 9, "corner"),
        Node("counter-2", 0, 10, 12, "room", "S2"),
        Node("stairs-0", 0, 1, 9, "stairs"),
        Node("stairs-2", 2, 1, 9, "stairs"),
        Node("zone-b", 2, 6, 9, "zone", "B"),
        Node("before-214", 2, 26, 9, "corner"),
        Node("room-214", 2, 26, 5, "room", "2.14"),
    ),
    edges=(
        ("zone-a", "display-1"), ("display-1", "before-s2"), ("before-s2", "counter-2"),
        ("display-1", "stairs-0"), ("stairs-0", "stairs-2"), ("stairs-2", "zone-b"),
        ("zone-b", "before-214"), ("before-214", "room-214"),
    ),
    floors=(Floor(0, ""), Floor(2, "Zweiter Stock")),
)  # fmt: skip


@dataclass
class Office:
    """The hub of one test: its application, and the hands of a clock."""

    database: Database
    state: Path
    now: datetime = NINE
    content: ContentSettings = field(default_factory=lambda: CONTENT)
    app: FastAPI = field(init=False)
    works: Works = field(init=False)
    tickets: dict[str, str] = field(default_factory=dict)
    """Ticket ids by number."""
    follows: dict[str, str] = field(default_factory=dict)
    """Paths of the pages that phones follow, by ticket id."""
    booked: list[Appointment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keyring = appointments.open_keyring(self.state)
        look = Look(authority="Jobcenter Musterstadt")
        self.works = open_works(self.database, SITE, self.state, self.content)
        parts = Parts(self.database, SITE, self.clock, self.keyring, look, ASSETS, works=self.works)
        self.app = create(parts)

    def clock(self) -> datetime:
        return self.now

    def after(self, **span: float) -> None:
        self.now += timedelta(**span)

    def build(self) -> None:
        """The house, its devices and a member of staff of each role."""
        sites.build(self.database, HOUSE)
        with self.database.change(SITE) as change:
            for device, name, kind, zone in (
                ("kiosk-01", "Kiosk Haupteingang", "kiosk", None),
                ("display-1", "Display 1", "display", ZoneId("A")),
                ("display-2", "Display 2", "display", ZoneId("B")),
            ):
                place = Place(DeviceId(device), kind, name, device, 0, zone)  # type: ignore[arg-type]
                devices.hang(change, place)
                state = DeviceState(
                    online=True, bd=1, at=self.now, kind=place.kind, version="0.1.0"
                )
                devices.note_state(change, place.id, state, boot="boot-1", now=self.now)
        for login, name, role in STAFF:
            identity.add_staff(
                self.database, site=SITE, login=login, name=name, role=role,
                password=PASSWORD, now=self.now,
            )  # fmt: skip

    def walk_in(
        self, concern: str = "unterlagen", *, paper: str = "printed", lang: Lang = "de"
    ) -> str:
        """Somebody without appointment takes a number at the kiosk; answers the ticket id."""
        kiosk, request = DeviceId("kiosk-01"), TicketRequest(concern=concern, lang=lang)
        with self.database.change(SITE) as change:
            reply = checkin.answer_ticket_request(change, request, device=kiosk, now=self.now)
            assert reply.kind == "ticket"
        self.paper(reply.ticket_id, paper)
        return self._noted(reply)

    def _noted(self, reply: TicketReply) -> str:
        self.tickets[reply.number] = reply.ticket_id
        self.follows[reply.ticket_id] = (reply.follow or "").removeprefix(PUBLIC_URL)
        return reply.ticket_id

    def book(
        self, minutes: float, person: str, concern: str, room: str | None,
        adviser: str = "Frau Brandt",
    ) -> Appointment:  # fmt: skip
        """An appointment so many minutes from now."""
        new = NewAppointment(
            starts_at=self.now + timedelta(minutes=minutes), minutes=30,
            concern=ConcernId(concern), room=RoomId(room) if room else None,
            adviser=adviser, person=person,
        )  # fmt: skip
        with self.database.change(SITE) as change:
            booked = appointments.book(change, new)
        self.booked.append(booked)
        return booked

    def arrive(self, appointment: Appointment, lang: str = "de") -> str:
        """The holder of an appointment checks in at the kiosk; answers the ticket id."""
        request = CheckinRequest.model_validate(
            {"kind": "short_code", "code": appointment.short_code, "lang": lang}
        )
        kiosk = DeviceId("kiosk-01")
        with self.database.change(SITE) as change:
            reply = checkin.answer_checkin(
                change, request, keyring=self.keyring, device=kiosk, now=self.now
            )
            assert reply.kind == "ticket", reply
            report = PaperReport(ticket_id=reply.ticket_id, outcome="printed", at=self.now)
            checkin.note_paper(change, report, device=kiosk, now=self.now)
        return self._noted(reply)

    def paper(self, ticket: str, outcome: str) -> None:
        """The kiosk says what became of a slip."""
        report = PaperReport.model_validate(
            {"ticket_id": ticket, "outcome": outcome, "at": self.now}
            | ({"fault": "paper_out"} if outcome == "failed" else {})
        )
        with self.database.change(SITE) as change:
            checkin.note_paper(change, report, device=DeviceId("kiosk-01"), now=self.now)

    def call(self, ticket: str, room: str, *, shown_on: str | None = None) -> str:
        """A desk calls; with `shown_on` that display has shown it half a second later."""
        with self.database.change(SITE) as change:
            call = queue.call_ticket(change, ticket, room, actor="test", now=self.now)
            if shown_on:
                frame_at = self.now + timedelta(milliseconds=80)
                shown = CallShown(call_id=call.call_id, attempt=1, frame_at=frame_at)
                self._shown(change, shown_on, shown)
        return call.call_id

    def hear(self, call: str, display: str, outcome: str, *languages: str) -> None:
        """The display has done with a call's speech."""
        said = CallSpoken.model_validate(
            {
                "call_id": call, "attempt": 1, "outcome": outcome, "languages": languages,
                "ended_at": self.now,
            }
        )  # fmt: skip
        with self.database.change(SITE) as change:
            queue.note_spoken(change, DeviceId(display), said, now=self.now)

    def see_all(self, display: str) -> None:
        """The display shows every call that nobody has seen."""
        with self.database.change(SITE) as change:
            for ticket in queue.today(change.session, SITE, now=self.now):
                call = ticket.call
                if call and call.open:
                    shown = CallShown(call_id=call.call_id, attempt=call.attempt, frame_at=self.now)
                    self._shown(change, display, shown)

    def _shown(self, change: Change, display: str, shown: CallShown) -> None:
        """The hub hears of a frame in the moment in which it is swapped."""
        queue.note_shown(change, DeviceId(display), shown, now=shown.frame_at)

    def act(self, what: str, ticket: str) -> None:
        with self.database.change(SITE) as change:
            getattr(queue, what)(change, ticket, actor="test", now=self.now)

    def alarm(self, kind: AlarmKind, *zones: str) -> str:
        """Somebody raises an alarm for these zones, or the whole site; answers its id."""
        with self.database.change(SITE) as change:
            wish = NewAlarm(kind=kind, scope="zone" if zones else "site", zones=zones)
            return emergency.raise_alarm(change, HAND, wish, now=self.now).id

    def all_over(self, alarm: str) -> None:
        with self.database.change(SITE) as change:
            emergency.end_alarm([change], HAND, alarm, now=self.now)

    def ask_for_help(self, kiosk: str) -> None:
        with self.database.change(SITE) as change:
            devices.note_help(change, DeviceId(kiosk), asked_at=self.now, now=self.now)

    def figures(self, device: str, vitals: Vitals) -> None:
        """What a device tells of itself once a minute."""
        with self.database.change(SITE) as change:
            devices.note_health(change, DeviceId(device), Health(vitals=vitals))

    def trouble(self, device: str, *keys: str) -> None:
        troubles = tuple(Trouble(key=key, severity="fault", since=self.now) for key in keys)
        with self.database.change(SITE) as change:
            devices.note_health(change, DeviceId(device), Health(troubles=troubles))


HAND: Final = person("lang", "T. Lang", "technician", SITE)
STAFF: tuple[tuple[str, str, Role], ...] = (
    ("yilmaz", "A. Yılmaz", "reception"),
    ("brandt", "K. Brandt", "adviser"),
    ("lang", "T. Lang", "technician"),
    ("vogel", "R. Vogel", "publisher"),
    ("peters", "D. Peters", "manager"),
    ("konrad", "M. Konrad", "admin"),
)


def fill(office: Office) -> None:
    """A believable morning: some expected, some waiting, some called, one thing wrong of each."""
    start = office.now
    office.now = start - timedelta(minutes=64)
    early = [office.walk_in("bescheid"), office.walk_in("unterlagen"), office.walk_in("unterlagen")]
    office.after(minutes=12)
    office.call(early[0], "S1", shown_on="display-1")
    office.act("start", early[0])
    office.call(early[1], "S3", shown_on="display-1")
    office.after(minutes=3)
    office.act("no_show", early[1])
    office.after(minutes=4)
    office.act("finish", early[0])
    office.now = start - timedelta(minutes=38)
    people = (
        (8, "Marquardt, J.", "erstantrag", "2.14"), (-22, "Popescu, A.", "erstantrag", "2.10"),
        (38, "Öztürk, S.", "erstantrag", "2.10"), (53, "Kovalenko, O.", "erstantrag", "2.12"),
        (53, "Weber, H.", "erstantrag", "2.14"), (68, "Schulze, M.", "erstantrag", "2.14"),
        (83, "Nguyen, T. L.", "bescheid", "2.12"), (98, "Al-Hassan, R.", "erstantrag", "2.10"),
        (128, "Lindner, P.", "erstantrag", "2.14"),
    )  # fmt: skip
    booked = [office.book(*person) for person in people]
    with office.database.change(SITE) as change:
        appointments.cancel(change, booked[7].id)
    office.now = start - timedelta(minutes=26)
    office.walk_in("unterlagen")
    office.after(minutes=6)
    office.arrive(booked[2])
    office.after(minutes=6)
    office.walk_in("bescheid", paper="failed")
    office.after(minutes=4)
    office.arrive(booked[3], "en")
    office.call(early[2], "S1", shown_on="display-1")
    office.act("start", early[2])
    office.after(minutes=7)
    office.walk_in("unterlagen")
    office.after(minutes=2.7)
    late = office.arrive(booked[4])
    office.call(late, "2.14", shown_on=None)
    office.trouble("kiosk-01", "printer.paper_out")
    office.ask_for_help("kiosk-01")
    office.now = start


def after_calls(office: Office) -> None:
    """Three calls: one is shown and spoken, one late and silent, one nobody has seen."""
    for _ in range(4):
        office.walk_in()
    with office.database.change(SITE) as change:
        twin = Place(DeviceId("display-9"), "display", "Display 9", "display-1", 0, ZoneId("A"))
        devices.hang(change, twin)
    office.after(seconds=20)
    well = office.call(office.tickets["W001"], "S2", shown_on="display-1")
    quiet = office.call(office.tickets["W002"], "S1")
    office.after(seconds=6)
    office.see_all("display-1")
    office.hear(well, "display-1", "spoken", "de", "tr")
    office.hear(quiet, "display-1", "quiet")
    office.call(office.tickets["W003"], "S3")
    office.after(seconds=4)
    with office.database.change(SITE) as change:
        queue.close_room(change, "2.10", until=office.now + timedelta(hours=1), now=office.now)


class Serving:
    """The application behind a real server on a loopback port, a free one unless told."""

    def __init__(self, app: FastAPI, port: int = 0) -> None:
        self._listener = socket.create_server(("127.0.0.1", port))
        settings = uvicorn.Config(
            app, log_config=None, access_log=False, timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listener]}
        )
        self.port: int = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End, and leave the port; live pages lose their connection within a second."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._listener.close()


def sign_in(client: httpx.Client | TestClient, login: str = "yilmaz") -> dict[str, str]:
    """Sign a program in; answers the headers that its changes need."""
    answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return {"X-CSRF-Token": answer.json()["csrf"]}
