"""What may happen to a visit: one table of states and events, and what may be taken back."""

from datetime import datetime, timedelta
from typing import Final, Literal

from hub.queue.rules.faults import WrongState

State = Literal[
    "arrived", "waiting", "transferred", "parked", "called", "serving", "done", "no_show", "left",
]  # fmt: skip
Event = Literal[
    "activate", "call", "recall", "cancel", "start", "finish", "park", "resume", "transfer",
    "no_show", "leave", "come_back", "day_end",
]  # fmt: skip

TRANSITIONS: dict[tuple[State, Event], State] = {
    ("arrived", "activate"): "waiting",
    ("arrived", "call"): "called",
    ("arrived", "transfer"): "transferred",
    ("arrived", "leave"): "left",
    ("arrived", "day_end"): "left",
    ("waiting", "call"): "called",
    ("waiting", "park"): "parked",
    ("waiting", "transfer"): "transferred",
    ("waiting", "leave"): "left",
    ("waiting", "day_end"): "left",
    ("transferred", "call"): "called",
    ("transferred", "park"): "parked",
    ("transferred", "transfer"): "transferred",
    ("transferred", "leave"): "left",
    ("transferred", "day_end"): "left",
    ("parked", "call"): "called",
    ("parked", "resume"): "waiting",
    ("parked", "transfer"): "transferred",
    ("parked", "leave"): "left",
    ("parked", "day_end"): "left",
    ("called", "recall"): "called",
    ("called", "cancel"): "waiting",
    ("called", "start"): "serving",
    ("called", "park"): "parked",
    ("called", "transfer"): "transferred",
    ("called", "no_show"): "no_show",
    ("called", "leave"): "left",
    ("called", "day_end"): "no_show",
    ("serving", "finish"): "done",
    ("serving", "park"): "parked",
    ("serving", "transfer"): "transferred",
    ("serving", "day_end"): "done",
    ("no_show", "call"): "called",
    ("no_show", "come_back"): "waiting",
    ("left", "come_back"): "waiting",
}
"""An appointment of today whose person is not here is expected (erwartet) and has no row.

`arrived` (angekommen): in the house, too early to be called before others. `activate`: the time
has come. `cancel`: staff take the call back, and the visitor is where the log had them. `park`
(zurückstellen): the visitor fetches a paper or fills in a form. `transfer` (weiterleiten): handed
on to another concern or room, with the place kept. `come_back`: the visitor shows the letter
again. `day_end`: nobody ended the visit that day.
"""

IN_LINE: Final[tuple[State, ...]] = ("arrived", "waiting", "transferred")
"""Who is called when a desk calls the next one."""
OPEN_STATES: Final[tuple[State, ...]] = ("called", "serving")
"""A visit in one of these has an open call and occupies a room."""
ENDED: Final[tuple[State, ...]] = ("done", "no_show", "left")
IN_THE_HOUSE: Final[tuple[State, ...]] = (*IN_LINE, "parked", *OPEN_STATES)

HARMLESS: Final[frozenset[str]] = frozenset(
    {"start", "finish", "park", "resume", "transfer", "no_show", "leave"}
)
"""Events that can be taken back without a trace on a display: a call has `cancel` for that."""
UNDO_WITHIN: Final = timedelta(minutes=1)


def step(state: State, event: Event) -> State:
    """The state after `event`. Raises WrongState."""
    after = TRANSITIONS.get((state, event))
    if after is None:
        raise WrongState(state=state, event=event)
    return after


def takes_back(event: str, at: datetime, now: datetime) -> bool:
    """Whether an event that was the last one may still be taken back."""
    return event in HARMLESS and now - at <= UNDO_WITHIN
