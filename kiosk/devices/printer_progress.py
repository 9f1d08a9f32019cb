"""How far a job has come, by the printer's own word. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.devices.printer_job import Job
from kiosk.devices.printer_model import Model
from kiosk.devices.printer_replies import (
    PAPER_SENSOR,
    Processed,
    Reply,
    Sensor,
    process_id_request,
)


@dataclass
class Progress:
    """Pieces sent and confirmed; `ids` number the pieces.

    Each piece is followed by a question that the printer answers in its turn, when the piece
    stands on paper: with the piece's number (GS ( H), or only with its paper sensor (GS r).
    """

    job: Job
    model: Model
    ids: Sequence[int]
    sent: int = 0
    confirmed: int = 0
    cleared: bool = False
    owed: int = 0
    """Sensor answers of an earlier job that come first."""
    torn: bool = False
    """A later piece stands on paper, and of one before it nothing was heard: power failed amid it,
    or its answer was lost with the line. Nobody knows whether the slip is whole."""
    _under_way: int = field(default=0, init=False)

    @property
    def begun(self) -> bool:
        return self.sent > 0

    @property
    def all_sent(self) -> bool:
        return self.sent == len(self.job.pieces)

    @property
    def printed(self) -> bool:
        return self.confirmed == len(self.job.pieces) and not self.torn

    @property
    def unanswered(self) -> int:
        return self.sent - self.confirmed

    def next_piece(self) -> bytes:
        """The next piece that may go now, with its question; empty when none may.

        It counts as sent from here on: what goes wrong while sending may have arrived.
        """
        if self.all_sent:
            return b""
        raw = self.job.pieces[self.sent] + self._question()
        if self.unanswered and (
            not self.model.clears or self._under_way + len(raw) > self.model.memory
        ):
            return b""
        self.sent += 1
        self._under_way += len(raw)
        return raw

    def see(self, reply: Reply) -> None:
        """Take one reply of the printer."""
        if self.cleared:
            return
        if isinstance(reply, Processed) and self.model.confirms_by == "process_id":
            for at in range(self.confirmed, self.sent):
                if process_id_request(self.ids[at])[1] == reply.id:
                    self.torn = self.torn or at > self.confirmed
                    self._confirm(at + 1)
                    return
        if isinstance(reply, Sensor) and self.model.confirms_by == "paper_sensor":
            if self.owed:
                self.owed -= 1
            elif self.unanswered:
                self._confirm(self.confirmed + 1)

    def _confirm(self, count: int) -> None:
        self.confirmed = count
        self._under_way = sum(map(len, self.job.pieces[count : self.sent]))

    def _question(self) -> bytes:
        if self.model.confirms_by == "paper_sensor":
            return PAPER_SENSOR
        return process_id_request(self.ids[self.sent])[0]
