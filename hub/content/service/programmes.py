"""The programme of each display: put together, compared with what it was told, published."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from hub.content import repository
from hub.content.rules import (
    EDITORS_KEPT,
    PLAYED_KEPT,
    Audience,
    ProgrammeTooLarge,
    Shelf,
    Target,
    covered,
    covers,
    digest,
    programme,
    weight,
)
from hub.content.tables import ContentToldRow
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.kit.database import Change, Session
from hub.sites import service as sites
from hub.sites.rules import Site, public_holidays
from wire import topics
from wire.codec import MAX_BYTES
from wire.ids import DeviceId, SiteId
from wire.messages import Programme

log = logging.getLogger("hub.content")

ENVELOPE = 2_000
"""Bytes that a message needs beside its programme."""


def shelf(session: Session, site: Site, now: datetime) -> Shelf:
    """All that the site has to show, with the holidays of this year and the next."""
    year = site.day(now).year
    found = public_holidays(site.land, year, year + 1)
    return Shelf(
        items=repository.shown_items(session, site.id),
        playlists={
            row.id: repository.told_playlist(row) for row in repository.playlists(session, site.id)
        },
        planned=[repository.planned(row) for row in repository.slots(session, site.id)],
        announced=[repository.announced(row) for row in repository.notices(session, site.id, now)],
        holidays=tuple(found),
        holidays_until=date(year + 1, 12, 31),
    )


def stages(session: Session, site: SiteId) -> list[Place]:
    """Displays that show a programme: the sign at a door has no room for one."""
    return [one for one in devices.displays(session, site) if one.role != "door"]


def audience(place: Place) -> Audience:
    """A display as targets see it."""
    return Audience(place.id, place.group, frozenset(place.tags))


def programme_for(session: Session, site: SiteId, place: Place, now: datetime) -> Programme:
    """All that this display shows of its own accord, without a revision."""
    return programme(shelf(session, sites.site(session, site), now), audience(place), now)


def tell(
    change: Change,
    now: datetime,
    *,
    again: bool = False,
    only: Collection[DeviceId] | None = None,
) -> None:
    """Publish the programme of each display whose programme is not what it was last told.

    `again`: also of the others, with the revision that they know, because the broker may have
    lost its memory. `only` these displays; None: all. A display whose programme fits into no
    message keeps what it has.
    """
    for place, _fitted in _tell_all(change, now, again=again, only=only):
        log.warning("programme_too_large", extra={"site": change.site, "device": place.id})


def publish(change: Change, now: datetime) -> None:
    """The same after somebody's edit, who is told when it does not fit: ProgrammeTooLarge.

    A display whose programme was too large before, and has not grown by this, is no hindrance.
    """
    for place, _fitted in _tell_all(change, now, again=False):
        raise ProgrammeTooLarge(display=place.name)


def announce(change: Change, target: Target, now: datetime) -> None:
    """The same for a notice, which displays that were too large before do not keep from others.

    Whoever may announce cannot mend them. Raises ProgrammeTooLarge where it makes one too large,
    or where it would reach none of all that are meant.
    """
    for place, fitted in _tell_all(change, now, again=False):
        if fitted:
            raise ProgrammeTooLarge(display=place.name)
    meant = _meant(change.session, change.site, target)
    without = left_out(change.session, change.site, target)
    if meant and without == meant:
        raise ProgrammeTooLarge(display=meant[0].name)


def left_out(session: Session, site: SiteId, target: Target) -> list[Place]:
    """Displays of this target that nothing new reaches, because their programme is too large."""
    grown = too_large(session, site)
    return [one for one in _meant(session, site, target) if one.id in grown]


def _meant(session: Session, site: SiteId, target: Target) -> list[Place]:
    return [one for one in stages(session, site) if covers(target, audience(one))]


def too_large(session: Session, site: SiteId) -> frozenset[str]:
    """Displays that run an old programme, because the present one fits into no message."""
    return frozenset(row.device for row in repository.told_too_little(session, site))


def still_shown(session: Session, site: SiteId, now: datetime) -> dict[str, list[Place]]:
    """Notices that displays know as valid and that nobody can take from them, by the notice's id.

    Their present programme is too large: not even the end of a notice reaches them.
    """
    places, found = {one.id: one for one in stages(session, site)}, dict[str, list[Place]]()
    for row in repository.told_too_little(session, site):
        place = places.get(DeviceId(row.device))
        for notice, until in row.notices.items() if place else ():
            if place and datetime.fromisoformat(until) > now:
                found.setdefault(notice, []).append(place)
    return found


def _tell_all(
    change: Change, now: datetime, *, again: bool, only: Collection[DeviceId] | None = None
) -> list[tuple[Place, bool]]:
    """Displays whose programme is too large to be told and has grown; whether it fitted before."""
    site = sites.site(change.session, change.site)
    change.session.flush()
    all_there, grown = shelf(change.session, site, now), []
    made: dict[tuple[bool, ...], _Made | int] = {}
    for place in devices.displays(change.session, change.site):
        if only is not None and place.id not in only:
            continue
        seen_by = audience(place)
        key = covered(all_there, seen_by)
        if key not in made:
            made[key] = _made(all_there, seen_by, now)
        one = made[key]
        if isinstance(one, _Made):
            _tell(change, place, one, again=again)
            continue
        known = _told(change, place)
        if one > known.too_large:
            grown.append((place, not known.too_large))
        known.too_large = one  # noted, so that pages can say so
    return grown


@dataclass(frozen=True)
class _Made:
    """A programme, made once for all displays that the same is meant for."""

    programme: Programme
    digest: str


def _made(all_there: Shelf, seen_by: Audience, now: datetime) -> _Made | int:
    """Its weight alone when it would not fit into one message."""
    try:
        made = programme(all_there, seen_by, now)
    except ValidationError:  # more items, times or notices than a message may hold
        return weight(all_there, seen_by, now)
    if len(made.model_dump_json().encode()) > MAX_BYTES - ENVELOPE:
        return weight(all_there, seen_by, now)
    return _Made(made, digest(made))


def _told(change: Change, place: Place) -> ContentToldRow:
    known = repository.told(change.session, change.site, place.id)
    if known is None:
        known = ContentToldRow(site=change.site, device=place.id, digest="", revision=0)
        repository.add(change.session, known)
    return known


def _tell(change: Change, place: Place, made: _Made, *, again: bool) -> None:
    fresh, known = made.digest, _told(change, place)
    known.too_large = 0
    known.notices = {one.id: one.valid_until.isoformat() for one in made.programme.notices}
    if known.digest != fresh:
        known.digest, known.revision = fresh, change.revision
        log.info(
            "programme_changed",
            extra={"site": change.site, "device": place.id, "rev": change.revision},
        )
    elif not again:
        return
    told = made.programme.model_copy(update={"rev": known.revision})
    change.publish(topics.PROGRAMME, told, dev=place.id)


def take_down(change: Change, device: DeviceId, now: datetime) -> None:
    """The display hangs here no more: what was meant for it alone is not for its namesake.

    A notice that has been shown stays known to the proof of play.
    """
    mine = Target("display", device)
    for slot in repository.slots(change.session, change.site):
        if repository.target(slot) == mine:
            repository.remove(change.session, slot)
    for notice in repository.notices(change.session, change.site, now):
        if repository.target(notice) == mine:
            repository.end(change.session, notice, now, seen=notice.valid_from < now)


def tidy(change: Change, now: datetime) -> None:
    """What nobody needs any more; called once a day."""
    # The proof of play speaks of notices by name as long as it is kept.
    repository.forget_notices(change.session, change.site, now - PLAYED_KEPT)
    repository.forget_editors(change.session, change.site, now - EDITORS_KEPT)
    # Names of files are people's words too: a refused one has no item that needs it.
    repository.forget_uploads(change.session, change.site, now - EDITORS_KEPT)
