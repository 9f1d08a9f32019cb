"""What needs two people: one asks, another of the same site decides, and it holds for a day."""

import logging
from datetime import datetime

from hub.identity.repository import accounts, records, sessions
from hub.identity.rules.approvals import (
    ASKED_HOLDS,
    GRANT_HOLDS,
    Act,
    Approval,
    Decided,
    NeedsApproval,
    UnknownApproval,
    require_apart,
    require_open,
    require_reason,
)
from hub.identity.tables import FourEyes
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from wire.ids import SiteId, new_ulid

log = logging.getLogger("hub.identity")


def ask(
    database: Database, who: Principal, act: Act, subject: str, why: str, *, now: datetime
) -> str:
    """Ask a second person; answers the request's id. Raises WrongReason."""
    subject, why = subject.strip(), why.strip()
    require_reason(subject, why)
    row = FourEyes(
        id=new_ulid(now), site=who.site, act=act, subject=subject, why=why,
        asked_by=who.staff_id, asked_login=who.login, asked_at=now,
    )  # fmt: skip
    with database.write() as session:
        records.add_approval(session, row)
    log.info("approval_asked", extra={"site": who.site, "staff": who.staff_id, "act": act})
    return row.id


def decide(
    database: Database, who: Principal, approval_id: str, *, grant: bool, now: datetime
) -> Approval:
    """Agree or refuse. Raises UnknownApproval, NotOnesOwn, NotApart, Decided."""
    with database.write() as session:
        asked = _known(session, who.site, approval_id)
        require_open(asked, who.staff_id, now)
        asker_role = sessions.roles(session, asked.asked_by).get(who.site, "")
        makers = accounts.link_makers(session, who.staff_id)
        require_apart(asked, who.login, who.role, asker_role, makers)
        if not records.decide(
            session, approval_id, by=who.staff_id, login=who.login, granted=grant, now=now
        ):
            raise Decided
        one = _known(session, who.site, approval_id)
    names = {"site": who.site, "staff": who.staff_id, "act": one.act, "granted": grant}
    log.info("approval_decided", extra=names)
    return one


def approvals(session: Session, site: SiteId, now: datetime) -> list[Approval]:
    """Those that somebody may still decide or use, the newest first."""
    return records.approvals(session, site, now - ASKED_HOLDS - GRANT_HOLDS)


def granted(session: Session, who: Principal, approval_id: str, now: datetime) -> Approval:
    """One's own request, when another person has agreed and it still holds.

    Raises UnknownApproval, NeedsApproval.
    """
    one = _known(session, who.site, approval_id)
    if one.asked_by != who.staff_id:
        raise UnknownApproval
    if one.state(now) != "granted":
        raise NeedsApproval(state=one.state(now))
    return one


def require_granted(
    session: Session, who: Principal, act: Act, subject: str, now: datetime
) -> Approval:
    """The agreement to do this with this subject, for whoever does it. Raises NeedsApproval."""
    for one in approvals(session, who.site, now):
        asked = (one.asked_by, one.act, one.subject)
        if asked == (who.staff_id, act, subject) and one.state(now) == "granted":
            return one
    raise NeedsApproval(act=act)


def _known(session: Session, site: SiteId, approval_id: str) -> Approval:
    found = records.approval(session, site, approval_id)
    if found is None:
        raise UnknownApproval
    return found
