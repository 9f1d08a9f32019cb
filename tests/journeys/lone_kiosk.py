"""A kiosk without its screen: session, post, deputy, journal, paper, printer and checks."""

import queue
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import kiosk.checks
from kiosk.care.readings import Program, Snapshot
from kiosk.care.registry import checks_in
from kiosk.care.rounds import Care
from kiosk.devices.clocks import Clocks, real_clocks
from kiosk.devices.paper import decode
from kiosk.devices.printer import EscposPrinter
from kiosk.devices.printer_lines import transport_to
from kiosk.devices.printer_model import MODELS
from kiosk.devices.simulated.mechanism import Printout
from kiosk.devices.simulated.printer import SimulatedPrinter
from kiosk.devices.simulated.speaker import SimulatedSpeaker
from kiosk.flow import events as ev
from kiosk.flow.visit import Session
from kiosk.inspections import print_house
from kiosk.paper import Paper
from kiosk.post import open_post
from kiosk.runner import Hands, Runner
from kiosk.service import Inspections, Service
from kiosk.settings import Settings, read_settings
from kiosk.troubles import Said, Troubles
from kiosk.voice import Voice
from provisioning.broker import Account
from provisioning.house import House
from tests.patience import PATIENCE_S

ENDS = ("done", "paper_failed", "refused", "reception")


class LoneKiosk:
    """`visit` plays one visitor from the welcome screen back to it; for one thread."""

    def __init__(
        self, house: House, account: Account, clocks: Clocks | None = None, speed: float = 40.0
    ) -> None:
        self.folder = house.plan.folder / "lone" / account.name
        self.slips: list[Printout] = []
        self.printer = SimulatedPrinter(self.slips.append, speed=speed)
        self.printer.start()
        self._settings = _settings(house, account, self.folder, self.printer.port)
        self._clocks = clocks or real_clocks()
        self.open()

    def open(self) -> None:
        """Start, or start again, on the same disk."""
        self._states: queue.SimpleQueue[Session] = queue.SimpleQueue()
        now = self._clocks.steady()
        self.session = Session(touched=now, since=now)
        self._changed = threading.Condition()
        put = self._put
        self.post = open_post(self._settings, "1", self._clocks, put)
        self._runner = Runner(self._clocks.steady, self._show)
        transport = transport_to(self._settings.printer)
        self._said = Said()
        self._paper = Paper(
            lambda: EscposPrinter(transport, MODELS[self._settings.printer_model]),
            self._said,
            self._clocks.steady,
        )
        troubles = Troubles(self.post.report_health, self._troubled, self._clocks.utc)
        checks = [one for one in checks_in(kiosk.checks) if one.key.startswith("printer.")]
        self._care = Care(checks, self, troubles, _NoHands(), "1")
        self._service = Service(
            self.post.keyhole(""),
            Inspections({}, {"house": partial(print_house, self.post, self._paper)}),
            self._clocks, put,
        )  # fmt: skip
        self.speaker = SimulatedSpeaker(pace_s=0)
        self._runner.start(Hands(self.post, self._paper, Voice(self.speaker), self._service))
        self.post.start()
        self._paper.start()
        self._service.start()

    def close(self) -> None:
        """As SIGTERM ends a kiosk: the slip at the printer comes out, the outbox stays."""
        self._service.stop()
        self._paper.stop()
        self._runner.stop()
        self.post.stop()

    def end(self) -> None:
        self.close()
        self.printer.stop()

    def letter(self, text: str) -> Session:
        """Somebody holds a letter; what the kiosk showed them in the end."""
        return self._visit(lambda at: [ev.CodesSeen(at, (text,), self._clocks.utc())])

    def hold(self, text: str) -> None:
        """A letter comes into view; nothing is waited for."""
        self._put(ev.CodesSeen(self._clocks.steady(), (text,), self._clocks.utc()))

    def walk_in(self, concern: str) -> Session:
        return self._visit(lambda at: [ev.WalkInPressed(at), ev.ConcernChosen(at, concern)])

    def serve(self, deed: ev.ServiceDeed) -> None:
        """A technician opens the service menu with a code and presses this."""
        self._put(ev.ServiceOpened(self._clocks.steady()))
        self._put(ev.ServiceChosen(self._clocks.steady(), deed))

    def leave_menu(self) -> None:
        """Out of the deed, then out of the menu."""
        for _ in range(2):
            self._put(ev.BackPressed(self._clocks.steady()))

    def numbers(self) -> list[str]:
        """On all paper that came out, as the independent decoder reads it."""
        return [number for slip in self.slips if (number := decode(slip.raw).number)]

    def wait(self, holds: Callable[[Session], bool], what: str) -> Session:
        with self._changed:
            if not self._changed.wait_for(lambda: holds(self.session), PATIENCE_S):
                raise AssertionError(f"{self.folder.name}: {what}, still {self.session.state}")
            return self.session

    def _visit(self, deeds: Callable[[datetime], list[ev.Event]]) -> Session:
        self.wait(lambda session: session.state == "welcome", "the first screen")
        for deed in deeds(self._clocks.steady()):
            self._put(deed)
        seen = self.wait(lambda session: session.state in ENDS, "an answer")
        self._put(ev.FinishPressed(self._clocks.steady()))
        self.wait(lambda session: session.state == "welcome", "the visitor leaves")
        return seen

    def check(self) -> None:
        """One round of its self-checks; for one thread."""
        self._care.round()

    def take(self) -> Snapshot:
        """Readings of the printer alone: this kiosk has no board and no camera."""
        return Snapshot(self._clocks.steady(), program=Program(printer=self._said.of("printer")))

    def _troubled(self, keys: frozenset[str]) -> None:
        self._put(ev.TroublesChanged(self._clocks.steady(), keys))

    def _put(self, event: ev.Event) -> None:
        self._runner.put(event)

    def _show(self, session: Session, _at: datetime) -> None:
        with self._changed:
            self.session = session
            self._changed.notify_all()


class _NoHands:
    """Nothing of a printer can be repaired from here."""

    def reopen_camera(self) -> None: ...
    def try_speech(self) -> None: ...
    def make_room(self) -> None: ...
    def restart(self) -> None: ...
    def tidy(self) -> bool:
        return True


def _settings(house: House, account: Account, folder: Path, printer_port: int) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "password").write_text(account.password, encoding="utf-8")
    return read_settings(
        {
            "EZ_SITE": house.plan.site,
            "EZ_DEVICE": account.name,
            "EZ_BROKER": f"127.0.0.1:{house.broker_port}",
            "EZ_PASSWORD_FILE": str(folder / "password"),
            "EZ_STATE": str(folder / "state"),
            "EZ_PRINTER": f"tcp:127.0.0.1:{printer_port}",
            "EZ_CAMERA": "simulated",
            "EZ_SPEAKER": "simulated",
        },
        rehearsal=True,
    )


def eventually(holds: Callable[[], bool], what: str, within_s: float = 60.0) -> None:
    """Raises AssertionError when `holds` does not come true in time."""
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, what
        threading.Event().wait(0.05)
