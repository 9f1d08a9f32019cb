"""Everything that is drawn of a board, in ready words and colours, out of its picture."""

from dataclasses import dataclass

from signage.board.local import zone as time_zone
from signage.board.picture import Picture, PictureCall
from signage.ui import texts
from signage.ui.layout import Layout
from signage.ui.shapes import ARROWS, sign_path
from signage.ui.theme import (
    BAND,
    GLOWING,
    NEWEST,
    OPEN,
    RECENT,
    STALE_BAND,
    STALE_INK,
    Coat,
)
from wire.ids import TicketNumber, spoken
from wire.look import INK, NIGHT_MUTED, NIGHT_TEXT, RTL, SIGNS, Lang, Look, Text


@dataclass(frozen=True)
class SignFace:
    """A zone's sign: outline in a square of 100; the letter's middle and height as shares of it."""

    path: str = ""
    colour: str = NIGHT_TEXT
    ink: str = INK
    letter: str = ""
    x: float = 0.5
    y: float = 0.5
    size: float = 0.4


@dataclass(frozen=True)
class Face:
    """All that is drawn of one call; `arrow` is a path or empty, `tag` a time or a word."""

    number: str = ""
    room: str = ""
    arrow: str = ""
    tag: str = ""
    recall: bool = False
    coat: Coat = OPEN
    sign: SignFace = SignFace()
    come: str = ""


@dataclass(frozen=True)
class Words:
    """Everything on the panel beside the calls; `page` is ``2/3`` where calls take turns."""

    title: str = ""
    authority: str = ""
    clock: str = ""
    first: str = ""
    then: str = ""
    foreign: str = ""
    rtl: bool = False
    recent: str = ""
    footer: str = ""
    stand: str = ""
    page: str = ""
    band: str = BAND
    band_ink: str = NIGHT_MUTED
    accent: str = NIGHT_TEXT
    sign: SignFace = SignFace()
    calm: bool = True


def sign_face(zone: str) -> SignFace:
    """The sign drawn for a zone; one without a drawing of its own shows its letter alone."""
    sign = SIGNS.get(zone)
    if sign is None:
        return SignFace(ink=NIGHT_TEXT, letter=zone, size=0.6 if zone else 0.4)
    x, y = sign.letter_at
    return SignFace(sign_path(sign), sign.on_dark, INK, sign.letter, x, y, sign.letter_size)


def words(picture: Picture, look: Look | None, plan: Layout, *, sound: bool) -> Words:
    """The sentences for this picture, in German and another language in its turn."""
    tz, zone = time_zone(picture.timezone), picture.zone
    lang = texts.other(picture.languages, picture.turn)
    first, then = _calm(picture)
    foreign = (texts.foreign(first, lang), texts.foreign(then, lang))
    sign = sign_face(zone.id) if zone else SignFace()
    office = look.authority if look else ""
    title = _title(picture, lang, office)
    turns = f"{1 + picture.turn % plan.pages}/{plan.pages}" if plan.pages > 1 else ""
    return Words(
        title=title,
        authority=office if title != office else "",
        clock=texts.clock(picture.now, tz),
        first=first["de"],
        then=then["de"],
        foreign=" ".join(foreign).strip(),
        rtl=lang in RTL,
        recent=texts.beside(texts.RECENT, lang),
        footer=_footer(picture, sound=sound),
        stand=_stand(picture),
        page=turns,
        band=STALE_BAND if picture.stale else BAND,
        band_ink=STALE_INK if picture.stale else NIGHT_MUTED,
        accent=sign.colour,
        calm=not picture.open,
        sign=sign,
    )


def _calm(picture: Picture) -> tuple[Text, Text]:
    """What to do meanwhile; who is cut off, or has neither zone nor way, promises no call."""
    if picture.stale:
        return texts.MOMENT, texts.ASK_DESK
    if picture.role == "way" and picture.revs:
        return texts.FOLLOW, {"de": ""}
    return (texts.SIT, texts.WE_CALL) if picture.zone else (texts.MOMENT, texts.ASK_DESK)


def _title(picture: Picture, lang: Lang | None, office: str) -> str:
    if picture.zone and picture.role == "zone":
        return picture.zone.name["de"]
    return texts.beside(texts.YOUR_WAY, lang) if picture.role == "way" else office


def _footer(picture: Picture, *, sound: bool) -> str:
    """How many wait and that a call is heard too; or since when this may be out of date."""
    if picture.stale:
        zone = time_zone(picture.timezone)
        return texts.doubted(picture.as_of, picture.now, zone, awaited=picture.awaited)
    known = [texts.waiting(picture.waiting, picture.wait)] if picture.waiting is not None else []
    return "   ·   ".join([*known, *([texts.SOUND] if sound and picture.zone else [])])


def _stand(picture: Picture) -> str:
    if picture.stale:
        lang = texts.other(picture.languages, picture.turn)
        return texts.beside(texts.ASK_DESK, lang).replace(".", "")
    return texts.stand(picture.as_of, picture.now, time_zone(picture.timezone))


def open_face(picture: Picture, call: PictureCall, plan: Layout, *, place: int, big: bool) -> Face:
    """An open call; the newest in a light field, `big` with words beside its number."""
    signed = plan.sign > 0
    coat = OPEN if place else GLOWING if call.glowing else NEWEST
    lang = call.lang if call.lang != "de" else texts.foremost(picture.languages)
    tag = ""
    if call.attempt > 1:
        tag = texts.beside(texts.AGAIN, lang if big and not plan.stacked else None, n=call.attempt)
        tag = f"{call.attempt}." if signed and not big and not plan.stacked else tag
    elif big and not plan.stacked:
        clock = texts.clock(call.called_at, time_zone(picture.timezone))
        tag = texts.beside(texts.NOW, lang) if call.glowing else clock
    room = texts.room(call.room) if big else call.room
    come = texts.beside(texts.COME, lang) if big else ""
    return _face(call, room, tag, coat, come=come, light=place == 0, signed=signed)


def recent_face(call: PictureCall) -> Face:
    return _face(call, call.room, "", RECENT)


def _face(
    call: PictureCall, room: str, tag: str, coat: Coat, *,
    come: str = "", light: bool = False, signed: bool = False,
) -> Face:  # fmt: skip
    sign = sign_face(call.zone) if signed else SignFace()
    if light and signed and call.zone in SIGNS:
        known = SIGNS[call.zone]
        sign = SignFace(
            sign.path, known.on_light, "#ffffff", sign.letter, sign.x, sign.y, sign.size
        )
    return Face(
        number=spoken(TicketNumber(call.number)),
        room=room,
        arrow=ARROWS[call.arrow] if call.arrow else "",
        tag=tag,
        recall=call.attempt > 1,
        coat=coat,
        sign=sign,
        come=come,
    )
