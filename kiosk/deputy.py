"""Stands in for the hub while it is away: judges letters and gives out leased numbers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.devices.clocks import Clocks
from kiosk.flow.alone import can_serve, is_open, judge_letter, public_keys
from kiosk.journal import AloneTicket, Journal
from wire.health import ClockState, clock_state
from wire.ids import new_ulid
from wire.messages import (
    CheckinRequest,
    DayBook,
    KioskConfig,
    OfflineIssue,
    RefusalReply,
    TicketReply,
    TicketRequest,
)

log = logging.getLogger("kiosk.deputy")

STEPPED_S: Final = 120.0
"""A clock that moved by so much against the steady one was set by somebody."""


class ClockTrust:
    """Whether UTC may be believed: the kernel held it for right once, and nobody set it since.

    A kernel without network gives its clock up after some hours, although it still runs well.
    `kept`: the clock ran on while the machine was off, or was right earlier in this life of it.
    """

    def __init__(
        self, clocks: Clocks, state: Callable[[], str] = clock_state, *, kept: bool = False
    ) -> None:
        self._clocks = clocks
        self._state = state
        self._offset: float | None = None
        self._first = self._offset_now()
        self._kept = kept

    def now(self) -> datetime | None:
        """UTC, or None when the clock may be wrong."""
        offset = self._offset_now()
        if self._state() == "synced":
            self._offset = offset
        held = self._offset is not None and abs(offset - self._offset) < STEPPED_S
        return self._clocks.utc() if held else None

    def day_known(self) -> bool:
        """Whether at least the day may be believed: not after a start at yesterday's time."""
        untouched = abs(self._offset_now() - self._first) < STEPPED_S
        return self.now() is not None or (self._kept and untouched)

    def _offset_now(self) -> float:
        return self._clocks.utc().timestamp() - self._clocks.steady().timestamp()

    def clk(self) -> ClockState:
        """What the hub is told of the clock; asked for with each message, at least twice a minute.

        The kernel calls a right clock unsynchronised after about nine hours without network.
        """
        return "synced" if self.now() else "unsynced"


@dataclass(frozen=True)
class Issued:
    """A number of the kiosk's own: what the hub is told, what the visitor gets."""

    message: CheckinRequest | TicketRequest
    ticket: AloneTicket


Request = CheckinRequest | TicketRequest
Answer = Issued | RefusalReply | None
"""None: this kiosk cannot judge."""


def _once_more(
    request: Request, before: AloneTicket, supersedes: str | None, *, day_known: bool
) -> Issued:
    """The same number as the letter got before, told to the hub anew: it may have given it up.

    The hub knows the ticket's id, so that nothing is doubled.
    """
    reply = before.reply
    offline = OfflineIssue(
        ticket_id=reply.ticket_id, number=reply.number, issued_at=reply.issued_at,
        supersedes=supersedes, day_known=day_known,
    )  # fmt: skip
    again = reply.model_copy(update={"again": True, "print": not before.printed})
    told = request.model_copy(update={"offline": offline})
    return Issued(told, AloneTicket(before.key, again, before.printed))


class Deputy:
    """For one thread. `config` and `book` are what the hub last told."""

    def __init__(self, journal: Journal, clocks: Clocks, trust: ClockTrust) -> None:
        self._journal = journal
        self._clocks = clocks
        self._trust = trust
        self._config: KioskConfig | None = None
        self.book: DayBook | None = None

    @property
    def config(self) -> KioskConfig | None:
        return self._config

    @config.setter
    def config(self, config: KioskConfig) -> None:
        """Raises ValueError for keys that are none."""
        self._keys = public_keys(config.standalone) if config.standalone else {}
        self._config = config

    def now(self) -> datetime | None:
        """UTC, or None when the clock may be wrong."""
        return self._trust.now()

    def answer(self, request: Request, supersedes: str | None = None) -> Answer:
        """What the visitor gets from this kiosk alone."""
        if self._config is None or not can_serve(self._config):
            return None
        if isinstance(request, TicketRequest):
            return self._walk_in(request, self._config, supersedes)
        if request.kind == "letter":
            return self._letter(request, self._config, supersedes)
        return None

    def _letter(
        self, request: CheckinRequest, config: KioskConfig, supersedes: str | None
    ) -> Answer:
        """The same letter again gets the same number, and paper only where none came out."""
        verdict = judge_letter(request.code, config, self._keys, self.book, self._trust.now())
        if verdict is None or isinstance(verdict, RefusalReply):
            return verdict
        before = self._journal.alone_for(verdict.key)
        if before is not None and self._today(before.reply.issued_at, config):
            known = self._trust.day_known()
            return _once_more(request, before, supersedes, day_known=known)
        reply = self._reply(verdict.zone, verdict.room, verdict.starts_at)
        return self._issued(request, reply, verdict.key, supersedes)

    def _today(self, at: datetime, config: KioskConfig) -> bool:
        zone = ZoneInfo(config.timezone)
        return at.astimezone(zone).date() == self._clocks.utc().astimezone(zone).date()

    def _walk_in(
        self, request: TicketRequest, config: KioskConfig, supersedes: str | None
    ) -> Answer:
        card = next((one for one in config.concerns if one.id == request.concern), None)
        if card is None:
            return RefusalReply(reason="unknown_concern")
        now = self._trust.now()
        local = (now or self._clocks.utc()).astimezone(ZoneInfo(config.timezone))
        if not card.open or (now and not is_open(card, local)):
            return RefusalReply(reason="concern_closed")
        return self._issued(request, self._reply(card.zone, None, None), "", supersedes)

    def _reply(self, zone: str, room: str | None, starts_at: datetime | None) -> TicketReply | None:
        """None when the lease is used up."""
        alone = self._config.standalone if self._config else None
        now = self._clocks.utc()
        number = self._journal.draw(alone.lease, now) if alone and alone.lease else None
        if number is None:
            log.error("lease_used_up")
            return None
        return TicketReply(
            ticket_id=new_ulid(now), number=number, zone=zone, room=room,
            appointment_at=starts_at, issued_at=now, as_of=self.book.as_of if self.book else now,
        )  # fmt: skip

    def _issued(
        self, request: Request, reply: TicketReply | None, key: str, supersedes: str | None
    ) -> Issued | None:
        if reply is None:
            return None
        offline = OfflineIssue(
            ticket_id=reply.ticket_id, number=reply.number, issued_at=reply.issued_at,
            supersedes=supersedes, day_known=self._trust.day_known(),
        )  # fmt: skip
        told = request.model_copy(update={"offline": offline})
        log.info("issued_alone", extra={"number": reply.number, "appointment": bool(key)})
        return Issued(told, AloneTicket(key, reply, printed=False))
