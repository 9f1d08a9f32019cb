"""Lists that may be longer than a screen: concerns, rooms, offers, faces. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeVar

from kiosk.flow.alone import is_open, opens_at
from kiosk.flow.visit import Session
from kiosk.texts import clock, text
from kiosk.ui.shapes import sign_shape
from kiosk.ui.shown import ChoiceShape, ConcernShape, FaceShape, OfferShape, RoomShape
from wire.look import Lang
from wire.messages import FEEDBACK_REASONS, OFFERS, ConcernCard, Offer, RoomCard

T = TypeVar("T")
_ON_WELCOME: Final[dict[Offer, tuple[str, str, str]]] = {
    "check_in": ("appointment", "appointment_hint", "code"),
    "ticket": ("walk_in", "walk_in_hint", "ticket"),
    "documents": ("documents", "documents_hint", "papers"),
    "find_room": ("find_room", "find_room_hint", "door"),
}
"""Keys of the words and the name of the icon."""
_TYPED: Final = ("appointment", "appointment_type_hint", "keys")
"""How one checks in while the camera sees nothing."""


def page_of(things: Sequence[T], page: int, size: int) -> tuple[tuple[T, ...], int, int]:
    """The things of one page, which page that is, and how many there are; pages go round."""
    pages = max(1, -(-len(things) // size))
    at = page % pages
    return tuple(things[at * size : (at + 1) * size]), at, pages


def offers(session: Session) -> tuple[OfferShape, ...]:
    """What the office offers at this kiosk, in the order of the house."""
    ours = session.config.offers if session.config else ()
    said = {**_ON_WELCOME, "check_in": _TYPED} if session.blind else _ON_WELCOME
    return tuple(
        OfferShape(offer, text(session.lang, key), text(session.lang, hint), icon)
        for offer in OFFERS
        if offer in ours and offer in said
        for key, hint, icon in (said[offer],)
    )


def faces(session: Session) -> tuple[FaceShape, ...]:
    """Five faces where the office asks how it was; none elsewhere."""
    ours = session.config.offers if session.config else ()
    if "feedback" not in ours:
        return ()
    return tuple(FaceShape(n, text(session.lang, f"score_{n}")) for n in range(1, 6))


def reasons(lang: Lang) -> tuple[ChoiceShape, ...]:
    return tuple(ChoiceShape(one, text(lang, f"why_{one}")) for one in FEEDBACK_REASONS)


def rooms(session: Session) -> tuple[RoomShape, ...]:
    """All rooms that one may look for."""
    cards = session.config.rooms if session.config else ()
    return tuple(_room(card, session.lang) for card in cards)


def _room(card: RoomCard, lang: Lang) -> RoomShape:
    name = room_name(card, lang)
    return RoomShape(card.label, name if name != card.label else "", door(card, lang))


def room_name(card: RoomCard, lang: Lang) -> str:
    """What the room is called in the visitor's language."""
    return card.name.get(lang, card.name["de"])


def door(card: RoomCard, lang: Lang) -> str:
    """The German name as it stands on the door, where it tells the visitor something more.

    Not where the label is itself a word ("Empfang"): then that is what they look for.
    """
    german = card.name["de"]
    known = german in (card.label, room_name(card, lang))
    return "" if known or not any(one.isdigit() for one in card.label) else german


def concerns(session: Session, local: datetime) -> tuple[ConcernShape, ...]:
    """The concerns of the page's group; for a further concern all that are no groups."""
    cards = session.config.concerns if session.config else ()
    parents = {card.parent for card in cards if card.parent}
    if session.state == "amending":
        shown = [card for card in cards if card.id not in parents]
    else:
        shown = [card for card in cards if (card.parent or "") == session.errand.group]
    return tuple(_concern(session, card, card.id in parents, local) for card in shown)


def group_name(session: Session) -> str:
    """What the group of concerns is called whose page is shown; empty on the first page."""
    cards = session.config.concerns if session.config else ()
    names = (card.name for card in cards if card.id == session.errand.group)
    name = next(names, None) if session.state == "choosing" else None
    return name.get(session.lang, name["de"]) if name else ""


def _concern(session: Session, card: ConcernCard, group: bool, local: datetime) -> ConcernShape:
    lang = session.lang
    closed = not group and not is_open(card, local)
    return ConcernShape(
        id=card.id,
        name=card.name.get(lang, card.name["de"]),
        hint=card.hint.get(lang, card.hint["de"]),
        sign=sign_shape(card.zone),
        group=group,
        closed=closed and session.state == "choosing",
        note=_note(card, local, lang) if closed and session.state == "choosing" else "",
        chosen=card.id in session.errand.further,
    )


def _note(card: ConcernCard, local: datetime, lang: Lang) -> str:
    later = opens_at(card, local)
    if later is None:
        return text(lang, "choosing_closed")
    return text(lang, "choosing_opens", time=clock(later))
