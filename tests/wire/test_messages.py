"""What a device may say at most: numbers and moments that every database and calendar can hold."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.wire.conftest import SITE
from wire import topics
from wire.codec import WireError, decode, encode
from wire.messages import KioskConfig, RoomCard, TicketReply

NOW = "2026-11-23T08:00:00Z"
SHOWN = {"call_id": "c7", "attempt": 1, "frame_at": NOW}
STATE = {"online": True, "bd": 1, "at": NOW, "kind": "kiosk", "version": "1"}
PAPER = {"ticket_id": "t", "outcome": "printed", "at": NOW}
TROUBLE = {"key": "camera", "severity": "fault", "since": NOW}
FAR = ("0001-01-01T00:00:00+14:00", "2019-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00")


def said(topic: topics.Topic, kind: str, data: object, **envelope: object) -> bytes:
    """The message as the hub would hand it on, after it was read; WireError when it is refused."""
    raw: dict[str, Any] = {
        "v": 1, "type": kind, "id": "m", "dev": "kiosk-01", "boot": "b", "seq": 1, "ts": NOW,
        "data": data, **envelope,
    }  # fmt: skip
    path = topic.path(site=SITE, dev="kiosk-01")
    return encode(decode(path, json.dumps(raw).encode())[1])


def test_what_a_device_says_of_today_is_taken() -> None:
    assert said(topics.UP, "call.shown", {**SHOWN, "attempt": 1000})
    assert said(topics.UP, "ticket.paper", PAPER)
    assert said(topics.DEVICE_STATE, "device.state", {**STATE, "bd": 2**53})
    assert said(topics.HEALTH, "device.health", {"troubles": [TROUBLE]}, seq=2**53)
    assert said(topics.HEALTH, "device.health", {"troubles": [], "vitals": {"temperature": 61.3}})


@pytest.mark.parametrize(
    ("figure", "value"),
    [("temperature", 999), ("disk_free_mb", -1), ("clock", "fast"), ("load", -1)],
)
def test_figures_that_cannot_be_are_refused(figure: str, value: object) -> None:
    with pytest.raises(WireError, match=rf"malformed: vitals.{figure}"):
        said(topics.HEALTH, "device.health", {"troubles": [], "vitals": {figure: value}})


@pytest.mark.parametrize("attempt", [0, 1001, 10**30])
def test_nobody_is_called_a_thousand_times(attempt: int) -> None:
    with pytest.raises(WireError, match=r"malformed: attempt"):
        said(topics.UP, "call.shown", {**SHOWN, "attempt": attempt})


@pytest.mark.parametrize("count", [-1, 2**53 + 1, 10**30])
def test_counts_are_numbers_that_every_reader_holds(count: int) -> None:
    with pytest.raises(WireError, match=r"malformed: bd"):
        said(topics.DEVICE_STATE, "device.state", {**STATE, "bd": count})
    with pytest.raises(WireError, match=r"malformed: seq"):
        said(topics.UP, "call.shown", SHOWN, seq=count)


@pytest.mark.parametrize("moment", [*FAR, "2026-11-23T08:00:00"])
def test_moments_far_from_our_days_or_of_no_time_zone_are_refused(moment: str) -> None:
    with pytest.raises(WireError, match=r"malformed: frame_at"):
        said(topics.UP, "call.shown", {**SHOWN, "frame_at": moment})
    with pytest.raises(WireError, match=r"malformed: at"):
        said(topics.UP, "ticket.paper", {**PAPER, "at": moment})
    with pytest.raises(WireError, match=r"malformed: at"):
        said(topics.DEVICE_STATE, "device.state", {**STATE, "at": moment})
    with pytest.raises(WireError, match=r"malformed: troubles.0.since"):
        said(topics.HEALTH, "device.health", {"troubles": [{**TROUBLE, "since": moment}]})
    with pytest.raises(WireError, match=r"malformed: ts"):
        said(topics.UP, "call.shown", SHOWN, ts=moment)


def test_a_kiosk_is_not_told_what_it_has_no_use_for() -> None:
    assert "room_ways" not in KioskConfig.model_fields


def test_a_room_that_an_earlier_hub_named_once_keeps_that_name_in_german() -> None:
    held = {"label": "2.14", "name": "Arbeitsvermittlung", "way": {"arrow": "left"}}
    assert RoomCard.model_validate(held).name == {"de": "Arbeitsvermittlung"}


FOLLOW = "https://warten.example/t/7m3q9x0v5k2c8hd4jw6zrt1nbe"
REPLY = {
    "kind": "ticket", "ticket_id": "t", "number": "W001", "zone": "A", "issued_at": NOW,
}  # fmt: skip


def test_an_earlier_hub_names_no_page_for_phones() -> None:
    assert TicketReply.model_validate_json(json.dumps(REPLY)).follow is None


@pytest.mark.parametrize(
    "address",
    ["ftp://warten.example/t/x", "warten.example/t/x", "https://warten.example/t/ä", "https://a b",
     "javascript:alert(1)", "https://warten.example/t/" + "x" * 140],
)  # fmt: skip
def test_a_page_that_no_code_could_bear_is_refused(address: str) -> None:
    assert TicketReply.model_validate({**REPLY, "follow": FOLLOW}).follow == FOLLOW
    with pytest.raises(ValidationError):
        TicketReply.model_validate({**REPLY, "follow": address})


def test_the_secret_of_a_page_is_in_no_description_of_a_reply() -> None:
    assert "7m3q" not in repr(TicketReply.model_validate({**REPLY, "follow": FOLLOW}))
