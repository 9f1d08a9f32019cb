"""What stands still has patience, then is ended; systemd is told over a real datagram socket."""

import socket
import threading
from itertools import chain, repeat
from pathlib import Path

import pytest

from tests.patience import PATIENCE_S
from wire.watchdog import GRACE, PATIENCE, Systemd, Watchdog, judge


def test_it_has_patience_then_ends_once_and_at_last_kills() -> None:
    deeds = [judge(late) for late in range(PATIENCE + GRACE + 1)]
    assert deeds[0] == "feed"
    assert set(deeds[1:PATIENCE]) == {"starve"}
    assert deeds[PATIENCE] == "end"
    assert deeds.count("end") == 1
    assert deeds[-1] == "die"


@pytest.mark.warns("beat_late")
def test_a_loop_that_recovers_is_fed_again_and_nothing_ends() -> None:
    nearly = [("qt",)] * (PATIENCE - 1)
    rounds = chain(nearly, [()], nearly, repeat(()))
    left, over, ended = len(nearly) * 2 + 3, threading.Event(), list[int]()

    def behind() -> tuple[str, ...]:
        nonlocal left
        left -= 1
        if left == 0:
            over.set()
        return next(rounds)

    dog = Watchdog(behind, Systemd({}), ended.append, ended.append, 0.001)
    dog.start()
    assert over.wait(PATIENCE_S)
    dog.stop()
    assert ended == []


def test_without_systemd_or_with_a_dead_one_nothing_happens(tmp_path: Path) -> None:
    Systemd({}).say("READY=1")
    Systemd({"NOTIFY_SOCKET": str(tmp_path / "gone")}).say("READY=1")


def test_an_abstract_socket_is_meant_by_an_at_sign() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0eingangszone-test-notify")
        listener.settimeout(PATIENCE_S)
        Systemd({"NOTIFY_SOCKET": "@eingangszone-test-notify"}).say("READY=1")
        assert listener.recv(100) == b"READY=1"
