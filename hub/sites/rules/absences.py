"""Who or what is away for a time: a member of staff, a room, or both."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from wire.ids import RoomId

AbsenceKind = Literal["leave", "training", "errand", "works", "other"]
"""Free, training, on official business, works in the room, away. Nobody writes down an illness."""
ABSENCES_KEPT: Final = timedelta(days=31)
"""How long it is known who was away: a month that is over can still be asked about."""


@dataclass(frozen=True)
class Absence:
    """Away from `starts_at` until `ends_at`: the desk in `room` counts as shut and calls nobody.

    `staff` is the account of a person; where they sit at no desk of their own there is no room.
    """

    id: str
    kind: AbsenceKind
    starts_at: datetime
    ends_at: datetime
    room: RoomId | None = None
    staff: str | None = None

    def covers(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


def rooms_away(absences: Iterable[Absence], now: datetime) -> frozenset[RoomId]:
    """Rooms whose desk counts as shut at this moment."""
    return frozenset(one.room for one in absences if one.room is not None and one.covers(now))


def rooms_left(
    own: Mapping[str, frozenset[str]], absent: frozenset[str], seated: Mapping[str, frozenset[str]]
) -> frozenset[RoomId]:
    """Rooms where nobody is, because all who work there are away.

    `own` and `seated`: by room, who works there, and who sits there now. Somebody who stands in
    for them keeps the desk open.
    """
    return frozenset(
        RoomId(room) for room, people in own.items()
        if people and people <= absent and seated.get(room, frozenset()) <= absent
    )  # fmt: skip


def staff_away(absences: Iterable[Absence], now: datetime) -> frozenset[str]:
    """People who are away at this moment."""
    return frozenset(one.staff for one in absences if one.staff is not None and one.covers(now))
