"""The broker keeps to the contract: rights by identity, memory over a stop, wills, expiry.

Rights are proven by messages that do not arrive: mosquitto grants subscriptions that it will
never serve. A publication that must not be heard is followed by one that must.
"""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.patience import PATIENCE_S
from tests.wire.conftest import SITE, Broker, Peer
from wire import topics
from wire.codec import MAX_BYTES
from wire.link import Hooks, Link, Publication, PublishDeniedError

BOARD_A = topics.BOARD.path(site=SITE, zone="A")
BOARD_B = topics.BOARD.path(site=SITE, zone="B")
ACK_01 = topics.ACK.path(site=SITE, dev="kiosk-01")
ACK_02 = topics.ACK.path(site=SITE, dev="kiosk-02")
UP_01 = topics.UP.path(site=SITE, dev="kiosk-01")
UP_02 = topics.UP.path(site=SITE, dev="kiosk-02")


@pytest.mark.warns("publish_denied")
@pytest.mark.parametrize(
    "path",
    [
        UP_02,
        ACK_02,
        ACK_01,
        BOARD_A,
        topics.CALL.path(site=SITE, zone="A"),
        topics.LOOK.path(site=SITE),
        topics.HUB_STATE.path(site=SITE, hub="hub-1"),
        topics.CONFIG.path(site=SITE, dev="kiosk-01"),
        topics.BOOK.path(site=SITE, dev="kiosk-01"),
        topics.COMMAND.path(site=SITE, dev="kiosk-01"),
        topics.UP.path(site="nebenstadt", dev="kiosk-01"),
        "elsewhere",
    ],
)
def test_a_kiosk_may_not_speak_as_anyone_else(peer: Callable[..., Peer], path: str) -> None:
    kiosk = peer("kiosk-01")
    with pytest.raises(PublishDeniedError):
        kiosk.publish(path, b"x").result(5)


ASKING = b"does it listen?"


def listens(hub: Peer, listener: Peer, path: str) -> None:
    """Ask until it is heard: then the subscription stands."""
    while listener.heard.empty():
        hub.publish(path, ASKING).result(5)


def next_heard(listener: Peer) -> tuple[str, bytes]:
    """What comes after all the asking."""
    while (heard := listener.heard.get(timeout=PATIENCE_S))[1] == ASKING:
        pass
    return heard


@pytest.mark.warns("publish_denied")
def test_a_device_hears_only_what_is_meant_for_it(peer: Callable[..., Peer]) -> None:
    hub = peer("hub-1")
    kiosk, display = peer("kiosk-01", "ez/v1/#"), peer("display-1", "ez/v1/#")
    for listener, path in ((kiosk, ACK_01), (display, BOARD_A)):
        listens(hub, listener, path)
    for path in (ACK_02, UP_02, BOARD_A, ACK_01, BOARD_B):
        hub.publish(path, path.encode()).exception(5)
    assert next_heard(kiosk) == (ACK_01, ACK_01.encode())
    assert next_heard(display) == (BOARD_A, BOARD_A.encode())
    assert next_heard(display) == (BOARD_B, BOARD_B.encode())
    assert kiosk.heard.empty()
    assert display.heard.empty()


def test_nobody_hears_a_strangers_retained_message(peer: Callable[..., Peer]) -> None:
    hub = peer("hub-1")
    hub.publish(topics.CONFIG.path(site=SITE, dev="kiosk-02"), b"for 2", retain=True).result(5)
    hub.publish(topics.CONFIG.path(site=SITE, dev="kiosk-01"), b"for 1", retain=True).result(5)
    kiosk = peer("kiosk-01", "ez/v1/#")
    assert kiosk.heard.get(timeout=PATIENCE_S)[1] == b"for 1"
    assert kiosk.heard.empty()


def test_books_and_commands_reach_their_kiosk_alone(peer: Callable[..., Peer]) -> None:
    hub, kiosk = peer("hub-1"), peer("kiosk-01", "ez/v1/#")
    for topic in (topics.BOOK, topics.COMMAND):
        for device in ("kiosk-02", "kiosk-01"):
            path = topic.path(site=SITE, dev=device)
            hub.publish(path, device.encode(), retain=topic.retained).exception(5)
    for topic in (topics.BOOK, topics.COMMAND):
        path = topic.path(site=SITE, dev="kiosk-01")
        assert kiosk.heard.get(timeout=PATIENCE_S) == (path, b"kiosk-01")
    assert kiosk.heard.empty()


def test_retained_state_outlives_the_broker_being_stopped(
    real_broker: Broker, peer: Callable[..., Peer]
) -> None:
    hub = peer("hub-1")
    hub.publish(BOARD_A, b"board", retain=True).result(5)
    real_broker.child.stop()
    real_broker.start()
    assert peer("display-1", BOARD_A).hears("/board") == b"board"


def test_what_waits_for_a_sleeping_device_outlives_the_broker_being_stopped(
    real_broker: Broker, peer: Callable[..., Peer]
) -> None:
    hub, kiosk = peer("hub-1"), peer("kiosk-01", ACK_01)
    kiosk.link.stop()
    hub.publish(ACK_01, b"while away").result(5)
    real_broker.child.stop()
    real_broker.start()
    assert peer("kiosk-01", ACK_01).hears("/ack") == b"while away"


def test_a_second_connection_of_one_account_ends_the_first(peer: Callable[..., Peer]) -> None:
    first = peer("kiosk-01")
    peer("kiosk-01")
    assert first.up.get(timeout=PATIENCE_S) is False


@pytest.mark.warns("broker_refused")
@pytest.mark.parametrize(("name", "password"), [("kiosk-01", "wrong"), ("stranger", "x"), ("", "")])
def test_without_the_right_password_there_is_no_connection(
    real_broker: Broker, name: str, password: str
) -> None:
    refused = threading.Event()

    def asked() -> Publication:
        """The will is asked for before each try: the second try proves that the first failed."""
        tries.append(1)
        if len(tries) > 2:
            refused.set()
        return Publication("nowhere", b"")

    tries: list[int] = []
    settings = replace(real_broker.settings("kiosk-01"), client_id=name, password=password)
    link = Link(settings, [], Hooks(asked, list, _never, _silent, lambda: None))
    link.start()
    assert refused.wait(10)
    assert not link.connected
    link.stop()


def _never(up: bool) -> None:
    raise AssertionError(f"connected: {up}")


def _silent(_topic: str, _payload: bytes, _retained: bool) -> None:
    return


def test_the_will_speaks_when_a_hub_is_cut_off(peer: Callable[..., Peer]) -> None:
    path = topics.HUB_STATE.path(site=SITE, hub="hub-1")
    kiosk = peer("kiosk-01", topics.HUB_STATE.path(site=SITE, hub="+"))
    hub = peer("hub-1", will_topic=path)
    hub.publish(path, b"too large" * MAX_BYTES)  # the broker hangs up on such a packet
    assert kiosk.hears("/state") == b"will"
