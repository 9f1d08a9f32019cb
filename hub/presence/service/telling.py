"""Tells the kiosks that keep the list who is in the house: numbers, places, needs, no names."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hub.devices import service as devices
from hub.devices.rules import Place, UnknownDevice
from hub.kit.database import Change, Database, put_out
from hub.presence import repository
from hub.presence.rules import need_words
from hub.presence.service.looking import Picture, picture
from wire import topics
from wire.ids import DeviceId, SiteId
from wire.messages import Housed, HouseList

log = logging.getLogger("hub.presence")

TELL_EVERY: Final = timedelta(seconds=10)
"""Somebody who comes or goes is on a kiosk's disk so soon; more often would wear it out."""
RENEW_EVERY: Final = timedelta(seconds=60)
"""A list in which nothing changes is told again, so that its age says when the hub was lost."""
MOST_STAYS: Final = 600
"""Of at most 400 bytes each: together below `wire.codec.MAX_BYTES`."""


def kiosks(database: Database, site: SiteId) -> tuple[Place, ...]:
    """Those that could keep the list; `keeps_house` says which do."""
    with database.read() as session:
        known = [one.place for one in devices.devices(session, site)]
    return tuple(one for one in known if one.kind == "kiosk")


def keep_house(change: Change, device_id: DeviceId, *, keeps: bool, now: datetime) -> Place:
    """Have a kiosk keep the list, or forget what it has. Raises UnknownDevice."""
    place = devices.device(change.session, change.site, device_id).place
    if place.kind != "kiosk":
        raise UnknownDevice(device=device_id)
    kept = replace(place, keeps_house=keeps)
    devices.rehang(change, kept)
    said = house_list(picture(change.session, change.site, now=now)) if keeps else _nothing(now)
    change.publish(topics.HOUSE, said, dev=device_id)
    log.info("house_kept", extra={"site": change.site, "device": device_id, "keeps": keeps})
    return kept


def tell_anew(change: Change) -> None:
    """The broker may have lost what it was told: the next look tells it whole."""
    repository.forget_told(change.session, change.site)


def tell_kiosks(database: Database, site: SiteId, *, now: datetime) -> bool:
    """Tell what has changed, or is a minute old.

    It is no change of the site, and wakes no page. Any number of hubs may ask: the database knows
    when it was told last. True when it was told now.
    """
    to = [one for one in kiosks(database, site) if one.keeps_house]
    if not to:
        return False
    with database.read() as session:
        before = repository.told(session, site)
        if before is not None and timedelta(0) <= now - before[0] < TELL_EVERY:
            return False
        said = house_list(picture(session, site, now=now))
    digest = _digest(said, to)
    if before is not None and before[1] == digest and now - before[0] < RENEW_EVERY:
        return False
    with database.write(durable=False) as session:
        repository.note_told(session, site, now, digest)
        for place in to:
            put_out(session, site, database.post, topics.HOUSE, said, dev=place.id)
    return True


def house_list(seen: Picture) -> HouseList:
    """The list as it goes to a kiosk; whoever finds no room is counted."""
    listed, rest = seen.stays[:MOST_STAYS], seen.stays[MOST_STAYS:]
    return HouseList(
        as_of=seen.at,
        stays=tuple(
            Housed(
                number=one.number, place=seen.place(one)[:120], floor=seen.floor(one.floor)[:40],
                since=one.since, persons=min(one.persons, 99), needs=need_words(one.needs),
                sure=one.sure,
            )
            for one in listed
        ),
        left_out=sum(one.persons for one in rest),
    )  # fmt: skip


def _nothing(now: datetime) -> HouseList:
    return HouseList(as_of=now, kept=False)


def _digest(said: HouseList, to: Sequence[Place]) -> str:
    """Of what is said and to whom, whatever the time."""
    text = said.model_dump_json(exclude={"as_of"}) + ",".join(one.id for one in to)
    return hashlib.sha256(text.encode()).hexdigest()
