"""All that a display knows, and what follows from it for one call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from signage.board.events import Key, Moment
from wire.messages import Alarm, Board, BoardCall, Call, DisplayConfig, Door, Emergency

CALL_EXPIRES_S = 30.0
"""A call that could not ring for so long after it came never rings; the broker keeps an
undelivered one for as long (wire.topics.CALL)."""
STALE_AFTER_S = 5.0
"""The hub's silence after which the display says how old its knowledge is."""
GLOW_S = 20.0
"""How long a call stands out as just called (call display checklist: dwell at least 20 s)."""
DWELL_S = 20.0
"""How long a call stands, though it was followed at once."""
FRESH_EVERY_S = 300.0
"""How often the age of what is known is kept; after a power cut it is wrong by no more."""
TURN_S = 6.0
"""How long one page stands, and one language, before the next has its turn."""
REMEMBERED = 200
"""Calls kept against repetition; far more than a board holds."""
DOOR = "door"
"""The door's message among the sources of what is shown; the others are letters of zones."""

Phase = Literal["current", "unsure", "stale"]
"""Hub reachable; silent for less than STALE_AFTER; silent for longer."""


@dataclass(frozen=True)
class BoardState:
    """All that a display knows; `boards` by zone.

    `since`: the steady second from which the present sources are listened to, or in which the link
    was lost. `confirmed`: the sources whose newest word came since then; what was only remembered
    is older than it looks.
    `as_of`: by source, the last moment of contact in which its word was the newest.
    `aged_at`: the steady second in which that was kept last.
    `came`: when each open call stood on its board first; `door_at`: when the door's word came, or
    was remembered. `turned_at`: pages and languages begin
    anew with each news. `ringing` are calls that wait, each with the steady second in which it
    came; `glowing` holds the steady second in which a light goes out; `speaking` are calls that
    have not been spoken to their end. `raised` are alarms whose frame was told; `proclaimed` says
    when each alarm was spoken last. `doubted_since`: the steady second in which alarms of an
    earlier life were remembered that nobody has confirmed.
    """

    now: Moment
    since: float = 0.0
    phase: Phase = "unsure"
    silent_since: float | None = None
    config: DisplayConfig | None = None
    boards: Mapping[str, Board] = field(default_factory=dict)
    door: Door | None = None
    emergency: Emergency | None = None
    doubted_since: float | None = None
    confirmed: frozenset[str] = frozenset()
    as_of: Mapping[str, datetime] = field(default_factory=dict)
    aged_at: float = 0.0
    came: Mapping[Key, float] = field(default_factory=dict)
    door_at: float = 0.0
    turned_at: float = 0.0
    ringing: tuple[tuple[Call, float], ...] = ()
    rung: tuple[Key, ...] = ()
    glowing: tuple[tuple[Key, float], ...] = ()
    speaking: tuple[Call, ...] = ()
    acknowledged: tuple[Key, ...] = ()
    raised: tuple[str, ...] = ()
    proclaimed: Mapping[str, float] = field(default_factory=dict)

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones whose calls this display may show."""
        return self.config.zones if self.config else ()

    @property
    def on_site_time(self) -> bool:
        """Whether `now` may be compared with moments that the hub has written.

        The hub's clock may be wrong by any amount: a machine that knows the time takes its place
        only where no hub can be heard that says itself what has run out.
        """
        return self.now.site or (self.now.synced and self.phase == "stale")

    @property
    def own_boards(self) -> tuple[Board, ...]:
        """The newest board of each of these zones that has one."""
        return tuple(self.boards[zone] for zone in self.zones if zone in self.boards)

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The alarms that this display shows, the most urgent first as the hub says."""
        every = self.emergency.alarms if self.emergency else ()
        return tuple(alarm for alarm in every if alarm.concerns(self.zones))

    @property
    def own_door(self) -> Door | None:
        """The door's message, where this display hangs at that door."""
        config, door = self.config, self.door
        if config is None or config.role != "door" or door is None:
            return None
        return door if config.room == door.room else None


def begin(now: Moment) -> BoardState:
    """A display that has just been switched on and has heard nothing yet."""
    return BoardState(
        now=now,
        since=now.steady,
        silent_since=now.steady,
        aged_at=now.steady,
        door_at=now.steady,
        turned_at=now.steady,
    )


def key_of(call: BoardCall | Call) -> Key:
    return call.call_id, call.attempt


def expired(state: BoardState, call: BoardCall | Call, came_at: float) -> bool:
    """Past its end by the site's clock; while that is unknown, by its age since it came."""
    if call.expires_at is None:
        return False
    if state.on_site_time:
        return state.now.utc >= call.expires_at
    lifetime = (call.expires_at - call.called_at).total_seconds()
    return state.now.steady - came_at >= lifetime


def stands(state: BoardState, entry: BoardCall) -> bool:
    """Whether the call is shown as open: it is to be followed, or has not stood for long enough."""
    came_at = state.came.get(key_of(entry))
    if expired(state, entry, state.now.steady if came_at is None else came_at):
        return False
    return entry.open or (came_at is not None and state.now.steady - came_at < DWELL_S)
