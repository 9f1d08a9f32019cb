"""Says messages to a receiver as a device would, and reads what the hub says in answer."""

import itertools
import json
from typing import Any

from pydantic import BaseModel
from sqlmodel import select

from hub.bridge.receive import Receiver
from hub.kit.database import Database
from hub.kit.tables import OutboxRow
from tests.hub.conftest import Office
from wire import topics
from wire.codec import decode, encode
from wire.ids import new_ulid
from wire.messages import NAMES, Ack, Envelope
from wire.topics import Topic

_seq = itertools.count(1)


def receiver(office: Office, database: Database | None = None) -> Receiver:
    return Receiver(database or office.database, office.site, office.keyring)


def envelope(office: Office, message: BaseModel, device: str = "kiosk-01") -> Envelope:
    return Envelope(
        type=NAMES[type(message)], id=new_ulid(office.watch.now), dev=device, boot="boot-1",
        seq=next(_seq), ts=office.watch.now, data=message,
    )  # fmt: skip


def path(office: Office, device: str = "kiosk-01", topic: Topic = topics.UP) -> str:
    return topic.path(site=office.site, dev=device)


def say(office: Office, to: Receiver, message: BaseModel, device: str = "kiosk-01") -> Envelope:
    said = envelope(office, message, device)
    to.take(path(office, device), encode(said))
    return said


def changed(office: Office, message: BaseModel, **fields: Any) -> bytes:  # noqa: ANN401  any JSON
    """A message whose envelope says something else than it should."""
    plain = json.loads(encode(envelope(office, message)))
    return json.dumps({**plain, **fields}).encode()


def acks(office: Office, device: str = "kiosk-01") -> list[Ack]:
    """What the device is told by acknowledgement, the oldest first."""
    topic = topics.ACK.path(site=office.site, dev=device)
    with office.database.read() as session:
        query = select(OutboxRow).where(OutboxRow.topic == topic).order_by("id")
        rows = session.exec(query).all()
    found = [decode(row.topic, row.payload)[1].data for row in rows]
    return [one for one in found if isinstance(one, Ack)]
