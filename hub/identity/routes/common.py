"""What the pages of identity share: what sites are called."""

from collections.abc import Iterable

from hub.kit.database import Session
from hub.sites import service as sites
from wire.ids import SiteId


def site_names(session: Session, wanted: Iterable[str]) -> dict[str, str]:
    """The names of these sites."""
    return {one: sites.site(session, SiteId(one)).name for one in wanted}
