"""What every screen says in an emergency, until a person ends it."""

from typing import Annotated, Literal

from pydantic import Field

from wire.ids import Count, Stamp, ZoneText
from wire.look import Text
from wire.messages.base import Id, Message

AlarmKind = Literal["evacuate", "fire", "shelter", "medical", "closed", "all_clear"]
"""Leave the house; fire; stay where you are; make way for helpers; the office closes; it is over.
Each has a pictogram of its own."""


class Alarm(Message):
    """One emergency (Notfallmeldung). Without `zones` it is for the whole site."""

    id: Id
    kind: AlarmKind
    zones: tuple[ZoneText, ...] = ()
    title: Annotated[Text, Field(min_length=1)]
    """In German, as a rule; an alarm is shown in whatever language it has."""
    text: Text
    since: Stamp
    spoken: bool = True

    def concerns(self, zones: tuple[str, ...]) -> bool:
        """Whether a display that serves `zones` shows it; one without zone shows every alarm."""
        return not self.zones or not zones or any(zone in self.zones for zone in zones)


class Emergency(Message):
    """All alarms that are on. State: it stands until a person ends it, hub or no hub."""

    rev: Count
    alarms: tuple[Alarm, ...] = Field(default=(), max_length=8)
