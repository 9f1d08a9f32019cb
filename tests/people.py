"""Members of staff as a service meets them, without a session."""

from hub.identity.rules import permissions_of
from hub.kit.auth import Principal
from wire.ids import SiteId


def person(login: str, name: str, role: str, site: SiteId) -> Principal:
    """With all that the role may do."""
    return Principal(f"id-{login}", login, name, role, site, None, "token", permissions_of(role))
