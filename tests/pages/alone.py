"""What a kiosk did alone at the small office of the page tests, and how it shows at reception."""

from dataclasses import dataclass
from datetime import timedelta

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.checkin import service as checkin
from hub.checkin.service import Offline
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.feedback import service as feedback
from hub.intake import service as intake
from hub.queue import service as queue
from hub.queue.rules import Range
from tests.pages.office import HOUSE, SITE, Office, fill
from wire.ids import DeviceId, new_ulid
from wire.messages import (
    AmendRequest,
    CheckinRequest,
    DocumentsReceipt,
    Feedback,
    OfflineIssue,
    PaperReport,
    TicketRequest,
)
from wire.qr import SHORT_ALPHABET, read_short_code


@dataclass
class AloneKiosk:
    """A kiosk of the office without its hub; gives out the numbers that are leased to it."""

    office: Office
    device: DeviceId
    given: int = 0

    def lease(self) -> Range:
        with self.office.database.change(SITE) as change:
            found = queue.lease(change, self.device)
        assert found is not None
        return found

    def take(
        self,
        wanted: str | Appointment,
        *,
        ago: float = 20,
        synced: bool = True,
        number: str | None = None,
    ) -> str:
        """Somebody got a number `ago` minutes ago, and the hub hears of it now: the ticket id."""
        now, lease = self.office.now, self.lease()
        number = number or f"{lease.series}{lease.first + self.given:03d}"
        self.given += 1
        issue = OfflineIssue(
            ticket_id=new_ulid(now), number=number, issued_at=now - timedelta(minutes=ago)
        )
        offline = Offline(issue, self.device, synced)
        with self.office.database.change(SITE) as change:
            if isinstance(wanted, str):
                wish = TicketRequest(concern=wanted, lang="de")
                reply = checkin.merge_ticket_request(change, wish, offline, now=now)
            else:
                code = appointments.letter_code(self.office.keyring, HOUSE.site, wanted)
                shown = CheckinRequest(kind="letter", code=code, lang="ar")
                reply = checkin.merge_checkin(
                    change, shown, offline, keyring=self.office.keyring, now=now
                )
            paper = PaperReport(ticket_id=issue.ticket_id, outcome="printed", at=now)
            checkin.note_paper(change, paper, device=self.device, now=now)
        return reply.ticket_id

    def amend(self, ticket: str, persons: int, *concerns: str) -> None:
        said = AmendRequest(ticket_id=ticket, persons=persons, concerns=concerns)
        now = self.office.now
        with self.office.database.change(SITE) as change:
            checkin.amend(change, said, device=self.device, said_at=now, now=now)

    def papers(self, code: str, of: Appointment | None = None) -> None:
        letter = appointments.letter_code(self.office.keyring, HOUSE.site, of) if of else ""
        now = self.office.now
        said = DocumentsReceipt(code=code, lang="de", letter=letter, at=now)
        with self.office.database.change(SITE) as change:
            intake.note_receipt(
                change, said, keyring=self.office.keyring, device=self.device, at=now, now=now
            )

    def feedback(self, *scores: int, reason: str | None = None) -> None:
        with self.office.database.change(SITE) as change:
            for score in scores:
                said = Feedback.model_validate(
                    {"score": score, "reason": reason, "at": self.office.now}
                )
                feedback.note(change, said, device=self.device, at=self.office.now)


def second_kiosk(office: Office) -> AloneKiosk:
    """One more kiosk, at the side entrance; it is away."""
    place = Place(DeviceId("kiosk-02"), "kiosk", "Kiosk Nebeneingang", "kiosk-02", 0)
    with office.database.change(SITE) as change:
        devices.hang(change, place)
    return AloneKiosk(office, place.id)


def after_an_outage(office: Office) -> None:
    """The filled morning, and each mark that a time alone leaves behind, once."""
    booked = office.book(20, "Rahimi, F.", "erstantrag", "2.12")
    off = office.book(25, "Mensah, A.", "erstantrag", "2.12")
    with office.database.change(SITE) as change:
        appointments.cancel(change, off.id)
    first, second = AloneKiosk(office, DeviceId("kiosk-01")), second_kiosk(office)
    fill(office)
    visit = first.take(booked, ago=24)
    second.take(booked, ago=19)
    first.amend(visit, 3)
    first.take(off, ago=21)
    walked = first.take("unterlagen", ago=18)
    first.amend(walked, 1, "bescheid")
    first.take("bescheid", ago=16, synced=False)
    first.take("unterlagen", ago=3 * 24 * 60)
    office.now += timedelta(seconds=30)


def hand_in(office: Office) -> str:
    """Papers and feedback of a morning; answers the code of papers whose person is known."""
    kiosk = AloneKiosk(office, DeviceId("kiosk-01"))
    due = office.book(15, "Weber, H.", "erstantrag", "2.14")
    codes = ("K7MD2Q", "A3CDEF", "XY4679")
    whole = [stem + last for stem in codes for last in _endings(stem)]
    for code, owner in zip(whole, (None, due, None), strict=True):
        kiosk.papers(code, owner)
        office.after(minutes=11)
    kiosk.feedback(5, 5, 5, 4, 4, 4, 4, 3)
    kiosk.feedback(2, 1, reason="waiting")
    return whole[1]


def _endings(stem: str) -> list[str]:
    """The two characters that make a readable code of six."""
    return [
        one + other
        for one in "2"
        for other in SHORT_ALPHABET
        if read_short_code(stem + one + other) is not None
    ]
