"""The front door of the figures: of which days, which concern; and how large a group must be."""

import logging
from datetime import datetime
from typing import Final

from hub.appointments import service as appointments
from hub.identity import service as identity
from hub.identity.rules.approvals import Act
from hub.insights import repository, rules, schemas, texts
from hub.insights.rules import (
    GLOSSARY,
    LEAST_GROUP,
    Figures,
    Frame,
    GroupSizeChanged,
    Range,
    gather,
)
from hub.insights.service.charts import Charts, charts, minutes
from hub.insights.service.export import STYLES, TABLES, Style, TableName, as_csv
from hub.insights.service.naming import Names, desk_group, names_of
from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from hub.queue import service as queue
from hub.sites import service as sites
from wire.ids import SiteId

log = logging.getLogger("hub.insights")

SMALLER: Final[Act] = "figures.least"
"""What a second person agrees to."""

__all__ = [
    "GLOSSARY", "SMALLER", "STYLES", "TABLES", "Charts", "Style", "TableName", "as_csv", "charts",
    "figures", "least_group", "minutes", "set_least_group",
]  # fmt: skip


def figures(
    session: Session, site_id: SiteId, days: Range, *, concern: str | None, now: datetime
) -> schemas.Figures:
    """All figures of these local days, of one concern or of all. Raises UnknownConcern.

    Read anew from the logs each time: nothing that was summed before can differ from them.
    """
    house = sites.house(session, site_id)
    if concern is not None:
        sites.concern(session, site_id, concern)
    groups = {str(one.label): desk_group(one) for one in house.rooms}
    grouped_on = sites.regrouped_on(session, site_id)
    frame = Frame(house.site.local, groups, concern, queue.RECEPTION, grouped_on)
    visits = queue.visits_between(session, site_id, days.first, days.last, now=now)
    found = gather(visits, frame)
    least, promise = least_group(session, site_id), house.site.promise_minutes
    worked_out = rules.figures(found, frame, promise, least)
    booked = appointments.bookings(session, site_id, days.first, days.last)
    came = rules.came(booked, found.letters, concern, house.site.late_minutes, now)
    names = names_of(house)
    tables = tuple(_table(one, names) for one in worked_out.tables)
    return schemas.Figures(
        first=days.first, last=days.last, timezone=house.site.timezone, concern=concern,
        promise_minutes=promise, least_group=least,
        verdict=rules.verdict(worked_out.total.waits),
        weakest=_weakest(worked_out, names),
        total=_part(worked_out.total, texts.ALL),
        staff=worked_out.staff,
        tables=tables,
        days=tuple(
            schemas.Day(day=day, arrivals=one.arrivals, waits=_spread(one.waits))
            for day, one in worked_out.days
        ),
        heat=tuple(
            schemas.HeatCell(weekday=weekday, hour=hour, waits=_spread(waits))
            for (weekday, hour), waits in sorted(worked_out.heat.items())
        ),
        counts=_counts(worked_out),
        waits_again=_spread(worked_out.waits_again),
        gave_up_after=_spread(worked_out.gave_up_after),
        appointments=schemas.Appointments.model_validate(came),
        told=schemas.Accuracy.model_validate(worked_out.told),
    )  # fmt: skip


def least_group(session: Session, site: SiteId) -> int:
    """Of how many people figures of staff must at least be."""
    agreed = repository.least_group(session, site)
    return LEAST_GROUP if agreed is None else agreed


def set_least_group(change: Change, who: Principal, least: int, *, was: int, now: datetime) -> None:
    """What staff and management have agreed on.

    Anybody who may change it makes the group larger; to make it smaller a second person agrees
    first. Raises GroupSizeChanged, NeedsApproval.
    """
    known = least_group(change.session, change.site)
    if known != was:
        raise GroupSizeChanged(least=known)
    if least < known:
        identity.require_granted(change.session, who, SMALLER, str(least), now)
    repository.set_least_group(change.session, change.site, least)
    extra = {"site": change.site, "least": least, "was": was, "by": who.login}
    log.info("insights_least_group_set", extra=extra)


def _counts(found: Figures) -> schemas.Counts:
    named = {name: found.counts[name] for name in schemas.Counts.model_fields}
    return schemas.Counts(**{**named, "first_contact": found.first_contact})


def _weakest(found: Figures, names: Names) -> tuple[schemas.Part, ...]:
    """The concern and the hour to which the promise is kept least."""
    looked_at = [one for one in found.tables if one.dimension in ("concern", "hour")]
    worst = [(one.dimension, rules.weakest(one.parts)) for one in looked_at]
    return tuple(_part(part, names.name(where, part.key)) for where, part in worst if part)


def _table(one: rules.Table, names: Names) -> schemas.Table:
    order = sorted(one.parts, key=lambda part: names.order(one.dimension, part.key))
    return schemas.Table(
        dimension=one.dimension,
        name=texts.DIMENSION_NAMES[one.dimension],
        parts=tuple(_part(part, names.name(one.dimension, part.key)) for part in order),
        rest=_part(one.rest, texts.REST) if one.rest else None,
        together=tuple(sorted(names.name(one.dimension, key) for key in one.together)),
        staff=one.staff,
    )


def _part(one: rules.Part, name: str) -> schemas.Part:
    return schemas.Part(
        key=one.key, name=name, arrivals=one.arrivals, waits=_spread(one.waits),
        talks=_spread(one.talks) if one.talks else None, busy=one.busy,
    )  # fmt: skip


def _spread(one: rules.Spread) -> schemas.Spread:
    return schemas.Spread.model_validate(one)
