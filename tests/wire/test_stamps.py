"""A device whose clock is far out of the calendar talks all the same, and says that it knows."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.wire.conftest import SITE
from wire import codec
from wire.device import DeviceLink, Identity
from wire.ids import DeviceId, SiteId
from wire.link import LinkSettings
from wire.messages import CallShown
from wire.outbox import Outbox


@pytest.mark.parametrize("year", [1970, 2019, 2200, 9998])
def test_a_clock_out_of_the_calendar_keeps_nobody_off_the_line(tmp_path: Path, year: int) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite")
    link = DeviceLink(
        Identity(SiteId(SITE), DeviceId("display-1"), "display", "1.0"),
        LinkSettings("127.0.0.1", 1, "display-1", ""),
        outbox,
        lambda: datetime(year, 6, 1, tzinfo=UTC),
        lambda _event: None,
        clk=lambda: "synced",
    )
    link.send(CallShown(call_id="c7", attempt=1, frame_at=datetime(2026, 1, 1, tzinfo=UTC)))
    [(_id, topic, payload)] = outbox.waiting()
    will = link._will()
    for path, said in ((topic, payload), (will.topic, will.payload)):
        _address, envelope = codec.decode(path, said)
        assert envelope.clk == "unsynced"
    outbox.close()
