"""Names for the things that messages speak about, so that mypy keeps them apart."""

import re
import secrets
from datetime import UTC, datetime
from typing import Annotated, Final, NewType

from pydantic import AwareDatetime, Field, StringConstraints

SiteId = NewType("SiteId", str)
ZoneId = NewType("ZoneId", str)
RoomId = NewType("RoomId", str)
ConcernId = NewType("ConcernId", str)
DeviceId = NewType("DeviceId", str)
TicketId = NewType("TicketId", str)
TicketNumber = NewType("TicketNumber", str)
CallId = NewType("CallId", str)
MessageId = NewType("MessageId", str)
AppointmentCode = NewType("AppointmentCode", str)

SLUG = r"[a-z0-9][a-z0-9-]{1,30}[a-z0-9]"
"""Site, device, concern: 3 to 32 characters that are safe in a topic and a file name."""
ZONE = r"[A-Z]"
NUMBER = r"[A-Z]\d{3}"
"""A ticket number as it is called: a letter and three digits, ``T042``."""

SlugText = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$")]
ZoneText = Annotated[str, StringConstraints(pattern=rf"^{ZONE}$")]
NumberText = Annotated[str, StringConstraints(pattern=rf"^{NUMBER}$")]

Count = Annotated[int, Field(ge=0, le=2**53)]
"""A number that only grows; every JSON reader holds it exactly (RFC 8259, section 6)."""
FIRST: Final = datetime(2020, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2199, 12, 31, tzinfo=UTC)
Stamp = Annotated[AwareDatetime, Field(ge=FIRST, lt=datetime(2200, 1, 1, tzinfo=UTC))]
"""A moment by a sender's clock. An earlier one is a mistake (`stamp`); far from both ends of the
calendar, every time zone can show it."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ULID_TEXT = re.compile(rf"^[{_CROCKFORD}]{{26}}$")


def stamp(at: datetime) -> datetime:
    """The nearest moment that a message can bear: a board without a battery may wake in 1970."""
    return min(max(at, FIRST), LAST)


def new_ulid(at: datetime) -> str:
    """A new 26 character ULID: 48 bits of milliseconds from `at`, then 80 random bits."""
    value = (int(at.timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(_CROCKFORD[(value >> shift) & 31] for shift in range(125, -1, -5))


def ulid_time(ulid: str) -> datetime | None:
    """When a ULID was made, by its maker's clock; None for an id of another kind."""
    if not ULID_TEXT.fullmatch(ulid):
        return None
    value = 0
    for character in ulid[:10]:
        value = value << 5 | _CROCKFORD.index(character)
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (OverflowError, ValueError):
        return None


def spoken(number: TicketNumber) -> str:
    """The ticket number as people read it: ``T 042``."""
    return f"{number[0]} {number[1:]}"
