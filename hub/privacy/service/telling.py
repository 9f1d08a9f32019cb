"""What one person is told: every column that the house holds of them, why, and until when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from hub.identity import service as identity
from hub.identity.rules.views import KIND_NAMES, PURPOSE_NAMES
from hub.kit.auth import Principal
from hub.kit.database import Session
from hub.kit.views import Seen
from hub.privacy import schemas, texts
from hub.privacy.repository import persons
from hub.privacy.rules import REGISTER, TABLES, TIMED, Holding
from hub.privacy.rules.person import TIES, Person
from hub.privacy.service.finding import person
from hub.sites import service as sites
from hub.sites.rules import Site
from wire.ids import SiteId

EXPORT: Final = "privacy.export"
PAGE: Final = "/privacy/people"


def holds(session: Session, site: SiteId, whose: Person) -> dict[str, int]:
    """How many rows of each table are this person's."""
    counts = {name: len(persons.rows(session, site, name, whose)) for name in TIES}
    return {name: count for name, count in counts.items() if count}


def export(session: Session, who: Principal, found_id: str, *, now: datetime) -> schemas.Export:
    """Tell it, and write down who was told, within a transaction that is kept.

    Raises UnknownPerson, NeedsApproval.
    """
    whose = person(session, who.site, found_id)
    identity.require_granted(session, who, EXPORT, found_id, now)
    identity.note_view(session, who, Seen("export", found_id, PAGE, "privacy"), now)
    site = sites.site(session, who.site)
    return schemas.Export(
        office=site.name,
        made_at=now,
        person=found_id,
        explained=texts.EXPLAINED,
        parts=tuple(_parts(session, site, whose)),
        views=tuple(
            schemas.Seen(
                at=row["at"], what=KIND_NAMES.get(row["kind"], row["kind"]), page=row["page"],
                purpose=PURPOSE_NAMES.get(row["purpose"], row["purpose"]),
                deleted_on=row["delete_on"],
            )
            for row in persons.views(session, who.site, whose)
        ),
    )  # fmt: skip


def _parts(session: Session, site: Site, whose: Person) -> list[schemas.Part]:
    names = {str(one.id): one.name["de"] for one in sites.concerns(session, site.id)}
    found = []
    for name in TIES:
        holdings = [one for one in REGISTER if one.table == name and one.whose == "visitor"]
        entries = [
            schemas.Entry(groups=tuple(_groups(session, site, holdings, row, names)))
            for row in persons.rows(session, site.id, name, whose)
        ]
        if entries:
            found.append(schemas.Part(name=TABLES[name], entries=tuple(entries)))
    return found


def _groups(
    session: Session, site: Site, holdings: list[Holding], row: persons.Row,
    names: Mapping[str, str],
) -> list[schemas.Group]:  # fmt: skip
    """What of the row is held, by its reason; `names` of the concerns."""
    found = []
    for one in holdings:
        fields = tuple(
            schemas.Field(
                label=label, value=value, said=names.get(str(value)) or texts.said(column, value)
            )
            for column, label in one.columns.items()
            if (value := _value(site, row[column])) is not None
        )
        if fields:
            found.append(
                schemas.Group(
                    purpose=one.purpose, basis=one.basis, kept=one.until, fields=fields,
                    deleted_on=_until(session, site, one, row),
                )
            )  # fmt: skip
    return found


def _until(session: Session, site: Site, one: Holding, row: persons.Row) -> date | None:
    """The local day on which it ends; None where it has no end of its own, or none yet."""
    if one.then not in TIMED:
        return None
    begun = persons.moment(session, one, row)
    if begun is None:
        return None
    over = begun + one.since.kept
    return site.day(over) if isinstance(over, datetime) else over


def _value(site: Site, value: object) -> schemas.Value | None:
    """As JSON has it, moments in the time of the site; None where nothing is held."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, datetime):
        return site.local(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    if isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)
