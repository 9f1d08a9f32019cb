"""A player as a process: it shows a code, becomes a display, and a newcomer when sent away."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provisioning.child import Child
from signage.pairing import identity, keep
from signage.settings import SettingsError, is_newcomer, read_newcomer
from signage.ui.pairing_view import PairingFace, PairingView
from tests.hub.pairing.office import PLACE
from tests.hub.pairing.test_broker import Town
from tests.hub.reception.test_http import Desk
from tests.pages.office import Office, Serving
from tests.wire.conftest import until

LONG_S = 40.0
"""A process with Qt starts slowly where many run."""


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
        until(path.exists, LONG_S)
        return str(json.loads(path.read_text())["code"])

    def logged(self, event: str) -> int:
        return sum(line["event"] == event for line in self.log_events())


def test_a_player_becomes_a_display_and_a_newcomer_again(town: Town) -> None:
    with Serving(town.office.app) as hub:
        player, desk = NewPlayer(hub.address, town.folder), Desk(town.office, "lang")
        player.start()
        pid = player.pid
        assert desk.api(f"/pairing-codes/{player.code()}/display", PLACE)[0] == 201
        until(lambda: player.logged("link_up") > 0, LONG_S)
        assert player.pid == pid
        kept = identity(player.kept)
        assert kept is not None
        assert kept["EZ_DEVICE"] == "display-9"
        assert player.stop() == 0
        player.start()
        until(lambda: player.logged("link_up") > 1, LONG_S)
        assert desk.api("/displays/display-9/unpair")[0] == 200
        player.stop()
        player.start()
        assert (
            desk.api(f"/pairing-codes/{player.code()}/replacement", {"device": "display-9"})[0]
            == 201
        )
        until(lambda: player.logged("link_up") > 2, LONG_S)
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
