"""Uploads are worked on once, whatever dies meanwhile."""

import errno
import io
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import pytest

from hub.content import repository
from hub.content.ingest import magic
from hub.content.rules import KEPT_FREE, MOST_TRIES, ContentRefused
from hub.content.service import child, library, snapshots
from hub.content.service.child import Interrupted, Patience, ingest
from hub.content.service.works import Works
from hub.content.store import Store
from hub.content.tables import ContentItemRow
from tests.hub.content import files
from tests.hub.content.files import Publisher
from tests.pages.office import CONTENT, SITE, Office


def _state(publisher: Publisher, upload: object) -> object:
    return publisher.outcome(str(upload))["state"]


def _killed_hub(office: Office) -> None:
    """A hub process that dies amid the work leaves this behind."""
    with office.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE content_upload SET state = 'working', worker = 'hub-1', tries = tries + 1"
        )


def test_what_a_hub_was_at_when_it_died_is_begun_anew(small: Office) -> None:
    publisher = Publisher(small)
    _, told = publisher.send("bild.png", files.picture())
    _killed_hub(small)
    assert publisher.work() == 0
    again = Works(small.database, SITE, small.works.store, CONTENT)
    again.start()
    again.stop()
    publisher.work()
    assert _state(publisher, told["id"]) == "done"
    assert len(publisher.items()) == 1


def test_another_hub_takes_over_what_nobody_has_worked_on_for_a_minute(small: Office) -> None:
    publisher = Publisher(small)
    _, told = publisher.send("bild.png", files.picture())
    with small.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE content_upload SET state = 'working', worker = 'hub-2'"
        )
        session.connection().exec_driver_sql("UPDATE content_upload SET beat_at = came_at")
    assert publisher.work() == 0
    small.now += timedelta(seconds=61)
    publisher.work()
    assert _state(publisher, told["id"]) == "done"


def test_a_file_that_kills_its_worker_again_and_again_is_given_up(small: Office) -> None:
    publisher = Publisher(small)
    _, told = publisher.send("bild.png", files.picture())
    for _ in range(MOST_TRIES):
        _killed_hub(small)
        with small.database.write() as session:
            session.connection().exec_driver_sql("UPDATE content_upload SET state = 'queued'")
    assert publisher.work() == 0
    assert publisher.outcome(str(told["id"]))["key"] == "too_hard"


def test_the_end_of_the_hub_stops_the_child_and_leaves_the_upload(one: Office) -> None:
    """A long video is at work; the hub ends; the next one makes it."""
    publisher = Publisher(one)
    _, told = publisher.send("film.mp4", files.long_video())
    one.works.start()
    deadline = time.monotonic() + 60
    while not publisher.outcome(str(told["id"]))["percent"] and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    one.works.stop()
    assert _state(publisher, told["id"]) == "queued"
    assert list(one.works.store.folder.glob("work/*")) == []
    again = Works(one.database, SITE, one.works.store, CONTENT)
    assert again.work_once()
    assert _state(publisher, told["id"]) == "done"


BROKEN_INTO = """
import socket, subprocess, sys
from pathlib import Path
from hub.content.ingest import limits
source, folder, database = map(Path, sys.argv[1:4])
print("walled", limits.wall_in(source, folder))
def told(name, deed):
    try:
        deed()
    except PermissionError:
        return
    print(name)
told("source", source.read_bytes)
told("folder", lambda: (folder / "001.png").write_bytes(b"made"))
told("readers", lambda: __import__("hub.content.ingest.films"))
told("database", database.read_bytes)
told("listing", lambda: list(database.parent.iterdir()))
told("source changed", lambda: source.write_bytes(b""))
told("parent", lambda: Path("/proc/1/environ").read_bytes())
told("program", lambda: subprocess.run(["/bin/true"], check=False))
told("broker", lambda: socket.create_connection(("127.0.0.1", int(sys.argv[4]))))
told("postgres", lambda: socket.socket(socket.AF_UNIX).connect(sys.argv[5]))
told("name service", lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
"""


def test_a_reader_that_is_broken_into_sees_its_file_and_nothing_of_the_hub(tmp_path: Path) -> None:
    source, folder, database = tmp_path / "up.pdf", tmp_path / "out", tmp_path / "hub.sqlite"
    source.write_bytes(b"%PDF")
    database.write_bytes(b"who is in the house")
    folder.mkdir()
    with TemporaryDirectory() as short, socket.create_server(("127.0.0.1", 0)) as broker:
        path = f"{short}/s"
        with socket.create_server(path, family=socket.AF_UNIX):
            given = [source, folder, database, broker.getsockname()[1], path]
            command = [sys.executable, "-c", BROKEN_INTO, *map(str, given)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = done.stdout.splitlines()
    if told[0] == "walled False":
        pytest.skip("this kernel has no Landlock, or no filters of system calls")
    assert told == ["walled True", "source", "folder", "readers"]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(files.long_video())
    return path


def test_a_child_that_takes_too_long_is_killed_with_its_group(film: Path, tmp_path: Path) -> None:
    with pytest.raises(ContentRefused) as refused:
        ingest(film, "film.mp4", tmp_path, tell=lambda _: None, stop=lambda: False,
               patience=Patience(longest=0.5))  # fmt: skip
    assert refused.value.key == "too_hard"
    assert _children(film) == []


def test_a_child_ends_with_the_hub(film: Path, tmp_path: Path) -> None:
    told: list[float] = []
    with pytest.raises(Interrupted):
        ingest(film, "film.mp4", tmp_path, tell=told.append, stop=lambda: len(told) > 2)
    assert _children(film) == []


def test_progress_is_told_while_a_video_is_made(film: Path, tmp_path: Path) -> None:
    told: list[float] = []
    ingest(film, "film.mp4", tmp_path, tell=told.append, stop=lambda: False)
    assert told == sorted(told)
    assert len({share for share in told if 0 < share < 1}) >= 5


def test_progress_is_told_of_a_video_that_does_not_say_how_long_it_is(tmp_path: Path) -> None:
    film, told = tmp_path / "film.mkv", list[float]()
    film.write_bytes(files.video(4, kind="matroska", live=True))
    with av.open(film) as opened:
        assert opened.duration is None
    (made,) = ingest(film, "film.mkv", tmp_path, tell=told.append, stop=lambda: False)
    assert made.seconds == pytest.approx(4, abs=0.1)
    assert len(told) >= 4


@pytest.mark.parametrize(
    ("kind", "found"),
    [("mp4", "mov"), ("mov", "mov"), ("matroska", "matroska"), ("mpegts", "mpegts"),
     ("avi", "avi"), ("flv", "flv"), ("mpeg", "mpeg"), ("asf", "asf")],
)  # fmt: skip
def test_a_video_is_read_by_the_reader_of_its_container_only(kind: str, found: str) -> None:
    film = files.video(0.4, kind=kind)
    assert magic.container(film) == found
    with av.open(io.BytesIO(film), format=found) as opened:
        assert opened.streams.video


def test_a_child_gets_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EZ_PASSWORD_FILE", "/geheim")
    process = child._started(["/usr/bin/env"], tmp_path)
    assert process.stdout is not None
    text = process.stdout.read().decode()
    child.kill(process)
    assert "EZ_" not in text


def test_files_that_nothing_needs_go_after_two_days(small: Office) -> None:
    publisher = Publisher(small)
    publisher.upload("bild.png", files.picture())
    (item,) = publisher.items()
    path = publisher.path(item)
    assert publisher.post(f"/content/items/{item.id}/remove", sure="unused") == 303
    small.works.sweep()
    assert path.is_file()
    small.now += timedelta(days=900)
    small.works.sweep()
    assert not path.is_file()


@pytest.mark.warns("upload_waits_for_room")
def test_an_upload_waits_while_the_disk_is_full(
    small: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher = Publisher(small)
    _, told = publisher.send("bild.png", files.picture())
    with monkeypatch.context() as full:
        full.setattr(Store, "free_bytes", lambda _: KEPT_FREE - 1)
        assert not small.works.work_once()
        assert not small.works.work_once()
    waits = publisher.outcome(str(told["id"]))
    assert (waits["state"], waits["key"]) == ("queued", "disk_nearly_full")
    assert waits["what"] == "Auf dem Server ist kaum noch Platz."
    publisher.work()
    done = publisher.outcome(str(told["id"]))
    assert (done["state"], done["key"]) == ("done", "")


@pytest.mark.warns("upload_waits_for_room")
@pytest.mark.parametrize("fault", [ContentRefused("unreadable"), OSError(errno.ENOSPC, "full")])
def test_a_disk_that_fills_up_amid_the_work_is_not_the_files_fault(
    small: Office, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    publisher = Publisher(small)
    _, told = publisher.send("bild.png", files.picture())
    free = [KEPT_FREE, KEPT_FREE - 1]

    def fails(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as full:
        full.setattr(Store, "free_bytes", lambda _: free.pop(0))
        full.setattr(library, "ingest", fails)
        assert not small.works.work_once()
    assert _state(publisher, told["id"]) == "queued"
    publisher.work()
    assert _state(publisher, told["id"]) == "done"


@pytest.mark.warns("upload_waits_for_room")
def test_a_broken_file_that_fills_the_disk_is_not_begun_for_ever(
    one: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its renditions take the room and go again when it turns out to be broken."""
    publisher, begun = Publisher(one), [0]
    disk = {"free": KEPT_FREE + 100, "lies there": 0, "takes": 150}

    def fills_the_disk(_: Path, name: str, *__: object, **___: object) -> None:
        if name == "film.mp4":
            begun[0] += 1
            disk["lies there"] = disk["takes"]
        raise ContentRefused("unreadable")

    def free(_: Store) -> int:
        there, disk["lies there"] = disk["lies there"], 0
        return disk["free"] - there

    monkeypatch.setattr(Store, "free_bytes", free)
    monkeypatch.setattr(library, "ingest", fills_the_disk)
    _, film = publisher.send("film.mp4", b"x")
    _, small = publisher.send("bild.png", b"x")
    for _ in range(10):
        one.works.work_once()
    assert begun == [1]
    assert (_state(publisher, film["id"]), _state(publisher, small["id"])) == ("queued", "refused")
    for more in (1_000, 10_000, 100_000):
        disk["free"], disk["takes"] = KEPT_FREE + more, 2 * more
        one.works.work_once()
    assert begun == [MOST_TRIES]
    assert publisher.outcome(str(film["id"]))["key"] == "disk_nearly_full"


@pytest.mark.parametrize("state", ["done", "queued", "working"])
@pytest.mark.parametrize("full", [False, True])
def test_who_was_overtaken_says_nothing_more_of_an_upload(
    one: Office, monkeypatch: pytest.MonkeyPatch, state: str, full: bool
) -> None:
    publisher = Publisher(one)
    _, told = publisher.send("bild.png", files.picture())
    free = [KEPT_FREE, KEPT_FREE - 1 if full else KEPT_FREE]

    def overtaken(*_: object, **__: object) -> None:
        with one.database.write() as session:
            row = library.upload(session, SITE, str(told["id"]))
            row.state, row.worker = state, "hub-2"
        raise ContentRefused("unreadable")

    monkeypatch.setattr(library, "ingest", overtaken)
    with monkeypatch.context() as disk:
        disk.setattr(Store, "free_bytes", lambda _: free.pop(0))
        one.works.work_once()
    assert one.works.store.incoming(str(told["id"])).exists()
    with one.database.read() as session:
        row = library.upload(session, SITE, str(told["id"]))
        assert (row.state, row.worker, row.reason) == (state, "hub-2", "")


@pytest.fixture
def web_page(one: Office) -> str:
    """A web page that is to be photographed; its host is not on the list."""
    row = ContentItemRow(
        id="web-1", site=SITE, kind="web", name="Wetter", seconds=10, came_by="",
        came_at=one.now, url="https://wetter.example/", refresh_minutes=60,
    )  # fmt: skip
    with one.database.write() as session:
        repository.add(session, row)
    return "web-1"


def _fault(office: Office, item: str) -> tuple[str, bool]:
    with office.database.read() as session:
        row = repository.item(session, SITE, item)
        assert row is not None
        return row.fault, row.tried_at is not None


@pytest.mark.warns("web_page_not_photographed")
def test_pictures_of_web_pages_wait_for_room_as_uploads_do(
    one: Office, web_page: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Store, "free_bytes", lambda _: KEPT_FREE - 1)
        one.works.photograph_once()
        one.works.photograph_once()
    assert _fault(one, web_page) == ("disk_nearly_full", False)
    assert [record.message for record in caplog.records].count("web_page_not_photographed") == 1
    assert "kaum noch Platz" in Publisher(one).page(f"/content/items/{web_page}")
    one.works.photograph_once()
    assert _fault(one, web_page) == ("address_refused", True)


@pytest.mark.warns("web_page_not_photographed")
def test_a_disk_that_fills_up_amid_a_picture_is_not_the_pages_fault(
    one: Office, web_page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = [KEPT_FREE, KEPT_FREE - 1]

    def fails(*_: object) -> Path:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Store, "free_bytes", lambda _: free.pop(0))
    monkeypatch.setattr(snapshots, "reachable", lambda address, _: address)
    monkeypatch.setattr(snapshots, "photograph", fails)
    one.works.photograph_once()
    assert _fault(one, web_page) == ("disk_nearly_full", True)


def test_what_came_in_by_halves_goes_as_well(one: Office) -> None:
    half = one.works.store.incoming("halb")
    half.write_bytes(b"x")
    publisher = Publisher(one)
    _, told = publisher.send("bild.png", files.picture())
    one.now += timedelta(days=900)
    one.works.sweep()
    assert not half.exists()
    assert one.works.store.incoming(str(told["id"])).exists()


def _children(of: Path) -> list[str]:
    """Programs that read this upload; other tests at the same time have theirs."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if "hub.content.ingest" in line and str(of) in line:
            found.append(line)
    return found
