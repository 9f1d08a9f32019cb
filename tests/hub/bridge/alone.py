"""Kiosks that have given out numbers of their own while no hub answered, and tell of it later."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import BaseModel

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment, NewAppointment
from hub.bridge.receive import Receiver
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.queue import service as queue
from hub.queue.rules import Range, Ticket
from hub.sites.demo import HOUSE
from tests.hub.bridge.speech import envelope, path
from tests.hub.conftest import Office
from wire.codec import encode
from wire.ids import ConcernId, DeviceId, RoomId, new_ulid
from wire.messages import (
    CheckinRequest,
    Envelope,
    OfflineIssue,
    PaperReport,
    TicketReply,
    TicketRequest,
)


def book(office: Office, minutes: float = 10, room: str | None = "2.14") -> Appointment:
    at = office.watch.now + timedelta(minutes=minutes)
    new = NewAppointment(
        at, 30, ConcernId("erstantrag"), RoomId(room) if room else None, "Frau Brandt", "Weber, H."
    )
    with office.database.change(office.site) as change:
        return appointments.book(change, new)


def letter(office: Office, one: Appointment) -> CheckinRequest:
    code = appointments.letter_code(office.keyring, HOUSE.site, one)
    return CheckinRequest(kind="letter", code=code, lang="en")


def wish(concern: str = "unterlagen") -> TicketRequest:
    return TicketRequest(concern=concern, lang="de")


def hear(office: Office, to: Receiver, said: Envelope) -> None:
    to.take(path(office, said.dev), encode(said))


def today(office: Office) -> list[Ticket]:
    with office.database.read() as session:
        return list(queue.today(session, office.site, now=office.watch.now))


def ticket(office: Office, ticket_id: str) -> Ticket:
    with office.database.read() as session:
        return queue.ticket(session, office.site, ticket_id)


@dataclass
class Kiosk:
    """A kiosk with the numbers that are leased to it; `synced` is what its clock says of itself."""

    office: Office
    name: str = "kiosk-01"
    synced: bool = True
    given: int = 0
    lease: Range = field(init=False)

    def __post_init__(self) -> None:
        with self.office.database.change(self.office.site) as change:
            known = {one.place.id for one in devices.devices(change.session, change.site)}
            if self.name not in known:
                place = Place(DeviceId(self.name), "kiosk", f"Kiosk {self.name}", "kiosk-01", 180)
                devices.hang(change, place)
            found = queue.lease(change, DeviceId(self.name))
        assert found is not None
        self.lease = found

    def says(self, message: BaseModel) -> Envelope:
        clock = "synced" if self.synced else "unsynced"
        return envelope(self.office, message, self.name).model_copy(update={"clk": clock})

    def alone(
        self,
        wanted: CheckinRequest | TicketRequest,
        *,
        supersedes: str | None = None,
        at: datetime | None = None,
        number: str | None = None,
        day_known: bool = True,
    ) -> Envelope:
        """Give out the next number of the range for what somebody wants."""
        issue = OfflineIssue(
            ticket_id=new_ulid(self.office.watch.now), number=number or self._next(),
            issued_at=at or self.office.watch.now, supersedes=supersedes, day_known=day_known,
        )  # fmt: skip
        return self.says(wanted.model_copy(update={"offline": issue}))

    def paper(self, said: Envelope, outcome: str = "printed") -> Envelope:
        """What became of the slip of a number that was given out alone."""
        report = {
            "ticket_id": issue(said).ticket_id, "outcome": outcome, "at": self.office.watch.now,
        }  # fmt: skip
        return self.says(PaperReport.model_validate(report))

    def _next(self) -> str:
        """Round and round, also over midnight."""
        at = self.lease.first + self.given % (self.lease.last - self.lease.first + 1)
        self.given += 1
        return f"{self.lease.series}{at:03d}"


def issue(said: Envelope) -> OfflineIssue:
    assert isinstance(said.data, CheckinRequest | TicketRequest)
    assert said.data.offline is not None
    return said.data.offline


def got(reply: object) -> TicketReply:
    assert isinstance(reply, TicketReply), reply
    return reply
