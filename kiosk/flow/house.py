"""Who was in the house when the hub was last heard: lines on the screen, a slip. In German."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from kiosk.flow.receipt import Row, Slip
from wire.ids import TicketNumber, spoken
from wire.messages import Housed, HouseList

FORGOTTEN_AFTER: Final = timedelta(hours=24)
"""Older than this it is a list of another day: it helps nobody, and nobody needs to read it."""
UNKNOWN: Final = "Alter unbekannt"
_HELP: Final = "BRAUCHEN HILFE"
_UNSURE: Final = "UNGEWISS, KAMEN NICHT AUF DEN AUFRUF"


@dataclass(frozen=True)
class Copy:
    """The kept list, and when it is read.

    `now` is None where this machine's clock may be wrong; `held` is how long the list has been here
    by a clock that nobody sets, None when it was here before this program began.
    """

    house: HouseList
    now: datetime | None
    zone: ZoneInfo
    held: timedelta | None = None

    @property
    def age(self) -> str:
        """How old the list is, as it stands largest on the slip."""
        if self.now is not None:
            return age_words(self.now - self.house.as_of)
        return UNKNOWN if self.held is None else f"mindestens {age_words(self.held)}"

    @property
    def persons(self) -> int:
        return sum(one.persons for one in self.house.stays if one.sure) + self.house.left_out


def still_good(house: HouseList, now: datetime | None) -> bool:
    """Whether somebody may still need it."""
    return house.kept and (now is None or now - house.as_of < FORGOTTEN_AFTER)


def age_words(age: timedelta) -> str:
    """In whole minutes, as nobody counts seconds; a clock that runs backwards says nothing."""
    if age < timedelta(minutes=-1):
        return UNKNOWN
    minutes = max(0, int(age.total_seconds() // 60))
    return f"{minutes} Min. alt" if minutes < 120 else f"{minutes // 60} Std. alt"


def lines(copy: Copy) -> tuple[str, ...]:
    """All of it for the screen: where the printer has no paper, it can be read there."""
    return (
        f"{copy.age.upper()} · {_as_of(copy)}",
        _total(copy),
        *(f"{title}: {_line(one)}" for title, one in _listed(copy.house)),
        *_rest(copy),
    )


def slip(copy: Copy, office: str) -> Slip:
    """A long slip to tick off with a pen; its age stands largest."""
    rows: list[Row] = []
    for title, group in groupby(_listed(copy.house), key=lambda pair: pair[0]):
        rows.append(Row(title, heading=True))
        for _, one in group:
            rows.append(Row(_line(one), tick=True))
            where = [*([one.place] if title in (_HELP, _UNSURE) else []), *one.needs]
            rows += [Row(text) for text in where]
    rows += [Row(text) for text in _rest(copy)]
    return Slip(
        "house", (office, "Räumungsliste"), "", None, (_as_of(copy), _total(copy)),
        title=copy.age, rows=tuple(rows),
    )  # fmt: skip


def _listed(house: HouseList) -> Iterator[tuple[str, Housed]]:
    """Who needs help, then by place from the ground up, then those whom nobody searches for."""
    for one in house.stays:
        if one.needs and one.sure:
            yield _HELP, one
    for one in house.stays:
        if one.sure and not one.needs:
            yield f"{one.floor} · {one.place}", one
    for one in house.stays:
        if not one.sure:
            yield _UNSURE, one


def _line(one: Housed) -> str:
    persons = f"{one.persons} Personen" if one.persons > 1 else "1 Person"
    return f"{spoken(TicketNumber(one.number))}, {persons}"


def _total(copy: Copy) -> str:
    help_ = sum(one.persons for one in copy.house.stays if one.needs and one.sure)
    unsure = sum(one.persons for one in copy.house.stays if not one.sure)
    people = "Person" if copy.persons == 1 else "Personen"
    return f"{copy.persons} {people} im Haus, {help_} brauchen Hilfe, {unsure} ungewiss"


def _rest(copy: Copy) -> tuple[str, ...]:
    if not copy.house.left_out:
        return ()
    return (f"Und {copy.house.left_out} weitere, die hier nicht stehen",)


def _as_of(copy: Copy) -> str:
    local = copy.house.as_of.astimezone(copy.zone)
    return f"Stand {local:%d.%m.%Y}, {local:%H:%M} Uhr"
