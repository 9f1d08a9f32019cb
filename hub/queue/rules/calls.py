"""Calls: for whom, until when, whether anybody can have seen them, and what stands at a door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.queue.rules.states import State
from wire.ids import CallId, DeviceId, RoomId, TicketId, TicketNumber
from wire.look import LANGUAGES, Lang
from wire.messages import DisplayRole, DoorState, Heard

CALL_LASTS: Final = timedelta(minutes=10)
"""A call stands out for so long after its last attempt: whoever has not come from the farthest
waiting zone by then is not on the way, and the board belongs to those who are."""
UNSEEN_AFTER: Final = timedelta(seconds=3)
"""A call that no display has shown by then is an exception: the slowest display needs 0.3 s."""


def lang(spoken: str) -> Lang:
    """The visitor's language among those we speak, else German."""
    return next((one for one in LANGUAGES if one == spoken), "de")


@dataclass(frozen=True)
class CallView:
    """A call of a ticket to a room (Aufruf)."""

    call_id: CallId
    ticket_id: TicketId
    number: TicketNumber
    room: RoomId
    attempt: int
    called_at: datetime
    open: bool
    lang: Lang = "de"

    @property
    def expires_at(self) -> datetime:
        """From then on it no longer stands out; it can be made once more (erneuter Aufruf)."""
        return self.called_at + CALL_LASTS


@dataclass(frozen=True)
class Addressee:
    """A display for which one attempt of a call is meant, and what became of it there.

    `shown_at` and `spoken_at` never precede the call nor follow the moment the hub heard of them.
    """

    call_id: CallId
    attempt: int
    device: DeviceId
    called_at: datetime
    role: DisplayRole
    speaks: bool
    shown_at: datetime | None = None
    spoken_at: datetime | None = None
    heard: Heard | None = None
    languages: tuple[Lang, ...] = ()
    name: str = ""
    online: bool = False
    """Whether the display is connected now."""

    @property
    def late(self) -> bool:
        """It showed the call later than a visitor should wait for it."""
        return self.shown_at is not None and self.shown_at - self.called_at >= UNSEEN_AFTER


Gap = Literal["no_display", "offline", "unshown"]
"""No display hangs where the visitor waits or walks; none of those is connected; none showed it."""


def unshown(called_at: datetime, addressees: Iterable[Addressee], now: datetime) -> Gap | None:
    """Why the visitor cannot have seen the call; None: they could, or it is too early to tell.

    Signs at doors don't count: nobody waits before them.
    """
    seen_from_afar = [one for one in addressees if one.role != "door"]
    if any(one.shown_at is not None for one in seen_from_afar):
        return None
    if not seen_from_afar:
        return "no_display"
    if not any(one.online for one in seen_from_afar):
        return "offline"
    return "unshown" if now - called_at >= UNSEEN_AFTER else None


def stamped(said: datetime, called_at: datetime, heard_at: datetime) -> datetime:
    """When a display did something about a call: what it says if that can be, else when we heard.

    Nothing precedes its call or follows its report; the display's clock may be wrong.
    """
    return said if called_at <= said <= heard_at else heard_at


@dataclass(frozen=True)
class Closure:
    """Nobody is received in a room until then; `whole_day`: for the rest of the day."""

    room: RoomId
    until: datetime
    whole_day: bool


@dataclass(frozen=True)
class DoorView:
    """What the sign at a room's door says, and until when it is sure to stay so."""

    state: DoorState
    call: CallView | None = None
    until: datetime | None = None


def door(
    state: State | None, call: CallView | None, closure: Closure | None, now: datetime
) -> DoorView:
    """What stands at a door. `state` and `call` are of the ticket that has the room, if any.

    Who was called may enter, closed or not; who is within is not told that the room is closed.
    """
    if state == "called" and call is not None and now < call.expires_at:
        return DoorView("enter", call)
    if closure is not None and now < closure.until:
        return DoorView("closed", until=None if closure.whole_day else closure.until)
    return DoorView("wait" if state == "serving" else "free")
