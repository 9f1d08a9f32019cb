"""Proof of play: what displays have shown, kept once, summed by day, given out as CSV."""

import csv
import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from hub.content import repository
from hub.content.repository import played as kept
from hub.content.rules import PLAYED_KEPT, SINGLY_KEPT, Part, is_proof
from hub.content.tables import PlayedDayRow, PlayedRow
from hub.devices import service as devices
from hub.kit.database import Database, Session
from hub.sites import service as sites
from hub.sites.rules import Site
from wire.ids import DeviceId, SiteId
from wire.messages import PlayedLog

log = logging.getLogger("hub.content")

SHOWN_ON_PAGE: Final = 60
COLUMNS: Final = (
    "Tag", "Beginn", "Ende", "Sekunden", "Display", "Inhalt", "Liste", "Sprache", "Ergebnis",
    "Grund", "Anzahl",
)  # fmt: skip
REASONS: Final = {"missing": "fehlt noch auf dem Display", "broken": "auf dem Display beschädigt"}
OUTCOMES: Final = {"shown": "gezeigt", "cut": "unterbrochen", "skipped": "ausgelassen"}


@dataclass(frozen=True)
class Choice:
    """Whose proof is wanted: days from and until, a display, an item; empty is all."""

    first: date
    last: date
    device: str = ""
    item: str = ""

    @property
    def part(self) -> Part:
        return Part(self.device, self.item)


@dataclass(frozen=True)
class Line:
    """One thing that was shown, in words for people."""

    begun: datetime
    """Local time."""
    ended: datetime
    seconds: float
    device: str
    item: str
    playlist: str
    lang: str
    outcome: str
    reason: str


@dataclass(frozen=True)
class Sum:
    """How often and how long one item was shown on one display; what was skipped counts apart."""

    item: str
    device: str
    times: int = 0
    cut: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def plus(self, outcome: str, times: int, seconds: float) -> "Sum":
        if outcome == "skipped":
            return replace(self, skipped=self.skipped + times)
        cut = self.cut + (times if outcome == "cut" else 0)
        return replace(self, times=self.times + times, cut=cut, seconds=self.seconds + seconds)


@dataclass(frozen=True)
class Names:
    """What ids are called; an unknown one stands for itself."""

    devices: Mapping[str, str]
    items: Mapping[str, str]
    playlists: Mapping[str, str]


def note_played(
    session: Session, site: SiteId, device: DeviceId, told: PlayedLog, now: datetime
) -> None:
    """Keep what a display has shown, each thing once; what `is_proof` does not take is left out.

    It is no change of the site: nothing that is told or drawn follows from it.
    """
    house = sites.site(session, site)
    since, _ = house.bounds(singly_since(house.day(now)))
    sound = [one for one in told.entries if is_proof(one.begun_at, one.ended_at, since, now)]
    if len(sound) < len(told.entries):
        log.warning(
            "played_unbelievable",
            extra={"device": device, "entries": len(told.entries) - len(sound)},
        )
    if sound:
        kept.add_played(session, site, device, sound, house.day)


def forget_played(database: Database, site: Site, now: datetime) -> None:
    """Single entries and sums that are old enough, some at a time and without the site's lock."""
    today = site.day(now)
    singly, _ = site.bounds(singly_since(today))
    some = kept.BATCH
    while some == kept.BATCH:
        with database.write(durable=False) as session:
            some = kept.forget_played(session, site.id, singly)
    some = kept.BATCH
    while some == kept.BATCH:
        with database.write(durable=False) as session:
            some = kept.forget_played_days(session, site.id, today - PLAYED_KEPT)


def singly_since(today: date) -> date:
    """The first day of which single entries are kept; of earlier ones there are sums."""
    return today - SINGLY_KEPT


def item_names(session: Session, site: SiteId) -> dict[str, str]:
    """What each item and notice is called, by its id."""
    return repository.item_names(session, site) | repository.notice_names(session, site)


def names(session: Session, site: SiteId) -> Names:
    items = item_names(session, site)
    found = {str(one.id): one.name for one in devices.displays(session, site)}
    return Names(found, items, repository.playlist_names(session, site))


def lines(session: Session, site: Site, choice: Choice, most: int | None = None) -> Iterator[Line]:
    """What was shown, in its order; read bit by bit, however much it is."""
    known = names(session, site.id)
    first, last = _bounds(site, choice)
    rows = kept.played(session, site.id, first, last, choice.part, most)
    return (_line(row, site, known) for row in rows)


def sums(session: Session, site: Site, choice: Choice) -> list[Sum]:
    """By item and display, what was shown longest first."""
    known = names(session, site.id)
    found: dict[tuple[str, str], Sum] = {}
    for item, device, outcome, times, seconds in kept.played_sums(
        session, site.id, choice.first, choice.last, choice.part
    ):
        key = (item, device)
        before = found.get(key) or Sum(
            known.items.get(item, item), known.devices.get(device, device)
        )
        found[key] = before.plus(outcome, times, seconds)
    return sorted(found.values(), key=lambda one: (-one.seconds, one.item, one.device))


def as_csv(session: Session, site: Site, choice: Choice, today: date) -> Iterator[str]:
    """Line by line, for spreadsheets as they are used here: semicolons, decimal commas.

    Days of which no single entries are kept any more have one line for each sum.
    """
    yield "\ufeff" + _row(COLUMNS)
    since = singly_since(today)
    if choice.first < since:
        before = min(since, choice.last + timedelta(days=1))
        known = names(session, site.id)
        for row in kept.played_days(session, site.id, choice.first, before, choice.part):
            yield _day_row(row, known)
    if choice.last < since:
        return
    for one in lines(session, site, replace(choice, first=max(choice.first, since))):
        yield _row(
            (
                one.begun.strftime("%d.%m.%Y"), one.begun.strftime("%H:%M:%S"),
                one.ended.strftime("%H:%M:%S"), _comma(one.seconds),
                one.device, one.item, one.playlist, one.lang, one.outcome, one.reason, "1",
            )
        )  # fmt: skip


def _day_row(row: PlayedDayRow, known: Names) -> str:
    return _row(
        (
            row.day.strftime("%d.%m.%Y"), "", "", _comma(row.seconds),
            known.devices.get(row.device, row.device), known.items.get(row.item, row.item),
            "", "", OUTCOMES.get(row.outcome, row.outcome), "", str(row.times),
        )
    )  # fmt: skip


def _comma(seconds: float) -> str:
    return f"{seconds:.1f}".replace(".", ",")


def _bounds(site: Site, choice: Choice) -> tuple[datetime, datetime]:
    return site.bounds(choice.first)[0], site.bounds(choice.last)[1]


def _line(row: PlayedRow, site: Site, known: Names) -> Line:
    return Line(
        begun=site.local(row.begun_at),
        ended=site.local(row.ended_at),
        seconds=(row.ended_at - row.begun_at).total_seconds(),
        device=known.devices.get(row.device, row.device),
        item=known.items.get(row.item, row.item),
        playlist=known.playlists.get(row.playlist, row.playlist),
        lang=row.lang,
        outcome=OUTCOMES.get(row.outcome, row.outcome),
        reason=REASONS.get(row.reason, row.reason),
    )


def _row(cells: tuple[str, ...]) -> str:
    """Quoted where needed; what a spreadsheet would take for a formula gets an apostrophe."""
    file = io.StringIO()
    harmless = [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
                for cell in cells]  # fmt: skip
    csv.writer(file, delimiter=";").writerow(harmless)
    return file.getvalue()
