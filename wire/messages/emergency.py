"""What every screen says in an emergency, until a person ends it."""

import logging
from typing import Annotated, Final, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError

from wire.ids import Count, Stamp
from wire.look import Lang, Text
from wire.messages.base import Id, Message

log = logging.getLogger("wire.emergency")

AlarmKind = Literal["evacuate", "fire", "shelter", "medical", "closed", "all_clear"]
"""Leave the house; fire; stay where you are; make way for helpers; the office closes; it is over.
Each has a pictogram of its own."""
BARRING: Final[frozenset[AlarmKind]] = frozenset({"evacuate", "fire", "shelter", "closed"})
"""While one of these stands nobody is asked to check in, to wait or to come in."""


class Alarm(Message):
    """One emergency (Notfallmeldung). Without `zones` it is for the whole site."""

    id: Id
    kind: AlarmKind
    zones: tuple[Id, ...] = ()
    """One of a name that only a newer hub gives is served by no display that does not know it."""
    title: Annotated[Text, Field(min_length=1)]
    """In German, as a rule; an alarm is shown in whatever language it has."""
    text: Text
    since: Stamp
    spoken: bool = True

    @property
    def bars(self) -> bool:
        """Whether nothing goes on as usual while it stands."""
        return self.kind in BARRING

    def said(self, lang: Lang) -> tuple[str, ...]:
        """Title and text as sentences to be spoken, in a language that it has."""
        words = (self.title[lang].rstrip(".!") + ".", self.text.get(lang, ""))
        return tuple(sentence for sentence in words if sentence)

    def concerns(self, zones: tuple[str, ...]) -> bool:
        """Whether a display that serves `zones` shows it; one without zone shows every alarm.

        That holds for danger too, because staff who name a zone must not empty the halls of other
        wings. Kiosks and phones have another rule (`wire.alarms.reaches`).
        """
        return not self.zones or not zones or any(zone in self.zones for zone in zones)


def _of_known_kinds(alarms: object) -> object:
    """Without alarms of kinds that only a newer hub knows, and without such as cannot be read.

    No other may go with them; but where none could be read, that is no word that all is over.
    """
    if not isinstance(alarms, list):
        return alarms
    kinds = [_kind(one) for one in alarms]
    new = {kind for kind in kinds if kind} - set(get_args(AlarmKind))
    if new:
        log.warning("alarm_of_unknown_kind", extra={"kinds": sorted(kind[:40] for kind in new)})
    known = [one for one, kind in zip(alarms, kinds, strict=True) if kind not in new]
    return [one for one in known if _readable(one)] or known


def _kind(alarm: object) -> str | None:
    kind = alarm.get("kind") if isinstance(alarm, dict) else None
    return kind if isinstance(kind, str) else None


def _readable(alarm: object) -> bool:
    try:
        Alarm.model_validate(alarm)
    except ValidationError as error:
        places = sorted({str(part["loc"][0]) for part in error.errors() if part["loc"]})
        log.warning("alarm_not_understood", extra={"places": places})
        return False
    return True


class Emergency(Message):
    """All alarms that are on. State: it stands until a person ends it, hub or no hub."""

    rev: Count
    alarms: Annotated[tuple[Alarm, ...], BeforeValidator(_of_known_kinds)] = Field(
        default=(), max_length=8
    )
