"""What a kiosk is told of the house."""

from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from wire.ids import Count, NumberText, SlugText, Stamp, ZoneText
from wire.look import GermanText, Lang, Text
from wire.messages.base import Hours, Id, Message, Way, ZoneCard
from wire.messages.down import TicketReply

BookKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class ConcernCard(Message):
    """A concern as the kiosk offers it (Anliegen), or a group of concerns.

    Cards with the same `parent` stand on one page; a card that is a parent only leads to its page.
    """

    id: SlugText
    name: GermanText
    hint: Text
    zone: ZoneText
    parent: SlugText | None = None
    hours: tuple[Hours, ...] = ()
    """When numbers are given out; empty: at any time."""
    open: bool = True
    """False: the office gives out no more numbers today (Annahmeschluss)."""


def _by_language(name: object) -> object:
    """A plain name is the German one."""
    return {"de": name} if isinstance(name, str) else name


class RoomCard(Message):
    """A room that visitors may look for, and the way to it from this kiosk.

    `label` and the German name stand on the door. A hub before migration 0004 said only that name;
    a kiosk that starts alone may still hold such a card.
    """

    label: str = Field(max_length=40)
    name: Annotated[GermanText, BeforeValidator(_by_language)]
    way: Way


class PlanRoom(Message):
    """A rectangle on the floor plan, in metres; origin top left, y downwards."""

    label: str
    x: float
    y: float
    w: float
    h: float


class PlanSign(Message):
    """A zone's sign on the floor plan, in metres."""

    zone: ZoneText
    x: float
    y: float


class Plan(Message):
    """The floor on which a kiosk stands, in metres."""

    width: float
    height: float
    rooms: tuple[PlanRoom, ...]
    signs: tuple[PlanSign, ...]
    here: tuple[float, float]


Offer = Literal["check_in", "ticket", "documents", "find_room", "help", "feedback", "leave"]
OFFERS: tuple[Offer, ...] = get_args(Offer)
"""What people can come to a kiosk for; what an office does not offer does not appear."""


class Lease(Message):
    """Numbers that this kiosk alone gives out when the hub is away (Nummernkreis).

    No other device and no hub uses the letter's numbers from `first` to `last`. `next` is where a
    kiosk begins that has lost its own count; None: at `first`, the hub knows of none given out.
    """

    series: ZoneText
    first: int = Field(ge=1, le=999)
    last: int = Field(ge=1, le=999)
    next: int | None = Field(default=None, ge=1, le=999)

    @model_validator(mode="after")
    def _next_is_leased(self) -> Self:
        if self.next is not None and not self.first <= self.next <= self.last:
            raise ValueError("next lies outside of the lease")
        return self


class LetterKey(Message):
    """A public Ed25519 key whose letters are honoured: 64 hexadecimal digits."""

    id: int = Field(ge=0, le=255)
    public: str = Field(pattern=r"^[0-9a-f]{64}$")


class Standalone(Message):
    """What a kiosk needs to judge a letter and give out a number by itself."""

    site_number: int = Field(ge=0, le=65535)
    early_minutes: int = Field(ge=0, le=1440)
    late_minutes: int = Field(ge=0, le=1440)
    keys: tuple[LetterKey, ...]
    sites: dict[str, str] = Field(default_factory=dict)
    """Other sites by the number that stands in their letters."""
    lease: Lease | None = None


class KioskConfig(Message):
    """All that a kiosk must know of the house to serve visitors."""

    rev: Count
    name: str
    timezone: str
    zones: tuple[ZoneCard, ...]
    concerns: tuple[ConcernCard, ...]
    zone_ways: dict[str, Way]
    plan: Plan
    offers: tuple[Offer, ...] = ("check_in", "ticket", "help")
    rooms: tuple[RoomCard, ...] = ()
    standalone: Standalone | None = None


class BookEntry(Message):
    """Where the holder of a letter waits and is called to."""

    zone: ZoneText
    concern: SlugText
    room: str | None = None


class DayBook(Message):
    """Appointments of the coming days and those that are off, for a kiosk that must work alone.

    Keys are `wire.qr.book_key` of the appointment: nobody learns a code or a person from it.
    """

    rev: Count
    as_of: Stamp
    entries: dict[BookKey, BookEntry]
    revoked: tuple[BookKey, ...] = ()


class Housed(Message):
    """One visit in the house, by its number; nobody's name goes over MQTT."""

    number: NumberText
    place: str = Field(max_length=120)
    """In German words, as wardens read it."""
    floor: str = Field(max_length=40)
    since: Stamp
    persons: int = Field(default=1, ge=1, le=99)
    needs: tuple[Annotated[str, Field(max_length=40)], ...] = Field(default=(), max_length=12)
    """What matters when the house is cleared, in German words."""
    sure: bool = True
    """False: they may have left without anybody's knowledge."""


class HouseList(Message):
    """Who is in the house, for a kiosk that keeps the list when hub and broker are gone.

    In the order in which it is to be read; `left_out` persons found no room in the message. A kiosk
    that is told `kept` False forgets what it has.
    """

    as_of: Stamp
    stays: tuple[Housed, ...] = ()
    left_out: Count = 0
    kept: bool = True


class Reprint(Message):
    """Staff want a ticket's slip once more; the kiosk answers with a PaperReport."""

    order: Id
    reply: TicketReply
    lang: Lang
