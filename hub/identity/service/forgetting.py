"""What is forgotten of accounts each night, and when."""

from collections.abc import Mapping
from datetime import datetime

from hub.identity.repository import accounts, keys, oidc, records, sessions, tokens
from hub.identity.rules.views import RECORDS_KEPT
from hub.kit.database import Change, Session
from wire.ids import SiteId


def forget_sign_ins(session: Session, *, now: datetime) -> None:
    """Sessions, questions to passkeys, ways to the authority's sign-in, and links that are over."""
    sessions.sweep(session, now)
    keys.sweep(session, now)
    oidc.sweep(session, now)
    accounts.drop_old_links(session, now)


def forget_records(session: Session, site: SiteId, *, now: datetime) -> None:
    """Old agreements and systems of the site; accounts and events, which no site has alone."""
    before = now - RECORDS_KEPT
    records.forget_approvals(session, site, before)
    tokens.forget(session, site, before)
    accounts.forget_accounts(session, before)
    accounts.forget_events(session, before)


def erase_requests(change: Change, renamed: Mapping[str, str]) -> None:
    """What two people agreed on stays known, but not about whom and why; new ids by the old.

    Views are never changed: who has seen a person's data must stay provable for their year.
    """
    records.erase_requests(change.session, change.site, renamed)
