"""The one table that says which room answers which message, and who may send it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel

from hub.appointments.service import Keyring
from hub.checkin import service as checkin
from hub.checkin.rules import given_at
from hub.checkin.service import Offline
from hub.content import service as content
from hub.devices import service as devices
from hub.devices.rules import DeviceKind
from hub.displays import service as displays
from hub.emergency import service as emergency
from hub.feedback import service as feedback
from hub.intake import service as intake
from hub.kit.database import Change, Session
from hub.presence import service as presence
from hub.presence.rules import UnknownVisit
from hub.queue import service as queue
from wire.health import Health
from wire.ids import DeviceId, SiteId
from wire.messages import (
    AmendRequest,
    CallShown,
    CallSpoken,
    CheckinRequest,
    DeviceState,
    DisplayPicture,
    DisplayReport,
    DocumentsReceipt,
    DoneReply,
    EmergencyShown,
    Feedback,
    HelpRequest,
    LeaveRequest,
    OfflineIssue,
    OrderDone,
    PaperReport,
    PlayedLog,
    RefusalReply,
    TicketReply,
    TicketRequest,
)

Answer = TicketReply | RefusalReply | DoneReply | None
"""None: taken, but of no use any more."""
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Desk:
    """Where a message is answered: the transaction, the device that sent it, the moment."""

    change: Change
    device: DeviceId
    keyring: Keyring
    now: datetime
    sent_at: datetime | None
    """By the device's clock; None when that clock is not set."""
    boot: str
    """Which life of the device."""
    earlier: TicketReply | None = None
    """The ticket that the message's superseded one led to."""
    kept: bool = False
    """The broker has the message from before: its device may be gone since."""

    def offline(self, issue: OfflineIssue) -> Offline:
        synced = self.sent_at is not None
        return Offline(issue, self.device, synced, self.earlier, told_at=self.sent_at)

    def moment(self, said: datetime) -> datetime:
        """When something was, by the device's clock where that can be believed."""
        return given_at(said, self.sent_at is not None, self.now) or self.now


def lived_at(sent_at: datetime | None, kept: bool, now: datetime) -> datetime | None:
    """When a device was there whose message was kept; None: now.

    Without a clock to be believed that is now, too: it is gone when it stays silent.
    """
    return given_at(sent_at, True, now) if kept and sent_at else None


@dataclass(frozen=True)
class Row(Generic[M]):
    """Which kinds of device may say `message`, and which room's answer it gets."""

    message: type[M]
    kinds: frozenset[DeviceKind]
    ask: Callable[[Desk, M], Answer]

    def answer(self, desk: Desk, message: BaseModel) -> Answer:
        """What the room says. Raises HouseError when it will never take the message."""
        if not isinstance(message, self.message):
            raise TypeError(f"{type(message).__name__} in the row of {self.message.__name__}")
        return self.ask(desk, message)


def _checkin(at: Desk, said: CheckinRequest) -> Answer:
    if said.offline is not None:
        return checkin.merge_checkin(
            at.change, said, at.offline(said.offline), keyring=at.keyring, now=at.now
        )
    answer = checkin.answer_checkin(
        at.change, said, keyring=at.keyring, device=at.device, now=at.now, sent_at=at.sent_at
    )
    if isinstance(answer, TicketReply) and answer.again:
        presence.note_kiosk(at.change, answer.ticket_id, now=at.now)
    return answer


def _ticket(at: Desk, said: TicketRequest) -> Answer:
    if said.offline is not None:
        return checkin.merge_ticket_request(at.change, said, at.offline(said.offline), now=at.now)
    return checkin.answer_ticket_request(at.change, said, device=at.device, now=at.now)


def _amend(at: Desk, said: AmendRequest) -> Answer:
    said_at = at.moment(at.sent_at) if at.sent_at else at.now
    return checkin.amend(at.change, said, device=at.device, said_at=said_at, now=at.now)


def _leave(at: Desk, said: LeaveRequest) -> Answer:
    try:
        presence.leave_by_code(
            at.change, said.code, keyring=at.keyring, actor=at.device, now=at.now,
            at=at.moment(at.sent_at) if at.sent_at else None,
        )  # fmt: skip
    except UnknownVisit:
        return RefusalReply(reason="unknown")
    return DoneReply()


def _receipt(at: Desk, said: DocumentsReceipt) -> Answer:
    intake.note_receipt(
        at.change, said, keyring=at.keyring, device=at.device, at=at.moment(said.at), now=at.now
    )
    return DoneReply()


def _feedback(at: Desk, said: Feedback) -> Answer:
    feedback.note(at.change, said, device=at.device, at=at.moment(said.at))
    return DoneReply()


def _paper(at: Desk, said: PaperReport) -> Answer:
    return checkin.note_paper(at.change, said, device=at.device, now=at.now)


def _help(at: Desk, _said: HelpRequest) -> Answer:
    asked_at = at.sent_at or at.now
    heard = devices.note_help(at.change, at.device, asked_at=asked_at, now=at.now)
    return DoneReply() if heard else None


def _shown(at: Desk, said: CallShown) -> Answer:
    queue.note_shown(at.change, at.device, said, now=at.now)
    return DoneReply()


def _spoken(at: Desk, said: CallSpoken) -> Answer:
    queue.note_spoken(at.change, at.device, said, now=at.now)
    return DoneReply()


def _alarm_shown(at: Desk, said: EmergencyShown) -> Answer:
    emergency.note_shown(at.change, at.device, said, now=at.now)
    return DoneReply()


def _order_done(at: Desk, said: OrderDone) -> Answer:
    displays.note_done(at.change, at.device, said, now=at.now)
    return DoneReply()


def _state(at: Desk, said: DeviceState) -> Answer:
    then = lived_at(at.sent_at, at.kept, at.now)
    devices.note_state(at.change, at.device, said, boot=at.boot, now=at.now, lived_at=then)
    return DoneReply()


def _health(at: Desk, said: Health) -> Answer:
    devices.note_health(at.change, at.device, said)
    return DoneReply()


_KIOSK: frozenset[DeviceKind] = frozenset({"kiosk"})
_DISPLAY: frozenset[DeviceKind] = frozenset({"display"})

TABLE: Mapping[type[BaseModel], Row[CheckinRequest] | Row[TicketRequest] | Row[AmendRequest]
               | Row[LeaveRequest] | Row[DocumentsReceipt] | Row[Feedback] | Row[PaperReport]
               | Row[HelpRequest] | Row[CallShown] | Row[CallSpoken] | Row[EmergencyShown]
               | Row[DeviceState] | Row[OrderDone] | Row[Health]] = {
    CheckinRequest: Row(CheckinRequest, _KIOSK, _checkin),
    TicketRequest: Row(TicketRequest, _KIOSK, _ticket),
    AmendRequest: Row(AmendRequest, _KIOSK, _amend),
    LeaveRequest: Row(LeaveRequest, _KIOSK, _leave),
    DocumentsReceipt: Row(DocumentsReceipt, _KIOSK, _receipt),
    Feedback: Row(Feedback, _KIOSK, _feedback),
    PaperReport: Row(PaperReport, _KIOSK, _paper),
    HelpRequest: Row(HelpRequest, _KIOSK, _help),
    CallShown: Row(CallShown, _DISPLAY, _shown),
    CallSpoken: Row(CallSpoken, _DISPLAY, _spoken),
    EmergencyShown: Row(EmergencyShown, _DISPLAY, _alarm_shown),
    OrderDone: Row(OrderDone, _DISPLAY, _order_done),
    DeviceState: Row(DeviceState, _KIOSK | _DISPLAY, _state),
    Health: Row(Health, _KIOSK | _DISPLAY, _health),
}  # fmt: skip


@dataclass(frozen=True)
class Glimpse:
    """Where a message is noted that is no change of the site: it wakes no page of reception."""

    session: Session
    site: SiteId
    device: DeviceId
    now: datetime


def _report(at: Glimpse, said: BaseModel) -> None:
    if isinstance(said, DisplayReport):
        displays.note_report(at.session, at.site, at.device, said, at.now)


def _picture(at: Glimpse, said: BaseModel) -> None:
    if isinstance(said, DisplayPicture):
        displays.note_picture(at.session, at.site, at.device, said, at.now)


def _played(at: Glimpse, said: BaseModel) -> None:
    if isinstance(said, PlayedLog):
        content.note_played(at.session, at.site, at.device, said, at.now)


GLIMPSES: Mapping[type[BaseModel], Callable[[Glimpse, BaseModel], None]] = {
    DisplayReport: _report,
    DisplayPicture: _picture,
}
"""Said by displays only, as often as something on the panel changes; the last word counts."""

RECORDS: Mapping[type[BaseModel], Callable[[Glimpse, BaseModel], None]] = {
    PlayedLog: _played,
}
"""Said by displays only and no change of the site either, but kept for good before it is
acknowledged. Each room knows by its own keys what it was told before: no answer is remembered."""
