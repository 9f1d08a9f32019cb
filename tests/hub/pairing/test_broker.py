"""Pairing at a real mosquitto: the new password opens, the old one no more, restarts keep both."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hub.app import Parts, create
from hub.kit.accounts import MosquittoFiles
from provisioning import broker
from provisioning.broker import Account, free_port
from provisioning.child import Child
from signage.pairing import Lookout, Newcomer, News, Player, Shows, identity
from tests.hub.pairing.test_http import PLACE
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE, Office, Serving
from tests.wire.conftest import until
from wire import topics
from wire.link import Hooks, Link, LinkSettings, Publication

ACCOUNTS = (Account("hub-1", "one", "hub"), Account("display-1", "old", "display"))
ME = Player("Testgerät", "0.1.0", 1920, 1080)


class Town:
    """A hub and a broker, each of which can be started anew; players keep their files below."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.child = Child("broker", self.prepare(), {}, folder / "broker.log")
        accounts = MosquittoFiles(folder / "broker", SITE, "hub-1")
        parts: Parts = office.app.state.parts
        told = f"127.0.0.1:{self.port}"
        office.app = create(replace(parts, accounts=accounts, broker_told=told))
        self.office = office
        self.child.start()
        self.wait_for_broker()

    def prepare(self) -> list[str]:
        return broker.prepare(self.folder / "broker", SITE, ACCOUNTS, self.port)

    def wait_for_broker(self) -> None:
        until(lambda: self.opens("hub-1", "one"))

    def start_broker_anew(self) -> None:
        self.child.stop()
        self.prepare()
        self.child.start()
        self.wait_for_broker()

    def opens(self, name: str, password: str) -> bool:
        """Whether the broker lets this account in at this moment."""
        up, over = threading.Event(), threading.Event()
        path = topics.UP.path(site=SITE, dev=name)
        hooks = Hooks(
            will=lambda: Publication(path, b"will"), births=list,
            on_link=lambda yes: up.set() if yes else None,
            on_message=lambda *_: None, on_tick=over.set,
        )  # fmt: skip
        settings = LinkSettings("127.0.0.1", self.port, name, password, first_s=9, most_s=9)
        link = Link(settings, [], hooks)
        link.start()
        opened = up.wait(0.7)
        link.stop()
        return opened


@pytest.fixture
def town(offices: Callable[[str], Office], tmp_path: Path) -> Iterator[Town]:
    town = Town(offices("sqlite"), tmp_path)
    yield town
    town.child.stop()


class Running:
    """A player's talk with the hub, on a thread of its own."""

    def __init__(self, hub: str, state: Path) -> None:
        self.news: list[News] = []
        self.newcomer = Newcomer(hub, state, ME, self.news.append)
        self.thread = threading.Thread(target=self.newcomer.run, daemon=True)
        self.thread.start()

    def code(self) -> str:
        until(lambda: any(isinstance(one, Shows) for one in self.news))
        return next(one.code for one in self.news if isinstance(one, Shows))

    def end(self) -> None:
        self.newcomer.stop()
        self.thread.join(timeout=15)


def password(state: Path) -> str:
    return (state / "password").read_text()


@pytest.mark.warns("broker_refused")
def test_a_player_is_let_in_and_shut_out_again(town: Town) -> None:
    state = town.folder / "player"
    with Serving(town.office.app) as hub:
        player, desk = Running(hub.address, state), Desk(town.office, "lang")
        assert desk.api(f"/pairing-codes/{player.code()}/display", PLACE)[0] == 201
        player.thread.join(timeout=15)
        kept = identity(state)
        assert kept is not None
        assert kept["EZ_DEVICE"] == "display-9"
        assert kept["EZ_BROKER"] == f"127.0.0.1:{town.port}"
        modes = [(state / name).stat().st_mode & 0o777 for name in ("password", "identity.json")]
        assert modes == [0o600, 0o600]
        first = password(state)
        assert town.opens("display-9", first)
        town.start_broker_anew()
        assert town.opens("display-9", first)
        assert town.opens("display-1", "old")
        sent_away: list[bool] = []
        lookout = Lookout(hub.address, state, lambda: sent_away.append(True))
        lookout.look()
        assert sent_away == []
        assert desk.api("/displays/display-9/unpair")[0] == 200
        until(lambda: not town.opens("display-9", first))
        lookout.look()
        assert (sent_away, identity(state)) == ([True], None)
        town.start_broker_anew()
        assert not town.opens("display-9", first)


@pytest.mark.warns("broker_refused")
def test_a_new_player_takes_the_old_ones_place_and_the_old_password_is_void(town: Town) -> None:
    state = town.folder / "player"
    with Serving(town.office.app) as hub:
        player, desk = Running(hub.address, state), Desk(town.office, "lang")
        path = f"/pairing-codes/{player.code()}/replacement"
        assert desk.api(path, {"device": "display-1"})[0] == 201
        player.thread.join(timeout=15)
        until(lambda: town.opens("display-1", password(state)))
        assert not town.opens("display-1", "old")
        town.start_broker_anew()
        assert town.opens("display-1", password(state))
        assert not town.opens("display-1", "old")


def test_a_player_that_starts_anew_shows_the_same_code(town: Town) -> None:
    state = town.folder / "player"
    with Serving(town.office.app) as hub:
        first = Running(hub.address, state)
        code = first.code()
        first.end()
        again = Running(hub.address, state)
        assert again.code() == code
        town.office.after(minutes=10)
        until(lambda: len({one.code for one in again.news if isinstance(one, Shows)}) == 2)
        again.end()


def test_a_player_without_a_hub_says_so_and_goes_on(town: Town) -> None:
    state, port = town.folder / "player", free_port()
    player = Running(f"http://127.0.0.1:{port}", state)
    until(lambda: bool(player.news))
    with Serving(town.office.app, port):
        player.code()
        player.end()
