"""What a device may say at most: numbers and moments that every database and calendar can hold."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.wire.conftest import SITE
from wire import topics
from wire.codec import WireError, decode, encode
from wire.look import Look
from wire.messages import (
    Board,
    BoardCall,
    Call,
    CallShown,
    DisplayConfig,
    Door,
    Emergency,
    KioskConfig,
    RoomCard,
    TicketReply,
    ZoneCard,
)

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


def _alarm(name: str, **other: object) -> dict[str, object]:
    known = {"id": name, "kind": "fire", "title": {"de": "Feuer"}, "text": {}, "since": NOW}
    return known | other


@pytest.mark.warns("alarm_of_unknown_kind")
def test_an_alarm_of_a_kind_that_nobody_knows_yet_takes_no_other_with_it() -> None:
    alarms = [_alarm("a1"), _alarm("a2", kind="flood-water"), _alarm("a3")]
    told = Emergency.model_validate_json(json.dumps({"rev": 1, "alarms": alarms}))
    assert [one.id for one in told.alarms] == ["a1", "a3"]


@pytest.mark.warns("alarm_not_understood")
def test_an_alarm_that_cannot_be_read_takes_no_other_with_it() -> None:
    alarms = [_alarm("a1"), _alarm("a2", since="yesterday"), _alarm("a3", zones=["A", "Nord"])]
    told = Emergency.model_validate_json(json.dumps({"rev": 1, "alarms": alarms}))
    assert [one.id for one in told.alarms] == ["a1", "a3"]
    assert told.alarms[1].concerns(("A",))
    assert not told.alarms[1].concerns(("N",))


def test_a_language_that_only_a_newer_hub_knows_takes_nothing_with_it() -> None:
    words = {"de": "Feuer", "sq": "Zjarr"}
    told = Emergency.model_validate_json(
        json.dumps({"rev": 1, "alarms": [_alarm("a1", title=words, text=words)]})
    )
    assert told.alarms[0].title == told.alarms[0].text == {"de": "Feuer"}
    place = DisplayConfig.model_validate_json(
        json.dumps(PLACE | {"languages": ["de", "sq", "en"], "room_name": words})
    )
    assert place.languages == ("de", "en")
    assert place.room_name == {"de": "Feuer"}
    look = Look.model_validate_json(json.dumps({"authority": "Amt", "languages": ["de", "sq"]}))
    assert look.languages == ("de",)


def test_a_visitor_s_language_that_only_a_newer_hub_knows_is_called_in_german() -> None:
    called = {
        "call_id": "c7", "attempt": 1, "number": "T007", "room": "2.14", "called_at": NOW,
        "lang": "sq",
    }  # fmt: skip
    board = {"zone": "A", "rev": 3, "waiting": 0, "calls": [{**called, "open": True}]}
    assert Board.model_validate_json(json.dumps(board)).calls[0].lang == "de"
    assert Board.model_validate_json(json.dumps(board)).wait_minutes is None  # an older hub
    call = {**called, "zone": "A", "board_rev": 3}
    assert Call.model_validate_json(json.dumps(call)).lang == "de"
    door = {**called, "rev": 3, "state": "enter"}
    assert Door.model_validate_json(json.dumps(door)).lang == "de"


@pytest.mark.warns("alarm_not_understood")
@pytest.mark.parametrize("wrong", [{"kind": 7}, {"kind": ["fire"]}, {"title": {}}])
def test_an_alarm_that_says_nothing_is_refused(wrong: dict[str, object]) -> None:
    alarms = [_alarm("a1", **wrong)]
    with pytest.raises(ValidationError):
        Emergency.model_validate_json(json.dumps({"rev": 1, "alarms": alarms}))


PLACE = {
    "rev": 1, "name": "Display", "timezone": "Europe/Berlin", "room_ways": {},
    "reading_distance_m": 5, "panel_height_mm": 500,
}  # fmt: skip


@pytest.mark.parametrize("figure", ["reading_distance_m", "panel_height_mm"])
@pytest.mark.parametrize("value", ["Infinity", "NaN", "1e300", "0"])
def test_a_panel_has_a_size_and_a_distance_of_this_world(figure: str, value: str) -> None:
    assert DisplayConfig.model_validate_json(json.dumps(PLACE)).room_ways == {}
    with pytest.raises(ValidationError):
        DisplayConfig.model_validate_json(json.dumps(PLACE | {figure: float(value)}))


def test_a_zone_has_a_german_name() -> None:
    with pytest.raises(ValidationError):
        ZoneCard.model_validate_json('{"id": "B", "name": {"en": "Area B"}}')


def test_a_call_that_is_told_down_can_be_told_up() -> None:
    down = {"call_id": "c7", "number": "T007", "room": "2.14", "called_at": NOW, "open": True}
    for attempt, fits in ((1000, True), (1001, False)):
        for message, fields in ((BoardCall, down), (CallShown, SHOWN)):
            told = json.dumps({**fields, "attempt": attempt})
            try:
                message.model_validate_json(told)
            except ValidationError:
                assert not fits
            else:
                assert fits
