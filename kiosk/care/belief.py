"""When a reading is believed: it must hold for a while, in both directions. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

State = Literal["well", "suspected", "wrong", "mending"]
"""Suspected is not yet told, mending is still told."""


@dataclass(frozen=True)
class Patience:
    """How long wrong readings must last to be told, and good ones to be believed again."""

    wrong: timedelta = timedelta(0)
    well: timedelta = timedelta(0)


AT_ONCE: Final = Patience()


@dataclass(frozen=True)
class Belief:
    """`since`: when the state began, by the steady clock."""

    state: State = "well"
    since: datetime | None = None

    @property
    def told(self) -> bool:
        return self.state in ("wrong", "mending")


TRANSITIONS: Final[dict[tuple[State, bool], State]] = {
    ("well", True): "suspected",
    ("suspected", False): "well",
    ("wrong", False): "mending",
    ("mending", True): "wrong",
}
"""What a reading (True: it is wrong) makes of a state; all others stay."""
ENDURED: Final[dict[State, State]] = {"suspected": "wrong", "mending": "well"}
"""What these states become when they have lasted long enough."""


def step(belief: Belief, wrong: bool, at: datetime, patience: Patience) -> Belief:
    """The belief after one more reading at `at`."""
    target = TRANSITIONS.get((belief.state, wrong))
    if target is not None:
        belief = Belief(target, at)
    needed = {"suspected": patience.wrong, "mending": patience.well}.get(belief.state)
    if needed is not None and at - (belief.since or at) >= needed:
        return Belief(ENDURED[belief.state], at)
    return belief
