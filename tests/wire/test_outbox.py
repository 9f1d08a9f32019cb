"""The outbox knows how much waits and since when, and gives back disk that it no longer needs."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from wire.ids import new_ulid, ulid_time
from wire.outbox import PROOF, PROOF_KEPT, URGENT, Outbox

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_what_waits_is_counted_and_the_oldest_is_named(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    assert outbox.backlog() == (0, None)
    first, second = new_ulid(NOW), new_ulid(NOW - timedelta(hours=1))
    for message_id in (first, second):
        outbox.put(message_id, "topic", b"payload")
    assert outbox.backlog() == (2, first), "the oldest is who came first, whatever the clock said"
    outbox.forget(first)
    assert outbox.backlog() == (1, second)
    outbox.close()


def test_disk_space_comes_back(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    for n in range(300):
        outbox.put(str(n), "topic", bytes(10_000))
    for n in range(300):
        outbox.forget(str(n))

    def size() -> int:
        return sum(file.stat().st_size for file in tmp_path.iterdir())

    before = size()
    outbox.compact()
    assert size() < before / 10
    outbox.close()


@given(st.integers(0, 5_000_000_000_000))
def test_an_id_says_when_it_was_made(milliseconds: int) -> None:
    at = datetime.fromtimestamp(milliseconds / 1000, UTC)
    made = ulid_time(new_ulid(at))
    assert made is not None
    assert abs(made - at) <= timedelta(milliseconds=1)


def test_an_id_of_another_kind_says_nothing() -> None:
    assert ulid_time("m") is None
    assert ulid_time("Z" * 26) is None


def test_another_owner_finds_nothing_of_the_first_and_the_same_owner_everything(
    tmp_path: Path,
) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    assert not outbox.belong_to("amt/display-1")
    outbox.put("m1", "topic", b"payload")
    outbox.note("emergency", "rev 900")
    assert outbox.first_time("chime")
    assert not outbox.belong_to("amt/display-1")
    assert (outbox.backlog(), outbox.noted("emergency")) == ((1, "m1"), "rev 900")
    assert outbox.belong_to("rathaus/display-7")
    assert (outbox.backlog(), outbox.noted("emergency")) == ((0, None), None)
    assert outbox.first_time("chime")
    assert not outbox.belong_to("rathaus/display-7")
    outbox.close()


def test_of_proof_of_play_the_newest_stay_and_all_else_goes_before_it(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "outbox.sqlite3")
    for n in range(PROOF_KEPT + 30):
        outbox.put(f"played {n}", "topic", b"payload", PROOF)
    outbox.put("order", "topic", b"payload")
    outbox.put("call", "topic", b"payload", URGENT)
    assert outbox.backlog()[0] == PROOF_KEPT + 2
    assert [row[0] for row in outbox.waiting(3)] == ["call", "order", "played 30"]
    outbox.close()


def test_an_outbox_of_an_earlier_version_is_read_on(tmp_path: Path) -> None:
    path = tmp_path / "outbox.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(
            "CREATE TABLE outbox (pos INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL,"
            " topic TEXT NOT NULL, payload BLOB NOT NULL)"
        )
        db.execute("INSERT INTO outbox (id, topic, payload) VALUES ('m1', 't', x'00')")
    outbox = Outbox(path)
    outbox.put("m2", "t", b"payload", URGENT)
    assert [row[0] for row in outbox.waiting()] == ["m2", "m1"]
    outbox.close()
