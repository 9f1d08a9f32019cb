"""Troubles: told when they change, each with the time since when."""

import logging
from datetime import timedelta
from itertools import count

import pytest

from kiosk.troubles import Said, Troubles
from tests.kiosk.care.kit import START
from wire.health import Health, Vitals


def test_a_trouble_is_told_once_and_its_end_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kiosk")
    told: list[Health] = []
    shown: list[frozenset[str]] = []
    clock = (START + timedelta(seconds=seconds) for seconds in count())
    troubles = Troubles(told.append, shown.append, lambda: next(clock))
    for keys in ((), ("a.b",), ("a.b",), ("a.b", "a.a"), ("a.a",), (), ()):
        troubles.take(dict.fromkeys(keys, "fault"), Vitals(), START)
    assert [[trouble.key for trouble in health.troubles] for health in told] == [
        [], ["a.b"], ["a.a", "a.b"], ["a.a"], [],
    ]  # fmt: skip
    assert [sorted(keys) for keys in shown] == [["a.b"], ["a.a", "a.b"], ["a.a"], []]
    assert told[2].troubles[1].since == START, "it lasts since it was first seen"
    assert told[2].troubles[0].since == START + timedelta(seconds=1)
    events = [(record.getMessage(), vars(record)["key"]) for record in caplog.records]
    assert events == [
        ("trouble_began", "a.b"), ("trouble_began", "a.a"), ("trouble_ended", "a.b"),
        ("trouble_ended", "a.a"),
    ]  # fmt: skip


def test_figures_alone_are_told_once_a_minute() -> None:
    told: list[Health] = []
    troubles = Troubles(told.append, lambda _: None, lambda: START)
    for seconds in range(0, 181, 2):
        troubles.take({}, Vitals(uptime_s=seconds), START + timedelta(seconds=seconds))
    assert [health.vitals and health.vitals.uptime_s for health in told] == [0, 60, 120, 180]


def test_a_device_is_taken_at_its_last_word() -> None:
    said = Said()
    assert said.of("printer") is None
    said.set("printer", "cutter")
    said.set("camera", "dark")
    said.set("printer", None)
    assert (said.of("printer"), said.of("camera")) == (None, "dark")
