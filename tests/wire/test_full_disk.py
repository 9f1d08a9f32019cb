"""A display's side of the talk while its disk takes nothing, and when there is room again."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.wire.conftest import SITE, Watch
from wire.device import AT_ONCE, DISK_AGAIN_S, IN_MIND, DeviceLink, Identity
from wire.ids import DeviceId, SiteId
from wire.link import LinkSettings
from wire.messages import Ack, CallShown, Played, PlayedLog
from wire.outbox import Outbox

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PROOF = PlayedLog(entries=(Played(item="i", begun_at=T0, ended_at=T0, outcome="shown"),))


class Disk(Outbox):
    """An outbox that takes nothing while `full`."""

    full = False

    def put(self, message_id: str, topic: str, payload: bytes, rank: int = 1) -> None:
        self._fail()
        super().put(message_id, topic, payload, rank)

    def forget(self, message_id: str) -> bool:
        self._fail()
        return super().forget(message_id)

    def forget_all(self, message_ids: Sequence[str]) -> None:
        self._fail()
        super().forget_all(message_ids)

    def commits(self) -> list[str]:
        """From now on each write to the disk is listed here."""
        seen: list[str] = []
        self._db.set_trace_callback(lambda sql: seen.append(sql) if sql == "COMMIT" else None)
        return seen

    def _fail(self) -> None:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")


class Display:
    """A device link that has no broker, its disk and its watch."""

    def __init__(self, folder: Path) -> None:
        self.disk, self.watch = Disk(folder / "outbox.sqlite"), Watch()
        identity = Identity(SiteId(SITE), DeviceId("display-1"), "display", "1.0")
        where = LinkSettings("127.0.0.1", 1, "display-1", "")
        self.link = DeviceLink(
            identity, where, self.disk, lambda: T0, lambda _event: None, self.watch
        )

    def shown(self, call: str = "c7") -> str:
        return self.link.send(CallShown(call_id=call, attempt=1, frame_at=T0))

    def acknowledge(self, sent: Sequence[str]) -> None:
        """The hub has these, and just now the disk is full."""
        self.disk.full = True
        for message_id in sent:
            self.link._acknowledged(Ack(of=message_id, outcome="committed"))

    def next(self) -> list[str]:
        """What it would send now, the first one first."""
        return [message_id for message_id, _topic, _payload in self.link._waiting()]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[Display]:
    display = Display(tmp_path)
    yield display
    display.disk.close()


@pytest.mark.warns("outbox_failed")
def test_what_the_hub_has_goes_from_a_disk_that_has_room_again(display: Display) -> None:
    sent = [display.shown() for _ in range(3)]
    display.acknowledge(sent)
    display.link._on_tick()
    assert (display.next(), display.disk.backlog()[0]) == ([], 3)
    display.disk.full = False
    display.watch.let_pass(DISK_AGAIN_S)
    display.link._on_tick()
    assert display.disk.backlog() == (0, None)


@pytest.mark.warns("outbox_failed")
def test_after_hours_of_a_full_disk_each_tick_writes_but_once(display: Display) -> None:
    display.acknowledge([display.shown() for _ in range(2 * AT_ONCE + 1)])
    display.disk.full = False
    commits = display.disk.commits()
    for left in (AT_ONCE + 1, 1, 0, 0):
        display.link._on_tick()
        assert display.disk.backlog()[0] == left
    assert len(commits) == 3


@pytest.mark.warns("outbox_failed")
def test_calls_are_told_before_proof_of_play_wherever_both_are_kept(display: Display) -> None:
    display.disk.full = True
    before = display.shown("c1")
    for _ in range(AT_ONCE):
        display.link.send(PROOF)
    display.disk.full = False
    after = display.shown("c2")
    assert display.next()[:2] == [before, after]


@pytest.mark.warns("outbox_failed")
def test_proof_of_play_pushes_no_call_out_of_memory(display: Display) -> None:
    display.disk.full = True
    shown = [display.shown(f"c{n}") for n in range(2)]
    for _ in range(IN_MIND):
        display.link.send(PROOF)
    assert display.next()[:2] == shown
    shown += [display.shown(f"d{n}") for n in range(IN_MIND)]
    display.link._acknowledged(Ack(of=shown[2], outcome="committed"))
    assert display.next() == shown[3:][:AT_ONCE], "then the oldest calls go"
