"""What the kiosk knows at one moment: the visitor before it, the hub behind it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from kiosk.flow.events import CodesSeen, ServiceDeed, Wants
from wire.alarms import reaches
from wire.look import Lang, Look
from wire.messages import Alarm, Emergency, KioskConfig, RefusalReply, TicketReply
from wire.qr import looks_ours

State = Literal[
    "starting", "welcome", "scanning", "typing", "choosing", "asking", "delayed", "printing",
    "done", "amending", "paper_failed", "refused", "help_called", "reception", "documents",
    "receipt", "rooms", "room", "why", "thanks", "pin", "service",
]  # fmt: skip
STATES: Final[tuple[State, ...]] = get_args(State)
SERVICED: Final[tuple[State, ...]] = ("pin", "service")
"""The technician's."""
Overlay = Literal["", "languages", "options"]
"""What lies over a screen without ending it."""
Hint = Literal["", "one_only", "bad_code", "amended", "wrong_pin"]
ReceiptPaper = Literal["", "pending", "printed", "failed"]
Sight = Literal["same", "letter", "foreign", "several"]
ToReception = Literal["", "kept", "no_number", "no_numbers", "no_help", "not_taken"]
"""Why the visitor is sent to the reception desk (Empfang)."""

AWAY: Final = timedelta(seconds=2)
"""So long must a letter be out of view before it counts as shown anew."""


@dataclass(frozen=True)
class Manner:
    """How this visitor uses the kiosk; it leaves with them."""

    contrast: bool = False
    low: bool = False
    """All controls within reach of a wheelchair (EN 301 549, 8.3.2)."""
    speech: bool = False


@dataclass(frozen=True)
class Errand:
    """What this visitor has entered beside the letter, the concern and the code."""

    group: str = ""
    """The group of concerns whose page is shown; empty for the first page."""
    page: int = 0
    room: str = ""
    persons: int = 1
    further: tuple[str, ...] = ()
    """Further concerns of this visit."""
    score: int = 0
    receipt: str = ""
    """The code under which papers are handed in."""
    receipt_paper: ReceiptPaper = ""
    gone: bool = False
    """They have said that they go."""


@dataclass(frozen=True)
class Service:
    """The technician's menu: which deed is shown, and what it has found."""

    deed: ServiceDeed | None = None
    lines: tuple[str, ...] = ()
    shut_until: datetime | None = None
    """After a wrong PIN none is taken before this moment."""


@dataclass(frozen=True)
class Saying:
    """An alarm's words in one language, to be spoken."""

    alarm: str
    text: str
    lang: Lang


@dataclass(frozen=True)
class Session:
    """The whole state. `touched` is the last sign of the visitor, or when the state began.

    `since` is when the state began: what a machine takes too long for, no visitor can put off.
    """

    touched: datetime
    since: datetime
    state: State = "starting"
    lang: Lang = "de"
    config: KioskConfig | None = None
    look: Look | None = None
    reachable: bool = False
    letter: str = ""
    """The code that was acted upon last; it may still lie in view."""
    letter_at: datetime | None = None
    left_letter: str = ""
    """The letter of a visitor who has left; it may have been forgotten in view."""
    typed: str = ""
    hint: Hint = ""
    overlay: Overlay = ""
    manner: Manner = Manner()
    errand: Errand = Errand()
    service: Service = Service()
    headphones: bool = False
    troubles: frozenset[str] = frozenset()
    """Keys of what is wrong with the kiosk now."""
    emergency: Emergency | None = None
    doubted_at: datetime | None = None
    """Since when alarms stand that are only remembered: they are shown, but not said."""
    alarmed_at: datetime | None = None
    """When an alarm began or ended last: what is shown in turns begins anew."""
    saying: tuple[Saying, ...] = ()
    """What is said of alarms: the first just now, the others after it."""
    aside: frozenset[str] = frozenset()
    """Alarms that were put aside; whoever comes to the first screen sees them again."""
    asked: int | None = None
    stood_in: int | None = None
    """The request that the kiosk has tried to answer in the hub's place."""
    """The request whose answer this visitor awaits."""
    wants: Wants = "check_in"
    """What was asked for last."""
    reply: TicketReply | None = None
    refusal: RefusalReply | None = None
    to_reception: ToReception = ""
    next_ask: int = 1
    open: frozenset[int] = frozenset()
    """Requests without answer, also those of visitors who have left."""
    papers: tuple[tuple[int, str], ...] = ()
    """(request, ticket id) of slips at the printer."""

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What lies over the screen; the most urgent first, as the hub says."""
        return tuple(one for one in here(self.emergency) if one.id not in self.aside)

    @property
    def barred(self) -> bool:
        """Whether nobody may begin anything here now."""
        return any(alarm.bars for alarm in self.alarms)

    @property
    def endangered(self) -> bool:
        """Whether that is sure: what is only remembered may have ended long ago."""
        return self.barred and self.doubted_at is None

    @property
    def blind(self) -> bool:
        """Whether the camera reads nothing just now."""
        return any(key.startswith("camera.") for key in self.troubles)


def here(emergency: Emergency | None) -> tuple[Alarm, ...]:
    """The alarms that are for whoever comes to a kiosk, which stands at the entrance."""
    standing = emergency.alarms if emergency else ()
    return tuple(one for one in standing if reaches(one.kind, one.zones, None))


def lang_of(session: Session) -> Lang:
    """The language of the screen: the technician's is German, whoever stood here before."""
    return "de" if session.state in SERVICED else session.lang


def shut_for(session: Session, at: datetime) -> timedelta:
    """How long no PIN is taken yet."""
    until = session.service.shut_until
    return max(until - at, timedelta(0)) if until else timedelta(0)


def next_visitor(session: Session, at: datetime) -> Session:
    """A fresh visitor: nothing of the last one is left (German again, as everybody sees it)."""
    manner = Manner(speech=session.headphones)
    left = replace(cleared(session, at), lang="de", manner=manner)
    return replace(left, left_letter=session.letter)


def cleared(session: Session, at: datetime) -> Session:
    """The same visitor from the beginning."""
    return replace(
        session, touched=at, typed="", hint="", asked=None, reply=None, refusal=None,
        to_reception="", overlay="", errand=Errand(),
        service=Service(shut_until=session.service.shut_until),
    )  # fmt: skip


def forgotten(session: Session, text: str, at: datetime) -> bool:
    """Whether this letter lies in view since its owner has left: it is no other visitor's."""
    seen_at = session.letter_at
    return text == session.left_letter and seen_at is not None and at - seen_at < AWAY


def sight(session: Session, event: CodesSeen) -> Sight:
    """What the camera sees: one letter of ours counts before anything foreign beside it."""
    ours = sorted({text for text in event.texts if looks_ours(text)})
    if len(ours) > 1:
        return "several"
    text = chosen(event)
    if text == session.letter and session.letter_at and event.at - session.letter_at < AWAY:
        return "same"
    return "letter" if ours else "foreign"


def chosen(event: CodesSeen) -> str:
    """The one text of a frame that counts."""
    return min(event.texts, key=lambda text: (not looks_ours(text), text))
