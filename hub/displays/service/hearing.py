"""What displays say: reports and pictures, which are no change, and answers to orders."""

import base64
import binascii
import logging
from datetime import datetime

from hub.devices import service as devices
from hub.displays import repository
from hub.displays.rules import ORDERS_KEPT, PICTURE_KEPT, UnknownOrder
from hub.kit.database import Change, Database, Session
from wire.ids import DeviceId, SiteId
from wire.messages import DisplayPicture, DisplayReport, OrderDone

log = logging.getLogger("hub.displays")

_JPEG = b"\xff\xd8\xff"


def note_report(
    session: Session, site: SiteId, device: DeviceId, said: DisplayReport, now: datetime
) -> None:
    """What stands on the panel; the last word counts. It wakes the displays' pages only."""
    if repository.report(session, site, device) != said:
        repository.put_report(session, site, device, said, now)


def note_picture(
    session: Session, site: SiteId, device: DeviceId, said: DisplayPicture, now: datetime
) -> None:
    """A picture that was asked for of this display; any other is left out, unseen."""
    order = repository.order(session, site, device, said.order)
    if order is None or order.action != "picture":
        log.info("picture_unasked", extra={"site": site, "device": device})
        return
    try:
        jpeg = base64.b64decode(said.jpeg, validate=True)
    except (binascii.Error, ValueError):
        jpeg = b""
    if not jpeg.startswith(_JPEG):
        log.info("picture_unreadable", extra={"site": site, "device": device})
        return
    taken_at = said.taken_at if order.at <= said.taken_at <= now else now
    repository.put_picture(session, site, device, jpeg=jpeg, taken_at=taken_at, at=now)


def note_done(change: Change, device: DeviceId, said: OrderDone, *, now: datetime) -> None:
    """What became of an order; the first answer counts, also when it is late.

    Raises UnknownDevice, UnknownOrder.
    """
    devices.device(change.session, change.site, device)
    order = repository.order(change.session, change.site, device, said.order)
    if order is None:
        raise UnknownOrder(order=said.order)
    if order.outcome is None:
        repository.end_order(change.session, order.id, said.outcome, said.detail, now)
        extra = {"site": change.site, "device": device, "order": order.id, "outcome": said.outcome}
        log.info("order_done", extra=extra)


def forget(change: Change, *, now: datetime) -> None:
    """Orders of weeks ago."""
    repository.forget_orders(change.session, change.site, now - ORDERS_KEPT)


def forget_pictures(database: Database, *, now: datetime) -> None:
    """Pictures that are over; nothing is written while there are none."""
    with database.read() as session:
        if not repository.has_old_pictures(session, now - PICTURE_KEPT):
            return
    with database.write(durable=False) as session:
        repository.forget_pictures(session, now - PICTURE_KEPT)
