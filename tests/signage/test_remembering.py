"""What a display remembers over a start: nothing of another display, and not what is damaged."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from signage.content.store import Store
from signage.memory import BROKEN_KEPT, Memory, open_outbox, settle
from tests.signage.samples import alarm, at, emergency
from wire.outbox import Outbox


def _nothing() -> None: ...


def opened(folder: Path, site: str = "amt", make_room: Callable[[], None] = _nothing) -> Outbox:
    return open_outbox(folder, f"{site}/display-1", make_room)


def test_a_player_that_hangs_at_another_site_begins_without_memory(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.note("emergency", "rev 900")
    first.put("m1", "topic", b"payload")
    first.close()
    again = opened(tmp_path)
    assert again.noted("emergency") == "rev 900"
    again.close()
    moved = opened(tmp_path, "rathaus")
    assert (moved.noted("emergency"), moved.backlog()) == (None, (0, None))
    moved.close()


def test_an_alarm_that_is_only_remembered_is_doubted(tmp_path: Path) -> None:
    outbox = opened(tmp_path)
    known = emergency(5, alarm())
    outbox.note("emergency", known.model_dump_json())
    state = Memory(outbox).state(at(3))
    assert (state.emergency, state.doubted_since) == (known, 3.0)
    outbox.close()


def without_its_first_page(raw: bytes) -> bytes:
    return bytes(4096) + raw[4096:]


def sound_at_its_head(raw: bytes) -> bytes:
    return raw[:12288] + b"\xff" * (len(raw) - 12288)


@pytest.mark.warns("memory_moved_aside")
@pytest.mark.parametrize("spoil", [without_its_first_page, sound_at_its_head])
def test_a_memory_that_a_power_cut_has_damaged_does_not_keep_the_display_dark(
    spoil: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    before = opened(tmp_path)
    for n in range(200):
        before.note(f"n{n}", "x" * 500)
    before.close()
    path = tmp_path / "outbox.sqlite"
    path.write_bytes(spoil(path.read_bytes()))
    after = opened(tmp_path)
    after.note("n1", "new")
    assert (after.noted("n1"), after.noted("n150")) == ("new", None)
    after.close()
    assert len(list(tmp_path.glob("outbox.sqlite.broken-*"))) == 1


class Disk:
    """A state folder whose memory was last written by a display that lost its power."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.full = folder, True
        self.before = opened(folder)
        self.before.note("emergency", "rev 900")
        self.before.put("m1", "topic", b"payload")
        monkeypatch.setattr("wire.outbox.sqlite3.connect", self._connect)

    def _connect(
        self, path: Path | str, check_same_thread: bool = True, isolation_level: None = None
    ) -> sqlite3.Connection:
        if self.full and str(path).startswith(str(self.folder)):
            raise sqlite3.OperationalError("disk I/O error")
        return sqlite3.Connection(
            path, check_same_thread=check_same_thread, isolation_level=isolation_level
        )

    def close(self) -> None:
        self.before.close()


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    disk = Disk(tmp_path, monkeypatch)
    yield disk
    disk.close()


@pytest.mark.warns("memory_for_this_life_only")
def test_on_a_disk_that_takes_nothing_it_goes_on_with_what_stands_there(disk: Disk) -> None:
    outbox = opened(disk.folder)
    assert (outbox.noted("emergency"), outbox.backlog()) == ("rev 900", (1, "m1"))
    outbox.note("boards", "rev 7")
    assert (outbox.noted("boards"), outbox.lasts) == ("rev 7", False)
    with pytest.raises(sqlite3.Error):
        settle(outbox)
    disk.full = False
    settle(outbox)
    outbox.note("door", "rev 8")
    outbox.close()
    again = opened(disk.folder)
    assert [again.noted(name) for name in ("emergency", "boards", "door")] == [
        "rev 900", "rev 7", "rev 8",
    ]  # fmt: skip
    again.close()


def _unreadable(*_files: Path) -> None:
    raise OSError("input/output error")


@pytest.mark.warns("memory_for_this_life_only")
@pytest.mark.parametrize("owner", ["amt", "rathaus"])
def test_what_can_be_read_again_is_added_to_and_not_overwritten(
    disk: Disk, monkeypatch: pytest.MonkeyPatch, owner: str
) -> None:
    before = disk.before
    assert before.first_time("chime")
    assert [before.next_count("bd") for _ in range(7)][-1] == 7
    before.note("boards", "rev 6")
    monkeypatch.setattr("wire.outbox.shutil.copyfile", _unreadable)
    outbox = opened(disk.folder, owner)
    assert (outbox.noted("emergency"), outbox.backlog(), outbox.next_count("bd")) == (
        None, (0, None), 1,
    )  # fmt: skip
    outbox.note("boards", "rev 7")
    outbox.put("m2", "topic", b"payload")
    disk.full = False
    settle(outbox)
    same = owner == "amt"
    assert [row[0] for row in outbox.waiting()] == (["m1", "m2"] if same else ["m2"])
    assert outbox.noted("emergency") == ("rev 900" if same else None)
    assert outbox.noted("boards") == "rev 7"
    assert outbox.next_count("bd") == 8
    assert outbox.first_time("chime") is not same
    outbox.close()


def test_content_makes_room_for_the_memory_the_oldest_first(disk: Disk) -> None:
    store = Store(disk.folder / "content", free=lambda _folder: 10 if _gone() else 0)
    assert store.held() == []
    old, new = "a" * 64, "b" * 64
    for age, name in ((1, old), (2, new)):
        store.path(name).write_bytes(b"x")
        os.utime(store.path(name), (age, age))
    store.part(old).write_bytes(b"x")

    def _gone() -> bool:
        return not store.path(old).exists()

    def make_room() -> None:
        store.make_room(10)
        disk.full = False

    outbox = opened(disk.folder, make_room=make_room)
    assert (outbox.noted("emergency"), outbox.lasts) == ("rev 900", True)
    assert [one.sha256 for one in store.held()] == [new]
    assert not store.part(old).exists()
    outbox.close()


@pytest.mark.warns("memory_for_this_life_only")
def test_a_folder_that_cannot_be_made_or_read_keeps_no_display_dark(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "state" / "outbox.sqlite").mkdir(parents=True)
    for folder in (tmp_path / "file" / "state", tmp_path / "state"):
        outbox = opened(folder)
        outbox.note("boards", "rev 7")
        assert (outbox.noted("boards"), outbox.lasts) == ("rev 7", False)
        outbox.close()


@pytest.mark.warns("memory_moved_aside")
def test_only_the_newest_damaged_files_are_kept(tmp_path: Path) -> None:
    names = [f"outbox.sqlite.broken-2026112{day}T080000000000" for day in range(5)]
    for name in (*names, f"{names[0]}-wal"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "outbox.sqlite").write_bytes(b"no database at all" * 300)
    opened(tmp_path).close()
    left = sorted(path.name for path in tmp_path.glob("outbox.sqlite.broken-*"))
    assert (len(left), left[:2]) == (BROKEN_KEPT, names[-2:])
