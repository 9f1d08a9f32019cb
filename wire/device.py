"""A device's side of the talk: births, wills, outbox until the hub's acknowledgement, hub state."""

import logging
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Literal

from pydantic import BaseModel

from wire import topics
from wire.codec import WireError, decode, encode
from wire.health import ClockState, Health, clock_state
from wire.hubs import Deed, Hubs
from wire.ids import DeviceId, MessageId, SiteId, new_ulid, stamp
from wire.link import Hooks, Link, LinkSettings, Publication, PublishDeniedError
from wire.messages import (
    NAMES,
    Ack,
    DeviceState,
    Envelope,
    HubState,
    Reply,
    TimeAsked,
    TimeTold,
)
from wire.outbox import PROOF, RANKS, URGENT, USUAL, Outbox

log = logging.getLogger("wire.device")

RESEND_S = 4.0
"""How long an unacknowledged message waits before it is sent again."""
DENIED_MOST_S = 60.0
"""The longest pause between two tries of what the broker denies."""
AT_ONCE = 50
"""So many unacknowledged messages are on their way at most; the broker takes as many in flight."""
IN_MIND = 200
"""So many messages wait in memory while the disk takes none; proof of play goes first."""
DISK_AGAIN_S = 10.0
"""How long a disk that has refused something is left alone."""
KEEPALIVE_S = 5
"""A cable that is cut without a word is noticed within twice that."""
WILL_DELAY_S = 10
STATE_EVERY_S = 30.0
"""How often a birth is repeated: a broker that dies takes the wills it holds with it."""


@dataclass(frozen=True)
class HubReachable:
    """Whether a message would be answered now: link up and at least one hub process alive."""

    yes: bool


@dataclass(frozen=True)
class LinkLost:
    """The broker is not heard any more; with the next link it says all retained state again."""


@dataclass(frozen=True)
class Answered:
    """The hub has committed message `of`; `reply` is its answer, the same for each repetition."""

    of: MessageId
    outcome: Literal["committed", "malformed", "unsupported"]
    reply: Reply | None


@dataclass(frozen=True)
class Received:
    """A retained state or a call from the hub."""

    message: BaseModel


DeviceEvent = HubReachable | LinkLost | Answered | Received
Listener = Callable[[DeviceEvent], None]


@dataclass(frozen=True)
class Identity:
    """Who the device is; `version` is of its software."""

    site: SiteId
    device: DeviceId
    kind: Literal["kiosk", "display"]
    version: str


@dataclass(frozen=True)
class _Kept:
    """A message in memory, with its rank of `wire.outbox`."""

    rank: int
    topic: str
    payload: bytes


class DeviceLink:
    """Sends each message until the hub itself says that it has it; tells what comes back.

    The listener is called on the link's thread and must return at once. `clock` gives the UTC
    stamps of what is sent, `clk` says whether it is right; durations go by `steady`, seconds that
    nobody sets.
    """

    def __init__(
        self,
        identity: Identity,
        settings: LinkSettings,
        outbox: Outbox,
        clock: Callable[[], datetime],
        listener: Listener,
        steady: Callable[[], float] = time.monotonic,
        clk: Callable[[], ClockState] = clock_state,
    ) -> None:
        self._identity = identity
        self._outbox = outbox
        self._clock = clock
        self._listener = listener
        self._steady = steady
        self._clk = clk
        self._boot = str(uuid.uuid4())
        self._seq = 0
        self._bd = 0
        self._lock = threading.Lock()
        # What is told last must be what the broker keeps: telling and its repetition take turns.
        self._telling = threading.Lock()
        self._standing: dict[topics.Topic, BaseModel] = {topics.HEALTH: Health()}
        self._hubs = Hubs()
        self._reachable = False
        self._told_at = 0.0
        self._up = topics.UP.path(site=identity.site, dev=identity.device)
        self.heard_at: float | None = None
        """The steady second of the hub's last word; deaths and what is retained the broker says."""
        self._asked_at = 0.0
        self._sent_at: dict[str, float] = {}
        self._denials: dict[str, int] = {}
        self._in_mind: dict[str, _Kept] = {}
        self._forgotten: set[str] = set()
        self._refused_at = -DISK_AGAIN_S
        self._disk = ""
        hooks = Hooks(self._will, self._births, self._on_link, self._on_message, self._on_tick)
        self._link = Link(replace(settings, keepalive_s=KEEPALIVE_S), self._subscriptions(), hooks)

    def start(self) -> None:
        self._link.start()

    def stop(self) -> None:
        """Say goodbye (no will is sent after a clean disconnect) and close the link."""
        self._link.stop([self._state(online=False)])

    def send(self, message: BaseModel) -> MessageId:
        """Keep `message`, then send it now and again until the hub has committed it."""
        envelope = self._envelope(message)
        payload, rank = encode(envelope), _rank(envelope.type)
        try:
            self._outbox.put(envelope.id, self._up, payload, rank)
        except sqlite3.Error as error:
            self._keep_in_mind(envelope.id, _Kept(rank, self._up, payload), error)
        self._transmit(envelope.id, self._up, payload)
        return MessageId(envelope.id)

    def _keep_in_mind(self, message_id: str, message: _Kept, why: sqlite3.Error) -> None:
        """A display on a full disk still tells; a kiosk promises nothing that a cut would lose."""
        if self._identity.kind == "kiosk":
            raise why
        self._trouble_with_disk(why)
        with self._lock:
            self._in_mind[message_id] = message
            if len(self._in_mind) > IN_MIND:
                # The oldest of the least urgent: `max` takes the first of equals.
                del self._in_mind[max(self._in_mind, key=lambda one: self._in_mind[one].rank)]

    def _trouble_with_disk(self, why: sqlite3.Error) -> None:
        """Said once until it is another trouble: a full disk has its log lines too."""
        if str(why) != self._disk:
            self._disk = str(why)
            log.error("outbox_failed", extra={"detail": self._disk})

    def report(self, health: Health) -> None:
        """Publish the device's state of health, retained; repeated at each connection."""
        self.tell(topics.HEALTH, health)

    def tell(self, topic: topics.Topic, message: BaseModel) -> None:
        """Say something that may be lost, on a topic of the device's own.

        What is retained is said only when it is new, and again at each connection.
        """
        with self._telling:
            if topic.retained:
                if self._standing.get(topic) == message:
                    return
                self._standing[topic] = message
            if self._link.connected:
                self._link.publish(self._publication(topic, message))

    def listen_to_zones(self, zones: Sequence[str]) -> None:
        """Hear the boards and calls of these zones and of no others, at each connection."""
        site = self._identity.site
        boards = [
            topic.path(site=site, zone=z) for z in zones for topic in (topics.BOARD, topics.CALL)
        ]
        self._link.listen([*self._subscriptions(), *boards])

    # ------------------------------------------------------------------ on the link's thread

    def _subscriptions(self) -> list[str]:
        site, dev = self._identity.site, self._identity.device
        heard = [
            topics.HUB_STATE.path(site=site, hub="+"),
            topics.LOOK.path(site=site),
            topics.EMERGENCY.path(site=site),
            topics.CONFIG.path(site=site, dev=dev),
            topics.ACK.path(site=site, dev=dev),
            topics.TIME_TOLD.path(site=site, dev=dev),
        ]
        if self._identity.kind == "kiosk":
            own: tuple[topics.Topic, ...] = (topics.BOOK, topics.HOUSE, topics.COMMAND)
        else:
            own = (topics.PROGRAMME, topics.DOOR, topics.COMMAND)
        return heard + [topic.path(site=site, dev=dev) for topic in own]

    def _will(self) -> Publication:
        """Without a disk it counts on from what it knows: a will must not outlive its birth."""
        try:
            self._bd = max(self._bd + 1, self._outbox.next_count("bd"))
        except sqlite3.Error as error:
            self._trouble_with_disk(error)
            self._bd += 1
        return self._state(online=False)

    def _births(self) -> list[Publication]:
        self._told_at = self._steady()
        return [self._state(online=True)]

    def _tell_standing(self) -> None:
        with self._telling:
            for topic, message in self._standing.items():
                self._link.publish(self._publication(topic, message))

    def _on_link(self, up: bool) -> None:
        if up:
            self._hubs.link_up()
            self._ask_for_a_word(self._steady())
            self._tell_standing()
            self._resend(all_of_them=True)
        else:
            self._hubs.link_down()
            self._sent_at.clear()
            self._denials.clear()
        self._tell_reachable()
        if not up:
            self._listener(LinkLost())

    def _on_tick(self) -> None:
        """Nothing is sent again to a hub that is away: the broker keeps every copy for it."""
        now = self._steady()
        if now - self._told_at >= STATE_EVERY_S:
            self._told_at = now
            self._link.publish(self._state(online=True))
        self._erase(now)
        self._tell_reachable()
        if self._reachable:
            self._resend(all_of_them=False)
        elif now - self._asked_at >= RESEND_S and self._hubs.somebody(now, live=False):
            self._ask_for_a_word(now)

    def _ask_for_a_word(self, now: float) -> None:
        """Every hub that lives answers at once, and its own birth comes every 30 s only.

        No broker keeps the answer, which is sent with QoS 0: whoever gives it lives.
        """
        self._asked_at = now
        question = TimeAsked(nonce=self._boot)
        self._link.publish(self._publication(topics.TIME_ASKED, question))

    def _on_message(self, path: str, payload: bytes, retained: bool) -> None:
        if not payload:
            return  # the broker forgets retained state; whatever is to follow is told by itself
        try:
            address, envelope = decode(path, payload)
        except WireError as error:
            log.warning("message_refused", extra={"fault": error.fault, "detail": error.detail})
            return
        message, now = envelope.data, self._steady()
        answer = isinstance(message, TimeTold)
        dies = isinstance(message, HubState) and not message.online
        if not retained and not dies and (answer or envelope.dev in self._hubs.answered):
            self.heard_at = now
        if answer:
            self._follow(self._hubs.answers(envelope.dev, now))
        if isinstance(message, HubState):
            hub = address.parts["hub"]
            self._follow(self._hubs.says(hub, message, now, remembered=retained))
        elif isinstance(message, Ack):
            self._acknowledged(message)
        elif isinstance(message, TimeTold):
            if message.nonce != self._boot:
                self._listener(Received(message))
        elif address.topic.speaker == "hub":
            self._listener(Received(message))

    def _follow(self, deed: Deed | None) -> None:
        """Do what follows from a hub's word, and tell whether it can be reached now."""
        if deed == "ask":
            self._ask_for_a_word(self._steady())
        elif deed == "resend":
            self._resend(all_of_them=True)
        self._tell_reachable()

    def _acknowledged(self, ack: Ack) -> None:
        if self._forget(ack.of):
            self._listener(Answered(MessageId(ack.of), ack.outcome, ack.reply))

    def _forget(self, message_id: str) -> bool:
        """False when it was not (or no longer) waiting. On a full disk it stays, and is quiet."""
        self._sent_at.pop(message_id, None)
        self._denials.pop(message_id, None)
        with self._lock:
            waited = self._in_mind.pop(message_id, None) is not None
        if message_id in self._forgotten:
            return False
        try:
            return self._outbox.forget(message_id) or waited
        except sqlite3.Error as error:
            self._trouble_with_disk(error)
            self._forgotten.add(message_id)
            return True

    def _erase(self, now: float) -> None:
        """What stayed on a full disk goes when there is room again.

        Some at a time, or a slow disk would keep this thread from the broker for too long.
        """
        if not self._forgotten or now - self._refused_at < DISK_AGAIN_S:
            return
        some = tuple(islice(self._forgotten, AT_ONCE))
        try:
            self._outbox.forget_all(some)
        except sqlite3.Error as error:
            self._refused_at = now
            self._trouble_with_disk(error)
        else:
            self._forgotten.difference_update(some)
            self._disk = ""

    def _tell_reachable(self) -> None:
        reachable = self._link.connected and self._hubs.somebody(self._steady(), live=True)
        if reachable != self._reachable:
            self._reachable = reachable
            self._listener(HubReachable(reachable))

    def _resend(self, *, all_of_them: bool) -> None:
        now = self._steady()
        for message_id, topic, payload in self._waiting():
            sent = self._sent_at.get(message_id)
            pause = pause_s(self._denials.get(message_id, 0))
            if all_of_them or sent is None or now - sent > pause:
                self._transmit(message_id, topic, payload)

    def _waiting(self) -> list[tuple[str, str, bytes]]:
        """The next to be acknowledged; a backlog of hours moves up behind them."""
        with self._lock:
            in_mind = list(self._in_mind.items())
        found: list[tuple[str, str, bytes]] = []
        for rank in RANKS:
            found += [(of, one.topic, one.payload) for of, one in in_mind if one.rank == rank]
            if len(found) < AT_ONCE:
                found += self._on_disk(rank)
        return found[:AT_ONCE]

    def _on_disk(self, rank: int) -> list[tuple[str, str, bytes]]:
        try:
            kept = self._outbox.waiting(AT_ONCE + len(self._forgotten), rank)
        except sqlite3.Error as error:
            self._trouble_with_disk(error)
            return []
        return [row for row in kept if row[0] not in self._forgotten]

    def _transmit(self, message_id: str, topic: str, payload: bytes) -> None:
        if self._link.connected:
            self._sent_at[message_id] = self._steady()
            confirmed = self._link.publish(Publication(topic, payload))
            confirmed.add_done_callback(lambda done: self._on_confirmed(message_id, topic, done))

    def _on_confirmed(self, message_id: str, topic: str, done: Future[None]) -> None:
        """Rights to the device's own topic may be lost and come back: what lies there waits.

        What lies on another's topic would be refused for ever.
        """
        why = done.exception()
        if why is None:
            self._denials.clear()
        elif not isinstance(why, PublishDeniedError):
            return
        elif topic == self._up:
            self._denials[message_id] = self._denials.get(message_id, 0) + 1
        else:
            self._forget(message_id)
            log.error("message_given_up", extra={"of": message_id})

    # ------------------------------------------------------------------ messages of its own

    def _envelope(self, message: BaseModel) -> Envelope:
        at = self._clock()
        now = stamp(at)
        with self._lock:
            self._seq += 1
            seq = self._seq
        return Envelope(
            type=NAMES[type(message)],
            id=new_ulid(now),
            dev=self._identity.device,
            boot=self._boot,
            seq=seq,
            ts=now,
            clk=self._clk() if now == at else "unsynced",
            data=message,
        )

    def _state(self, *, online: bool) -> Publication:
        state = DeviceState(
            online=online,
            bd=self._bd,
            at=stamp(self._clock()),
            kind=self._identity.kind,
            version=self._identity.version,
        )
        topic = topics.DEVICE_STATE.path(site=self._identity.site, dev=self._identity.device)
        payload = encode(self._envelope(state))
        return Publication(topic, payload, retain=True, will_delay_s=WILL_DELAY_S)

    def _publication(self, topic: topics.Topic, message: BaseModel) -> Publication:
        path = topic.path(site=self._identity.site, dev=self._identity.device)
        return Publication(
            path, encode(self._envelope(message)), topic.retained, topic.expiry_s, topic.qos
        )


def pause_s(denials: int) -> float:
    """Until a message is sent again that the broker has denied so often."""
    return min(RESEND_S * 2.0 ** min(denials, 10), DENIED_MOST_S)


def _rank(kind: str) -> int:
    """Calls and alarms wait behind nothing else; proof of play waits behind everything."""
    if kind.startswith(("call.", "emergency.")):
        return URGENT
    return PROOF if kind == "played" else USUAL
