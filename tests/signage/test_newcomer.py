"""A newcomer's and a paired player's talk with the hub, through every bad answer and bad disk."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from signage import pairing
from signage.pairing import Fails, Lookout, Newcomer, News, NoAnswer, Player, Shows, keep, post
from tests.wire.conftest import until

PLAYER = Player("Pi", "1", 1920, 1080)
ASKED = {"id": "p1", "secret": "s", "code": "K7MQ4X", "poll_s": 1}
WAITING = {"state": "waiting", "lives_s": 600}
PAIRED = {
    "state": "paired", "site": "nord", "device": "display-9", "broker": "10.0.0.1:1883",
    "password": "geheim",
}  # fmt: skip
CUT = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 500\r\n\r\n<html>"


def answer(status: int, fields: object) -> bytes:
    body = json.dumps(fields).encode()
    return b"HTTP/1.1 %d OK\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


class Hub:
    """Gives these answers one after another, the last one again and again."""

    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                client, _where = self._socket.accept()
            except OSError:
                return
            with client:
                client.recv(65536)
                client.sendall(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def hub() -> Iterator[Hub]:
    hub = Hub()
    yield hub
    hub.close()


@pytest.fixture
def talk(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], list[News]]]:
    monkeypatch.setattr(pairing, "AGAIN_S", 0.01)
    monkeypatch.setattr(pairing, "LATER_S", 0.01)
    began: list[Newcomer] = []

    def begin() -> list[News]:
        told: list[News] = []
        began.append(Newcomer(hub.address, tmp_path, PLAYER, told.append))
        threading.Thread(target=began[0].run, daemon=True).start()
        return told

    yield begin
    began[0].stop()


def test_a_refusal_that_breaks_off_is_no_answer(hub: Hub) -> None:
    hub.answers = [CUT]
    with pytest.raises(NoAnswer):
        post(f"{hub.address}/api", {})


def test_a_newcomer_outlives_an_answer_that_breaks_off(
    hub: Hub, talk: Callable[[], list[News]]
) -> None:
    hub.answers = [CUT, answer(201, ASKED), CUT, answer(200, WAITING)]
    told = talk()
    until(lambda: Shows("K7MQ4X", 600) in told)
    assert told[:2] == [Fails("unreachable"), Fails("unreachable")]


@pytest.mark.warns("code_not_kept", "identity_not_kept")
def test_a_disk_that_keeps_nothing_is_said_and_tried_again(
    hub: Hub, talk: Callable[[], list[News]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_path: Path, _text: str) -> None:
        raise OSError(30, "read-only")

    monkeypatch.setattr(pairing, "keep", broken)
    hub.answers = [answer(201, ASKED), answer(200, PAIRED)]
    told = talk()
    until(lambda: Fails("disk") in told)
    monkeypatch.setattr(pairing, "keep", keep)
    until((tmp_path / "identity.json").exists)


@pytest.mark.parametrize("kept", ['{"id": 1, "secret": [], "code": "A", "poll_s": "x"}', "[1]"])
def test_a_kept_code_of_other_types_is_none(
    hub: Hub, talk: Callable[[], list[News]], tmp_path: Path, kept: str
) -> None:
    keep(tmp_path / "pairing.json", kept)
    hub.answers = [answer(201, ASKED), answer(200, WAITING)]
    told = talk()
    until(lambda: Shows("K7MQ4X", 600) in told)


@pytest.mark.warns("identity_not_forgotten")
def test_a_player_looks_on_when_its_password_cannot_be_read_or_forgotten(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"EZ_SITE": "nord", "EZ_DEVICE": "display-9", "EZ_BROKER": "b:1"}
    keep(tmp_path / "identity.json", json.dumps(names))
    hub.answers, over = [answer(410, {"key": "pairing_over"})], list[bool]()
    lookout = Lookout(hub.address, tmp_path, lambda: over.append(True))
    lookout.look()
    assert over == []
    keep(tmp_path / "password", "geheim")
    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", _refuse)
        lookout.look()
    assert over == []
    lookout.look()
    assert over == [True]


def _refuse(_path: Path, **_options: bool) -> None:
    raise OSError(30, "read-only")
