"""The whole house on one machine: broker, hub, kiosk, displays and a printer, as real processes."""

import json
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provisioning import broker
from provisioning.broker import Account, free_port, new_password
from provisioning.child import Child
from wire.rights import Role

READY_S = 60.0
KIOSK_PIXELS = (1080, 1920)
DISPLAY_PIXELS = (1920, 1080)
DOOR_PIXELS = (480, 800)
ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "build" / "assets"


class NotReadyError(Exception):
    """A process of the house did not come up; the message ends with the end of its log."""


@dataclass(frozen=True)
class DisplayPlan:
    """A display: in a waiting zone, or on the way or at a door without one."""

    device: str
    zone: str | None = None
    title: str = ""
    pixels: tuple[int, int] = DISPLAY_PIXELS


@dataclass(frozen=True)
class HousePlan:
    """Which processes make up the house; everything it writes goes below `folder`."""

    folder: Path
    site: str = "musterstadt"
    hubs: int = 1
    database: str | None = None
    """A database URL; None means SQLite below `folder`."""
    kiosks: tuple[str, ...] = ("kiosk-01",)
    displays: tuple[DisplayPlan, ...] = (
        DisplayPlan("display-1", "A", "Wartebereich A"),
        DisplayPlan("display-2", "B", "Wartebereich B"),
        DisplayPlan("display-3", None, "Flur"),
        DisplayPlan("display-4", "C", "Wartebereich C"),
        DisplayPlan("door-214", None, "Tür von Zimmer 2.14", DOOR_PIXELS),
    )
    listeners: tuple[Account, ...] = ()
    """Further broker accounts, for players that a load test simulates."""
    programme: bool = True
    """Whether displays show something while nobody is called."""
    windows: bool = False
    http_port: int | None = None


@dataclass
class House:
    """Children by name: broker, hub-1 …, printer-kiosk-01 …, kiosk-01 …, display-1 …"""

    plan: HousePlan
    children: dict[str, Child] = field(default_factory=dict)
    broker_port: int = field(default_factory=free_port)
    http_ports: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        first = self.plan.http_port or free_port()
        self.http_ports = [first, *(free_port() for _ in range(1, self.plan.hubs))]
        self._accounts: list[Account] = []
        self._printer_ports: dict[str, int] = {}
        self._add_broker()
        for number in range(1, self.plan.hubs + 1):
            self._add_hub(number)
        for kiosk in self.plan.kiosks:
            self._add_kiosk(kiosk)
        for display in self.plan.displays:
            self._add_display(display)

    # ------------------------------------------------------------------ where things are

    @property
    def database(self) -> str:
        return self.plan.database or f"sqlite:///{self.plan.folder / 'hub' / 'hub.db'}"

    @property
    def hub_state(self) -> Path:
        """Where the hubs keep the key that signs letters."""
        return self.plan.folder / "hub"

    def url(self, hub: int = 1) -> str:
        return f"http://127.0.0.1:{self.http_ports[hub - 1]}"

    def view(self, device: str) -> Path:
        """The folder with a device's picture and state."""
        return self.plan.folder / "view" / device

    def paper(self, kiosk: str = "kiosk-01") -> Path:
        """The folder with the slips that came out of a kiosk's printer."""
        return self.plan.folder / "paper" / kiosk

    # ------------------------------------------------------------------ life

    def start(self, tell: Callable[[str], None] = lambda _line: None) -> None:
        """Start everything and wait until it serves. Raises NotReadyError."""
        self.start_child("broker")
        self.wait_ready("broker")
        tell("broker")
        rest = [name for name in self.children if name != "broker"]
        for name in rest:
            self.start_child(name)
        for name in rest:
            self.wait_ready(name)
            tell(name)

    def start_child(self, name: str) -> None:
        if name == "broker":
            broker.prepare(self._broker_folder, self.plan.site, self._accounts, self.broker_port)
        view = self.view(name) / "state.json"
        view.unlink(missing_ok=True)
        self.children[name].start()

    def restart_crashed(self) -> list[str]:
        """Start again whatever ended although it was wanted; returns their names."""
        crashed = [n for n, child in self.children.items() if child.wanted and not child.alive]
        for name in crashed:
            self.start_child(name)
        return crashed

    def stop(self) -> None:
        """End devices first, then hubs, then the broker, so that each can say goodbye."""
        for child in reversed(self.children.values()):
            child.stop()

    def wait_ready(self, name: str, within_s: float = READY_S) -> None:
        child = self.children[name]
        wait_until(lambda: self._ready(name) or not child.alive, within_s)
        if not child.alive or not self._ready(name):
            raise NotReadyError(f"{name} did not come up:\n{child.log_text()[-3000:]}")

    def _ready(self, name: str) -> bool:
        if name == "broker":
            return listens(self.broker_port)
        if name.startswith("hub-"):
            return _healthy(self.url(int(name.removeprefix("hub-"))))
        if name.startswith("printer-"):
            return listens(self._printer_ports[name])
        return (self.view(name) / "state.json").exists()

    # ------------------------------------------------------------------ what it is made of

    @property
    def _broker_folder(self) -> Path:
        return self.plan.folder / "broker"

    def _add(self, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
        log = self.plan.folder / "logs" / f"{name}.log"
        self.children[name] = Child(name, command, environment, log)

    def _add_broker(self) -> None:
        self._accounts += self.plan.listeners
        command = broker.prepare(self._broker_folder, self.plan.site, (), self.broker_port)
        self._add("broker", command, {})

    def _account(self, name: str, role: Role) -> dict[str, str]:
        """A new broker account and the environment by which its owner connects."""
        account = Account(name, new_password(), role)
        self._accounts.append(account)
        secret = self.plan.folder / "secrets" / name
        secret.parent.mkdir(parents=True, exist_ok=True)
        secret.touch(mode=0o600)
        secret.write_text(account.password)
        return {
            "EZ_SITE": self.plan.site,
            "EZ_BROKER": f"127.0.0.1:{self.broker_port}",
            "EZ_ASSETS": str(ASSETS),
            "EZ_PASSWORD_FILE": str(secret),
        }

    def _add_hub(self, number: int) -> None:
        name = f"hub-{number}"
        environment = self._account(name, "hub") | {
            "EZ_INSTANCE": name,
            "EZ_DATABASE": self.database,
            "EZ_STATE": str(self.hub_state),
            "EZ_PUBLIC_URL": self.url(number),
            "EZ_HTTP": f"127.0.0.1:{self.http_ports[number - 1]}",
            "EZ_BROKER_FOLDER": str(self._broker_folder),
        }
        self._add(name, [sys.executable, "-m", "hub", "serve"], environment)

    def _add_kiosk(self, name: str) -> None:
        port = free_port()
        self._printer_ports[f"printer-{name}"] = port
        printer = ["-m", "kiosk.devices.simulated", "--port", str(port), "--dir"]
        command = [sys.executable, *printer, str(self.paper(name))]
        self._add(f"printer-{name}", command, {"EZ_ASSETS": str(ASSETS)})
        environment = self._account(name, "kiosk") | self._device(name) | {
            "EZ_CAMERA": "simulated",
            "EZ_PRINTER": f"tcp:127.0.0.1:{port}",
            "EZ_SIZE": "{}x{}".format(*KIOSK_PIXELS),
        }  # fmt: skip
        self._add(name, self._rehearsed("kiosk", name), environment)

    def _add_display(self, display: DisplayPlan) -> None:
        environment = self._account(display.device, "display")
        environment |= self._device(display.device) | {"EZ_SIZE": "{}x{}".format(*display.pixels)}
        self._add(display.device, self._rehearsed("signage", display.device), environment)

    def _rehearsed(self, program: str, device: str) -> list[str]:
        return [sys.executable, "-m", program, "--rehearse", str(self.view(device))]

    def _device(self, name: str) -> dict[str, str]:
        environment = {
            "EZ_DEVICE": name,
            "EZ_STATE": str(self.plan.folder / "devices" / name),
            "EZ_SPEAKER": "simulated",
            "EZ_SCALE": "0.4" if self.plan.windows else "1",
        }
        if not self.plan.windows:
            environment |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
        return environment


def read_state(folder: Path) -> dict[str, Any]:
    """A device's own account of what it shows; empty while it has not shown anything."""
    try:
        state = json.loads((folder / "state.json").read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def slips(folder: Path) -> Iterator[dict[str, Any]]:
    """The slips that came out, oldest first, as the independent decoder reads their bytes."""
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text())


def wait_until(holds: Callable[[], bool], within_s: float = READY_S) -> bool:
    """Look again and again until `holds`; False when it did not in time."""
    deadline = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a loopback port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
    except OSError:
        return False
    return True


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=1) as answer:  # noqa: S310 loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
