"""One more site in the same database: empty, to be set up like the first one."""

import re
from datetime import datetime

from hub.identity import service as identity
from hub.kit.auth import Principal
from hub.kit.database import Database
from hub.office.rules.faults import LONGEST_NAME, NUMBERS
from hub.office.rules.refusals import SetupFaulty
from hub.office.rules.things import SITE, Fault, fault
from hub.office.service.changing import told
from hub.sites import service as sites
from hub.sites.rules import Site, SiteTaken
from wire.ids import SLUG, SiteId


def open_site(
    database: Database, who: Principal, *, site: str, name: str, number: int, now: datetime
) -> None:
    """Open a site; whoever does so has the same role there. Raises SetupFaulty, SiteTaken."""
    if wrong := _wrong(site, name, number):
        raise SetupFaulty(faults=told(wrong))
    with database.write() as session:
        here = sites.site(session, who.site)
        new = Site(
            SiteId(site), number, name.strip(), here.timezone, here.early_minutes,
            here.late_minutes, here.promise_minutes, here.land,
        )  # fmt: skip
        sites.open_site(session, new, now=now)
        identity.go_along(session, who, site, now)


def taken(error: SiteTaken) -> list[dict[str, str]]:
    """The refusal as a fault of its field."""
    field = str(error.fields["field"])
    return told([fault(SITE, field, "number_taken" if field == "number" else "exists")])


def _wrong(site: str, name: str, number: int) -> list[Fault]:
    found = []
    if not re.fullmatch(SLUG, site):
        found.append(fault(SITE, "id", "no_slug"))
    if not name.strip() or not name.isprintable():
        found.append(fault(SITE, "name", "empty"))
    if len(name) > LONGEST_NAME:
        found.append(fault(SITE, "name", "too_long", most=LONGEST_NAME))
    if not NUMBERS[0] <= number <= NUMBERS[1]:
        found.append(fault(SITE, "number", "out_of_range", least=NUMBERS[0], most=NUMBERS[1]))
    return found
