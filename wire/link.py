"""The only file that knows paho: connect, last will, back-off with jitter, resubscribe, publish."""

import logging
import random
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from wire.codec import MAX_BYTES

log = logging.getLogger("wire.link")

LOOP_S = 0.5
FOR_GOOD = (0x87, 0x90, 0x95, 0x99)
"""MQTT 5 reason codes that time does not change: not authorised, topic name invalid, packet
too large, payload format invalid. A quota that is used up or an error of the broker passes."""


@dataclass(frozen=True)
class LinkSettings:
    """How to reach the broker. `first_s` and `most_s` bound the back-off between two tries."""

    host: str
    port: int
    client_id: str
    password: str = field(repr=False)
    session_expiry_s: int = 3600
    first_s: float = 0.25
    most_s: float = 8.0
    keepalive_s: int = 20
    """After so long without a word the broker is asked for one, and given as long to answer."""


@dataclass(frozen=True)
class Publication:
    """One message on its way out; `expiry_s` is MQTT 5 message expiry."""

    topic: str
    payload: bytes
    retain: bool = False
    expiry_s: int | None = None
    qos: int = 1
    will_delay_s: int = 0


class PublishFailedError(Exception):
    """The broker refused the message, or the link was down before it had confirmed it."""


class PublishDeniedError(PublishFailedError):
    """The broker will not take this message as long as rights and limits are what they are."""


@dataclass(frozen=True)
class Hooks:
    """What the owner of a link is asked; all of them run on the link's own thread."""

    will: Callable[[], Publication]
    """Asked anew before each connection, so that births and wills carry matching numbers."""
    births: Callable[[], Sequence[Publication]]
    """Published on each connection before all else."""
    on_link: Callable[[bool], None]
    on_message: Callable[[str, bytes, bool], None]
    """Topic, payload, and whether the broker only remembers it: said at any time before."""
    on_tick: Callable[[], None]
    """About twice a second while connected."""


class Link:
    """One MQTT 5 connection that comes back by itself until it is stopped.

    A fresh paho client for each connection: what it had in flight is forgotten here and sent
    again by whoever owns the outbox, which waits for the peer's own acknowledgement.
    """

    def __init__(self, settings: LinkSettings, subscriptions: Sequence[str], hooks: Hooks) -> None:
        self._settings = settings
        self._subscriptions = list(subscriptions)
        self._hooks = hooks
        self._stop = threading.Event()
        self._lock = threading.Lock()
        # Births and ticks happen before the farewell or not at all.
        self._gate = threading.Lock()
        self._client: paho.Client | None = None
        self._trouble = ""
        self._denied: set[str] = set()
        self._pending: dict[int, tuple[str, Future[None]]] = {}
        self._early: dict[int, ReasonCode] = {}
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)

    def start(self) -> None:
        """Begin to connect; returns at once."""
        self._thread.start()

    def stop(self, farewell: Sequence[Publication] = ()) -> None:
        """Publish `farewell`, disconnect cleanly (no will is sent then) and end the thread."""
        with self._gate:
            self._stop.set()
        waits = [self.publish(publication) for publication in farewell]
        for wait in waits:
            try:
                wait.result(timeout=2)
            except (PublishFailedError, TimeoutError):
                log.info("farewell_not_confirmed")
        client = self._client
        if client is not None:
            client.disconnect()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    @property
    def connected(self) -> bool:
        return self._client is not None

    def listen(self, subscriptions: Sequence[str]) -> None:
        """Listen to exactly these topics from now on, and at each connection."""
        with self._lock:
            before, self._subscriptions = self._subscriptions, list(subscriptions)
            client = self._client
        if client is None:
            return
        new = [topic for topic in subscriptions if topic not in before]
        gone = [topic for topic in before if topic not in subscriptions]
        if new:
            client.subscribe([(topic, SubscribeOptions(qos=1)) for topic in new])
        if gone:
            client.unsubscribe(gone)

    def publish(self, publication: Publication) -> Future[None]:
        """Hand over to the broker; the future ends at its PUBACK or with PublishFailedError."""
        done: Future[None] = Future()
        client = self._client
        if client is None:
            done.set_exception(PublishFailedError("no connection"))
            return done
        # Outside our lock: paho holds a lock of its own while it calls _on_publish.
        info = client.publish(
            publication.topic,
            publication.payload,
            qos=publication.qos,
            retain=publication.retain,
            properties=_publish_properties(publication),
        )
        with self._lock:
            if self._client is not client or info.rc != paho.MQTT_ERR_SUCCESS:
                done.set_exception(PublishFailedError(paho.error_string(info.rc)))
                return done
            early = self._early.pop(info.mid, None)
            if early is None:
                self._pending[info.mid] = (publication.topic, done)
        if early is not None:
            self._settle(publication.topic, done, early)
        return done

    # -------------------------------------------------------------- the link's own thread

    def _run(self) -> None:
        tries = 0
        while not self._stop.is_set():
            try:
                if self._connection():
                    tries = 0
            except Exception as error:  # the message loop's rim: no fault ends the talk for ever
                if self._is_news(repr(error)):
                    log.exception("connection_failed")
            most = min(self._settings.most_s, self._settings.first_s * 2**tries)
            tries = min(tries + 1, 16)
            self._stop.wait(random.uniform(0, most))  # noqa: S311 full jitter is no secret

    def _is_news(self, trouble: str) -> bool:
        """Whether it is another trouble than at the last try; tries come every few seconds."""
        known, self._trouble = self._trouble, trouble
        return trouble != known

    def _connection(self) -> bool:
        """One connection from CONNECT to its end. True when it had been established."""
        client = self._new_client()
        established = threading.Event()
        client.on_connect = lambda *args: self._on_connect(established, *args)
        try:
            if self._reaches_out(client):
                self._talk(client)
        finally:
            self._closed(client)
        return established.is_set()

    def _reaches_out(self, client: paho.Client) -> bool:
        """Open the socket. False when nobody is there."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = self._settings.session_expiry_s
        properties.ReceiveMaximum = 50
        properties.MaximumPacketSize = MAX_BYTES
        try:
            client.connect(
                self._settings.host,
                self._settings.port,
                self._settings.keepalive_s,
                clean_start=False,
                properties=properties,
            )
        except OSError as error:
            log.debug("broker_unreachable", extra={"detail": type(error).__name__})
            return False
        return True

    def _talk(self, client: paho.Client) -> None:
        """Read and write until the connection ends; one that came up too late ends unheard."""
        while client.loop(LOOP_S) == paho.MQTT_ERR_SUCCESS:
            with self._gate:
                stopping, is_up = self._stop.is_set(), self._client is client
                if is_up and not stopping:
                    self._hooks.on_tick()
                    self._trouble = ""
            if stopping and not is_up:
                client.disconnect()
                client.loop_write()
                return

    def _new_client(self) -> paho.Client:
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._settings.client_id,
            protocol=paho.MQTTv5,
            reconnect_on_failure=False,
        )
        client.username_pw_set(self._settings.client_id, self._settings.password)
        client.connect_timeout = 3.0
        client.on_socket_open = _no_delay
        # Any value here makes paho leave all writing to the loop; two threads that write
        # one socket could interleave the halves of large packets.
        client.on_socket_register_write = _leave_writing_to_the_loop
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        client.on_subscribe = _on_subscribe
        will = self._hooks.will()
        properties = Properties(PacketTypes.WILLMESSAGE)  # type: ignore[no-untyped-call]
        properties.WillDelayInterval = will.will_delay_s
        client.will_set(will.topic, will.payload, will.qos, will.retain, properties)
        return client

    def _on_connect(
        self,
        established: threading.Event,
        client: paho.Client,
        _userdata: object,
        _flags: object,
        reason: ReasonCode,
        _properties: object,
    ) -> None:
        if reason.is_failure:
            if self._is_news(f"refused: {reason}"):
                log.warning("broker_refused", extra={"reason": str(reason)})
            return
        with self._gate:
            if self._stop.is_set():
                return
            established.set()
            with self._lock:
                self._client = client
                subscriptions = list(self._subscriptions)
            # First, because whoever hears of a birth may answer it with a question.
            if subscriptions:
                client.subscribe([(topic, SubscribeOptions(qos=1)) for topic in subscriptions])
            for birth in self._hooks.births():
                self.publish(birth)
        log.info("link_up")
        self._hooks.on_link(True)

    def _on_message(self, _client: object, _userdata: object, message: paho.MQTTMessage) -> None:
        try:
            self._hooks.on_message(message.topic, bytes(message.payload), message.retain)
        except Exception:  # the message loop's rim: one bad message must not end the talk
            log.exception("message_handler_failed")

    def _on_publish(
        self, _client: object, _userdata: object, mid: int, reason: ReasonCode, _properties: object
    ) -> None:
        with self._lock:
            waiting = self._pending.pop(mid, None)
            if waiting is None:
                self._early[mid] = reason
        if waiting is not None:
            self._settle(*waiting, reason)

    def _settle(self, topic: str, done: "Future[None]", reason: ReasonCode) -> None:
        """paho reports a denied publish only here; without this it would look like a success.

        Said once for a topic until it is taken again: what matters is tried again and again.
        """
        if not reason.is_failure:
            self._denied.discard(topic)
            done.set_result(None)
            return
        if topic not in self._denied:
            self._denied.add(topic)
            log.error("publish_denied", extra={"topic": topic, "reason": str(reason)})
        never = reason.value in FOR_GOOD
        done.set_exception((PublishDeniedError if never else PublishFailedError)(str(reason)))

    def _closed(self, client: paho.Client) -> None:
        """Forget the connection; where a hook has failed its socket is still open."""
        if (sock := client.socket()) is not None:
            sock.close()
        with self._lock:
            was_up, self._client = self._client is client, None
            waiting, self._pending = list(self._pending.values()), {}
            self._early.clear()
        for _topic, done in waiting:
            done.set_exception(PublishFailedError("connection lost"))
        if was_up:
            log.info("link_down")
            self._hooks.on_link(False)


def _publish_properties(publication: Publication) -> Properties:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.PayloadFormatIndicator = 1
    properties.ContentType = "application/json"
    if publication.expiry_s is not None:
        properties.MessageExpiryInterval = publication.expiry_s
    return properties


def _on_subscribe(
    _client: object, _userdata: object, _mid: int, reasons: list[ReasonCode], _properties: object
) -> None:
    for reason in reasons:
        if reason.is_failure:
            log.error("subscribe_denied", extra={"reason": str(reason)})


def _leave_writing_to_the_loop(_client: object, _userdata: object, _sock: object) -> None:
    pass


def _no_delay(_client: object, _userdata: object, sock: object) -> None:
    """Small packets must not wait for each other (Nagle with delayed ACK costs 40 ms)."""
    if isinstance(sock, socket.socket):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
