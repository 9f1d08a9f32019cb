"""A player as a process: it shows a code, becomes a display, and a newcomer when sent away."""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from provisioning.child import Child
from signage.newcomer import Waiting
from signage.pairing import Newcomer, identity, keep
from signage.settings import ASSETS, NewcomerSettings, SettingsError, is_newcomer, read_newcomer
from signage.ui.pairing_view import PairingFace, PairingView
from tests.hub.pairing.test_broker import Town
from tests.hub.pairing.test_http import PLACE
from tests.hub.reception.test_http import Desk
from tests.pages.office import Office, Serving
from tests.patience import PATIENCE_S
from tests.signage.conftest import Until
from tests.wire.conftest import until as patiently
from wire.watchdog import STOOD_STILL


@pytest.fixture
def town(offices: Callable[[str], Office], tmp_path: Path) -> Iterator[Town]:
    town = Town(offices("sqlite"), tmp_path)
    yield town
    town.child.stop()


class NewPlayer(Child):
    """A player that is told nothing but where the hub is."""

    def __init__(self, hub: str, folder: Path) -> None:
        self.kept = folder / "player"
        environment = {
            "EZ_HUB": hub, "EZ_STATE": str(self.kept), "EZ_SPEAKER": "simulated",
            "EZ_SIZE": "1280x720",
        }  # fmt: skip
        command = [sys.executable, "-m", "signage", "--rehearse", str(folder / "view")]
        super().__init__("player", command, environment, folder / "player.log")

    def code(self) -> str:
        path = self.kept / "pairing.json"
        patiently(path.exists, PATIENCE_S)
        return str(json.loads(path.read_text())["code"])

    def logged(self, event: str) -> int:
        return sum(line["event"] == event for line in self.log_events())


def test_a_player_becomes_a_display_and_a_newcomer_again(town: Town) -> None:
    with Serving(town.office.app) as hub:
        player, desk = NewPlayer(hub.address, town.folder), Desk(town.office, "lang")
        player.start()
        pid = player.pid
        assert desk.api(f"/pairing-codes/{player.code()}/display", PLACE)[0] == 201
        patiently(lambda: player.logged("link_up") > 0, PATIENCE_S)
        assert player.pid == pid
        kept = identity(player.kept)
        assert kept is not None
        assert kept["EZ_DEVICE"] == "display-9"
        assert player.stop() == 0
        player.start()
        patiently(lambda: player.logged("link_up") > 1, PATIENCE_S)
        assert desk.api("/displays/display-9/unpair")[0] == 200
        player.stop()
        player.start()
        assert (
            desk.api(f"/pairing-codes/{player.code()}/replacement", {"device": "display-9"})[0]
            == 201
        )
        patiently(lambda: player.logged("link_up") > 2, PATIENCE_S)
        player.stop()


def test_a_player_is_a_newcomer_only_where_it_was_not_told_who_it_is() -> None:
    hub = {"EZ_HUB": "http://hub:8300"}
    assert is_newcomer(hub)
    assert not is_newcomer(hub | {"EZ_DEVICE": "display-1"})
    assert not is_newcomer({})


@pytest.mark.parametrize(
    ("wrong", "name"),
    [({"EZ_HUB": "hub:8300"}, "EZ_HUB"), ({"EZ_HUB": "ftp://hub"}, "EZ_HUB"),
     ({"EZ_HUB": "http://a@hub"}, "EZ_HUB"), ({"EZ_STATE": ""}, "EZ_STATE"),
     ({"EZ_SIZE": "breit"}, "EZ_SIZE")],
)  # fmt: skip
def test_a_wrong_setting_is_named(tmp_path: Path, wrong: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_newcomer({"EZ_HUB": "http://hub:8300", "EZ_STATE": str(tmp_path)} | wrong)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"EZ_SITE": "nord"}'])
def test_an_identity_that_is_not_whole_is_none(tmp_path: Path, kept: str) -> None:
    assert identity(tmp_path) is None
    keep(tmp_path / "identity.json", kept)
    assert identity(tmp_path) is None


IDENTITY = {"EZ_SITE": "nord", "EZ_DEVICE": "display-9", "EZ_BROKER": "hub:1883"}


def test_a_whole_identity_names_all_that_the_display_needs(tmp_path: Path) -> None:
    keep(tmp_path / "password", "geheim")
    keep(tmp_path / "identity.json", json.dumps(IDENTITY))
    assert identity(tmp_path) == IDENTITY | {"EZ_PASSWORD_FILE": str(tmp_path / "password")}


@pytest.mark.warns("identity_not_whole")
@pytest.mark.parametrize(
    ("password", "names"),
    [(None, {}), (b"\xff\xfe", {}), (b"", {}), (b"geheim", {"EZ_DEVICE": "Anzeige 9"}),
     (b"geheim", {"EZ_BROKER": "hub"})],
)  # fmt: skip
def test_a_player_with_half_an_identity_can_be_paired_anew(
    tmp_path: Path, password: bytes | None, names: dict[str, str]
) -> None:
    keep(tmp_path / "identity.json", json.dumps(IDENTITY | names))
    if password is not None:
        (tmp_path / "password").write_bytes(password)
    assert identity(tmp_path) is None


@pytest.fixture
def waiting(
    qt: QGuiApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Waiting]:
    monkeypatch.setattr("signage.newcomer.TICK_MS", 10)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    waiting = Waiting(qt, NewcomerSettings("http://127.0.0.1:1", tmp_path, ASSETS, (800, 480), 1))
    yield waiting
    waiting.stop()


@pytest.mark.warns("pairing_failed")
def test_a_talk_that_dies_ends_the_player_with_a_code_that_calls_for_a_new_start(
    waiting: Waiting, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_newcomer: Newcomer) -> bool:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(Newcomer, "run", die)
    codes: list[int] = []
    waiting.ended.connect(codes.append)
    waiting.start()
    until(lambda: codes == [STOOD_STILL])


def test_a_screen_with_a_code_tells_systemd_that_its_frames_and_qt_go_on(
    waiting: Waiting, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: set[str] = set()
    monkeypatch.setattr(waiting.watchdog, "beat", beats.add)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(PATIENCE_S)
        waiting.start()
        until(lambda: beats == {"frames", "qt"})
        assert [systemd.recv(99) for _ in range(2)] == [b"READY=1", b"WATCHDOG=1"]


@pytest.mark.usefixtures("qt")
def test_the_screen_says_what_to_do_or_what_is_wrong() -> None:
    view, told = PairingView(PairingFace("http://hub:8300")), list[bool]()
    view.changed.connect(lambda: told.append(True))
    view.show(PairingFace("http://hub:8300", "K7MQ4X", 9))
    view.show(PairingFace("http://hub:8300", "K7MQ4X", 9))
    assert len(told) == 1
    assert view.property("code") == "K7M Q4X"
    assert "http://hub:8300/displays/new" in view.property("first")
    assert "noch 9 Minuten" in view.property("foot")
    view.show(PairingFace("http://hub:8300", fault="unreachable"))
    assert view.property("code") == ""
    assert "antwortet nicht" in view.property("first")
