"""What programs and the page are told: figures with the names of what they are of."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from hub.insights.rules import LARGEST_LEAST, SMALLEST_LEAST, Dimension, Verdict


class _Read(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Spread(_Read):
    """Seconds. `kept`: how many lasted no longer than the promise."""

    count: int
    median: int | None
    p90: int | None
    longest: int | None
    kept: int | None
    share_kept: float | None

    @property
    def percent_kept(self) -> int | None:
        """Whole percent for pages: a promise is never told kept oftener than it was."""
        return 100 * self.kept // self.count if self.count and self.kept is not None else None


class Part(_Read):
    """One part of the selection; `talks` and `busy` are null where too few people worked."""

    key: str
    name: str
    arrivals: int
    waits: Spread
    talks: Spread | None
    busy: float | None


class Table(BaseModel):
    """The selection by one dimension.

    `rest`: the parts named in `together` as one, because too few people work in them.
    """

    dimension: Dimension
    name: str
    parts: tuple[Part, ...]
    rest: Part | None
    together: tuple[str, ...]
    staff: bool


class Day(BaseModel):
    day: date
    arrivals: int
    waits: Spread


class HeatCell(BaseModel):
    """Waits of those who came on a weekday (0 is Monday) in an hour of the day."""

    weekday: int
    hour: int
    waits: Spread


class Counts(BaseModel):
    """Visits by what happened to them, and how often; see the glossary."""

    done: int
    no_show: int
    abandoned: int
    abandoned_at_day_end: int
    broken_off: int
    open: int
    told_late: int
    at_day_end: int
    first_contact: int
    parked_visits: int
    parks: int
    transferred_visits: int
    transfers: int
    recalled_visits: int
    recalls: int


class Appointments(_Read):
    booked: int
    here: int
    never: int
    late: int
    ahead: int
    cancelled: int


class Accuracy(_Read):
    """How far waits lay outside of what visitors were told, in seconds."""

    count: int
    inside: int
    off_median: int | None
    off_p90: int | None


class Figures(BaseModel):
    """All figures of a selection of local days."""

    first: date
    last: date
    timezone: str
    concern: str | None
    promise_minutes: int
    least_group: int
    verdict: Verdict
    weakest: tuple[Part, ...]
    """The concern and the hour in which the promise is kept least, where it is not kept."""
    total: Part
    staff: bool
    tables: tuple[Table, ...]
    days: tuple[Day, ...]
    heat: tuple[HeatCell, ...]
    counts: Counts
    waits_again: Spread
    gave_up_after: Spread
    appointments: Appointments
    told: Accuracy


class TermSaid(_Read):
    key: str
    name: str
    meaning: str


class Settings(BaseModel):
    """What the site has agreed on about its figures."""

    least_group: int


class NewSettings(BaseModel):
    """`was`: the size that stood there, so that nobody overwrites what another has just set."""

    least_group: int = Field(ge=SMALLEST_LEAST, le=LARGEST_LEAST)
    was: int


class SmallerGroup(BaseModel):
    """What a second person is asked to agree to, and why."""

    least_group: int = Field(ge=SMALLEST_LEAST, le=LARGEST_LEAST)
    why: str = Field(max_length=500)


class Asked(BaseModel):
    """The request that waits for a second person."""

    id: str
