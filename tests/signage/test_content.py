"""Content comes to the display whole or not at all, and takes no more of its disk than it may."""

import errno
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.care import MB, wrongs
from signage.content.fetch import FetchFailed, fetch
from signage.content.keeper import UNREAD_S, Holdings, Keeper
from signage.content.rules import AGAIN_S, KEPT_FREE, Held, Room, again_after, evictions
from signage.content.store import Store
from tests.patience import PATIENCE_S
from tests.signage.source import MediaSource, Trouble
from wire.health import Vitals
from wire.messages import MediaFile, Source

BODY = bytes(range(256)) * 400


@pytest.fixture
def source() -> Iterator[MediaSource]:
    with MediaSource().open() as opened:
        yield opened


class Kept:
    """A keeper at work, and the last that it told."""

    def __init__(self, store: Store) -> None:
        self.now = Holdings()
        self.ahead = 0.0
        """By so much the keeper's clock is ahead."""
        self.keeper = Keeper(
            store, self._take, lambda: time.monotonic() + self.ahead, roll=lambda: 0.0
        )

    def _take(self, told: Holdings) -> None:
        self.now = told

    def wait(self, holds: Callable[[Holdings], bool]) -> Holdings:
        deadline = time.monotonic() + PATIENCE_S
        while not holds(self.now):
            assert time.monotonic() < deadline, self.now
            time.sleep(0.002)
        return self.now


@contextmanager
def keeping(store: Store, files: Sequence[MediaFile], source: Source | None) -> Iterator[Kept]:
    kept = Kept(store)
    kept.keeper.want(files, source)
    kept.keeper.start()
    try:
        yield kept
    finally:
        kept.keeper.stop()


def held(*files: MediaFile) -> Callable[[Holdings], bool]:
    return lambda told: told.held == {file.sha256 for file in files}


# ------------------------------------------------------------------ fetching


def _never() -> bool:
    return False


def attempt(source: MediaSource, file: MediaFile, part: Path) -> str:
    """How one attempt ends: a fault, or "here"."""
    try:
        assert fetch(source.source, file, part, _never)
    except FetchFailed as failed:
        return failed.fault
    return "here"


def test_a_file_comes_as_it_is(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    assert attempt(source, file, tmp_path / "part") == "here"
    assert (tmp_path / "part").read_bytes() == BODY


@pytest.mark.parametrize(
    ("trouble", "fault"),
    [
        ("404", "gone"),
        ("500", "busy"),
        ("401", "refused"),
        ("cut", "cut"),
        ("wrong", "wrong"),
        ("longer", "too_large"),
        ("endless", "too_large"),
    ],
)
def test_every_fault_has_its_name_and_the_next_attempt_succeeds(
    source: MediaSource, tmp_path: Path, trouble: Trouble, fault: str
) -> None:
    file = source.add(BODY)
    source.trouble = trouble
    assert attempt(source, file, tmp_path / "part") == fault
    source.trouble = "none"
    assert attempt(source, file, tmp_path / "part") == "here"
    assert (tmp_path / "part").read_bytes() == BODY


class BadSector(type(Path())):  # type: ignore[misc]
    """A file that was begun on a part of the card that can no longer be read."""

    def open(self, mode: str = "r") -> IO[bytes]:
        if mode == "rb":
            raise OSError(errno.EIO, "Input/output error")
        return Path(self).open(mode)


def test_a_file_whose_beginning_cannot_be_read_any_more_is_begun_anew(
    source: MediaSource, tmp_path: Path
) -> None:
    (tmp_path / "part").write_bytes(BODY[:1000])
    assert attempt(source, source.add(BODY), BadSector(tmp_path / "part")) == "here"
    assert (tmp_path / "part").read_bytes() == BODY


def test_nobody_there(tmp_path: Path) -> None:
    with MediaSource().open() as source:
        file = source.add(BODY)
    assert attempt(source, file, tmp_path / "part") == "unreachable"


@pytest.mark.parametrize("url", ["ftp://x/", "http://127.0.0.1:99999/", "http:///", "nonsense"])
def test_an_address_that_makes_no_sense(source: MediaSource, tmp_path: Path, url: str) -> None:
    file = source.add(BODY)
    with pytest.raises(FetchFailed):
        fetch(Source(url=url, token="x"), file, tmp_path / "part", _never)


def test_it_goes_on_where_it_broke_off(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    source.trouble = "cut"
    attempt(source, file, tmp_path / "part")
    have = (tmp_path / "part").stat().st_size
    assert 0 < have < len(BODY)
    source.trouble = "none"
    assert attempt(source, file, tmp_path / "part") == "here"
    assert source.asked[-1] == (file.sha256, f"bytes={have}-")


def test_a_source_that_cannot_go_on_begins_anew(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    (tmp_path / "part").write_bytes(BODY[:1000])
    source.trouble = "no_range"
    assert attempt(source, file, tmp_path / "part") == "here"
    assert (tmp_path / "part").read_bytes() == BODY


@pytest.mark.parametrize("rest", [b"other bytes", BODY + b"more", BODY[:-1] + b"?"])
def test_a_wrong_beginning_does_not_last(source: MediaSource, tmp_path: Path, rest: bytes) -> None:
    file = source.add(BODY)
    (tmp_path / "part").write_bytes(rest)
    if attempt(source, file, tmp_path / "part") != "here":
        assert attempt(source, file, tmp_path / "part") == "here"
    assert (tmp_path / "part").read_bytes() == BODY


def test_a_source_that_trickles_is_given_up(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    ticks = iter(range(0, 1_000_000, 100))
    with pytest.raises(FetchFailed, match="slow"):
        fetch(source.source, file, tmp_path / "part", _never, lambda: next(ticks))


# ------------------------------------------------------------------ keeping


def test_all_that_is_wanted_comes_in_its_order(source: MediaSource, tmp_path: Path) -> None:
    files = [source.add(f"{name}".encode() * 100) for name in range(5)]
    store = Store(tmp_path)
    with keeping(store, files, source.source) as kept:
        kept.wait(held(*files))
    assert [name for name, _range in source.asked] == [file.sha256 for file in files]
    assert store.path(files[0].sha256).read_bytes() == b"0" * 100
    assert not list(tmp_path.glob("*.part"))


def test_nothing_is_held_before_it_is_whole(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    source.trouble = "slow"
    store = Store(tmp_path)
    with keeping(store, [file], source.source) as kept:
        kept.wait(lambda _told: store.part(file.sha256).exists())
        assert not store.path(file.sha256).exists()
        assert kept.now.held == frozenset()
        source.trouble = "none"
        kept.wait(held(file))


def test_without_a_network_what_is_there_is_read_through_and_held(
    source: MediaSource, tmp_path: Path
) -> None:
    good, bad = source.add(BODY), source.add(BODY[1:])
    with keeping(Store(tmp_path), [good, bad], source.source) as kept:
        kept.wait(held(good, bad))
    Store(tmp_path).path(bad.sha256).write_bytes(b"damaged")
    with keeping(Store(tmp_path), [good, bad], None) as kept:
        told = kept.wait(lambda told: told.checked)
        assert told.held == {good.sha256}
        kept.keeper.want([good, bad], source.source)
        kept.wait(held(good, bad))


def test_a_file_that_rots_while_the_display_runs_is_fetched_again(
    source: MediaSource, tmp_path: Path
) -> None:
    file = source.add(BODY)
    store = Store(tmp_path)
    with keeping(store, [file], source.source) as kept:
        kept.wait(held(file))
        store.path(file.sha256).write_bytes(BODY[:-1])
        kept.keeper.doubt(file.sha256)
        kept.wait(lambda _told: len(source.asked) == 2)
        kept.wait(held(file))
    assert store.path(file.sha256).read_bytes() == BODY


def test_a_file_that_does_not_come_holds_up_no_other(source: MediaSource, tmp_path: Path) -> None:
    with MediaSource().open() as other:
        missing = other.add(BODY + b"?")
    file = source.add(BODY)
    with keeping(Store(tmp_path), [missing, file], source.source) as kept:
        told = kept.wait(held(file))
    assert told.faults == ((missing.sha256, "gone"),)


def test_a_new_token_is_tried_at_once(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    stranger = source.source.model_copy(update={"token": "old"})
    with keeping(Store(tmp_path), [file], stranger) as kept:
        kept.wait(lambda told: told.faults == ((file.sha256, "refused"),))
        kept.keeper.want([file], source.source)
        kept.wait(held(file))


def test_what_is_wanted_sooner_by_now_waits_behind_no_long_fetch(
    source: MediaSource, tmp_path: Path
) -> None:
    film, notice = source.add(BODY), source.add(b"a small picture")
    source.trouble = "trickle"
    store = Store(tmp_path)
    with keeping(store, [film], source.source) as kept:
        kept.wait(lambda _told: store.begun(film.sha256) > 0)
        kept.keeper.want([film, notice], source.source)
        kept.keeper.want([notice, film], source.source)
        kept.wait(held(notice))
        assert store.begun(film.sha256) >= len(BODY) // 2
        source.trouble = "none"
        kept.wait(held(film, notice))
    assert [name for name, _range in source.asked] == [
        film.sha256, notice.sha256, film.sha256,
    ]  # fmt: skip


def test_the_quota_holds_and_the_soonest_wanted_stays(source: MediaSource, tmp_path: Path) -> None:
    first, second, third = (source.add(bytes([n]) * 1000) for n in range(3))
    store = Store(tmp_path, quota=2000)
    with keeping(store, [first, second, third], source.source) as kept:
        told = kept.wait(lambda told: told.full)
        assert told.held == {first.sha256, second.sha256}
        kept.keeper.want([third, first], source.source)
        kept.wait(held(third, first))
    assert not store.path(second.sha256).exists()


def test_a_file_that_broke_off_needs_room_only_for_the_rest(
    source: MediaSource, tmp_path: Path
) -> None:
    here, broken_off = source.add(bytes(900)), source.add(BODY)
    store = Store(tmp_path, free=lambda _folder: KEPT_FREE + 1000)
    store.path(here.sha256).write_bytes(bytes(900))
    store.part(broken_off.sha256).write_bytes(BODY[:-1000])
    with keeping(store, [broken_off, here], source.source) as kept:
        kept.wait(held(here, broken_off))
    assert source.asked == [(broken_off.sha256, f"bytes={len(BODY) - 1000}-")]


def test_beginnings_count_into_the_quota_and_go_before_what_is_wanted_sooner(
    source: MediaSource, tmp_path: Path
) -> None:
    soon = source.add(bytes(1000))
    with MediaSource().open() as other:
        late = other.add(bytes(1500))
    store = Store(tmp_path, quota=2000)
    store.part(late.sha256).write_bytes(bytes(1200))
    assert store.room().quota == 800
    with keeping(store, [soon, late], source.source) as kept:
        kept.wait(lambda told: told.held == {soon.sha256} and told.full)
    assert not store.part(late.sha256).exists()


def test_a_full_disk_takes_content_and_nothing_else(source: MediaSource, tmp_path: Path) -> None:
    file = source.add(BODY)
    memory = tmp_path / "outbox.sqlite"
    memory.write_bytes(b"the board's memory")
    free = [10**10]
    store = Store(tmp_path / "content", free=lambda _folder: free[0])
    (tmp_path / "content" / "notes").write_bytes(b"not ours")
    with keeping(store, [file], source.source) as kept:
        kept.wait(held(file))
        free[0] = 10**6
        kept.keeper.want([file], source.source)
        kept.wait(lambda told: told.held == frozenset() and told.full)
    assert memory.read_bytes() == b"the board's memory"
    assert [path.name for path in (tmp_path / "content").iterdir()] == ["notes"]


def test_a_beginning_that_nobody_wants_any_more_goes(tmp_path: Path) -> None:
    (tmp_path / f"{'0' * 64}.part").write_bytes(b"x")
    with keeping(Store(tmp_path), [], None) as kept:
        kept.wait(lambda told: told.checked)
        assert not list(tmp_path.iterdir())


# ------------------------------------------------------------------ rules

NAMES = [f"{n:064x}" for n in range(8)]
HELD = st.lists(st.sampled_from(NAMES), unique=True).flatmap(
    lambda names: st.tuples(
        *(st.builds(Held, st.just(n), st.integers(1, 100), st.floats(0, 9)) for n in names)
    )
)
WANTED = st.lists(st.sampled_from(NAMES), unique=True)


@given(HELD, WANTED, st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_what_goes_is_enough_and_never_something_wanted_sooner(
    held: tuple[Held, ...], wanted: list[str], needed: int, free: int, quota: int
) -> None:
    room = Room(free, quota, kept_free=20)
    before = wanted[0] if wanted else None
    going = evictions(held, wanted, needed, room, before)
    size = {one.sha256: one.bytes for one in held}
    if going is None:
        gone = [name for name in size if name != before]
    else:
        gone = list(going)
        assert before not in going
    left = sum(size.values()) - sum(size[name] for name in gone)
    fits = left + needed <= quota and free + sum(size[name] for name in gone) - needed >= 20
    assert fits == (going is not None)


def test_the_oldest_unwanted_goes_first_then_the_last_wanted() -> None:
    here = [Held("old", 10, 1), Held("new", 10, 2), Held("soon", 10, 0), Held("late", 10, 0)]

    def going(needed: int) -> tuple[str, ...] | None:
        return evictions(here, ["want", "soon", "late"], needed, Room(20 + 0, 40, 0), "want")

    assert [going(needed) for needed in (10, 20, 30, 40)] == [
        ("old",), ("old", "new"), ("old", "new", "late"), ("old", "new", "late", "soon"),
    ]  # fmt: skip
    assert going(50) is None


@given(st.sampled_from(sorted(AGAIN_S)), st.integers(1, 10_000), st.floats(0, 1))
def test_attempts_become_rarer_but_never_end(fault: str, tries: int, roll: float) -> None:
    name = next(one for one in AGAIN_S if one == fault)
    wait = again_after(name, tries, roll)
    assert 0 < wait <= AGAIN_S[name][1]
    assert again_after(name, tries + 1, roll) >= wait


# ------------------------------------------------------------------ a disk that fails


@pytest.mark.warns("content_stuck")
def test_a_file_that_the_disk_neither_reads_nor_deletes_stops_no_other(
    source: MediaSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = source.add(BODY), source.add(BODY[::-1])
    store = Store(tmp_path / "content")
    for file, body in ((good, BODY), (bad, b"rotten")):
        store.path(file.sha256).write_bytes(body)

    def refuse(_store: Store, _sha256: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Store, "remove", refuse)
    with keeping(store, (bad, good), None) as kept:
        kept.wait(lambda told: told.checked and told.held == {good.sha256})


@pytest.mark.warns("content_unread")
def test_a_good_file_that_the_disk_does_not_read_for_a_moment_is_kept_and_held_later(
    source: MediaSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = source.add(BODY)
    store = Store(tmp_path / "content")
    store.path(file.sha256).write_bytes(BODY)

    def refuse(_path: Path) -> str:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as busy:
        busy.setattr("signage.content.store.digest", refuse)
        kept = Kept(store)
        kept.keeper.want((file,), None)
        kept.keeper.start()
        told = kept.wait(lambda told: told.checked)
    assert (told.held, store.path(file.sha256).read_bytes()) == (frozenset(), BODY)
    kept.ahead = UNREAD_S
    kept.keeper.want((file,), None)
    kept.wait(held(file))
    kept.keeper.stop()


@pytest.mark.warns("content_stuck")
def test_what_cannot_be_deleted_from_a_full_disk_is_shown_all_the_same(
    source: MediaSource, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = source.add(BODY)
    store = Store(tmp_path / "content", free=lambda _folder: 0)
    store.path(file.sha256).write_bytes(BODY)

    def refuse(_store: Store, _sha256: str) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Store, "remove", refuse)
    with keeping(store, (file,), None) as kept:
        told = kept.wait(lambda told: told.checked)
        assert told.held == {file.sha256}
        assert told.free_mb == 0


def test_the_room_on_the_disk_is_told_in_steps(tmp_path: Path) -> None:
    store = Store(tmp_path / "content", free=lambda _folder: 1_234_567_890)
    with keeping(store, (), None) as kept:
        kept.wait(lambda told: told.free_mb == 1200)


def test_content_leaves_as_much_of_the_disk_as_is_not_complained_of() -> None:
    assert not wrongs(Vitals(version="1", uptime_s=0, disk_free_mb=KEPT_FREE // MB), {})
