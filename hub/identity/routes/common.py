"""What the pages of identity share: what sites are called."""

from collections.abc import Iterable
from typing import Final

from hub.kit.database import Session
from hub.sites import service as sites
from wire.ids import SiteId

LEAVE: Final = "identity/go.html"
"""A page that sends the browser on by itself."""


def site_names(session: Session, wanted: Iterable[str]) -> dict[str, str]:
    """The names of these sites."""
    return {one: sites.site(session, SiteId(one)).name for one in wanted}
