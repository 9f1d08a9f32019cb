"""A device link without a broker: a clock that is far off, and what is told while it connects."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.wire.conftest import SITE
from wire import codec, topics
from wire.device import DeviceLink, Identity
from wire.health import Health, Trouble
from wire.ids import DeviceId, SiteId
from wire.link import LinkSettings, Publication
from wire.messages import CallShown
from wire.outbox import Outbox

T0 = datetime(2026, 1, 1, tzinfo=UTC)


def _link(outbox: Outbox, clock: Callable[[], datetime] = lambda: T0) -> DeviceLink:
    return DeviceLink(
        Identity(SiteId(SITE), DeviceId("display-1"), "display", "1.0"),
        LinkSettings("127.0.0.1", 1, "display-1", ""),
        outbox,
        clock,
        lambda _event: None,
        clk=lambda: "synced",
    )


@pytest.mark.parametrize("year", [1970, 2019, 2200, 9998])
def test_a_clock_out_of_the_calendar_keeps_nobody_off_the_line(tmp_path: Path, year: int) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite")
    link = _link(outbox, lambda: datetime(year, 6, 1, tzinfo=UTC))
    link.send(CallShown(call_id="c7", attempt=1, frame_at=T0))
    [(_id, topic, payload)] = outbox.waiting()
    will = link._will()
    for path, said in ((topic, payload), (will.topic, will.payload)):
        _address, envelope = codec.decode(path, said)
        assert envelope.clk == "unsynced"
    outbox.close()


class Wire:
    """A connection that keeps what was handed over."""

    connected = True

    def __init__(self) -> None:
        self.said: list[Publication] = []

    def publish(self, publication: Publication) -> "Future[None]":
        self.said.append(publication)
        return Future()


def test_what_is_told_while_it_connects_is_not_replaced_by_what_stood_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox, wire = Outbox(tmp_path / "outbox.sqlite"), Wire()
    link = _link(outbox)
    monkeypatch.setattr(link, "_link", wire)
    births = link._births()
    news = Health(troubles=(Trouble(key="board.hot", severity="warning", since=T0),))
    link.report(news)
    for birth in births:
        wire.publish(birth)
    link._on_link(True)
    health = topics.HEALTH.path(site=SITE, dev="display-1")
    last = [one.payload for one in wire.said if one.topic == health][-1]
    assert codec.decode(health, last)[1].data == news
    outbox.close()
