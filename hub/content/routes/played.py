"""Proof of play: what was shown where, when and how long, as sums, as a table and as CSV."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse

from hub.content.routes.common import HOME, Publishing
from hub.content.rules import PLAYED_KEPT
from hub.content.service import played as proof
from hub.content.service.played import SHOWN_ON_PAGE, Choice
from hub.devices import service as devices
from hub.kit.database import Database
from hub.sites.rules import Site

router = APIRouter(include_in_schema=False)
TAB: Final = "played"


@router.get(f"{HOME}/played")
def played(
    visit: Publishing, first: str = "", last: str = "", on: str = "", item: str = ""
) -> Response:
    with visit.data.read() as session:
        site = visit.site(session)
        choice = _choice(site.day(visit.now), first, last, on, item)
        known = proof.names(session, visit.who.site)
        return visit.page(
            "played.html", TAB, session, choice=choice, most=SHOWN_ON_PAGE,
            otherwise=_otherwise(choice, site.day(visit.now), first, last),
            places=devices.displays(session, visit.who.site),
            items=sorted(known.items.items(), key=lambda one: one[1].casefold()),
            sums=proof.sums(session, site, choice), kept=PLAYED_KEPT.days,
            since=proof.singly_since(site.day(visit.now)),
            lines=list(proof.lines(session, site, choice, SHOWN_ON_PAGE)),
        )  # fmt: skip


@router.get(f"{HOME}/played.csv")
def as_csv(
    visit: Publishing, first: str = "", last: str = "", on: str = "", item: str = ""
) -> Response:
    """However much it is, it goes out line by line."""
    with visit.data.read() as session:
        site = visit.site(session)
    today = site.day(visit.now)
    choice = _choice(today, first, last, on, item)
    name = f"nachweis-{choice.first}-{choice.last}.csv"
    return StreamingResponse(
        _stream(visit.data, site, choice, today),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
        },
    )  # fmt: skip


def _stream(data: Database, site: Site, choice: Choice, today: date) -> Iterator[str]:
    with data.read() as session:
        yield from proof.as_csv(session, site, choice, today)


def _choice(today: date, first: str, last: str, on: str, item: str) -> Choice:
    """Today, unless other days are named; none before the proof begins or in the future."""
    earliest = today - PLAYED_KEPT
    begins, ends = _day(first), _day(last)
    if begins and ends and ends < begins:
        begins, ends = ends, begins
    until = max(earliest, min(ends or today, today))
    since = max(earliest, min(begins or until, until))
    return Choice(since, until, on[:32], item[:40])


def _otherwise(choice: Choice, today: date, first: str, last: str) -> str:
    """Why other days are shown than those that were asked for; empty where they are the same."""
    begins, ends = _day(first), _day(last)
    if (first and not begins) or (last and not ends):
        return "Von oder Bis ist kein Tag"
    if begins and ends and ends < begins:
        return "Von und Bis waren vertauscht"
    if (begins or choice.first) != choice.first or (ends or choice.last) != choice.last:
        return f"der Nachweis reicht vom {today - PLAYED_KEPT:%d.%m.%Y} bis heute"
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
