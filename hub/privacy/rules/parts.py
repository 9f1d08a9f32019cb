"""The words of the register: a holding, from when its time runs, and what becomes of it then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

Whose = Literal["visitor", "staff"]
WHOSE: Final[Mapping[Whose, str]] = {"visitor": "Besuchende", "staff": "Beschäftigte"}
Then = Literal["deleted", "emptied", "replaced", "figure", "account"]
THEN: Final[Mapping[Then, str]] = {
    "deleted": "wird gelöscht",
    "emptied": "wird geleert",
    "replaced": "wird ersetzt",
    "figure": "bleibt als Zahl",
    "account": "bleibt mit dem Zugang",
}
TIMED: Final[frozenset[Then]] = frozenset({"deleted", "emptied", "replaced"})
"""What has an end of its own; the night brings it about."""


@dataclass(frozen=True)
class Clock:
    """The time of a row runs from `column`, for `kept`.

    Where the moment stands in another table, `by` is the column that names its row, and `table`
    that table. A column that is the day of deletion already has nothing left to run: then `told`
    is how long that was.
    """

    column: str
    kept: timedelta
    of: str = ""
    """From when, in words."""
    by: str = ""
    table: str = ""
    told: timedelta | None = None

    @property
    def words(self) -> str:
        days = (self.told or self.kept).days
        hours = (self.told or self.kept).seconds // 3600
        if not days and not hours:
            return f"bis {self.of}"
        span = f"{days} Tage" if days > 1 else "1 Tag" if days else f"{hours} Stunde"
        return f"{span} nach {self.of}"


NO_CLOCK: Final = Clock("", timedelta())


@dataclass(frozen=True)
class Holding:
    """Columns of a table that are kept of the same people, for the same reason, equally long.

    `columns`: what each is called in German. `step` is the step of the night that ends it.
    """

    table: str
    columns: Mapping[str, str]
    whose: Whose
    purpose: str
    basis: str
    then: Then
    since: Clock = NO_CLOCK
    step: str = ""
    note: str = ""
    keeps: str = ""
    """Texts that begin so stay: they name nobody, and figures need them."""

    @property
    def until(self) -> str:
        """How long, in words."""
        return self.since.words if self.since.column else THEN[self.then]


def named(text: str) -> dict[str, str]:
    """Columns and what they are called: ``person Name, born Geburtsdatum``."""
    return dict(one.strip().split(" ", 1) for one in text.split(","))


def tables(holdings: Iterable[Holding]) -> tuple[str, ...]:
    """The tables of these holdings, each once, in their order."""
    return tuple(dict.fromkeys(one.table for one in holdings))
