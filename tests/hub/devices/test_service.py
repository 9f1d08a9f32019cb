"""Births, deaths, health and proofs of display, on both databases."""

from datetime import timedelta

import pytest

from hub.devices import service
from hub.devices.rules import UnknownDevice, Word, counts
from tests.hub.conftest import MONDAY, Office
from wire.health import Health, Trouble
from wire.ids import DeviceId
from wire.messages import CallShown, DeviceState

KIOSK, DISPLAY = DeviceId("kiosk-01"), DeviceId("display-2")


def state(bd: int, *, online: bool) -> DeviceState:
    return DeviceState(online=online, bd=bd, at=MONDAY, kind="kiosk", version="0.1.0")


EARLIER, LATER = MONDAY - timedelta(minutes=1), MONDAY + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("known", "word", "news"),
    [
        (None, Word(0, True, MONDAY), True),
        (Word(4, True, MONDAY), Word(4, False, MONDAY), True),
        (Word(4, True, MONDAY), Word(5, True, EARLIER), True),
        (Word(4, True, MONDAY), Word(3, False, LATER), False),
        (Word(4, True, MONDAY), Word(3, True, EARLIER), False),
        (Word(4, False, MONDAY), Word(1, True, LATER), True),
    ],
)
def test_a_word_older_than_the_last_birth_does_not_count(
    known: Word | None, word: Word, news: bool
) -> None:
    assert counts(known, word) is news


@pytest.mark.parametrize(
    ("told", "online"),
    [
        ([(1, True)], True),
        ([(1, True), (1, False)], False),
        ([(1, True), (2, True), (1, False)], True),
        ([(2, True), (1, True), (2, False)], False),
    ],
)
def test_a_late_will_never_kills_a_living_device(
    office: Office, told: list[tuple[int, bool]], online: bool
) -> None:
    for bd, alive in told:
        with office.database.change(office.site) as change:
            service.note_state(change, KIOSK, state(bd, online=alive))
    with office.database.read() as session:
        assert service.device(session, office.site, KIOSK).online is online


def test_health_is_the_devices_latest_account(office: Office) -> None:
    trouble = Trouble(key="printer_paper_out", severity="fault", since=MONDAY)
    for health in (Health(troubles=(trouble,)), Health(), Health(troubles=(trouble,))):
        with office.database.change(office.site) as change:
            service.note_health(change, KIOSK, health, now=MONDAY)
    with office.database.read() as session:
        (found,) = service.device(session, office.site, KIOSK).troubles
    assert (found.key, found.severity, found.since) == ("printer_paper_out", "fault", MONDAY)


def test_a_call_is_shown_once_for_each_attempt_and_display(office: Office) -> None:
    first, second = MONDAY, MONDAY + timedelta(seconds=40)
    for device, attempt, at in (
        (DISPLAY, 1, first), (DISPLAY, 1, second), (DISPLAY, 2, second),
        (DeviceId("display-1"), 1, second),
    ):  # fmt: skip
        with office.database.change(office.site) as change:
            shown = CallShown(call_id="01CALL", attempt=attempt, frame_at=at)
            service.note_shown(change, device, shown)
    with office.database.read() as session:
        overview = service.overview(session, office.site, now=MONDAY)
    found = [(one.device, one.attempt, one.frame_at) for one in overview.shown["01CALL"]]
    assert found[0] == (DISPLAY, 1, first)
    assert sorted(found[1:]) == [("display-1", 1, second), (DISPLAY, 2, second)]
    assert overview.shown["01CALL"][0].device_name == "Display 2"


def test_help_is_asked_for_and_given(office: Office) -> None:
    with office.database.change(office.site) as change:
        service.note_help(change, KIOSK, now=MONDAY)
    with office.database.read() as session:
        assert service.device(session, office.site, KIOSK).help_at == MONDAY
    with office.database.change(office.site) as change:
        service.help_given(change, KIOSK)
        assert service.device(change.session, office.site, KIOSK).help_at is None


def test_an_unknown_device_is_named(office: Office) -> None:
    with office.database.change(office.site) as change, pytest.raises(UnknownDevice):
        service.note_help(change, DeviceId("kiosk-99"), now=MONDAY)
