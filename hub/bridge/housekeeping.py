"""What the house forgets each night, and whose it was: once, whichever hub process does it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from hub.appointments import service as appointments
from hub.content import service as content
from hub.displays import service as displays
from hub.emergency import service as emergency
from hub.identity import service as identity
from hub.intake import service as intake
from hub.kit import drain, inbox, jobs
from hub.kit.database import Change, Session
from hub.kit.jobs import Job, Step
from hub.kit.periods import LETTERS_KEPT, PERSONAL_KEPT
from hub.office import service as office
from hub.pairing import service as pairing
from hub.presence import service as presence
from hub.privacy import service as privacy
from hub.queue import service as tickets
from hub.silent import service as silent
from hub.sites import service as sites
from wire.ids import SiteId

BEGINS: Final = timedelta(hours=2)
"""After midnight of the site: the day before is over everywhere, and nobody waits for its lock."""


def _before(forget: Callable[..., None]) -> Step:
    """Forgets what is older than personal data may be."""
    return lambda change, now: forget(change, before=now - PERSONAL_KEPT)


def _now(forget: Callable[..., None]) -> Step:
    """Forgets what it holds for old itself."""
    return lambda change, now: forget(change, now=now)


def _messages(change: Change, now: datetime) -> None:
    inbox.forget(change.session, now=now)


def _post(change: Change, now: datetime) -> None:
    drain.forget(change.session, change.site, now=now)


def _letters(change: Change, now: datetime) -> None:
    appointments.forget_letters(change, before=now - LETTERS_KEPT)


def _players(change: Change, now: datetime) -> None:
    pairing.forget(change.session, now=now)


def _views(change: Change, now: datetime) -> None:
    identity.forget_views(change.session, now.date())


def _sign_ins(change: Change, now: datetime) -> None:
    identity.forget_sign_ins(change.session, now=now)


def _accounts(change: Change, now: datetime) -> None:
    identity.forget_records(change.session, change.site, now=now)


STEPS: Final[dict[str, Step]] = {
    "messages": _messages,
    "post": _post,
    "people": _before(appointments.forget_people),
    "letters": _letters,
    "visits": _before(tickets.forget_persons),
    "follows": _now(tickets.forget_follows),
    "addressees": _before(tickets.forget_addressees),
    "papers": _now(intake.forget),
    "content": content.tidy,
    "alarms": _now(emergency.forget),
    "displays": _now(displays.forget),
    "presence": _now(presence.forget),
    "silent": _now(silent.forget),
    "players": _players,
    "office": _now(office.forget),
    "views": _views,
    "sign_ins": _sign_ins,
    "accounts": _accounts,
    "erasures": _now(privacy.forget_erasures),
    "reports": jobs.forget,
}
"""In this order; the names stand in the report, and in the register of `hub.privacy`."""


def all_jobs(site: SiteId) -> tuple[Job, ...]:
    """What is done at a site by itself: each night, or at the first start after it."""
    return (Job(privacy.NIGHT, partial(_night, site), STEPS),)


def _night(site: SiteId, session: Session, now: datetime) -> str:
    """By the site's clock as it is set up now."""
    return str(sites.site(session, site).day(now - BEGINS))
