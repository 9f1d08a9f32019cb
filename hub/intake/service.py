"""The front door of the intake: note a receipt, find it by its code, forget it in time."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from hub.appointments import service as appointments
from hub.appointments.rules import Appointment
from hub.appointments.service import Keyring
from hub.intake import repository
from hub.intake.rules import (
    NoReceiptCode,
    Receipt,
    ReceiptCodeTaken,
    UnknownReceipt,
    delete_on,
)
from hub.kit.database import Change, Session
from hub.sites import service as sites
from wire import qr
from wire.ids import DeviceId, SiteId
from wire.messages import DocumentsReceipt

log = logging.getLogger("hub.intake")


def note_receipt(
    change: Change, said: DocumentsReceipt, *, keyring: Keyring, device: DeviceId, at: datetime,
    now: datetime,
) -> None:  # fmt: skip
    """Papers lie in the box under this code. Raises NoReceiptCode, ReceiptCodeTaken.

    A letter that is not ours, or not genuine, is as good as none.
    """
    if qr.read_short_code(said.code) is None:
        raise NoReceiptCode
    known = repository.row(change.session, said.code)
    if known is not None and (known.site, known.device) != (change.site, device):
        raise ReceiptCodeTaken
    if known is None:
        site = sites.site(change.session, change.site)
        owner = _owner(change, said.letter, keyring)
        receipt = Receipt(said.code, device, at, now, owner, said.lang, delete_on(site.day(now)))
        repository.add(change.session, change.site, receipt)
    log.info("papers_received", extra={"site": change.site, "device": device})


def find(session: Session, site: SiteId, typed: str) -> Receipt:
    """The receipt whose code somebody typed or scanned. Raises NoReceiptCode, UnknownReceipt."""
    code = qr.read_short_code(typed.strip().removeprefix(qr.DOCUMENTS_MAGIC))
    if code is None:
        raise NoReceiptCode
    row = repository.row(session, code)
    if row is None or row.site != site:
        raise UnknownReceipt
    return repository.receipt(row)


def of_day(session: Session, site: SiteId, *, day: date) -> tuple[Receipt, ...]:
    """The receipts of a local day, the newest first."""
    start, end = sites.site(session, site).bounds(day)
    return tuple(repository.receipt(row) for row in repository.between(session, site, start, end))


def owner(session: Session, site: SiteId, receipt: Receipt) -> Appointment | None:
    """The appointment whose letter was shown with the papers."""
    return appointments.find(session, site, receipt.appointment) if receipt.appointment else None


def forget(change: Change, *, now: datetime) -> None:
    """Delete what has served its purpose."""
    today = sites.site(change.session, change.site).day(now)
    gone = repository.forget(change.session, change.site, today)
    if gone:
        log.info("receipts_forgotten", extra={"site": change.site, "count": gone})


def erase(change: Change, appointments: Sequence[str]) -> None:
    """Whose papers these were is forgotten before its day, because the person wants it."""
    repository.erase(change.session, change.site, appointments)


def _owner(change: Change, letter: str, keyring: Keyring) -> str | None:
    try:
        code = qr.verify(letter, keyring.public)
    except qr.CodeRefused:
        return None
    if code.site_number != sites.site(change.session, change.site).number:
        return None
    found = appointments.find(change.session, change.site, code.appointment.hex())
    return found.id if found else None
