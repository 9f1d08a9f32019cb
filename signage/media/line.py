"""Who speaks next: one line for all that is to be heard, so that two never talk over each other.

An alarm goes before everything, and the most pressing alarm before all others. Then come recalls,
whose visitors have missed one call already, then first calls, each in the order in which they came.
Everything is said twice, as in railway stations and as the call display checklist asks (D7): who
was talking hears the chime, and the second saying is for them. The second sayings come last: a
person who has not been called at all waits for nobody's repetition. A recall is not louder, which
would only frighten; its chime rings twice.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal

from signage.media.chime import Chime
from signage.media.sentences import Phrase
from wire.messages import AlarmKind

PRESSING: Final[dict[AlarmKind, int]] = {
    "fire": 0, "evacuate": 0, "shelter": 1, "medical": 2, "closed": 3, "all_clear": 4,
}  # fmt: skip
"""The lower the sooner: where lives are at stake now, nobody waits for the other sentence's end."""
CALLS: Final = 5
"""Behind all alarms."""


@dataclass(frozen=True)
class Announcement:
    """A chime and what is said after it; `id` is ``call_id/attempt``, or the alarm's."""

    id: str
    chime: Chime
    phrases: tuple[Phrase, ...]
    volume: int
    asked_at: float = 0.0
    """When the wish for it came, in steady seconds."""
    alarm: AlarmKind = "evacuate"
    """How pressing it is, where its chime is an alarm's."""


@dataclass(frozen=True)
class Turn:
    """An announcement's first or second saying."""

    said: Announcement
    round: Literal[1, 2] = 1


@dataclass(frozen=True)
class Line:
    """Turns that wait, the next one first."""

    waiting: tuple[Turn, ...] = ()


def rank(turn: Turn) -> int:
    """The lower the sooner."""
    if turn.said.chime == "alarm":
        return PRESSING[turn.said.alarm]
    if turn.round == 2:
        return CALLS + 2
    return CALLS if turn.said.chime == "recall" else CALLS + 1


def join(line: Line, turn: Turn) -> Line:
    """With one more turn, behind those of its rank."""
    place = next(
        (at for at, other in enumerate(line.waiting) if rank(other) > rank(turn)),
        len(line.waiting),
    )
    return Line((*line.waiting[:place], turn, *line.waiting[place:]))


def leave(line: Line, which: str) -> Line:
    """Without that announcement."""
    return Line(tuple(turn for turn in line.waiting if turn.said.id != which))


def only_alarms(line: Line) -> Line:
    """Without all calls."""
    return Line(tuple(turn for turn in line.waiting if turn.said.chime == "alarm"))


def again(turn: Turn) -> Turn | None:
    """The second saying after the first; nothing after the second."""
    return replace(turn, round=2) if turn.round == 1 else None
