"""What may be shown where: kinds, targets, the programme of a display, tokens. Pure."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from urllib.parse import quote, urlsplit

from hub.kit.errors import HouseError
from wire.ids import DeviceId
from wire.messages import Item, Notice, Playlist, Programme, Slot

ItemKind = Literal["picture", "video", "page", "web"]
UploadState = Literal["queued", "working", "done", "refused"]
TargetKind = Literal["display", "group", "tag", "all"]
TARGETS: Final[tuple[TargetKind, ...]] = ("display", "group", "tag", "all")
"""Where something is shown, the most particular first."""

LARGEST_UPLOAD: Final = 500_000_000
"""Bytes."""
KEPT_FREE: Final = 2_000_000_000
"""Bytes that the disk must have left after an upload: database and outbox need them."""
MOST_TRIES: Final = 3
"""A file whose worker died so often is not taken again: it may be what kills it."""
SILENT_AFTER: Final = timedelta(seconds=60)
"""A worker says every few seconds that it is at it; after this another may begin anew."""
PLAYED_KEPT: Final = timedelta(days=400)
"""A year and a month: last year's month can be laid beside this year's, without any person."""
SINGLY_KEPT: Final = timedelta(days=35)
"""So long each single thing that was shown is kept, about 3,000 rows a display and day; what is
older stands in the sums of its day."""
CLOCKS_APART: Final = timedelta(days=1)
"""What a display has shown later than this after now, its clock has made up."""
LONGEST_SHOWN: Final = timedelta(days=1)
"""Nothing of a programme stands longer at one time."""
EDITORS_KEPT: Final = timedelta(days=14)
"""So long it is known who added or changed something, as in the other rooms."""
FILES_KEPT: Final = timedelta(days=2)
"""So long a file that no item needs any more stays for displays that have not heard of it."""
SHA256: Final = re.compile(r"[0-9a-f]{64}")


class UnknownContent(HouseError):
    """No such item, playlist, time, notice or upload at this site."""

    key = "unknown_content"
    status = 404


class ChangedMeanwhile(HouseError):
    """Somebody else has changed it since this page was opened; nothing was written."""

    key = "changed_meanwhile"
    status = 409


class InUse(HouseError):
    """It is shown in `places`; whoever removes it must have read that."""

    key = "content_in_use"
    status = 409


class ProgrammeTooLarge(HouseError):
    """The programme of a display would not fit into one message."""

    key = "programme_too_large"
    status = 409


class ContentRefused(HouseError):
    """A file that is not taken: `key` and fields as `SENTENCES` knows them."""

    status = 422

    def __init__(self, reason: str, status: int = 422, **fields: object) -> None:
        super().__init__(**fields)
        self.key, self.status = reason, status


class AddressRefused(HouseError):
    """A web page that is not taken; `hosts` are those that are."""

    key = "address_refused"
    status = 422


SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "empty_file": (
        "Die Datei ist leer.",
        "Öffnen Sie sie auf Ihrem Rechner. Ist sie auch dort leer, speichern Sie sie neu.",
    ),
    "unknown_kind": (
        "Das ist kein Bild, kein Video und kein PDF.",
        "Nehmen Sie PNG, JPEG, WebP, GIF, TIFF, SVG, PDF oder MP4.",
    ),
    "wrong_extension": (
        "Der Name sagt „{called}“, in der Datei steckt aber: {actual}.",
        "Geben Sie der Datei die richtige Endung und laden Sie sie noch einmal hoch.",
    ),
    "packed_file": (
        "Das ist ein gepacktes Archiv.",
        "Entpacken Sie es und laden Sie die Dateien einzeln hoch.",
    ),
    "office_file": (
        "Das ist ein Office-Dokument. Bildschirme können es nicht zeigen.",
        "Speichern Sie es als PDF: Datei, Exportieren, PDF. Laden Sie dann das PDF hoch.",
    ),
    "heic_file": (
        "Das ist ein Foto im Format HEIC oder AVIF.",
        "Speichern Sie es als JPEG. iPhone: Einstellungen, Kamera, Formate, Maximal kompatibel.",
    ),
    "web_page_file": (
        "Das ist eine gespeicherte Internet-Seite.",
        "Drucken Sie die Seite als PDF, oder legen Sie ihre Adresse als „Internet-Seite“ an.",
    ),
    "truncated": (
        "Die Datei ist abgeschnitten. Ihr Ende fehlt.",
        "Kopieren Sie sie noch einmal von der Quelle und laden Sie sie neu hoch.",
    ),
    "unreadable": (
        "Die Datei ist beschädigt.",
        "Öffnen Sie sie auf Ihrem Rechner und speichern Sie sie neu. Laden Sie sie dann hoch.",
    ),
    "picture_too_large": (
        "Das Bild hat zu viele Pixel. Erlaubt sind 80 Megapixel und {most} Pixel je Seite.",
        "Verkleinern Sie es auf 1920 Pixel. Mehr zeigt kein Bildschirm.",
    ),
    "svg_script": (
        "In der Grafik steckt ein Programm (Script).",
        "Speichern Sie sie als PNG, oder in Inkscape als „Normales SVG“.",
    ),
    "svg_external": (
        "Die Grafik lädt etwas von außen nach.",
        "Betten Sie Bilder und Schriften ein, oder speichern Sie sie als PNG.",
    ),
    "svg_doctype": (
        "Die Grafik hat Anweisungen (DOCTYPE), die wir aus Vorsicht nicht lesen.",
        "Speichern Sie sie in Inkscape als „Normales SVG“, oder als PNG.",
    ),
    "svg_too_large": (
        "Die Grafik ist zu umfangreich.",
        "Speichern Sie sie als PNG mit 1920 Pixeln Breite.",
    ),
    "pdf_encrypted": (
        "Das PDF ist mit einem Passwort geschützt.",
        "Öffnen Sie es und drucken Sie es in ein neues PDF („Microsoft Print to PDF“).",
    ),
    "pdf_script": (
        "Im PDF steckt ein Programm (JavaScript) oder ein Formular.",
        "Drucken Sie es in ein neues PDF („Microsoft Print to PDF“). Dabei fällt es weg.",
    ),
    "pdf_launch": (
        "Das PDF will ein anderes Programm starten oder etwas verschicken.",
        "Drucken Sie es in ein neues PDF („Microsoft Print to PDF“). Dabei fällt es weg.",
    ),
    "pdf_attachment": (
        "Im PDF stecken weitere Dateien.",
        "Drucken Sie es in ein neues PDF („Microsoft Print to PDF“). Dabei fallen sie weg.",
    ),
    "pdf_too_many_pages": (
        "Das PDF hat {pages} Seiten. Erlaubt sind {most}.",
        "Teilen Sie es auf, oder drucken Sie nur die Seiten, die gezeigt werden sollen, als PDF.",
    ),
    "pdf_too_large": (
        "Das PDF ist größer als 100 MB.",
        "Speichern Sie es verkleinert: Datei, Speichern als, Verkleinertes PDF.",
    ),
    "video_too_long": (
        "Das Video dauert etwa {minutes} Minuten. Erlaubt sind {most}.",
        "Kürzen Sie es, oder teilen Sie es in mehrere Videos.",
    ),
    "video_without_picture": (
        "Die Datei hat nur Ton und kein Bild.",
        "Bildschirme zeigen Videos ohne Ton. Wählen Sie ein Video mit Bild.",
    ),
    "video_too_large": (
        "Das Video hat {width} mal {height} Pixel. Das ist zu groß.",
        "Speichern Sie es mit 1920 mal 1080 Pixeln.",
    ),
    "no_video_encoder": (
        "Diese Anlage kann Videos nicht umwandeln.",
        "Bitte an die Technik: Das Paket „av“ braucht den Encoder libx264.",
    ),
    "too_hard": (
        "Die Verarbeitung hat zu lange gedauert.",
        "Speichern Sie die Datei in einfacherer Form: Bilder mit 1920 Pixeln, Videos als MP4.",
    ),
    "too_heavy": (
        "Die Verarbeitung braucht zu viel Speicher.",
        "Speichern Sie die Datei in einfacherer Form: Bilder mit 1920 Pixeln, Videos als MP4.",
    ),
    "file_too_large": (
        "Die Datei ist größer als 500 MB.",
        "Verkleinern Sie sie: Videos auf 1280 mal 720 Pixel, Bilder auf 1920 Pixel.",
    ),
    "disk_nearly_full": (
        "Auf dem Server ist kaum noch Platz.",
        "Löschen Sie Inhalte, die niemand mehr braucht, oder fragen Sie die Technik.",
    ),
    "upload_cut_off": (
        "Die Übertragung ist abgebrochen.",
        "Laden Sie die Datei noch einmal hoch.",
    ),
}  # fmt: skip
"""By reason: what is wrong, and what to do about it."""


def sentence(reason: str, fields: Mapping[str, object]) -> tuple[str, str]:
    """What is wrong and what to do, with the figures of this file."""
    what, recipe = SENTENCES[reason]
    shown = {"most": "", "called": "?", "actual": "?", **{k: _plain(v) for k, v in fields.items()}}
    return what.format_map(shown), recipe


def _plain(value: object) -> str:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


# ------------------------------------------------------------------ where


@dataclass(frozen=True)
class Target:
    """Where something is shown: one display, a group, all that bear a tag, or all."""

    kind: TargetKind
    name: str = ""

    @property
    def rank(self) -> int:
        """0 is the most particular."""
        return TARGETS.index(self.kind)


@dataclass(frozen=True)
class Audience:
    """A display as targets see it."""

    display: DeviceId
    group: str | None = None
    tags: frozenset[str] = frozenset()


def covers(target: Target, audience: Audience) -> bool:
    """Whether what is meant for the target is shown on this display."""
    if target.kind == "display":
        return target.name == audience.display
    if target.kind == "group":
        return audience.group is not None and target.name == audience.group
    return target.kind == "all" or target.name in audience.tags


# ------------------------------------------------------------------ what


@dataclass(frozen=True)
class Planned:
    """A time at which a playlist runs, with where."""

    target: Target
    slot: Slot


@dataclass(frozen=True)
class Announced:
    """A notice, with where."""

    target: Target
    notice: Notice


@dataclass(frozen=True)
class Shelf:
    """All that a site has to show; `planned` stands in the order of the page."""

    items: Mapping[str, Item]
    playlists: Mapping[str, Playlist]
    planned: Sequence[Planned]
    announced: Sequence[Announced]
    holidays: tuple[date, ...]
    holidays_until: date


def programme(shelf: Shelf, audience: Audience, now: datetime) -> Programme:
    """All that this display shows of its own accord, without a revision yet.

    Raises ValueError where it is more than a message may hold.
    """
    return Programme(**dict(wanted(shelf, audience, now)))


def wanted(shelf: Shelf, audience: Audience, now: datetime) -> Programme:
    """The same, however much it is: for pages, on which people take out what is too much.

    Times for this display alone go before those of its group, of its tags, of all; of those the
    first on the page. What nothing needs and what is over is left out.
    """
    slots = [one.slot for one in in_order(shelf.planned, audience)]
    named = dict.fromkeys(slot.playlist for slot in slots)
    playlists = [shelf.playlists[name] for name in named if name in shelf.playlists]
    needed = dict.fromkeys(item for one in playlists for item in one.items)
    items = [shelf.items[name] for name in needed if name in shelf.items]
    there = {one.id for one in items if one.shown_until is None or one.shown_until > now}
    return Programme.model_construct(
        rev=0,
        items=tuple(one for one in items if one.id in there),
        playlists=tuple(_without_gone(one, there) for one in playlists),
        slots=tuple(slots),
        notices=tuple(
            one.notice
            for one in shelf.announced
            if covers(one.target, audience) and one.notice.valid_until > now
        ),
        holidays=shelf.holidays,
        holidays_until=shelf.holidays_until,
    )


def weight(shelf: Shelf, audience: Audience, now: datetime) -> int:
    """Bytes of what this display's programme is made of, also where no message may hold it."""
    mine = wanted(shelf, audience, now)
    parts = (*mine.items, *mine.playlists, *mine.slots, *mine.notices)
    return sum(len(one.model_dump_json().encode()) for one in parts)


def covered(shelf: Shelf, audience: Audience) -> tuple[bool, ...]:
    """Which times and notices are meant for this display: where it is the same, so is the rest."""
    targets = [*(one.target for one in shelf.planned), *(one.target for one in shelf.announced)]
    return tuple(covers(one, audience) for one in targets)


def in_order(planned: Sequence[Planned], audience: Audience) -> list[Planned]:
    """The times of a display, the one that goes first at a moment first."""
    mine = [one for one in planned if covers(one.target, audience)]
    return sorted(mine, key=lambda one: one.target.rank)


def _without_gone(one: Playlist, there: Iterable[str]) -> Playlist:
    return one.model_copy(update={"items": tuple(item for item in one.items if item in there)})


def digest(told: Programme) -> str:
    """The same for two programmes that show the same, whatever their revision."""
    text = told.model_copy(update={"rev": 0}).model_dump_json()
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Part:
    """Of what was played: a display, an item, or all of them where it is empty."""

    device: str = ""
    item: str = ""


def is_proof(begun: datetime, ended: datetime, since: datetime, now: datetime) -> bool:
    """Whether what a display says it has shown can be believed and is told for the first time.

    Of what began before `since` no single entries are kept that would show a repetition.
    """
    return since <= begun <= now + CLOCKS_APART and timedelta(0) <= ended - begun <= LONGEST_SHOWN


# ------------------------------------------------------------------ from outside


_IN_PATHS: Final = "/%:@!$&'()*+,;=~"
_IN_QUERIES: Final = _IN_PATHS + "?"
"""What stays as it is; a percent sign too, because most addresses are quoted already."""


def web_address(address: str, hosts: Iterable[str]) -> str:
    """The address of a web page as it may be photographed, in ASCII. Raises AddressRefused.

    `hosts` are names, which stand for the ports of the web, or `name:port`.
    """
    known, given = tuple(hosts), address.strip()
    try:
        parts = urlsplit(given)
        host, port = ascii_host(parts.hostname or ""), parts.port
        names = {ascii_host(one) for one in known}
    except ValueError:
        raise AddressRefused(hosts=known) from None
    plain = parts.scheme in ("http", "https") and parts.username is None
    listed = f"{host}:{port}" in names or (host in names and port in (None, 80, 443))
    if not plain or not listed or re.search(r"[\s\x00-\x1f]", given):
        raise AddressRefused(hosts=known)
    return parts._replace(
        netloc=parts.netloc if parts.netloc.isascii() else host + (f":{port}" if port else ""),
        path=quote(parts.path, safe=_IN_PATHS),
        query=quote(parts.query, safe=_IN_QUERIES),
        fragment=quote(parts.fragment, safe=_IN_QUERIES),
    ).geturl()


def ascii_host(name: str) -> str:
    """A name as it goes over the wire, where umlauts have another form. Raises ValueError."""
    return name if name.isascii() else name.encode("idna").decode()
