"""A simulated printer and its line in time that is only reckoned: no thread, no waiting."""

from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from kiosk.devices.simulated.mechanism import Fault, Kind, Mechanism, Move, Printout

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CHUNK = 32
"""How many bytes arrive at once."""
FOREVER = float("inf")
Act = Callable[["World"], None]


class World:
    """`noticed`: whether a pulled plug is noticed, or bytes are just lost (serial line)."""

    def __init__(
        self, kind: Kind = "full", *, noticed: bool = True, bytes_per_s: float = 1e6
    ) -> None:
        self.now = 0.0
        self.mechanism = Mechanism(kind)
        self.noticed = noticed
        self.bytes_per_s = bytes_per_s
        self.papers: list[Printout] = []
        self.connection = 0
        """Counts the connections; a lower one is dead."""
        self.to_computer = bytearray()
        self._to_printer: deque[tuple[float, bytes]] = deque()
        self._line_free_at = 0.0
        self._acts: list[tuple[float, Act]] = []
        self._move: tuple[Move, float] | None = None

    # ------------------------------------------------------------------ what people do

    def later(self, seconds: float, act: Act) -> None:
        self._acts.append((self.now + seconds, act))
        self._acts.sort(key=lambda one: one[0])

    def set_fault(self, fault: Fault | None) -> None:
        self.mechanism.set_fault(fault)
        if fault == "off":
            self._power_goes()

    def drop(self) -> None:
        """The cable is pulled and put back."""
        self._to_printer.clear()
        if self.noticed:
            self.connection += 1
            self.to_computer.clear()

    def _power_goes(self) -> None:
        self.mechanism.power_off()
        self.drop()

    @property
    def off(self) -> bool:
        return self.mechanism.fault == "off"

    # ------------------------------------------------------------------ time

    def send(self, raw: bytes) -> None:
        for at in range(0, len(raw), CHUNK):
            part = raw[at : at + CHUNK]
            began = max(self._line_free_at, self.now)
            self._line_free_at = began + len(part) / self.bytes_per_s
            self._to_printer.append((self._line_free_at, part))

    def run(self, until: float, done: Callable[[], bool] = lambda: False) -> None:
        """Let time pass until `done`, at most until `until`."""
        while not done():
            self._hear()
            if done():
                return
            at = min(until, self._next_at())
            self.now = max(self.now, at)
            if self._acts and self._acts[0][0] <= self.now:
                self._acts.pop(0)[1](self)
            elif self._move and self._move[1] <= self.now:
                self._finish_move()
            elif at >= until:
                self._hear()
                return

    def _next_at(self) -> float:
        ahead = self.mechanism.next_move()
        if ahead is None:
            self._move = None
        elif self._move is None or self._move[0] != ahead:
            self._move = (ahead, self.now + ahead.seconds)
        arrival = self._to_printer[0][0] if self._to_printer and self.mechanism.room else FOREVER
        act = self._acts[0][0] if self._acts else FOREVER
        return min(arrival, act, self._move[1] if self._move else FOREVER)

    def _hear(self) -> None:
        arrived = bytearray()
        room = self.mechanism.room
        while self._to_printer and self._to_printer[0][0] <= self.now and len(arrived) < room:
            arrived += self._to_printer.popleft()[1]
        if arrived:
            self.to_computer += self.mechanism.receive(bytes(arrived), self._utc())

    def _finish_move(self) -> None:
        assert self._move is not None
        move, self._move = self._move[0], None
        answer, paper = self.mechanism.carried_out(move, self._utc())
        self.to_computer += answer
        if paper:
            self.papers.append(paper)
        match self.mechanism.strike():
            case "off":
                self._power_goes()
            case "line_dropped":
                self.drop()

    def _utc(self) -> datetime:
        return START + timedelta(seconds=self.now)


class VirtualTransport:
    """The computer's side (`Transport`)."""

    name = "virtual"

    def __init__(self, world: World) -> None:
        self._world = world
        self.bytes_per_s = world.bytes_per_s
        self.notices_breaks = world.noticed

    def open(self, timeout_s: float) -> "VirtualLine":  # noqa: ARG002
        if self._world.off and self._world.noticed:
            raise ConnectionRefusedError("switched off")
        line = VirtualLine(self._world)
        while line.receive(0.03):
            pass
        return line


class VirtualLine:
    """One connection (`Line`)."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._connection = world.connection

    def send(self, raw: bytes, timeout_s: float) -> None:
        self._check()
        world = self._world
        world.send(raw)
        world.run(world.now + timeout_s, lambda: not world._to_printer or self._gone())
        self._check()
        if world._to_printer:
            world._to_printer.clear()
            raise TimeoutError

    def receive(self, timeout_s: float) -> bytes:
        self._check()
        world = self._world
        world.run(world.now + timeout_s, lambda: bool(world.to_computer) or self._gone())
        self._check()
        answer = bytes(world.to_computer)
        world.to_computer.clear()
        return answer

    def close(self) -> None:
        """Nothing is kept for it."""

    def _gone(self) -> bool:
        return self._connection != self._world.connection

    def _check(self) -> None:
        if self._gone():
            raise ConnectionResetError("unplugged")
