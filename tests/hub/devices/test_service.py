"""Where devices hang and how they are used; births, deaths and health; on both databases."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from hub.devices import service
from hub.devices.rules import (
    Device,
    DeviceExists,
    Place,
    Speaking,
    UnknownDevice,
    Word,
    counts,
)
from hub.kit.tables import OutboxRow
from tests.hub.conftest import MONDAY, Office
from tests.hub.places import use
from wire.codec import decode
from wire.health import Health, Trouble, Vitals
from wire.ids import DeviceId, RoomId, ZoneId
from wire.messages import DeviceState, DisplayConfig, Hours, Programme

KIOSK = DeviceId("kiosk-01")


def state(bd: int, *, online: bool, at: datetime = MONDAY) -> DeviceState:
    return DeviceState(online=online, bd=bd, at=at, kind="kiosk", version="0.1.0")


def tell(office: Office, bd: int, *, online: bool, boot: str = "a") -> bool:
    """A birth or death that arrives now."""
    said = state(bd, online=online, at=office.watch.now)
    with office.database.change(office.site) as change:
        return service.note_state(change, KIOSK, said, boot=boot, now=office.watch.now)


def seen(office: Office) -> Device:
    """The kiosk as reception sees it now."""
    with office.database.read() as session:
        found = service.overview(session, office.site, now=office.watch.now)
    return next(one for one in found if one.place.id == KIOSK)


EARLIER, LATER = MONDAY - timedelta(minutes=1), MONDAY + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("known", "word", "news"),
    [
        (None, Word("a", 0, True, MONDAY), True),
        (Word("a", 4, True, MONDAY), Word("a", 4, False, MONDAY), True),
        (Word("a", 4, True, MONDAY), Word("b", 5, True, EARLIER), True),
        (Word("a", 4, True, MONDAY), Word("a", 3, False, LATER), False),
        (Word("a", 4, True, MONDAY), Word("a", 3, True, LATER), False),
        (Word("a", 4, True, MONDAY), Word("b", 3, False, LATER), False),
        (Word("a", 4, False, MONDAY), Word("b", 1, True, EARLIER), True),
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
        tell(office, bd, online=alive)
    assert seen(office).online is online


def test_a_device_that_stays_silent_is_not_connected(office: Office) -> None:
    tell(office, 1, online=True)
    office.watch.wait(seconds=99)
    assert seen(office).online
    office.watch.wait(seconds=1)
    assert not seen(office).online
    assert seen(office).seen_at == MONDAY


def test_a_repeated_birth_is_a_sign_of_life_and_the_brokers_copy_is_none(office: Office) -> None:
    tell(office, 1, online=True)
    first, later = state(1, online=True), office.watch.wait(seconds=90)
    for said, sign in ((first, MONDAY), (state(1, online=True, at=later), later)):
        word = service.word_of(said, "a")
        with office.database.write() as session:
            assert service.repeats(session, office.site, KIOSK, word)
            service.note_repetition(session, office.site, KIOSK, word, now=later)
        assert seen(office).seen_at == sign


def test_what_is_news_is_no_repetition(office: Office) -> None:
    with office.database.read() as session:
        word = service.word_of(state(1, online=True), "a")
        assert not service.repeats(session, office.site, KIOSK, word)
    tell(office, 1, online=True)
    with office.database.read() as session:
        for said, boot in ((state(1, online=False), "a"), (state(2, online=True), "a"),
                           (state(1, online=True), "b")):  # fmt: skip
            word = service.word_of(said, boot)
            assert not service.repeats(session, office.site, KIOSK, word)


def test_a_will_that_is_as_old_as_its_birth_does_not_turn_back_the_clock(office: Office) -> None:
    tell(office, 1, online=True)
    died = office.watch.wait(seconds=80)
    with office.database.change(office.site) as change:
        service.note_state(change, KIOSK, state(1, online=False), boot="a", now=died)
    assert (seen(office).online, seen(office).seen_at) == (False, died)
    office.watch.wait(hours=1)
    tell(office, 1, online=False)
    assert seen(office).seen_at == died, "the broker's copy says nothing new"


def test_a_device_with_new_memory_and_a_slow_clock_is_believed(office: Office) -> None:
    tell(office, 57, online=True)
    tell(office, 57, online=False)
    slow = state(0, online=True, at=MONDAY - timedelta(days=900))
    with office.database.change(office.site) as change:
        assert service.note_state(change, KIOSK, slow, boot="b", now=office.watch.now)
    assert seen(office).online


def test_health_is_the_devices_latest_account(office: Office) -> None:
    trouble = Trouble(key="printer_paper_out", severity="fault", since=MONDAY)
    for health in (Health(troubles=(trouble,)), Health(), Health(troubles=(trouble,))):
        with office.database.change(office.site) as change:
            service.note_health(change, KIOSK, health)
    with office.database.read() as session:
        (found,) = service.device(session, office.site, KIOSK).troubles
    assert (found.key, found.severity, found.since) == ("printer_paper_out", "fault", MONDAY)


def test_figures_of_a_device_are_the_latest_and_an_older_device_has_none(office: Office) -> None:
    figures: list[float | None] = []
    for vitals in (Vitals(temperature=51.5), Vitals(temperature=63.0), None):
        with office.database.change(office.site) as change:
            service.note_health(change, KIOSK, Health(vitals=vitals))
        with office.database.read() as session:
            found = service.device(session, office.site, KIOSK).vitals
        figures.append(found.temperature if found else None)
    assert figures == [51.5, 63.0, None]


def place(device: str, **use: object) -> Place:
    fields = {"kind": "display", "name": "Neu", "node": "zone-a", "facing_deg": 0} | use
    return Place(DeviceId(device), **fields)  # type: ignore[arg-type]


def hung(office: Office, one: Place) -> Place:
    with office.database.change(office.site) as change:
        service.hang(change, one)
        return service.device(change.session, office.site, one.id).place


def test_a_display_comes_back_as_it_was_hung(office: Office) -> None:
    lunch = Hours(weekday=0, opens=720, closes=780)
    for one in (
        place(
            "door-9", role="door", room=RoomId("2.16"), layout="whole", languages=("ar", "de"),
            group="halle", tags=("tuer", "neu"), screen_on=False,
            sound=Speaking(volume=30, quiet=(lunch,)),
        ),
        place("way-9", role="way", sound=Speaking(quiet=())),
        place("zone-9", zone=ZoneId("A")),
    ):  # fmt: skip
        assert hung(office, one) == one


def test_the_first_display_of_a_zone_speaks_for_it_and_no_other(office: Office) -> None:
    with office.database.change(office.site) as change:
        service.take_down(change, DeviceId("display-2"), timezone="Europe/Berlin")
    zone = ZoneId("B")
    voices = [hung(office, place(name, zone=zone)).sound for name in ("new-1", "new-2", "new-3")]
    assert voices == [Speaking(), None, None]
    assert hung(office, place("new-4", role="way")).sound is None


def test_a_device_hangs_once(office: Office) -> None:
    with office.database.change(office.site) as change, pytest.raises(DeviceExists):
        service.hang(change, place("display-1"))


def test_a_display_that_is_used_otherwise_is_to_be_told(office: Office) -> None:
    one, site = DeviceId("display-1"), office.site
    with office.database.change(site) as change:
        for device in service.untold(change.session, site):
            service.note_told(change, device)
    how: dict[str, Any] = {
        "sound": Speaking(volume=10), "screen_on": False, "layout": "whole", "group": "halle",
        "tags": ("alt", "rot"),
    }  # fmt: skip
    with office.database.change(site) as change:
        before = service.device(change.session, site, one).place
        use(change, one, **how)
        after = service.device(change.session, site, one).place
        assert service.untold(change.session, site) == (one,)
        service.note_told(change, one)
        assert service.untold(change.session, site) == ()
    assert after == replace(before, **how)


def test_a_display_that_hangs_elsewhere_keeps_what_it_has_told(office: Office) -> None:
    one = DeviceId("display-1")
    with office.database.change(office.site) as change:
        service.note_state(change, one, state(4, online=True), boot="a", now=MONDAY)
        moved = replace(service.device(change.session, office.site, one).place, node="zone-b")
        service.rehang(change, moved)
        found = service.device(change.session, office.site, one)
    assert (found.place, found.online, found.version) == (moved, True, "0.1.0")


def voices(office: Office) -> dict[str, list[str]]:
    """Who speaks in each zone that has displays."""
    with office.database.read() as session:
        found = [one for one in service.displays(session, office.site) if one.zone]
    zones = {str(one.zone) for one in found}
    return {zone: [one.id for one in found if one.zone == zone and one.sound] for zone in zones}


def test_a_zone_with_displays_has_one_voice_however_they_are_moved_and_taken_down(
    office: Office,
) -> None:
    loud = Speaking(volume=30)
    with office.database.change(office.site) as change:
        use(change, "display-1", sound=loud)
    hung(office, replace(place("second"), zone=ZoneId("A")))
    assert voices(office) == {"A": ["display-1"], "B": ["display-2"], "C": ["display-4"]}
    for device, zone, expected in (
        ("display-1", "B", {"A": ["second"], "B": ["display-2"], "C": ["display-4"]}),
        ("display-2", "A", {"A": ["second"], "B": ["display-1"], "C": ["display-4"]}),
        ("second", None, {"A": ["display-2"], "B": ["display-1"], "C": ["display-4"]}),
        ("second", "C", {"A": ["display-2"], "B": ["display-1"], "C": ["display-4"]}),
        ("display-4", "A", {"A": ["display-2"], "B": ["display-1"], "C": ["second"]}),
    ):
        with office.database.change(office.site) as change:
            before = service.device(change.session, office.site, DeviceId(device)).place
            there = ZoneId(zone) if zone else None
            after = replace(before, role="zone" if zone else "way", zone=there)
            service.rehang(change, after)
        assert voices(office) == expected
    with office.database.change(office.site) as change:
        service.take_down(change, DeviceId("display-2"), timezone="Europe/Berlin")
        assert DeviceId("display-4") in service.untold(change.session, office.site)
    assert voices(office)["A"] == ["display-4"]


def test_a_voice_that_is_alone_where_it_hangs_now_keeps_its_volume(office: Office) -> None:
    one, loud = DeviceId("display-1"), Speaking(volume=30)
    with office.database.change(office.site) as change:
        service.take_down(change, DeviceId("display-2"), timezone="Europe/Berlin")
        before = service.device(change.session, office.site, one).place
        service.rehang(change, replace(before, zone=ZoneId("B"), sound=loud))
        assert service.device(change.session, office.site, one).place.sound == loud


@pytest.mark.parametrize("leaves", ["down", "elsewhere"])
def test_who_speaks_next_speaks_as_the_voice_before_was_told_to(
    office: Office, leaves: str
) -> None:
    lunch = Hours(weekday=0, opens=720, closes=780)
    told, one = Speaking(volume=0, quiet=(lunch,)), DeviceId("display-1")
    second = hung(office, place("second", zone=ZoneId("A")))
    with office.database.change(office.site) as change:
        use(change, one, sound=told)
        if leaves == "down":
            service.take_down(change, one, timezone="Europe/Berlin")
        else:
            before = service.device(change.session, office.site, one).place
            service.rehang(change, replace(before, zone=ZoneId("B")))
        assert service.device(change.session, office.site, second.id).place.sound == told


def test_a_zone_that_is_silent_on_purpose_stays_so(office: Office) -> None:
    hung(office, place("second", zone=ZoneId("A")))
    with office.database.change(office.site) as change:
        use(change, "display-1", sound=None)
    hung(office, place("third", zone=ZoneId("A")))
    with office.database.change(office.site) as change:
        moved = service.device(change.session, office.site, DeviceId("display-2")).place
        service.rehang(change, replace(moved, zone=ZoneId("A")))
        service.take_down(change, DeviceId("display-1"), timezone="Europe/Berlin")
    assert voices(office)["A"] == []


def test_a_display_that_is_taken_down_is_told_to_show_nobody(office: Office) -> None:
    one = DeviceId("display-1")
    with office.database.change(office.site) as change:
        service.take_down(change, one, timezone="Europe/Berlin")
    with office.database.read() as session:
        assert one not in {each.id for each in service.displays(session, office.site)}
        row = session.exec(select(OutboxRow).order_by(OutboxRow.id.desc())).first()  # type: ignore[union-attr]
    assert row is not None
    assert row.retain
    told = decode(row.topic, row.payload)[1].data
    assert isinstance(told, DisplayConfig)
    assert (told.zones, told.room_ways) == ((), {})
    with office.database.change(office.site) as change, pytest.raises(UnknownDevice):
        service.take_down(change, one, timezone="Europe/Berlin")


def test_a_door_s_sign_that_is_taken_down_is_none_any_more(office: Office) -> None:
    sign = place("sign-9", role="door", room=RoomId("2.14"))
    hung(office, sign)
    with office.database.change(office.site) as change:
        service.take_down(change, sign.id, timezone="Europe/Berlin")
    with office.database.read() as session:
        rows = {row.topic.partition("/sign-9/")[2]: row for row in session.exec(select(OutboxRow))}
    told = {
        name: decode(rows[name].topic, rows[name].payload)[1].data
        for name in ("des/config", "des/programme")
    }
    config, programme = told["des/config"], told["des/programme"]
    assert isinstance(config, DisplayConfig)
    assert (config.role, config.room, config.zones) == ("zone", None, ())
    assert isinstance(programme, Programme)
    assert (programme.playlists, programme.notices) == ((), ())
    assert (rows["des/door"].payload, rows["des/door"].retain) == (b"", True)


def test_help_is_asked_for_and_given(office: Office) -> None:
    with office.database.change(office.site) as change:
        assert service.note_help(change, KIOSK, asked_at=MONDAY, now=MONDAY)
    with office.database.read() as session:
        assert service.device(session, office.site, KIOSK).help_at == MONDAY
    with office.database.change(office.site) as change:
        service.help_given(change, KIOSK)
        assert service.device(change.session, office.site, KIOSK).help_at is None


def test_nobody_goes_to_a_kiosk_whose_visitor_has_long_gone(office: Office) -> None:
    with office.database.change(office.site) as change:
        late = MONDAY + timedelta(minutes=2, seconds=1)
        assert not service.note_help(change, KIOSK, asked_at=MONDAY, now=late)
    assert seen(office).help_at is None


def test_an_unknown_device_is_named(office: Office) -> None:
    with office.database.change(office.site) as change, pytest.raises(UnknownDevice):
        service.note_help(change, DeviceId("kiosk-99"), asked_at=MONDAY, now=MONDAY)
