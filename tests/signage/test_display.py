"""The display as a process, at a real broker: calls, restarts, silence, and orders to stop."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.signage.office import SITE, Office
from tests.signage.running import Display, called
from wire import topics

ROOT = Path(__file__).resolve().parents[2]


def test_a_call_is_shown_rung_and_acknowledged_with_the_moment_of_its_frame(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(1)
    display.start()
    office.wait(lambda: display.state().get("rev") == 1)
    one = called("c7")
    begun = datetime.now(UTC)
    office.board(2, one)
    office.call(one, 2)
    office.wait(lambda: bool(office.shown))
    shown = office.shown[0]
    assert (shown.call_id, shown.attempt) == ("c7", 1)
    assert begun <= shown.frame_at <= datetime.now(UTC)
    office.wait(lambda: display.state().get("chimed") == ["c7/1"])
    state = display.state()
    assert (state["rev"], state["open"], state["stale"]) == (2, ["c7"], False)
    assert (display.view / "screen.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert display.logged("call_shown")[0]["call_id"] == "c7"
    assert 0 < int(str(display.logged("first_frame")[0]["ms"])) < 10_000


def test_sigkill_and_restart_ring_no_call_twice_and_acknowledge_it_once(
    office: Office, display: Display
) -> None:
    office.furnish()
    one = called("c7")
    office.board(2, one)
    display.start()
    office.wait(lambda: display.state().get("rev") == 2)
    office.call(one, 2)
    office.wait(lambda: display.state().get("chimed") == ["c7/1"] and bool(office.shown))
    display.kill()
    (display.view / "state.json").unlink(missing_ok=True)
    display.start()
    office.wait(lambda: display.state().get("rev") == 2)
    office.call(one, 2)
    two = called("c8")
    office.board(3, two, one)
    office.call(two, 3)
    office.wait(lambda: display.state().get("chimed") == ["c8/1"])
    office.wait(lambda: len(office.shown) >= 2)
    assert [(shown.call_id, shown.attempt) for shown in office.shown] == [("c7", 1), ("c8", 1)]
    assert len(display.logged("call_rung")) == 2


def test_without_a_network_it_starts_with_the_last_board_and_its_age(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(2, called("c7"))
    display.start()
    office.wait(lambda: bool(office.shown))
    display.kill()
    (display.view / "state.json").unlink(missing_ok=True)
    office.broker.stop()
    display.start()
    office.wait(lambda: display.state().get("open") == ["c7"])
    office.wait(lambda: display.state()["stale"] is True)
    office.broker.start()
    office.wait(lambda: display.state()["stale"] is False)


@pytest.mark.parametrize("apart", [-600, 600])
def test_a_call_rings_however_far_the_clocks_of_hub_and_display_are_apart(
    office: Office, display: Display, apart: float
) -> None:
    office.furnish()
    office.board(1)
    display.start()
    office.wait(lambda: display.state().get("rev") == 1)
    one = called("c7", seconds_ago=apart)
    office.board(2, one)
    office.call(one, 2)
    office.wait(lambda: display.state().get("chimed") == ["c7/1"])


def test_what_a_display_remembers_is_for_nobody_else(office: Office, display: Display) -> None:
    office.furnish()
    display.start()
    office.wait(lambda: display.state().get("zone") == "B")
    kept = [office.folder / "state", *(office.folder / "state").iterdir()]
    assert any(path.name == "outbox.sqlite" for path in kept)
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []


def test_a_new_configuration_moves_the_display_to_another_zone(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(5, called("c7"))
    office.board(1, called("c8"), zone="A")
    display.start()
    office.wait(lambda: display.state().get("open") == ["c7"])
    office.furnish("A", rev=2)
    office.wait(lambda: display.state().get("open") == ["c8"])
    left, here = called("c9"), called("c10")
    office.board(6, left)
    office.call(left, 6)
    office.board(7, here, zone="A")
    office.call(here, 7, zone="A")
    office.wait(lambda: bool(display.state()["chimed"]))
    assert display.state()["zone"] == "A"
    assert display.state()["chimed"] == ["c10/1"]


def test_messages_that_make_no_sense_are_logged_and_change_nothing(
    office: Office, display: Display
) -> None:
    office.furnish()
    office.board(2, called("c7"))
    display.start()
    office.wait(lambda: display.state().get("open") == ["c7"])
    board = topics.BOARD.path(site=SITE, zone="B")
    for payload in (b"{", b"\xff" * 4096, b'{"v": 99}', b"[" * 50_000):
        office.garbage(board, payload)
    office.wait(lambda: len(display.logged("message_refused")) == 4)
    office.board(3)
    office.wait(lambda: display.state().get("rev") == 3)


@pytest.mark.parametrize("how", ["SIGTERM", "end of orders"])
def test_it_stops_cleanly_and_says_goodbye(office: Office, display: Display, how: str) -> None:
    office.furnish()
    display.start()
    office.wait(lambda: office.states[-1:] == [True])
    if how == "SIGTERM":
        assert display.stop() == 0
    else:
        display.end_orders()
        office.wait(lambda: not display.alive)
    office.wait(lambda: office.states[-1] is False)
    assert display.logged("stopped")


def test_an_order_draws_the_panel(office: Office, display: Display) -> None:
    office.furnish()
    display.start()
    office.wait(lambda: display.state().get("zone") == "B")
    display.tell(shot="now.png")
    office.wait((display.view / "now.png").exists)
    assert (display.view / "now.png").read_bytes()[1:4] == b"PNG"


def test_a_missing_setting_ends_with_a_plain_sentence_and_code_2() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "signage"],
        cwd=ROOT, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 2
    assert run.stderr == "signage: EZ_BROKER is missing: host:port of the broker\n"


@pytest.mark.warns("memory_for_this_life_only")
def test_a_folder_that_cannot_be_used_keeps_no_display_dark_and_is_told(
    office: Office, display: Display
) -> None:
    (office.folder / "state" / "outbox.sqlite").mkdir(parents=True)
    office.furnish()
    office.board(2, called("c7"))
    display.start()
    office.wait(lambda: bool(office.shown))
    office.wait(lambda: any(t.key == "disk.forgets" for h in office.health for t in h.troubles))
