"""All is told anew in short changes; what fails keeps nothing else from being told."""

from collections import Counter
from itertools import groupby

import pytest
from sqlmodel import select

from hub.bridge.runner import BATCH, Bridge
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.kit.tables import OutboxRow
from hub.sites.demo import HOUSE
from tests.hub.conftest import Office
from wire.codec import decode
from wire.ids import DeviceId
from wire.link import LinkSettings
from wire.look import Look
from wire.messages import DisplayConfig, Source

FIRST = ("emergency", "look", "board", "door")


class Talk:
    """A hub with many displays and no broker: what it tells stays in its outbox."""

    def __init__(self, office: Office) -> None:
        self._database = office.database
        self.faulty = self.cut_off = False
        with office.database.change(office.site) as change:
            for n in range(2 * BATCH):
                place = Place(DeviceId(f"screen-{n:03}"), "display", str(n), "display-1", 0)
                devices.hang(change, place)
        look, link = Look(authority="Amt"), LinkSettings("127.0.0.1", 1, "hub-1", "")
        self.bridge = Bridge(
            office.database, HOUSE.site, office.keyring, look, link, source=self._source
        )

    def _source(self, device: DeviceId) -> Source | None:
        if device == "screen-010" and self.faulty:
            raise RuntimeError(device)
        if self.cut_off:
            self.cut_off = False
            self.bridge._on_link(up=True)
        return None

    def tell(self) -> list[OutboxRow]:
        """What is told now, in order."""
        with self._database.read() as session:
            before = {row.id for row in session.exec(select(OutboxRow))}
        self.bridge._tell_all()
        with self._database.read() as session:
            rows = session.exec(select(OutboxRow).order_by("id")).all()
        return [row for row in rows if row.id not in before]

    @property
    def all_told(self) -> bool:
        return self.bridge._told_on is not None


@pytest.fixture
def talk(office: Office) -> Talk:
    return Talk(office)


def _kinds(rows: list[OutboxRow]) -> list[str]:
    return [row.topic.rsplit("/", 1)[1] for row in rows]


@pytest.mark.warns("device_misplaced")
def test_what_visitors_need_is_told_first_and_no_change_tells_many_displays(talk: Talk) -> None:
    rows = talk.tell()
    order = [kind for kind, _ in groupby(_kinds(rows))]
    assert order == [*FIRST, "config", "book", "programme"]
    messages = [decode(row.topic, row.payload)[1].data for row in rows]
    changes = Counter(one.rev for one in messages if isinstance(one, DisplayConfig))
    assert len(changes) > 2
    assert max(changes.values()) <= BATCH
    assert talk.all_told


@pytest.mark.warns("device_misplaced", "part_not_told")
def test_a_fault_keeps_only_its_own_part_waiting(talk: Talk) -> None:
    talk.faulty = True
    rows = talk.tell()
    heard = {row.topic.split("/")[4] for row in rows if row.topic.endswith("/config")}
    assert "screen-010" not in heard
    assert "screen-099" in heard
    assert {*FIRST, "book", "programme"} <= set(_kinds(rows))
    assert not talk.all_told
    talk.faulty = False
    late = talk.tell()
    assert set(_kinds(late)) == {"config"}
    assert {row.topic.split("/")[4] for row in late}.isdisjoint(heard)
    assert talk.all_told


@pytest.mark.warns("device_misplaced")
def test_a_broker_that_was_lost_meanwhile_is_told_all_once_more(talk: Talk) -> None:
    talk.cut_off = True
    first = talk.tell()
    assert not talk.all_told
    assert _kinds(talk.tell()) == _kinds(first)
    assert talk.all_told
