"""Who saw whose data: written down when it is shown, read by two people, forgotten in time."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from hub.identity.repository import records
from hub.identity.rules.approvals import Approval
from hub.identity.rules.views import AGAIN_AFTER, VIEWS_KEPT, Sight, View
from hub.kit.auth import Principal
from hub.kit.database import Database, Session
from hub.kit.views import Seen
from wire.ids import new_ulid

MOST_REMEMBERED: Final = 20_000


def note_view(session: Session, who: Principal, seen: Seen, now: datetime) -> None:
    """Write down that this person is shown this, within a transaction that is kept.

    The same again within a quarter of an hour is one view.
    """
    if records.was_seen(session, who.site, who.staff_id, seen, now - AGAIN_AFTER):
        return
    row: dict[str, object] = {
        "id": new_ulid(now), "site": who.site, "at": now, "staff_id": who.staff_id,
        "login": who.login, "kind": seen.kind, "subject": seen.subject, "page": seen.page,
        "purpose": seen.purpose, "delete_on": (now + VIEWS_KEPT).date(),
    }  # fmt: skip
    records.add_view(session, row)


class Views:
    """The record as pages use it that only read: it asks the database once a quarter of an hour.

    What cannot be written down is not shown either: then the answer is an error.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._noted: OrderedDict[tuple[str, str, Seen], datetime] = OrderedDict()

    def __call__(self, who: Principal, seen: tuple[Seen, ...], now: datetime) -> None:
        fresh = [one for one in dict.fromkeys(seen) if not self._known(who, one, now)]
        if not fresh:
            return
        with self._database.write() as session:
            for one in fresh:
                note_view(session, who, one, now)
        with self._lock:
            for one in fresh:
                self._noted[who.site, who.staff_id, one] = now
            while len(self._noted) > MOST_REMEMBERED:
                self._noted.popitem(last=False)

    def _known(self, who: Principal, seen: Seen, now: datetime) -> bool:
        with self._lock:
            at = self._noted.get((who.site, who.staff_id, seen))
        return at is not None and at <= now < at + AGAIN_AFTER


def covered(session: Session, site: str, sight: Sight, most: int | None) -> Iterator[View]:
    """What was shown, the newest first, without saying to whom."""
    for one in records.views(session, site, replace(sight, login=""), most):
        yield replace(one, login="")


def uncovered(
    session: Session, site: str, approval: Approval, sight: Sight, most: int | None
) -> Iterator[View]:
    """What this approval, which the caller has checked, lets one see; with logins."""
    of_staff = approval.act == "audit.staff"
    wanted = (
        replace(sight, login=approval.subject)
        if of_staff
        else replace(sight, subject=approval.subject)
    )
    return records.views(session, site, wanted, most)


def count(session: Session, site: str, sight: Sight) -> int:
    return records.count_views(session, site, sight)


def forget_views(session: Session, today: date) -> int:
    """Delete the rows whose day has come, and answer how many."""
    return records.forget_views(session, today)
