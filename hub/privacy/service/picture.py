"""What the pages and programs show: the register, the nights, what is due, a person's state."""

from collections.abc import Sequence
from datetime import datetime

from hub.identity import service as identity
from hub.identity.rules.approvals import Approval
from hub.kit.auth import Principal
from hub.kit.database import Session
from hub.privacy import schemas
from hub.privacy.rules import REGISTER, STEPS, TABLES, THEN, WHOSE
from hub.privacy.service.erasing import still_open
from hub.privacy.service.finding import person
from hub.privacy.service.night import due_soon, nights
from hub.privacy.service.telling import holds
from wire.ids import SiteId


def register() -> tuple[schemas.Holding, ...]:
    """All that is personal: visitors' first."""
    return tuple(
        schemas.Holding(
            table=one.table, name=TABLES[one.table], columns=one.columns, whose=WHOSE[one.whose],
            purpose=one.purpose, basis=one.basis, until=one.until, then=THEN[one.then],
            note=one.note,
        )
        for one in sorted(REGISTER, key=lambda one: one.whose != "visitor")
    )  # fmt: skip


def due(session: Session, site: SiteId, now: datetime) -> tuple[schemas.Due, ...]:
    """What ends by itself within a week, by table."""
    return tuple(
        schemas.Due(
            table=one.table, name=TABLES[one.table], columns=one.columns, until=one.since.words,
            then=THEN[one.then], step=one.step, now=one.now, soon=one.soon,
        )
        for one in due_soon(session, site, now)
    )  # fmt: skip


def reports(session: Session, site: SiteId) -> tuple[schemas.Night, ...]:
    """The last nights, the newest first."""
    return tuple(
        schemas.Night(
            period=one.period, started_at=one.started_at, ended_at=one.ended_at, tries=one.tries,
            fault=one.fault,
            steps=tuple(
                schemas.Step(
                    step=name, name=STEPS.get(name, name), changed=done.changed,
                    deleted=done.deleted, ms=done.ms,
                )
                for name, done in one.steps.items()
            ),
        )
        for one in nights(session, site)
    )  # fmt: skip


def held(session: Session, site: SiteId, found_id: str, now: datetime) -> schemas.Held:
    """How much of a person there is; none of it is shown. Raises UnknownPerson."""
    whose = person(session, site, found_id)
    return schemas.Held(
        person=found_id, appointments=len(whose.appointments), visits=len(whose.tickets),
        rows={TABLES[name]: count for name, count in holds(session, site, whose).items()},
        open=still_open(session, site, whose, now),
    )  # fmt: skip


def requests(session: Session, who: Principal, found_id: str, now: datetime) -> Sequence[Approval]:
    """What this member of staff has asked for about the person, the newest first."""
    return [
        one for one in identity.approvals(session, who.site, now)
        if (one.asked_by, one.subject) == (who.staff_id, found_id)
        and one.act.startswith("privacy.")
    ]  # fmt: skip
