"""What the hub answers, and who is there."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from wire.ids import Count, NumberText, Stamp, ZoneText
from wire.messages.base import Id, Message

FollowAddress = Annotated[
    str, StringConstraints(pattern=r"^https?://[A-Za-z0-9._~:/\[\]-]+$", max_length=160)
]
"""Where a page of the hub shows one ticket: so short that its code is read from a narrow slip."""


class TicketReply(Message):
    """The visitor is in the queue."""

    kind: Literal["ticket"] = "ticket"
    ticket_id: Id
    number: NumberText
    zone: ZoneText
    room: str | None = None
    appointment_at: AwareDatetime | None = None
    wait_minutes: tuple[int, int] | None = None
    issued_at: AwareDatetime
    again: bool = False
    """The visitor was already here: the same number as before."""
    print: bool = True
    """False when the paper of an earlier check-in is known to have come out."""
    as_of: AwareDatetime | None = None
    """Given out by the kiosk alone: when it last heard of the house. None: the hub's own word."""
    follow: FollowAddress | None = Field(default=None, repr=False)
    """The page on which a phone follows this ticket; None: there is none."""


Reason = Literal[
    "foreign", "forged", "unknown", "wrong_day", "wrong_site", "too_early", "too_late",
    "cancelled", "finished", "unknown_concern", "concern_closed", "too_many_tries",
]  # fmt: skip


class RefusalReply(Message):
    """The visitor is not in the queue, and why; the kiosk has the sentences."""

    kind: Literal["refusal"] = "refusal"
    reason: Reason
    starts_at: AwareDatetime | None = None
    """When the appointment is, where that is no secret to the holder of a genuine letter."""
    come_from: AwareDatetime | None = None
    """The first moment at which check-in is open."""
    site_name: str | None = None
    """Where the letter is valid, for wrong_site."""


class DoneReply(Message):
    """Noted; nothing to say to the visitor."""

    kind: Literal["done"] = "done"


Reply = Annotated[TicketReply | RefusalReply | DoneReply, Field(discriminator="kind")]


class Ack(Message):
    """The hub has committed message `of` (or will never take it); the outbox may forget it."""

    of: Id
    outcome: Literal["committed", "malformed", "unsupported"]
    reply: Reply | None = None


class HubState(Message):
    """Birth and death of one hub process; `epoch` is when it started.

    The birth is repeated as it was about every 30 s; a process unheard for 100 s counts as dead,
    because a broker that dies forgets the wills it holds. `at` is when the connection began, the
    same in birth, repetition and will: so no late will overrules a newer birth.
    """

    online: bool
    at: AwareDatetime
    epoch: AwareDatetime


class DeviceState(Message):
    """Birth and death of a device; a death only counts for the birth with the same `bd`.

    The birth is repeated about every 30 s with `at` as it then is; `at` of a will is the moment at
    which the connection began.
    """

    online: bool
    bd: Count
    at: Stamp
    kind: Literal["kiosk", "display"]
    version: str = Field(max_length=40)
