"""The office in numbers, for the page of those who lead it and for programs."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from hub.identity import service as identity
from hub.identity.rules.approvals import LEAST_WHY, MOST_WHY, NeedsApproval
from hub.insights import schemas, service, texts
from hub.insights.rules import (
    ENOUGH,
    GLOSSARY,
    LARGEST_LEAST,
    MOST_DAYS,
    PRESETS,
    SMALLEST_LEAST,
    USUAL,
    Preset,
    Range,
    chosen,
    preset,
)
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.sites import service as sites

router = APIRouter()
PAGE: Final = "/insights"
API: Final = "/api/v1/insights"
NOTHING_ASKED: Final = {"first": "", "last": "", "concern": ""}
GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
Seeing = Annotated[Principal, may("figures.see")]
Agreeing = Annotated[Principal, may("privacy.work")]


class InvalidDay(HouseError):
    """What was typed is no day of the calendar."""

    key = "invalid_day"
    status = 422


class InvalidSize(HouseError):
    """A smallest group of so few or so many people makes no sense; `least` and `most` bound it."""

    key = "invalid_size"
    status = 422


@router.get(f"{API}/figures")
def api_figures(
    data: Data, now: Now, who: Seeing, first: date | None = None, last: date | None = None,
    concern: str | None = None,
) -> schemas.Figures:  # fmt: skip
    """The last four weeks, unless other days are named; durations in seconds."""
    return _figures(data, who, chosen(first, last, _today(data, who, now)), concern, now)


@router.get(API + "/tables/{table}.csv")
def api_table(
    data: Data, now: Now, who: Seeing, table: service.TableName,
    first: date | None = None, last: date | None = None, concern: str | None = None,
    style: service.Style = "rfc4180",
) -> Response:  # fmt: skip
    """One table as CSV; `style=excel` with semicolons and a byte order mark."""
    days = chosen(first, last, _today(data, who, now))
    text = service.as_csv(_figures(data, who, days, concern, now), table, style)
    name = f"zahlen-{table}-{days.first}-{days.last}.csv"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store",
    }  # fmt: skip
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


@router.get(f"{API}/glossary")
def api_glossary(_who: Seeing) -> tuple[schemas.TermSaid, ...]:
    """What each figure means, in German, as the page says it."""
    return tuple(schemas.TermSaid.model_validate(one) for one in GLOSSARY)


@router.get(f"{API}/settings")
def api_settings(data: Data, who: Seeing) -> schemas.Settings:
    with data.read() as session:
        return schemas.Settings(least_group=service.least_group(session, who.site))


@router.put(f"{API}/settings")
def api_set(data: Data, now: Now, who: Agreeing, new: schemas.NewSettings) -> schemas.Settings:
    """What staff and management have agreed on; a smaller group, once a second person agrees."""
    _agree(data, who, new.least_group, new.was, now)
    return schemas.Settings(least_group=new.least_group)


@router.post(f"{API}/settings/requests", status_code=201)
def api_ask(data: Data, now: Now, who: Agreeing, asked: schemas.SmallerGroup) -> schemas.Asked:
    """Ask a second person to agree to a smaller group."""
    subject = str(asked.least_group)
    return schemas.Asked(id=identity.ask(data, who, service.SMALLER, subject, asked.why, now=now))


@router.get(PAGE, include_in_schema=False)
def insights(
    data: Data, now: Now, who: Seeing, office: Office, span: str = "", first: str = "",
    last: str = "", concern: str = "",
) -> Response:  # fmt: skip
    """What cannot be had is said above the form, which keeps what was chosen."""
    today = _today(data, who, now)
    asked = {"first": first, "last": last, "concern": concern}
    try:
        name, days = _days(span, first, last, today)
        found = _figures(data, who, days, concern or None, now)
    except HouseError as error:
        return _page(data, who, office, today, asked=asked, error=error)
    asked = {**asked, "first": days.first.isoformat(), "last": days.last.isoformat()}
    return _page(data, who, office, today, asked=asked, found=found, span=name)


@router.post(f"{PAGE}/settings", include_in_schema=False)
def set_size(
    data: Data, now: Now, who: Agreeing, office: Office,
    least_group: Annotated[str, Form()] = "", was: Annotated[str, Form()] = "",
    why: Annotated[str, Form(max_length=MOST_WHY)] = "",
) -> Response:  # fmt: skip
    """A smaller group is asked for first; once a second person has agreed, it is set."""
    try:
        try:
            _agree(data, who, _size(least_group), _size(was), now)
        except NeedsApproval:
            identity.ask(data, who, service.SMALLER, least_group, why, now=now)
            return RedirectResponse("/approvals?done=asked", status_code=303)
    except HouseError as error:
        asked = {"first": "", "last": "", "concern": ""}
        return _page(data, who, office, _today(data, who, now), asked=asked, error=error)
    return RedirectResponse(PAGE, status_code=303)


def _page(
    data: Database, who: Principal, office: object, today: date, *, asked: Mapping[str, str],
    found: schemas.Figures | None = None, span: str = "", error: HouseError | None = None,
) -> Response:  # fmt: skip
    with data.read() as session:
        site = sites.site(session, who.site)
        concerns = sites.concerns(session, who.site)
        least = service.least_group(session, who.site)
    return page(
        "insights/insights.html", status=error.status if error else 200, office=office, me=who,
        site_name=site.name, presets=PRESETS, span=span, asked={**NOTHING_ASKED, **asked},
        concerns=concerns, f=found,
        charts=service.charts(found) if found else None,
        glossary=GLOSSARY, today=today, least=least, bounds=(SMALLEST_LEAST, LARGEST_LEAST),
        why=(LEAST_WHY, MOST_WHY),
        most_days=MOST_DAYS, enough=ENOUGH, minutes=service.minutes, sentence=_sentence(error),
    )  # fmt: skip


def _sentence(error: HouseError | None) -> str:
    if error is None:
        return ""
    return texts.SENTENCES.get(error.key, texts.UNKNOWN).format_map(error.fields)


def _figures(
    data: Database, who: Principal, days: Range, concern: str | None, now: datetime
) -> schemas.Figures:
    with data.read() as session:
        return service.figures(session, who.site, days, concern=concern, now=now)


def _agree(data: Database, who: Principal, least: int, was: int, now: datetime) -> None:
    if not SMALLEST_LEAST <= least <= LARGEST_LEAST:
        raise InvalidSize(least=SMALLEST_LEAST, most=LARGEST_LEAST)
    with data.change(who.site) as change:
        service.set_least_group(change, who, least, was=was, now=now)


def _size(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0


def _days(span: str, first: str, last: str, today: date) -> tuple[str, Range]:
    """The days that a button or the two fields name. Raises what is wrong with them."""
    if first or last:
        return "", chosen(_day(first), _day(last), today)
    name: Preset = next((one for one in PRESETS if one == span), USUAL)
    return name, preset(name, today)


def _day(said: str) -> date | None:
    """As browsers send it, or as people here write it. Raises InvalidDay."""
    german = GERMAN_DAY.fullmatch(said.strip())
    try:
        if german:
            day, month, year = (int(one) for one in german.groups())
            return date(year, month, day)
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise InvalidDay from None


def _today(data: Database, who: Principal, now: datetime) -> date:
    with data.read() as session:
        return sites.site(session, who.site).day(now)
