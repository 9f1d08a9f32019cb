"""What staff do to a visit, each with its letter: what page, keys and help show. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hub.kit.permissions import Permission
from hub.queue.rules import IN_LINE, Event, State

JOINS: Final[tuple[State, ...]] = (*IN_LINE, "parked")
"""Visits of which two can become one."""


@dataclass(frozen=True)
class Act:
    """One act. `path` ends the address that it is sent to; `asks`: it has a form of its own.

    `events`: it is possible when the table of states allows one of them. Without any it is
    possible in each of `states`, and without these always.
    """

    letter: str
    path: str
    label: str
    help: str
    events: tuple[Event, ...] = ()
    states: tuple[State, ...] = ()
    asks: bool = False
    permission: Permission = "queue.move"


ACTS: Final[tuple[Act, ...]] = (
    Act("A", "call", "Aufrufen", "an den eigenen Platz rufen", ("call",), permission="queue.call"),
    Act("B", "start", "Beginnen", "die Person ist da, das Gespräch beginnt", ("start",)),
    Act("E", "recall", "Erneut aufrufen", "noch einmal rufen", ("recall",),
        permission="queue.call"),
    Act("N", "no-show", "Nicht erschienen", "niemand ist gekommen", ("no_show",)),
    Act("R", "cancel", "Aufruf zurücknehmen", "wieder an den alten Platz in der Reihe",
        ("cancel",)),
    Act("F", "finish", "Beenden", "der Besuch ist fertig", ("finish",)),
    Act("I", "come-back", "Wieder da", "wartet wieder", ("resume", "come_back")),
    Act("W", "transfer", "Weiterleiten", "an ein anderes Anliegen oder einen anderen Platz",
        ("transfer",), asks=True),
    Act("Z", "park", "Zurückstellen", "holt etwas, der Platz in der Reihe bleibt", ("park",),
        asks=True),
    Act("G", "leave", "Ist gegangen", "wartet nicht mehr", ("leave",)),
    Act("V", "merge", "Verbinden", "zwei Nummern sind dieselbe Person", states=JOINS, asks=True),
    Act("D", "needs", "Bedarf", "was die Person angegeben hat", states=(*JOINS, "called"),
        asks=True, permission="names.see"),
    Act("K", "notes", "Vermerk", "etwas aufschreiben", asks=True, permission="names.see"),
)  # fmt: skip
"""In the order in which they are shown. A letter stands for one act everywhere."""
UNDO: Final = "U"
"""Takes the last act back, within a minute."""


def possible(
    allowed: Iterable[Event], state: State, permissions: Iterable[Permission]
) -> tuple[Act, ...]:
    """What this person may do to a visit in this state, in the order of the table."""
    events, rights = set(allowed), set(permissions)
    return tuple(
        one
        for one in ACTS
        if one.permission in rights
        and (not events.isdisjoint(one.events) if one.events else _stands(one, state))
    )


def _stands(one: Act, state: State) -> bool:
    return not one.states or state in one.states
