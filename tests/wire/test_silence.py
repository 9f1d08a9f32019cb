"""Who is there and who is not, when nobody says goodbye: repetition, silence, and wrong clocks."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.patience import PATIENCE_S
from tests.wire.conftest import SITE, Broker, Device, Peer, until
from tests.wire.test_device_link import REQUEST, STATE, UP, as_hub, hub_says
from wire import topics
from wire.codec import decode
from wire.device import RESEND_S, STATE_EVERY_S, HubReachable, LinkLost, Received
from wire.hubs import HUB_SILENT_S
from wire.link import Publication
from wire.look import Look
from wire.messages import DeviceState, HubState

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def nothing_happened(hub: Peer, kiosk: Device) -> bool:
    """True when the device has told its owner nothing up to now."""
    hub.publish(topics.LOOK.path(site=SITE), as_hub(Look(authority="Amt"))).result(5)
    first = kiosk.events.get(timeout=PATIENCE_S)
    return isinstance(first, Received)


def all_is_answered(kiosk: Device, *hubs: Peer) -> None:
    """What is sent now comes behind all questions, and what is said then behind all answers."""
    kiosk.link.send(REQUEST)
    for hub in hubs:
        hub.hears("/up")
        assert nothing_happened(hub, kiosk)


def next_state(hub: Peer) -> DeviceState:
    payload = hub.hears("/state")
    data = decode(topics.DEVICE_STATE.path(site=SITE, dev="kiosk-01"), payload)[1].data
    assert isinstance(data, DeviceState)
    return data


def test_a_hub_that_falls_silent_is_gone_until_it_is_heard_again(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    hub_says(hub, online=True, at=at(0))
    assert kiosk.next_event(HubReachable).yes
    all_is_answered(kiosk, hub)
    kiosk.watch.let_pass(HUB_SILENT_S - 10)
    hub_says(hub, online=True, at=at(0))
    assert nothing_happened(hub, kiosk)
    kiosk.watch.let_pass(HUB_SILENT_S - 10)
    assert nothing_happened(hub, kiosk)
    kiosk.watch.let_pass(10)
    assert not kiosk.next_event(HubReachable).yes
    hub_says(hub, online=True, at=at(0))
    assert kiosk.next_event(HubReachable).yes


@pytest.mark.parametrize("name", ["kiosk-01", "display-1"])
def test_a_hub_that_died_together_with_the_broker_is_not_believed_to_live(
    name: str, real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    """The broker remembers its birth; only an answer, or a word of its own, says that it lives."""
    hub, one = peer("hub-1", UP), device(name)
    hub_says(hub, online=True)
    assert one.next_event(HubReachable).yes
    all_is_answered(one, hub)
    spoke = one.link.heard_at
    hub.publish(topics.LOOK.path(site=SITE), as_hub(Look(authority="Amt")), retain=True).result(5)
    one.next_event(Received)
    real_broker.child.stop()
    hub.link.stop()
    assert not one.next_event(HubReachable).yes
    one.next_event(LinkLost)
    one.watch.let_pass(HUB_SILENT_S)
    real_broker.start()
    assert isinstance(one.events.get(timeout=PATIENCE_S), Received)
    assert spoke is not None
    assert one.link.heard_at is not None
    assert one.link.heard_at < spoke + HUB_SILENT_S
    peer("hub-1")
    one.watch.let_pass(RESEND_S)
    assert one.next_event(HubReachable).yes
    one.watch.let_pass(HUB_SILENT_S)
    assert not one.next_event(HubReachable).yes


@pytest.mark.parametrize("name", ["kiosk-01", "display-1"])
def test_a_birth_that_the_broker_has_kept_for_the_device_proves_nothing(
    name: str, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    """It comes as if it were said now, however long the hub has been away."""
    hub, before = peer("hub-1"), device(name)
    hub_says(hub, online=True)
    assert before.next_event(HubReachable).yes
    before.link.stop()
    hub_says(hub, online=True)
    hub.publish(topics.LOOK.path(site=SITE), as_hub(Look(authority="Amt"))).result(5)
    hub.link.stop()
    after = device(name)
    assert isinstance(after.events.get(timeout=PATIENCE_S), Received)
    assert after.link.heard_at is None
    hub_says(peer("hub-1"), online=True)
    assert after.next_event(HubReachable).yes


def test_births_that_the_broker_has_kept_for_an_hour_are_asked_about_once(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    """Hundreds of displays behind a dead switch would ask a hundred times each."""
    hub, before = peer("hub-1", UP), device()
    hub_says(hub, online=True, at=at(0))
    assert before.next_event(HubReachable).yes
    before.link.stop()
    for _ in range(20):
        hub_says(hub, online=True, at=at(0))
    hub.asked = 0
    after = device()
    assert after.next_event(HubReachable).yes
    after.link.send(REQUEST)
    hub.hears("/up")
    assert hub.asked == 2


def test_a_hub_that_begins_after_the_device_is_sent_what_waits(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    """At once, and not with the next repetition: its broker has kept nothing for it."""
    witness = Peer(real_broker.settings("hub-2"), [UP], Publication("nowhere", b"will"))
    kiosk = device()
    kiosk.watch.stand_still()
    message = kiosk.link.send(REQUEST)
    witness.hears("/up")
    hub = peer("hub-1", UP)
    hub_says(hub, online=True)
    assert json.loads(hub.hears("/up"))["id"] == message
    witness.link.stop()


def test_a_hub_that_was_there_before_the_device_is_found_by_asking(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub_says(peer("hub-1"), online=True)
    kiosk = device()
    assert kiosk.next_event(HubReachable).yes


def test_each_hub_is_silent_for_itself(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    one, two, kiosk = peer("hub-1", UP), peer("hub-2", UP), device()
    hub_says(one, online=True, at=at(0))
    path = topics.HUB_STATE.path(site=SITE, hub="hub-2")
    two.publish(path, as_hub(HubState(online=True, at=T0, epoch=T0)), retain=True).result(5)
    assert kiosk.next_event(HubReachable).yes
    all_is_answered(kiosk, one, two)
    kiosk.watch.let_pass(HUB_SILENT_S / 2)
    hub_says(one, online=True, at=at(0))
    assert nothing_happened(one, kiosk)
    kiosk.watch.let_pass(HUB_SILENT_S / 2)
    assert nothing_happened(one, kiosk)
    hub_says(one, online=False, at=at(0))
    assert not kiosk.next_event(HubReachable).yes


def test_a_device_repeats_its_birth(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", STATE), device()
    birth = next_state(hub)
    kiosk.watch.let_pass(STATE_EVERY_S)
    again = next_state(hub)
    assert (again.online, again.bd) == (True, birth.bd)
    assert again.at > birth.at


def test_nothing_is_sent_again_to_a_hub_that_is_away(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", STATE, UP), device()
    hub_says(hub, online=True, at=at(0))
    assert kiosk.next_event(HubReachable).yes
    hub_says(hub, online=False, at=at(1), epoch=at(0))
    assert not kiosk.next_event(HubReachable).yes
    kiosk.link.send(REQUEST)
    heard = []
    for _turn in range(3):
        while not (topic := hub.heard.get(timeout=PATIENCE_S)[0]).endswith("/state"):
            heard.append(topic)
        kiosk.watch.let_pass(STATE_EVERY_S)
    assert len(heard) == 1
    hub_says(hub, online=True, at=at(2), epoch=at(0))
    hub.hears("/up")


def test_a_hub_whose_clock_was_set_back_is_born_again_all_the_same(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1"), device()
    hub_says(hub, online=True, at=at(0))
    assert kiosk.next_event(HubReachable).yes
    hub_says(hub, online=False, at=at(10), epoch=at(0))
    assert not kiosk.next_event(HubReachable).yes
    hub_says(hub, online=True, at=at(5))
    assert kiosk.next_event(HubReachable).yes
    hub_says(hub, online=False, at=at(5))
    assert not kiosk.next_event(HubReachable).yes


def test_a_repetition_counts_whatever_the_hubs_clock_says_and_leaves_the_will_its_age(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    hub_says(hub, online=True, at=at(10))
    assert kiosk.next_event(HubReachable).yes
    all_is_answered(kiosk, hub)
    for moment in (40, 0):
        kiosk.watch.let_pass(HUB_SILENT_S - 10)
        hub_says(hub, online=True, at=at(moment), epoch=at(10))
        assert nothing_happened(hub, kiosk)
    hub_says(hub, online=False, at=at(9), epoch=at(10))
    assert nothing_happened(hub, kiosk)
    hub_says(hub, online=False, at=at(10), epoch=at(10))
    assert not kiosk.next_event(HubReachable).yes


def test_what_gets_no_answer_is_sent_again_by_a_clock_that_nobody_sets(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    hub_says(hub, online=True)
    assert kiosk.next_event(HubReachable).yes
    kiosk.link.send(REQUEST)
    first = hub.hears("/up")
    kiosk.watch.let_pass(RESEND_S)
    assert hub.hears("/up") == first


@pytest.mark.warns("outbox_failed")
def test_a_disk_that_takes_nothing_for_a_while_does_not_end_the_talk(
    real_broker: Broker,
    peer: Callable[..., Peer],
    device: Callable[..., Device],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hub, kiosk = peer("hub-1", STATE), device()
    birth = next_state(hub)
    kiosk.outbox._db.execute("PRAGMA query_only = ON")
    real_broker.child.kill()
    real_broker.start()
    until(lambda: "outbox_failed" in caplog.messages)
    kiosk.outbox._db.execute("PRAGMA query_only = OFF")
    while (state := next_state(hub)).bd == birth.bd:
        pass
    assert state.online
