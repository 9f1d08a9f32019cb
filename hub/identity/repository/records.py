"""Keeps who saw what, and what two people decided."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlmodel import Session, col

from hub.identity.rules.approvals import Approval
from hub.identity.rules.views import Sight, View
from hub.identity.tables import FourEyes, PersonalView
from hub.kit.views import Seen

_COLUMNS = (
    PersonalView.at, PersonalView.kind, PersonalView.subject, PersonalView.page,
    PersonalView.purpose, PersonalView.login, PersonalView.delete_on,
)  # fmt: skip


def was_seen(session: Session, site: str, staff_id: str, seen: Seen, since: datetime) -> bool:
    """Whether this person has been shown the same since then."""
    query = select(col(PersonalView.id)).where(
        col(PersonalView.site) == site, col(PersonalView.staff_id) == staff_id,
        col(PersonalView.subject) == seen.subject, col(PersonalView.kind) == seen.kind,
        col(PersonalView.page) == seen.page, col(PersonalView.at) > since,
    )  # fmt: skip
    return session.connection().execute(query.limit(1)).first() is not None


def add_view(session: Session, row: dict[str, object]) -> None:
    session.connection().execute(insert(PersonalView), row)


def views(session: Session, site: str, sight: Sight, most: int | None) -> Iterator[View]:
    """The newest first, with logins; None: all."""
    query = select(*_COLUMNS).where(*_where(site, sight))  # type: ignore[call-overload]
    query = query.order_by(col(PersonalView.at).desc(), col(PersonalView.id).desc()).limit(most)
    for row in session.connection().execute(query).yield_per(1000):
        yield View(*row)


def count_views(session: Session, site: str, sight: Sight) -> int:
    query = select(func.count()).select_from(PersonalView).where(*_where(site, sight))
    return int(session.connection().execute(query).scalar_one())


def _where(site: str, sight: Sight) -> list[ColumnElement[bool]]:
    wanted = {"kind": sight.kind, "subject": sight.subject, "login": sight.login}
    return [
        col(PersonalView.site) == site, col(PersonalView.at) >= sight.since,
        col(PersonalView.at) < sight.until,
        *(col(getattr(PersonalView, name)) == value for name, value in wanted.items() if value),
    ]  # fmt: skip


def forget_views(session: Session, today: date) -> int:
    """Delete what is due; answers how many rows that were."""
    query = delete(PersonalView).where(col(PersonalView.delete_on) <= today)
    return session.connection().execute(query).rowcount


def forget_approvals(session: Session, site: str, before: datetime) -> None:
    query = delete(FourEyes).where(col(FourEyes.site) == site, col(FourEyes.asked_at) < before)
    session.connection().execute(query)


def erase_requests(session: Session, site: str, renamed: Mapping[str, str]) -> None:
    """Requests about these people name them by other ids, and say no reason any more."""
    for old, new in renamed.items():
        theirs = (col(FourEyes.site) == site) & (col(FourEyes.subject) == old)
        query = update(FourEyes).where(theirs).values(subject=new, why="")
        session.connection().execute(query)


def add_approval(session: Session, row: FourEyes) -> None:
    session.add(row)


def approval(session: Session, site: str, approval_id: str) -> Approval | None:
    row = session.get(FourEyes, approval_id)
    return _approval(row) if row is not None and row.site == site else None


def approvals(session: Session, site: str, since: datetime) -> list[Approval]:
    """The newest first."""
    query = select(FourEyes).where(col(FourEyes.site) == site, col(FourEyes.asked_at) > since)
    rows = session.scalars(query.order_by(col(FourEyes.asked_at).desc(), col(FourEyes.id).desc()))
    return [_approval(row) for row in rows]


def decide(
    session: Session, approval_id: str, *, by: str, login: str, granted: bool, now: datetime
) -> bool:
    """Whether it was still open: of two who decide at once, one does."""
    query = update(FourEyes).where(
        col(FourEyes.id) == approval_id, col(FourEyes.decided_by).is_(None)
    )
    values = {
        "decided_by": by, "decided_login": login, "decided_at": now, "granted": granted,
    }  # fmt: skip
    return session.connection().execute(query.values(values)).rowcount == 1


def _approval(row: FourEyes) -> Approval:
    return Approval(
        row.id, row.act, row.subject, row.why, row.asked_by, row.asked_login, row.asked_at,
        row.decided_login, row.decided_at, row.granted,
    )  # fmt: skip
