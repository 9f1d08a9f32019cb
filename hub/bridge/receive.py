"""One message from a device: checked, answered in one transaction, acknowledged from its outbox."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import BaseModel

from hub.appointments.service import Keyring
from hub.bridge.table import GLIMPSES, RECORDS, TABLE, Answer, Desk, Glimpse, lived_at
from hub.devices import service as devices
from hub.devices.rules import UnknownDevice
from hub.kit import inbox
from hub.kit.database import Change, Database, put_out
from hub.kit.errors import HouseError
from hub.queue.rules import UnknownTicket
from wire import topics
from wire.codec import WireError, decode
from wire.health import Health
from wire.ids import DeviceId, SiteId
from wire.messages import (
    Ack,
    AmendRequest,
    CheckinRequest,
    DeviceState,
    DoneReply,
    Envelope,
    PaperReport,
    TicketReply,
    TicketRequest,
)

log = logging.getLogger("hub.bridge")

Outcome = Literal["malformed", "unsupported"]
_READABLE_ID = re.compile(r"[!-~]{1,40}")
_NO_TEXT = b"\\u0000"
"""PostgreSQL keeps no NUL characters, so that a message with one could never be answered."""


TICKET_MAY_COME: Final = timedelta(days=2)
"""So long the word about a ticket that nobody knows is left with its sender, who repeats it."""


class Receiver:
    """Takes messages as they come from the broker; `refused` counts those it cannot take."""

    def __init__(self, database: Database, site: SiteId, keyring: Keyring) -> None:
        self._database = database
        self._site = site
        self._keyring = keyring
        self._counting = threading.Lock()
        self._refused: Counter[str] = Counter()

    @property
    def refused(self) -> dict[str, int]:
        """How many messages were refused since the start, by fault."""
        with self._counting:
            return dict(self._refused)

    def take(self, path: str, payload: bytes, *, kept: bool = False) -> None:
        """Answer one message, in one transaction; `kept`: the broker has it from before.

        What cannot be taken is logged, counted and, if it bears an id, acknowledged, so that its
        sender forgets it. Errors of the database are the caller's.
        """
        try:
            address, envelope = _read(path, payload)
        except WireError as error:
            self._refuse(path, error)
            return
        if address.parts["site"] != self._site or address.topic.speaker != "device":
            self._note("wrong_address", address.topic.name)
            return
        try:
            self._answer(address.topic, DeviceId(address.parts["dev"]), envelope, kept)
        except UnknownDevice:
            self._note("unknown_device", address.parts["dev"])

    def _answer(
        self, topic: topics.Topic, device: DeviceId, envelope: Envelope, kept: bool
    ) -> None:
        if note := GLIMPSES.get(type(envelope.data)):
            self._glimpse(note, device, envelope)
            return
        if record := RECORDS.get(type(envelope.data)):
            self._record(record, device, envelope)
            return
        row = TABLE[type(envelope.data)]
        if self._still_there(device, envelope, kept):
            return
        with self._database.read() as session:
            kind = devices.kind(session, self._site, device)
        if kind not in row.kinds:
            self._never(device, envelope.id, "wrong_kind", "unsupported")
            return
        try:
            with self._database.change(self._site) as change:
                if topic is topics.UP:
                    self._once(change, device, envelope)
                else:
                    self._reply(change, device, envelope, kept=kept)
        except UnknownDevice:
            raise
        except UnknownTicket as error:
            if not self._may_come(envelope):
                self._never(device, envelope.id, error.key, "malformed")
                return
            log.info("ticket_awaited", extra={"device": device, "type": envelope.type})
        except HouseError as error:
            self._never(device, envelope.id, error.key, "malformed")

    def _glimpse(
        self, note: Callable[[Glimpse, BaseModel], None], device: DeviceId, envelope: Envelope
    ) -> None:
        """Noted without the site's lock and without a new revision."""
        with self._database.read() as session:
            if devices.kind(session, self._site, device) != "display":
                self._note("wrong_kind", device)
                return
        with self._database.write(durable=False) as session:
            note(Glimpse(session, self._site, device, self._database.post.clock()), envelope.data)

    def _record(
        self, record: Callable[[Glimpse, BaseModel], None], device: DeviceId, envelope: Envelope
    ) -> None:
        """Kept durably and acknowledged, without the site's lock and without a new revision."""
        with self._database.read() as session:
            kind = devices.kind(session, self._site, device)
        if kind != "display":
            self._never(device, envelope.id, "wrong_kind", "unsupported")
            return
        ack = Ack(of=envelope.id, outcome="committed", reply=DoneReply())
        post = self._database.post
        try:
            with self._database.write() as session:
                record(Glimpse(session, self._site, device, post.clock()), envelope.data)
                put_out(session, self._site, post, topics.ACK, ack, dev=device)
        except HouseError as error:
            self._never(device, envelope.id, error.key, "malformed")

    def _may_come(self, envelope: Envelope) -> bool:
        """Whether the check-in that this is about may only be late.

        A kiosk alone makes its tickets' ids itself, and a hub that dies may lose the first of two
        messages for a moment.
        """
        about = isinstance(envelope.data, PaperReport | AmendRequest)
        return about and abs(self._database.post.clock() - envelope.ts) < TICKET_MAY_COME

    def _still_there(self, device: DeviceId, envelope: Envelope, kept: bool) -> bool:
        """A device that says again that it is there changes nothing, and wakes no page."""
        if isinstance(envelope.data, Health):
            return self._nothing_but_figures(device, envelope.data)
        if not isinstance(envelope.data, DeviceState):
            return False
        word = devices.word_of(envelope.data, envelope.boot)
        with self._database.read() as session:
            if not devices.repeats(session, self._site, device, word):
                return False
        with self._database.write(durable=False) as session:
            now = self._database.post.clock()
            at = lived_at(_sent_at(envelope), kept, now)
            devices.note_repetition(session, self._site, device, word, now=now, lived_at=at)
        return True

    def _nothing_but_figures(self, device: DeviceId, health: Health) -> bool:
        """Figures come once a minute from each device; they wake no page and are no change."""
        with self._database.read() as session:
            if not devices.same_troubles(session, self._site, device, health):
                return False
        with self._database.write(durable=False) as session:
            devices.note_vitals(session, self._site, device, health)
        return True

    def _once(self, change: Change, device: DeviceId, envelope: Envelope) -> None:
        """The second arrival of a message, also in another process, gets the first answer."""
        key = f"{device}/{envelope.id}"
        before = inbox.answered(change.session, key)
        if before is not None:
            log.info("message_repeated", extra={"device": device, "type": envelope.type})
            ack = Ack.model_validate_json(before)
        else:
            ack = self._first(change, device, envelope)
        change.publish(topics.ACK, ack, dev=device)

    def _first(self, change: Change, device: DeviceId, envelope: Envelope) -> Ack:
        """The answer to a message that is new.

        It is the answer to the message that it supersedes as well, should that one come late.
        """
        old = _superseded(envelope)
        before = inbox.answered(change.session, f"{device}/{old}") if old else None
        earlier = Ack.model_validate_json(before).reply if before is not None else None
        ticket = earlier if isinstance(earlier, TicketReply) else None
        reply = self._reply(change, device, envelope, ticket)
        answered = [envelope.id, *([old] if old and before is None else [])]
        acks = [Ack(of=one, outcome="committed", reply=reply) for one in answered]
        at = self._database.post.clock()
        for ack in acks:
            text, key = ack.model_dump_json(), f"{device}/{ack.of}"
            inbox.remember(change.session, key, sender=device, at=at, answer=text)
        return acks[0]

    def _reply(
        self,
        change: Change,
        device: DeviceId,
        envelope: Envelope,
        earlier: TicketReply | None = None,
        *,
        kept: bool = False,
    ) -> Answer:
        now, sent_at = self._database.post.clock(), _sent_at(envelope)
        desk = Desk(change, device, self._keyring, now, sent_at, envelope.boot, earlier, kept)
        return TABLE[type(envelope.data)].answer(desk, envelope.data)

    def _refuse(self, path: str, error: WireError) -> None:
        address = topics.parse(path)
        self._note(error.fault, error.detail)
        known = address is not None and address.topic is topics.UP
        message_id = error.message_id
        if not known or address is None or address.parts["site"] != self._site:
            return
        if message_id is None or not _READABLE_ID.fullmatch(message_id):
            return
        unsupported = error.fault in ("unknown_type", "unknown_version")
        self._say(
            DeviceId(address.parts["dev"]),
            Ack(of=message_id, outcome="unsupported" if unsupported else "malformed"),
        )

    def _never(self, device: DeviceId, message_id: str, fault: str, outcome: Outcome) -> None:
        self._note(fault, device)
        self._say(device, Ack(of=message_id, outcome=outcome))

    def _say(self, device: DeviceId, ack: Ack) -> None:
        with self._database.change(self._site) as change:
            try:
                devices.device(change.session, self._site, device)
            except UnknownDevice:
                return
            change.publish(topics.ACK, ack, dev=device)

    def _note(self, fault: str, detail: str) -> None:
        with self._counting:
            self._refused[fault] += 1
        log.warning("message_refused", extra={"fault": fault, "detail": detail})


def _sent_at(envelope: Envelope) -> datetime | None:
    return envelope.ts if envelope.clk == "synced" else None


def _superseded(envelope: Envelope) -> str | None:
    """The earlier message of the same visitor, which must lead to no second ticket."""
    said = envelope.data
    if not isinstance(said, CheckinRequest | TicketRequest) or said.offline is None:
        return None
    return said.offline.supersedes if said.offline.supersedes != envelope.id else None


def _read(path: str, payload: bytes) -> tuple[topics.Address, Envelope]:
    address, envelope = decode(path, payload)
    if _NO_TEXT in payload:
        raise WireError("malformed", "NUL character", envelope.id)
    return address, envelope
