"""The plugs that the demo page can pull; each comes back by itself or by its counterpart."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from provisioning.demo.stage import Fault
from provisioning.house import House

DARK_S = 10.0
"""How long a killed process stays away."""
TURN_S = 0.25


@dataclass
class Caretaker:
    """Owns the processes on the main thread: pulls plugs, puts them back, restarts the crashed."""

    house: House
    tell: Callable[[str], None]
    _asked: "SimpleQueue[Fault]" = field(default_factory=SimpleQueue)
    _later: list[tuple[float, str]] = field(default_factory=list)

    def submit(self, fault: Fault) -> None:
        """Ask from any thread."""
        self._asked.put(fault)

    def keep(self) -> None:
        """Work until interrupted."""
        while True:
            self._turn()

    def dark(self, name: str) -> None:
        """Kill a process and start it again after a while."""
        self.house.children[name].kill()
        self._later.append((time.monotonic() + DARK_S, name))
        self.tell(f"{name} beendet (SIGKILL), Neustart in {DARK_S:.0f} s")

    def _turn(self) -> None:
        try:
            fault = self._asked.get(timeout=TURN_S)
        except Empty:
            pass
        else:
            fault.act(self.house)
        due = [entry for entry in self._later if entry[0] <= time.monotonic()]
        for entry in due:
            self._later.remove(entry)
            self.house.start_child(entry[1])
            self.tell(f"{entry[1]} wieder da")
        for name in self.house.restart_crashed():
            self.tell(f"{name} war abgestürzt und läuft wieder")


def plugs(caretaker: Caretaker) -> list[Fault]:
    """What the demo page offers to break."""

    def printer(**command: object) -> Callable[[House], None]:
        return lambda house: house.children["printer-kiosk-01"].tell(**command)

    def kill(name: str) -> Callable[[House], None]:
        return lambda _house: caretaker.dark(name)

    gone = f"SIGKILL; kommt nach {DARK_S:.0f} Sekunden wieder"
    return [
        Fault(
            "paper-out", "Papier leer", "Der Drucker meldet Papierende", printer(fault="paper_out")
        ),
        Fault(
            "cover", "Deckel offen", "Der Drucker meldet den Deckel", printer(fault="cover_open")
        ),
        Fault("refill", "Drucker in Ordnung", "Papier nachlegen, Deckel zu", printer(fault=None)),
        Fault("printer-off", "Drucker aus", "Strom weg", printer(power="off")),
        Fault("printer-on", "Drucker an", "Strom wieder da", printer(power="on")),
        Fault("broker", "Broker weg", gone, kill("broker")),
        Fault("hub", "Hub weg", gone, kill("hub-1")),
        Fault("kiosk", "Kiosk weg", gone, kill("kiosk-01")),
    ]
