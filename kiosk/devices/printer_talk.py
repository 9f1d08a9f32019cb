"""One conversation with a receipt printer, over any line: ask, send, clear. Every wait ends."""

from collections.abc import Callable
from typing import Self

from kiosk.devices.printer_line import Transport
from kiosk.devices.printer_replies import (
    CLEAR,
    STATUS_REQUESTS,
    Cleared,
    Reply,
    Status,
    fault_of,
    read_replies,
)
from wire.health import PrinterFault

CONNECT_S = 1.0
ANSWER_S = 0.4
"""A healthy printer answers DLE EOT within milliseconds, also while it prints."""
LATE_S = 0.05
See = Callable[[Reply], None]


def unseen(_: Reply) -> None:
    """Where nobody waits for other replies."""


class Silent(Exception):
    """The printer is there, but takes or answers nothing in time."""


class Talk:
    """From connect to close; all waits end at `deadline` (of `clock`, seconds).

    `ahead` is how many bytes may stand before a question on the line: on a slow line the
    answer comes later. Raises OSError when the line is cut or cannot be opened.
    """

    def __init__(
        self, transport: Transport, clock: Callable[[], float], deadline: float, ahead: int
    ) -> None:
        self._clock = clock
        self._deadline = deadline
        self.answer_s = ANSWER_S + ahead / transport.bytes_per_s
        self._buffer = bytearray()
        self._late = False
        self._line = transport.open(max(0.05, min(CONNECT_S, self._left())))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()

    @property
    def in_time(self) -> bool:
        """Whether the last wait ended by itself and not at the end of all time."""
        return self._left() > 0

    def send(self, raw: bytes) -> None:
        """Hand over `raw`. Silent when the printer takes it not."""
        try:
            self._line.send(raw, max(0.05, min(self._left(), self.answer_s)))
        except TimeoutError as error:
            raise Silent from error

    def replies(self, wait_s: float) -> list[Reply]:
        """What arrives within `wait_s`; empty when nothing does."""
        self._buffer += self._line.receive(max(0.01, min(wait_s, self._left())))
        return read_replies(self._buffer)

    def fault(self, see: See = unseen) -> PrinterFault | None:
        """Ask all four status bytes; other replies go to `see`. Silent without an answer."""
        if self._late:
            self._take_away_late_answers(see)
        answers: dict[int, int] = {}
        for n, request in STATUS_REQUESTS.items():
            self.send(request)
            until = self._clock() + self.answer_s
            while n not in answers:
                if self._clock() >= until:
                    self._late = True
                    raise Silent
                for reply in self.replies(until - self._clock()):
                    if isinstance(reply, Status):
                        answers[n] = reply.byte
                    else:
                        see(reply)
        return fault_of(answers)

    def clear(self, see: See = unseen) -> bool:
        """Empty the printer's buffers; whether it said that it has."""
        self.send(CLEAR)
        until = self._clock() + self.answer_s
        while self._clock() < until:
            for reply in self.replies(until - self._clock()):
                if isinstance(reply, Cleared):
                    return True
                see(reply)
        return False

    def wait_for(self, done: Callable[[Reply], bool], wait_s: float) -> bool:
        """Whether a reply that is `done` comes within `wait_s`."""
        until = self._clock() + wait_s
        while self._clock() < min(until, self._deadline):
            # Every reply is looked at, also those behind the first that counts.
            if [reply for reply in self.replies(until - self._clock()) if done(reply)]:
                return True
        return False

    def _take_away_late_answers(self, see: See) -> None:
        """A status byte does not say to which question it is the answer."""
        while late := self.replies(LATE_S):
            for reply in late:
                see(reply)
        self._late = False

    def _left(self) -> float:
        return self._deadline - self._clock()
