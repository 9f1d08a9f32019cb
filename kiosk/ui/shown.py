"""Everything that stands on the screen at one moment, as plain values."""

from dataclasses import dataclass
from typing import Literal

from kiosk.ui.shapes import NO_CODE, NO_PLAN, NO_SIGN, CodeShape, PlanShape, SignShape
from wire.look import ACTION, Lang
from wire.messages import AlarmKind, Offer

PaperState = Literal["", "pending", "printed", "failed"]
NextStep = Literal["", "scan", "number", "other"]
Banner = Literal["", "alone", "no_hub", "camera", "printer"]


@dataclass(frozen=True)
class ConcernShape:
    """One concern to choose; `note` says when it opens, `closed` that it cannot be chosen now."""

    id: str
    name: str
    hint: str
    sign: SignShape
    group: bool = False
    closed: bool = False
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class ChoiceShape:
    """One of several things to press: a reason, a deed of the service menu."""

    id: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class RoomShape:
    """A room by its label; its name in the visitor's language, and in German as on the door."""

    label: str
    name: str = ""
    door: str = ""


@dataclass(frozen=True)
class OfferShape:
    """What one can come for, as the welcome screen shows it."""

    id: Offer
    text: str
    hint: str
    icon: str


@dataclass(frozen=True)
class FaceShape:
    """A face from 1 (very bad) to 5 (very good)."""

    score: int
    text: str


@dataclass(frozen=True)
class AlarmWords:
    """What an alarm says in one language."""

    title: str
    text: str
    rtl: bool = False


@dataclass(frozen=True)
class AlarmShape:
    """One alarm: `first` in the visitor's language, `others` beside it, one after the other."""

    id: str
    kind: AlarmKind
    first: AlarmWords
    others: tuple[AlarmWords, ...] = ()


@dataclass(frozen=True)
class Shown:
    """Everything on the screen, except the camera's picture."""

    state: str = "starting"
    lang: Lang = "de"
    rtl: bool = False
    languages: tuple[Lang, ...] = ("de", "en")
    overlay: str = ""
    contrast: bool = False
    low: bool = False
    speech: bool = False
    voiceless: bool = False
    """The kiosk cannot read this language aloud."""
    office: str = ""
    logo: str = ""
    """The office's logo as a PNG in Base64; empty for none."""
    action: str = ACTION
    time: str = ""
    date: str = ""
    greeting: str = ""
    other_greeting: str = ""
    offers: tuple[OfferShape, ...] = ()
    faces: tuple[FaceShape, ...] = ()
    typed: str = ""
    hint: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()
    fact: str = ""
    appointment: str = ""
    """The one of `lines` that says when the appointment is; not for all ears."""
    number: str = ""
    number_label: str = ""
    sign: SignShape = NO_SIGN
    place: str = ""
    door: str = ""
    """The room's German name, where the visitor reads another one."""
    arrow: str = ""
    way: str = ""
    plan: PlanShape = NO_PLAN
    paper: str = ""
    paper_state: PaperState = ""
    follow: str = ""
    """Said, not drawn: that the slip bears a code for the phone."""
    code: CodeShape = NO_CODE
    """The page of the ticket for a phone, where no paper bears it."""
    doubts: tuple[str, ...] = ()
    """What the kiosk could not know, because it gave the number out alone."""
    concerns: tuple[ConcernShape, ...] = ()
    rooms: tuple[RoomShape, ...] = ()
    reasons: tuple[ChoiceShape, ...] = ()
    page: int = 0
    pages: int = 1
    persons: str = ""
    persons_least: bool = True
    persons_most: bool = False
    next_step: NextStep = ""
    icon: str = ""
    can_amend: bool = False
    with_help: bool = False
    """Whether a person can be called from here."""
    leaving: bool = False
    banner: Banner = ""
    notice: str = ""
    """The banner's sentence: what does not work just now, and what does."""
    service_title: str = ""
    service_deeds: tuple[ChoiceShape, ...] = ()
    service_lines: tuple[str, ...] = ()
    service_deed: str = ""
    shut: str = ""
    """How long no PIN is taken yet; empty when one is."""
    reason: str = ""
    """Why a letter was refused, as the wire names it."""
    reachable: bool = False
    """Whether the hub would answer now."""
    alarms: tuple[AlarmShape, ...] = ()
    """What lies over everything else."""
    alarm_turn: int = 0
    """Counts alarms and their languages on."""
    passable: bool = False
    """Whether the visitor may put these alarms aside."""
