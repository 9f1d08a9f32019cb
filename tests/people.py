"""Members of staff as services meet them: without a session, and with one of their own."""

from datetime import datetime

from hub.identity import service as identity
from hub.identity.rules import permissions_of
from hub.identity.service import Admission
from hub.kit.auth import Principal
from hub.kit.database import Database
from wire.ids import SiteId


def person(login: str, name: str, role: str, site: SiteId) -> Principal:
    """With all that the role may do."""
    return Principal(f"id-{login}", login, name, role, site, None, "token", permissions_of(role))


def sign_in(database: Database, *, login: str, password: str, now: datetime) -> Admission:
    """Open a session as the form of the sign-in does, for an account without a passkey."""
    staff = identity.prove(database, login=login, password=password, now=now)
    return identity.admit(database, staff, now)
