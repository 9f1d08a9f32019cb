"""All is told anew in short changes; what fails keeps nothing else from being told."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.bridge.runner import BATCH, Bridge
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.kit.database import Change
from hub.kit.tables import OutboxRow
from hub.office import service as setup
from hub.office.rules.things import Key, version
from hub.presence import service as presence
from hub.queue import service as queue
from hub.queue.rules import NewTicket
from hub.sites import service as sites
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from tests.people import person
from wire.codec import decode
from wire.ids import ConcernId, DeviceId, ZoneId
from wire.link import LinkSettings
from wire.look import Look
from wire.messages import Board, DisplayConfig, KioskConfig, Source

FIRST = ("emergency", "look", "board", "door")


class Talk:
    """A hub with many displays and no broker: what it tells stays in its outbox."""

    def __init__(self, office: Office) -> None:
        self._database = office.database
        self.faulty = self.cut_off = False
        self.passed_s, self.faults = 0.0, 0
        self.screens = {f"screen-{n:03}" for n in range(2 * BATCH)}
        with office.database.change(office.site) as change:
            for one in sorted(self.screens):
                devices.hang(change, Place(DeviceId(one), "display", one, "display-1", 0))
        look, link = Look(authority="Amt"), LinkSettings("127.0.0.1", 1, "hub-1", "")
        self.bridge = Bridge(
            office.database, HOUSE.site, office.keyring, look, link,
            steady=lambda: self.passed_s, source=self._source,
        )  # fmt: skip

    def _source(self, device: DeviceId) -> Source | None:
        if device == "screen-010" and self.faulty:
            self.faults += 1
            raise RuntimeError(device)
        if self.cut_off:
            self.cut_off = False
            self.bridge._on_link(up=True)
        return None

    def tell(self) -> list[OutboxRow]:
        """What is told at the next try, in order."""
        return self._told_by(self.bridge._tell_all)

    def tell_news(self) -> list[OutboxRow]:
        return self._told_by(self.bridge._tell_news)

    def tell_changes(self) -> list[OutboxRow]:
        return self._told_by(self.bridge._tell_changes)

    def _told_by(self, work: Callable[[], None]) -> list[OutboxRow]:
        with self._database.read() as session:
            last = session.exec(select(func.max(OutboxRow.id))).one() or 0
        work()
        newer = select(OutboxRow).where(col(OutboxRow.id) > last).order_by(col(OutboxRow.id))
        with self._database.read() as session:
            return list(session.exec(newer).all())

    @property
    def all_told(self) -> bool:
        return self.bridge._told_on == (date(2026, 11, 23), self.bridge._links)


@pytest.fixture
def talk(office: Office) -> Talk:
    return Talk(office)


def _displays(rows: list[OutboxRow]) -> set[str]:
    """Those that are told where they hang."""
    return {row.topic.split("/")[4] for row in rows if row.topic.endswith("/config")}


def _told_at_once(rows: list[OutboxRow]) -> int:
    """How many displays are told in one change, at the most."""
    messages = [decode(row.topic, row.payload)[1].data for row in rows]
    changes = Counter(one.rev for one in messages if isinstance(one, DisplayConfig))
    return max(changes.values())


def _kinds(rows: list[OutboxRow]) -> list[str]:
    return [row.topic.rsplit("/", 1)[1] for row in rows]


@pytest.mark.warns("device_misplaced")
def test_what_visitors_need_is_told_first_and_no_change_tells_many_displays(talk: Talk) -> None:
    rows = talk.tell()
    order = [kind for kind, _ in groupby(_kinds(rows))]
    assert order == [*FIRST, "config", "book", "programme"]
    assert len(_displays(rows)) > 2 * BATCH
    assert _told_at_once(rows) <= BATCH
    assert talk.all_told


@pytest.mark.warns("device_misplaced", "part_not_told")
def test_a_fault_keeps_only_its_own_display_waiting(talk: Talk) -> None:
    talk.faulty = True
    rows = talk.tell()
    heard = _displays(rows)
    assert talk.screens - heard == {"screen-010"}
    assert {*FIRST, "book", "programme"} <= set(_kinds(rows))
    assert not talk.all_told
    talk.faulty = False
    assert talk.tell() == []
    talk.passed_s = 1
    late = talk.tell()
    assert _kinds(late) == ["config"]
    assert _displays(late) == {"screen-010"}
    assert talk.all_told


@pytest.mark.warns("device_misplaced", "part_not_told")
def test_no_fault_keeps_an_alarm_waiting(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_change: Change, **_now: datetime) -> None:
        raise RuntimeError

    for part in ("end_days", "publish_boards", "publish_doors"):
        monkeypatch.setattr(queue, part, broken)
    assert _kinds(talk.tell())[0] == "emergency"
    monkeypatch.undo()
    talk.passed_s = 1
    assert "emergency" not in _kinds(talk.tell())
    assert talk.all_told


@pytest.mark.warns("device_misplaced")
def test_a_broker_that_was_lost_meanwhile_is_told_all_once_more(talk: Talk) -> None:
    talk.cut_off = True
    first = talk.tell()
    assert not talk.all_told
    assert _kinds(talk.tell()) == _kinds(first)
    assert talk.all_told


@pytest.mark.warns("device_misplaced", "part_not_told")
def test_a_part_that_cannot_be_told_fills_no_log_and_takes_the_lock_ever_more_seldom(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.faulty = True
    for second in range(120):
        talk.passed_s = second
        talk.tell()
    assert _logged(caplog) == 2, "once for the many, once for the one"
    assert 5 <= talk.faults <= 10


@pytest.mark.warns("device_misplaced")
def test_displays_that_hang_elsewhere_are_told_in_short_changes_too(talk: Talk) -> None:
    rows = talk.tell_changes()
    assert len(_displays(rows)) > 2 * BATCH
    assert _told_at_once(rows) <= BATCH
    assert talk.tell_changes() == []


@pytest.mark.warns("device_misplaced", "part_not_told")
def test_a_display_that_cannot_be_told_keeps_no_other_and_no_door_waiting(
    talk: Talk, office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    talk.faulty = True
    heard = _displays(talk.tell_changes())
    assert "screen-010" not in heard
    assert {"screen-009", "screen-011", "screen-099", "door-214"} <= heard
    logged = _logged(caplog)
    with office.database.change(office.site) as change:
        until = office.watch.now + timedelta(minutes=5)
        queue.close_room(change, "2.14", until=until, now=office.watch.now)
    for second in range(1, 60):
        talk.passed_s = second
        assert talk.tell_changes() == []
    assert _logged(caplog) == logged
    office.watch.wait(minutes=6)
    assert _kinds(talk.tell_changes()) == ["door"]
    talk.faulty, talk.passed_s = False, 120
    assert _displays(talk.tell_changes()) == {"screen-010"}


@pytest.mark.warns("device_misplaced")
def test_a_broker_that_comes_back_at_the_last_word_is_told_all_once_more(talk: Talk) -> None:
    """The link's thread wakes the worker just as that writes down that it is done."""
    talk.tell()
    told = talk.bridge._told_on
    talk.bridge._telling = True
    talk.bridge._on_link(up=True)
    talk.bridge._told_on, talk.bridge._telling = told, False
    talk.bridge._on_tick()
    assert talk.bridge._tell_all in talk.bridge._work.queue


def _logged(caplog: pytest.LogCaptureFixture) -> int:
    return sum(one.message == "part_not_told" for one in caplog.records)


@pytest.mark.warns("device_misplaced")
def test_an_office_of_another_name_is_called_so_within_a_second(talk: Talk, office: Office) -> None:
    talk.tell()
    talk.tell_changes()
    called: list[str] = []
    talk.bridge.on_look(lambda look: called.append(look.authority))
    with office.database.change(office.site) as change:
        house = sites.house(change.session, office.site)
        site = replace(house.site, name="Jobcenter Neustadt")
        sites.rebuild(change, replace(house, site=site), ())
    (look,) = [row for row in talk.tell_changes() if row.topic.endswith("/look")]
    assert b"Jobcenter Neustadt" in look.payload
    assert called == ["Jobcenter Neustadt"]
    assert talk.tell_changes() == []


@pytest.mark.warns("device_misplaced")
def test_a_changed_house_is_told_to_every_device_once(talk: Talk, office: Office) -> None:
    talk.tell()
    talk.tell_changes()
    key, now = Key("concern", "umzug"), office.watch.now
    with office.database.change(office.site) as change:
        fields = setup.setup(change.session, office.site).things[key]
        called = fields | {"name": {"de": "Umziehen"}}
        who = person("peters", "D. Peters", "manager", office.site)
        setup.put_thing(change, who, key, called, version(fields), now)
        hung = {one.place.id for one in devices.devices(change.session, office.site)}
    told = {
        row.topic.split("/")[4]: row for row in talk.tell_changes() if "/des/config" in row.topic
    }
    assert set(told) == hung
    config = decode(told["kiosk-01"].topic, told["kiosk-01"].payload)[1].data
    assert isinstance(config, KioskConfig)
    assert {one.id: one.name for one in config.concerns}["umzug"] == {"de": "Umziehen"}
    assert [row for row in talk.tell_changes() if "/des/config" in row.topic] == []


@pytest.mark.warns("device_misplaced")
def test_who_came_early_waits_like_all_others_from_the_moment_on(
    talk: Talk, office: Office
) -> None:
    """Nobody calls and nobody comes: the pages of staff and visitors wake by themselves."""
    talk.tell_changes()
    booked = office.watch.now + timedelta(minutes=40)
    new = NewTicket(
        ConcernId("umzug"), ZoneId("B"), "de", appointment_id="a1", appointment_at=booked
    )
    with office.database.change(office.site) as change:
        early = queue.issue(change, new, now=office.watch.now)
    assert early.state == "arrived"
    woken: list[str] = []
    office.database.on_commit(woken.append)
    due_early = 5
    office.watch.now = booked - timedelta(minutes=due_early, seconds=1)
    talk.tell_changes()
    assert (_state(office, early.id), woken) == ("arrived", [])
    office.watch.wait(seconds=1)
    talk.tell_changes()
    assert (_state(office, early.id), woken) == ("waiting", [office.site])
    office.watch.wait(seconds=1)
    talk.tell_changes()
    assert woken == [office.site], "once"


def _state(office: Office, ticket: str) -> str:
    with office.database.read() as session:
        return queue.ticket(session, office.site, ticket).state


@pytest.mark.warns("part_not_told")
@pytest.mark.parametrize("broken", ["write_down", "count_out", "tell_kiosks"])
def test_no_news_wait_for_a_part_that_fails(
    office: Office, talk: Talk, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    with office.database.change(office.site) as change:
        new = NewAppointment(office.watch.now, 30, ConcernId("umzug"), None, "Frau A", "Kern, L.")
        appointments.book(change, new)

    def fails(*_of: object, **_now: datetime) -> None:
        raise RuntimeError

    monkeypatch.setattr(presence, broken, fails)
    told = {"house", "book"} - ({"house"} if broken == "tell_kiosks" else set())
    assert set(_kinds(talk.tell_news())) == told
    monkeypatch.undo()
    talk.passed_s = 1
    assert set(_kinds(talk.tell_news())) == {"house", "book"} - told


def test_boards_say_how_long_the_last_one_waits_and_are_told_when_that_changes(
    office: Office, talk: Talk
) -> None:
    """Not with each look: a range moves in steps of five minutes."""
    with office.database.change(office.site) as change:
        for room in ("Schalter 2", "Schalter 3"):
            queue.close_room(change, room, until=None, now=office.watch.now)
        new = NewTicket(ConcernId("unterlagen"), ZoneId("A"), "de")
        drawn = [queue.issue(change, new, now=office.watch.now) for _ in range(6)]
    (wait,) = _waits(talk)
    assert wait == drawn[-1].promised
    assert _waits(talk) == []
    with office.database.change(office.site) as change:
        for one in drawn[1:]:
            queue.leave(change, one.id, actor="test", now=office.watch.now)
    assert _waits(talk) == [drawn[0].promised]
    with office.database.change(office.site) as change:
        queue.leave(change, drawn[0].id, actor="test", now=office.watch.now)
    assert _waits(talk) == [None]


def _waits(talk: Talk) -> list[tuple[int, int] | None]:
    """What the boards are told of waiting at the next look."""
    told = [decode(row.topic, row.payload)[1].data for row in talk.tell_news()]
    return [one.wait_minutes for one in told if isinstance(one, Board)]
