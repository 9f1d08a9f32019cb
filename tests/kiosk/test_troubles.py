"""Troubles: told when they change, each with the time since when."""

from datetime import UTC, datetime, timedelta
from itertools import count

from kiosk.troubles import Troubles
from wire.health import Health

NOW = datetime(2026, 11, 23, 7, 43, tzinfo=UTC)


def test_a_trouble_is_told_once_and_its_end_once() -> None:
    told: list[Health] = []
    clock = (NOW + timedelta(seconds=seconds) for seconds in count())
    troubles = Troubles(told.append, lambda: next(clock))
    for fault in (None, "paper_out", "paper_out", "offline", None, None):
        troubles.set("printer", fault)
    assert [[(t.key, t.severity) for t in health.troubles] for health in told] == [
        [("printer.paper_out", "fault")], [("printer.offline", "fault")], [],
    ]  # fmt: skip
    assert [health.troubles[0].since for health in told[:2]] == [NOW, NOW + timedelta(seconds=1)]


def test_devices_have_their_own_troubles_and_little_paper_is_only_a_warning() -> None:
    told: list[Health] = []
    troubles = Troubles(told.append, lambda: NOW)
    troubles.set("printer", "paper_near_end")
    troubles.set("camera", "unplugged")
    assert [(t.key, t.severity) for t in told[-1].troubles] == [
        ("camera.unplugged", "fault"), ("printer.paper_near_end", "warning"),
    ]  # fmt: skip
