"""Who comes, is called and is seen, for the tests of presence."""

from datetime import datetime

from sqlmodel import select

from hub.kit.auth import Principal
from hub.kit.tables import OutboxRow
from hub.presence import service
from hub.queue import service as queue
from hub.queue.rules import NewTicket, Ticket
from hub.sites.demo import HERE
from tests.hub.conftest import Office
from tests.people import person
from wire import topics
from wire.codec import decode
from wire.ids import ConcernId, DeviceId, ZoneId
from wire.messages import HouseList

KIOSK = DeviceId("kiosk-01")
PASSWORD = "ein langes Passwort"


def warden() -> Principal:
    return person("w", "W. Arden", "reception", HERE)


def arrives(office: Office, *, persons: int = 1, concern: str = "unterlagen") -> Ticket:
    with office.database.change(HERE) as change:
        new = NewTicket(ConcernId(concern), ZoneId("A"), "de")
        ticket = queue.issue(change, new, now=office.watch.now, device=KIOSK)
        if persons > 1:
            queue.amend(
                change, ticket.id, KIOSK, persons=persons, concerns=(), now=office.watch.now
            )
    return ticket


def act(office: Office, what: str, ticket: str, *more: str) -> None:
    with office.database.change(HERE) as change:
        getattr(queue, what)(change, ticket, *more, actor="test", now=office.watch.now)


def inside(office: Office) -> dict[str, str]:
    """Where each number is."""
    with office.database.read() as session:
        seen = service.picture(session, HERE, now=office.watch.now)
    return {one.number: one.where for one in seen.stays}


def copies(office: Office, device: str = KIOSK) -> list[HouseList]:
    """What the kiosk has been told, the oldest first."""
    topic = topics.HOUSE.path(site=HERE, dev=device)
    with office.database.read() as session:
        rows = session.exec(select(OutboxRow).where(OutboxRow.topic == topic)).all()
    said = [decode(topic, row.payload)[1].data for row in rows if row.payload]
    return [one for one in said if isinstance(one, HouseList)]


def begins(office: Office) -> datetime:
    with office.database.change(HERE) as change:
        service.begin(change, warden(), now=office.watch.now)
    return office.watch.now
