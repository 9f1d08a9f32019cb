"""What a device sends is kept until the hub itself has it, through the death of every party."""

import json
import os
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NoReturn

import pytest

from tests.patience import PATIENCE_S
from tests.wire.conftest import SITE, Broker, Device, Peer, let_the_broker_write, until
from wire import codec, topics
from wire.device import (
    AT_ONCE,
    DENIED_MOST_S,
    RESEND_S,
    Answered,
    HubReachable,
    LinkLost,
    Received,
    pause_s,
)
from wire.ids import new_ulid
from wire.link import Publication
from wire.look import Look
from wire.messages import (
    NAMES,
    Ack,
    CallShown,
    CheckinRequest,
    DeviceState,
    DoneReply,
    Envelope,
    HubState,
    Played,
    PlayedLog,
)
from wire.outbox import Outbox
from wire.rights import rights, with_rights

UP = topics.UP.path(site=SITE, dev="+")
STATE = topics.DEVICE_STATE.path(site=SITE, dev="+")
REQUEST = CheckinRequest(kind="letter", code="EZ1", lang="de")


def as_hub(message: object) -> bytes:
    now = datetime.now(UTC)
    return codec.encode(
        Envelope(
            type=NAMES[type(message)],  # type: ignore[index]
            id=new_ulid(now),
            dev="hub-1",
            boot="b",
            seq=1,
            ts=now,
            data=message,  # type: ignore[arg-type]
        )
    )


def hub_says(
    hub: Peer, *, online: bool, at: datetime | None = None, epoch: datetime | None = None
) -> None:
    """A birth or death, of a process of its own unless `epoch` is told."""
    now = at or datetime.now(UTC)
    state = HubState(online=online, at=now, epoch=epoch or now)
    path = topics.HUB_STATE.path(site=SITE, hub="hub-1")
    hub.publish(path, as_hub(state), retain=True).result(5)


def acknowledge(hub: Peer, message_id: str, dev: str = "kiosk-01") -> None:
    path = topics.ACK.path(site=SITE, dev=dev)
    hub.publish(path, as_hub(Ack(of=message_id, outcome="committed", reply=DoneReply()))).result(5)


def test_a_message_is_forgotten_only_when_the_hub_says_that_it_has_it(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    message_id = kiosk.link.send(REQUEST)
    assert json.loads(hub.hears("/up"))["id"] == message_id
    assert [row[0] for row in kiosk.outbox.waiting()] == [message_id]
    acknowledge(hub, message_id)
    assert kiosk.next_event(Answered).of == message_id
    assert kiosk.outbox.waiting() == []


def test_a_second_acknowledgement_tells_nobody_anything(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    first, second = kiosk.link.send(REQUEST), kiosk.link.send(REQUEST)
    hub.hears("/up")
    for message_id in (first, first, second):
        acknowledge(hub, message_id)
    assert [kiosk.next_event(Answered).of for _ in range(2)] == [first, second]


def test_what_was_sent_without_a_broker_arrives_when_it_is_there(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    real_broker.child.kill()
    kiosk = device()
    message_id = kiosk.link.send(REQUEST)
    real_broker.start()
    hub = peer("hub-1", UP)
    hub_says(hub, online=True)
    assert json.loads(hub.hears("/up"))["id"] == message_id


def test_what_the_broker_took_with_it_into_death_is_sent_again(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    message_id = kiosk.link.send(REQUEST)
    hub.hears("/up")
    real_broker.child.kill()
    real_broker.start()
    while not hub.up.get(timeout=PATIENCE_S):
        pass
    hub_says(hub, online=True)
    assert json.loads(hub.hears("/up"))["id"] == message_id


def test_a_hub_that_starts_anew_gets_what_it_has_not_acknowledged(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    hub_says(hub, online=True)
    kiosk.next_event(HubReachable)
    message_id = kiosk.link.send(REQUEST)
    hub.hears("/up")
    hub_says(hub, online=True)
    assert json.loads(hub.hears("/up"))["id"] == message_id


def test_the_hub_is_unreachable_when_it_says_so_or_the_broker_dies(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1"), device()
    hub_says(hub, online=True)
    assert kiosk.next_event(HubReachable).yes
    hub_says(hub, online=False)
    assert not kiosk.next_event(HubReachable).yes
    hub_says(hub, online=True)
    assert kiosk.next_event(HubReachable).yes
    real_broker.child.stop()
    assert not kiosk.next_event(HubReachable).yes
    kiosk.next_event(LinkLost)
    real_broker.start()
    while not hub.up.get(timeout=PATIENCE_S):
        pass
    hub_says(hub, online=True)
    assert kiosk.next_event(HubReachable).yes


def test_the_hub_s_last_word_is_its_own_and_no_death_that_the_broker_tells(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, display = peer("hub-1", UP), device("display-1")
    hub_says(hub, online=True)
    assert display.next_event(HubReachable).yes
    display.link.send(REQUEST)  # behind all questions, as what is said then is behind all answers
    hub.hears("/up")
    hub.publish(topics.LOOK.path(site=SITE), as_hub(Look(authority="Amt"))).result(5)
    display.next_event(Received)
    born = display.link.heard_at
    assert born is not None
    display.watch.let_pass(50)
    hub_says(hub, online=False)
    assert not display.next_event(HubReachable).yes
    assert display.link.heard_at == born
    hub.publish(topics.LOOK.path(site=SITE), as_hub(Look(authority="Amt"))).result(5)
    display.next_event(Received)
    assert display.link.heard_at >= born + 50


def test_a_link_that_is_lost_is_told_though_the_hub_was_gone_before(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, display = peer("hub-1"), device("display-1")
    hub_says(hub, online=True)
    assert display.next_event(HubReachable).yes
    hub_says(hub, online=False)
    assert not display.next_event(HubReachable).yes
    real_broker.child.kill()
    display.next_event(LinkLost)


def test_an_older_word_about_the_hub_does_not_overrule_a_newer_one(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1"), device()
    hub_says(hub, online=True)
    assert kiosk.next_event(HubReachable).yes
    hub_says(hub, online=False, at=datetime(2020, 1, 1, tzinfo=UTC))
    hub.publish(topics.LOOK.path(site=SITE), as_hub(Look(authority="Amt"))).result(5)
    kiosk.next_event(Received)
    assert kiosk.events.empty()


def test_birth_and_will_carry_the_same_number_and_each_connection_a_new_one(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub = peer("hub-1", STATE)
    device()
    birth = _state(hub)
    assert birth.online
    real_broker.child.kill()
    real_broker.start()
    second = _state(hub)
    while second.bd == birth.bd:
        second = _state(hub)
    assert second.online
    assert second.bd > birth.bd


def test_a_clean_stop_says_goodbye_with_the_number_of_its_birth(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", STATE), device()
    birth = _state(hub)
    kiosk.link.stop()
    death = _state(hub)
    assert (birth.online, death.online) == (True, False)
    assert birth.bd == death.bd


@pytest.mark.warns("message_refused")
def test_garbage_from_the_broker_changes_nothing(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    path = topics.ACK.path(site=SITE, dev="kiosk-01")
    message_id = kiosk.link.send(REQUEST)
    hub.hears("/up")
    for garbage in (b"", b"{", b"[]", b"\xff\xfe", b'{"v":9,"type":"ack"}', b"x" * 4096):
        hub.publish(path, garbage).result(5)
    acknowledge(hub, message_id)
    assert kiosk.next_event(Answered).of == message_id


def test_state_that_the_hub_withdraws_is_no_fault(
    peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    message_id = kiosk.link.send(REQUEST)
    hub.hears("/up")
    hub.publish(topics.CONFIG.path(site=SITE, dev="kiosk-01"), b"", retain=True).result(5)
    acknowledge(hub, message_id)
    assert kiosk.next_event(Answered).of == message_id


def _state(hub: Peer) -> DeviceState:
    payload = hub.hears("/state")
    _address, envelope = codec.decode(topics.DEVICE_STATE.path(site=SITE, dev="kiosk-01"), payload)
    assert isinstance(envelope.data, DeviceState)
    return envelope.data


def test_the_outbox_survives_a_restart_of_the_device(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    real_broker.child.kill()
    before = device()
    message_id = before.link.send(REQUEST)
    before.link.stop()
    before.outbox.close()
    real_broker.start()
    hub, after = peer("hub-1", UP), device()
    assert json.loads(hub.hears("/up"))["id"] == message_id
    acknowledge(hub, message_id)
    assert after.next_event(Answered).of == message_id
    until(lambda: after.outbox.waiting() == [])


def let_write(broker: Broker, kiosk: Device, *, yes: bool) -> None:
    """Give the kiosk its right to write upwards, or take it; returns when the broker knows."""
    folder = broker.folder
    whole = rights(SITE, "kiosk-01", "kiosk")
    less = "".join(line for line in whole.splitlines(keepends=True) if not line.endswith("/up\n"))
    file = folder / "rights"
    file.write_text(with_rights(file.read_text(), "kiosk-01", whole if yes else less))
    os.kill(int((folder / "mosquitto.pid").read_text()), signal.SIGHUP)
    probe = Publication(topics.UP.path(site=SITE, dev="kiosk-01"), b"{}")
    until(lambda: (kiosk.link._link.publish(probe).exception(PATIENCE_S) is None) is yes)


@pytest.mark.warns("publish_denied")
def test_what_the_broker_denies_for_a_while_is_not_lost(
    real_broker: Broker,
    peer: Callable[..., Peer],
    device: Callable[..., Device],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hub, kiosk = peer("hub-1", UP), device()
    hub_says(hub, online=True)
    assert kiosk.next_event(HubReachable).yes
    let_write(real_broker, kiosk, yes=False)
    message_id = kiosk.link.send(REQUEST)
    until(lambda: kiosk.link._denials.get(message_id) == 1)
    kiosk.watch.let_pass(2 * RESEND_S + 1)
    until(lambda: kiosk.link._denials.get(message_id) == 2)
    assert [row[0] for row in kiosk.outbox.waiting()] == [message_id]
    assert [one.message for one in caplog.records].count("publish_denied") == 1
    let_write(real_broker, kiosk, yes=True)
    kiosk.watch.let_pass(DENIED_MOST_S)
    while json.loads(hub.hears("/up")).get("id") != message_id:
        pass
    acknowledge(hub, message_id)
    assert kiosk.next_event(Answered).of == message_id
    assert kiosk.outbox.waiting() == []


def test_the_pause_after_denials_grows_up_to_a_minute() -> None:
    pauses = [pause_s(n) for n in (0, 1, 2, 3, 4, 5000)]
    assert pauses == [RESEND_S, 2 * RESEND_S, 4 * RESEND_S, 8 * RESEND_S, *[DENIED_MOST_S] * 2]


@pytest.mark.warns("publish_denied", "message_given_up")
def test_what_lies_on_another_s_topic_is_given_up(device: Callable[..., Device]) -> None:
    kiosk = device()
    kiosk.outbox.put("m1", topics.UP.path(site=SITE, dev="kiosk-02"), b"{}")
    until(lambda: kiosk.link._link.connected)
    kiosk.link._resend(all_of_them=True)
    until(lambda: kiosk.outbox.waiting() == [])


def _on_full_disk(*_: object) -> NoReturn:
    raise sqlite3.OperationalError("database or disk is full")


@pytest.mark.warns("outbox_failed")
def test_a_display_on_a_full_disk_connects_and_tells_until_the_hub_has_it(
    real_broker: Broker,
    peer: Callable[..., Peer],
    device: Callable[..., Device],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("put", "forget", "next_count"):
        monkeypatch.setattr(Outbox, name, _on_full_disk)
    real_broker.child.kill()
    display = device("display-1")
    shown = CallShown(call_id="c7", attempt=1, frame_at=datetime.now(UTC))
    message_id = display.link.send(shown)
    real_broker.start()
    hub = peer("hub-1", UP)
    hub_says(hub, online=True)
    assert json.loads(hub.hears("/up"))["id"] == message_id
    acknowledge(hub, message_id, "display-1")
    assert display.next_event(Answered).of == message_id
    assert display.link._waiting() == []


def test_a_kiosk_on_a_full_disk_promises_nothing(
    device: Callable[..., Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = device()
    monkeypatch.setattr(Outbox, "put", _on_full_disk)
    with pytest.raises(sqlite3.OperationalError):
        kiosk.link.send(REQUEST)


def test_a_call_s_acknowledgement_does_not_wait_behind_hours_of_proof_of_play(
    real_broker: Broker, peer: Callable[..., Peer], device: Callable[..., Device]
) -> None:
    real_broker.child.kill()
    before = device("display-1")
    now = datetime.now(UTC)
    played = PlayedLog(entries=(Played(item="i", begun_at=now, ended_at=now, outcome="shown"),))
    for _ in range(3 * AT_ONCE):
        before.link.send(played)
    call = before.link.send(CallShown(call_id="c7", attempt=1, frame_at=now))
    before.link.stop()
    before.outbox.close()
    real_broker.start()
    hub = peer("hub-1", UP)
    hub_says(hub, online=True)
    let_the_broker_write(hub)
    device("display-1")
    assert json.loads(hub.hears("/up"))["id"] == call
    first = {call}
    while len(first) < AT_ONCE:
        first.add(json.loads(hub.hears("/up"))["id"])
    let_the_broker_write(hub)
    again = {json.loads(payload)["id"] for _topic, payload in list(hub.heard.queue)}
    assert again <= first, "the rest waits for acknowledgements"
