"""What an appointment is and which states it takes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from hub.kit.errors import HouseError
from wire.ids import ConcernId, RoomId

State = Literal["booked", "cancelled", "checked_in"]
Event = Literal["cancel", "check_in"]

TRANSITIONS: dict[tuple[State, Event], State] = {
    ("booked", "cancel"): "cancelled",
    ("booked", "check_in"): "checked_in",
}


class UnknownAppointment(HouseError):
    """No such appointment at this site."""

    key = "unknown_appointment"
    status = 404


class AppointmentState(HouseError):
    """What is wished for does not follow from the appointment's state."""

    key = "appointment_state"
    status = 409


USUALLY_COME: Final = 0.85
"""The share of appointments whose person comes, before any is known; no-shows are 10 to 20 %."""
USUAL_WEIGHT: Final = 20
"""That counts like so many appointments."""


def show_up(came: int, stayed_away: int) -> float:
    """The share of appointments whose person comes."""
    return (came + USUALLY_COME * USUAL_WEIGHT) / (came + stayed_away + USUAL_WEIGHT)


def step(state: State, event: Event) -> State:
    """The state after `event`. Raises AppointmentState."""
    after = TRANSITIONS.get((state, event))
    if after is None:
        raise AppointmentState(state=state, event=event)
    return after


@dataclass(frozen=True)
class NewAppointment:
    """What is booked. `person`: family name and given initial; `room`: None = any desk."""

    starts_at: datetime
    minutes: int
    concern: ConcernId
    room: RoomId | None
    adviser: str
    person: str
    lang: str = "de"
    born: date | None = None
    """Day of birth: by it staff tell two people of one name apart."""


@dataclass(frozen=True)
class Appointment:
    """An appointment (Termin)."""

    id: str
    starts_at: datetime
    minutes: int
    concern: ConcernId
    room: RoomId | None
    adviser: str
    person: str
    lang: str
    short_code: str
    state: State
    checked_in_at: datetime | None
    ticket_id: str | None
    born: date | None = None


@dataclass(frozen=True)
class Booking:
    """What figures need of an appointment: nothing of the person."""

    id: str
    starts_at: datetime
    concern: ConcernId
    state: State
