"""What a display can hear and notice, and what is then to be done: the words of its machine."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from wire.look import Lang
from wire.messages import Alarm, Board, Call, DisplayConfig, Door, Emergency, Heard

Key = tuple[str, int]
"""(call_id, attempt): each one rings once and is acknowledged once."""
What = Literal["config", "boards", "fresh", "door", "emergency", "acknowledged", "alarms"]
"""The parts of what is known that are kept."""


@dataclass(frozen=True)
class Moment:
    """One moment on two clocks, because somebody may set the one on the wall.

    `utc` is for people to read, and for what leaves. `site`: it is the site's time, by the hub's
    word (`wire.site_clock`); with it whatever the hub has written may be compared. `synced`: the
    hub has told none, but the machine's own clock is synchronised. `steady`, in monotonic seconds,
    is what durations are taken from.
    """

    utc: datetime
    steady: float
    site: bool = False
    synced: bool = False

    @property
    def right(self) -> bool:
        """Whether it is the time of day, by whichever clock."""
        return self.site or self.synced


# ------------------------------------------------------------------ events


@dataclass(frozen=True)
class ConfigReceived:
    """Where the display hangs and whose calls it shows."""

    config: DisplayConfig
    at: Moment


@dataclass(frozen=True)
class BoardReceived:
    """A zone's board, new or repeated or late."""

    board: Board
    at: Moment


@dataclass(frozen=True)
class CallReceived:
    """A call (Aufruf), new or repeated or late."""

    call: Call
    at: Moment


@dataclass(frozen=True)
class DoorReceived:
    """What the sign at the door says, new or repeated or late."""

    door: Door
    at: Moment


@dataclass(frozen=True)
class EmergencyReceived:
    """All alarms that are on (Notfallmeldungen), new or repeated or late."""

    emergency: Emergency
    at: Moment


@dataclass(frozen=True)
class HubReachable:
    """Whether the hub would hear us now; `heard` is its last word, None while it has said none."""

    yes: bool
    at: Moment
    heard: datetime | None = None


@dataclass(frozen=True)
class LinkLost:
    """The broker is gone; when it is back it says the newest word of everything once more."""

    at: Moment


@dataclass(frozen=True)
class FrameShown:
    """A frame with these calls and alarms stands on the panel since `frame_at`."""

    calls: tuple[Key, ...]
    frame_at: datetime
    at: Moment
    alarms: tuple[str, ...] = ()


@dataclass(frozen=True)
class CallHeard:
    """The last word of a call has been spoken, at `ended_at`, or could not be."""

    key: Key
    outcome: Heard
    languages: tuple[Lang, ...]
    ended_at: datetime
    at: Moment


@dataclass(frozen=True)
class Tick:
    """Time has passed; `heard` is the hub's last word, None while it has said none."""

    at: Moment
    heard: datetime | None = None


Event = (
    ConfigReceived | BoardReceived | CallReceived | DoorReceived | EmergencyReceived
    | HubReachable | LinkLost | FrameShown | CallHeard | Tick
)  # fmt: skip

# ------------------------------------------------------------------ effects


@dataclass(frozen=True)
class Ring:
    """Let this call be heard, once; `call.attempt` above 1 is a recall (erneuter Aufruf)."""

    call: Call


@dataclass(frozen=True)
class Hush:
    """What waits to be spoken for this call is not spoken any more."""

    key: Key


@dataclass(frozen=True)
class Proclaim:
    """Speak this alarm now, before everything else."""

    alarm: Alarm


@dataclass(frozen=True)
class Withdraw:
    """The alarm is over: nothing of it is spoken any more."""

    alarm: str


@dataclass(frozen=True)
class Acknowledge:
    """Tell the hub that this call stands on the panel since `frame_at`."""

    call_id: str
    attempt: int
    frame_at: datetime


@dataclass(frozen=True)
class AcknowledgeAlarm:
    """Tell the hub that this alarm stands on the panel since `frame_at`."""

    alarm: str
    frame_at: datetime


@dataclass(frozen=True)
class TellHeard:
    """Tell the hub what was heard of a call."""

    call_id: str
    attempt: int
    outcome: Heard
    languages: tuple[Lang, ...]
    ended_at: datetime


@dataclass(frozen=True)
class Listen:
    """Listen to the boards and calls of these zones."""

    zones: tuple[str, ...]


@dataclass(frozen=True)
class Keep:
    """Keep what is known now, for a start without network."""

    what: What


@dataclass(frozen=True)
class Dropped:
    """A call did not ring, and why: for the technician's log."""

    call_id: str
    attempt: int
    reason: Literal["expired", "not_ours", "not_on_board", "repeated"]


Effect = (
    Ring | Hush | Proclaim | Withdraw | Acknowledge | AcknowledgeAlarm | TellHeard
    | Listen | Keep | Dropped
)  # fmt: skip
