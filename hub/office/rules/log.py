"""What was done to a set-up, and whether it can be taken back without harm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from hub.office.rules.edits import Difference
from hub.office.rules.things import Key, Plain, Things, version

Deed = Literal["add", "put", "remove", "move", "draft", "sample", "import", "undo"]
LOG_KEPT: Final = timedelta(days=400)
"""So long the log tells who changed what: a year, and a bit to look back over it."""


@dataclass(frozen=True)
class Action:
    """What one person did in one go."""

    id: str
    at: datetime
    login: str
    deed: Deed
    differences: tuple[Difference, ...]
    undoes: str | None = None

    @property
    def added(self) -> tuple[Key, ...]:
        """What goes away when it is taken back."""
        return tuple(one.key for one in self.differences if one.before is None)


def undone(things: Things, action: Action) -> dict[Key, Plain] | None:
    """The set-up without the action; None: somebody has gone on from what it left."""
    after = dict(things)
    for one in action.differences:
        if things.get(one.key) != one.after:
            return None
        if one.before is None:
            del after[one.key]
        else:
            after[one.key] = one.before
    return after


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else has changed of a thing since it was looked at."""

    login: str
    at: datetime
    difference: Difference


def meanwhile(
    actions: Sequence[Action], key: Key, seen: str, now: Plain | None
) -> Meanwhile | None:
    """What became of a thing since the state `seen`; None: the log no longer knows that state.

    `actions` are the newest first.
    """
    mine = [(one, each) for one in actions for each in one.differences if each.key == key]
    for _, each in mine:
        if version(each.before) == seen:
            last = mine[0][0]
            return Meanwhile(last.login, last.at, Difference(key, each.before, now))
    return None
