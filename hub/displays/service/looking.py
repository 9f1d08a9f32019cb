"""All displays or one of them: as they are, beside what they were told and shall be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hub.content import service as content
from hub.devices import service as devices
from hub.devices.rules import Device
from hub.displays import repository, schemas
from hub.displays.rules import PICTURE_KEPT, NoDisplay, NoPicture, Order, Part, parts
from hub.kit.database import Session
from hub.sites import service as sites
from hub.sites.rules import House, misplaced, sights
from wire import topics
from wire.ids import SiteId
from wire.messages import DisplayReport, Sound

ORDERS_SHOWN: Final = 12
Names = Mapping[str, str]
"""What an item is called, by its id."""
Told = Mapping[str, tuple[int, datetime]]


@dataclass(frozen=True)
class _View:
    """What all displays of one picture are drawn with."""

    house: House
    now: datetime
    names: Names
    reports: Mapping[str, DisplayReport]
    pictures: Mapping[str, datetime]
    asked: Mapping[str, Order]
    """The last wish for a picture, by display."""
    untold: frozenset[str]
    too_large: frozenset[str]
    """Displays whose programme fits into no message."""
    paths: Mapping[str, dict[str, str]]
    """Topics by what they tell, by display."""
    told: Told
    voiced: frozenset[str | None]
    """The zones in which a display speaks."""


def wall(
    session: Session, site: SiteId, names: Names, *, now: datetime
) -> tuple[schemas.Display, ...]:
    """All displays of the site, by name."""
    found = [one for one in devices.overview(session, site, now=now) if one.place.kind == "display"]
    view = _view(session, site, names, found, now)
    return tuple(_display(view, one) for one in sorted(found, key=lambda one: one.place.name))


def display(
    session: Session, site: SiteId, device: str, names: Names, *, now: datetime
) -> schemas.Display:
    """One of them. Raises NoDisplay."""
    found = [
        one
        for one in devices.overview(session, site, now=now)
        if one.place.kind == "display" and one.place.id == device
    ]
    if not found:
        raise NoDisplay(device=device)
    return _display(_view(session, site, names, found, now), found[0])


def last_orders(
    session: Session, site: SiteId, device: str | None, *, now: datetime
) -> tuple[schemas.Order, ...]:
    """The last orders, with what became of them."""
    found = repository.orders(session, site, device, ORDERS_SHOWN)
    return tuple(told_order(one, now) for one in found)


def told_order(order: Order, now: datetime) -> schemas.Order:
    return schemas.Order(
        order=order.id, device=order.device, action=order.action, by=order.by, at=order.at,
        state=order.state(now), detail=order.detail, done_at=order.done_at,
    )  # fmt: skip


def picture(session: Session, site: SiteId, device: str, *, now: datetime) -> bytes:
    """The last picture of a panel as JPEG. Raises NoPicture."""
    found = repository.picture(session, site, device, now - PICTURE_KEPT)
    if found is None:
        raise NoPicture(device=device)
    return found[1]


def panel_size(session: Session, site: SiteId, device: str) -> tuple[int, int] | None:
    """Width and height of a display's panel in pixels; None while it has not said so."""
    said = repository.report(session, site, device)
    return said.size if said and min(said.size) > 0 else None


def news(session: Session, site: SiteId, *, now: datetime) -> object:
    """Another value than before whenever pages of displays should be drawn anew.

    Besides what displays say, time itself makes pictures old and orders unanswered.
    """
    open_orders = sum(
        one.state(now) == "asked" for one in repository.orders(session, site, None, 50)
    )
    return (*repository.newest(session, site), open_orders, int(now.timestamp()) // 5)


def _view(
    session: Session, site: SiteId, names: Names, found: list[Device], now: datetime
) -> _View:
    house = sites.house(session, site)
    paths = {str(one.place.id): _paths(house, one) for one in found}
    every = sorted({path for each in paths.values() for path in each.values()})
    return _View(
        house=house,
        now=now,
        names=names,
        reports=repository.reports(session, site),
        pictures=repository.pictures(session, site, now - PICTURE_KEPT),
        asked=repository.picture_orders(session, site, now - PICTURE_KEPT),
        untold=frozenset(devices.untold(session, site)),
        too_large=content.too_large(session, site),
        paths=paths,
        told=repository.told(session, every),
        voiced=frozenset(one.zone for one in devices.views(session, site) if one.speaks),
    )


def _paths(house: House, one: Device) -> dict[str, str]:
    """The topics whose retained state the display shows, by what it is."""
    site, device = house.site.id, one.place.id
    paths = {
        "config": topics.CONFIG.path(site=site, dev=device),
        "programme": topics.PROGRAMME.path(site=site, dev=device),
        "emergency": topics.EMERGENCY.path(site=site),
    }
    if one.place.role == "door":
        return {**paths, "door": topics.DOOR.path(site=site, dev=device)}
    zones = {sight.zone for sight in sights(house, one.place)}
    return paths | {
        f"board {zone}": topics.BOARD.path(site=site, zone=zone) for zone in sorted(zones)
    }


def _display(view: _View, one: Device) -> schemas.Display:
    place, report = one.place, view.reports.get(one.place.id)
    paths = view.paths[place.id]
    told = {what: view.told[path] for what, path in paths.items() if path in view.told}
    seen = parts(told, report)
    zone = next((each for each in view.house.zones if each.id == place.zone), None)
    volume = place.sound.over(zone.sound if zone else Sound()).volume if place.sound else None
    wrong = misplaced(view.house, place)
    known = report or DisplayReport()
    return schemas.Display(
        device=place.id, name=place.name, role=place.role, zone=place.zone, room=place.room,
        node=place.node, group=place.group, tags=place.tags, online=one.online, seen_at=one.seen_at,
        version=one.version,
        troubles=tuple(schemas.Trouble(**vars(trouble)) for trouble in one.troubles),
        temperature=one.vitals.temperature if one.vitals else None,
        level=report.level if report else None,
        item=_name(view, known.item), next_item=_name(view, known.next_item),
        size=known.size if known.size != (0, 0) else None,
        clock_offset_ms=known.clock_offset_ms, clock_error_ms=known.clock_error_ms,
        screen_on=place.screen_on, screen_is_on=report.screen_on if report else None,
        volume=volume, unvoiced=place.zone is not None and place.zone not in view.voiced,
        own_volume=place.sound.volume if place.sound else None,
        volume_is=known.volume, layout=place.layout, languages=place.languages,
        media_wanted=known.media_wanted, media_held=known.media_held,
        parts=tuple(_part(part, view.now) for part in seen),
        programme_too_large=place.id in view.too_large,
        old=any(part.is_old(view.now) for part in seen),
        settled=_settled(view, one, seen, report),
        picture_at=view.pictures.get(place.id),
        picture_order=asked.state(view.now) if (asked := view.asked.get(place.id)) else None,
        misplaced=wrong[0] if wrong else None,
    )  # fmt: skip


def _settled(
    view: _View, one: Device, seen: tuple[Part, ...], report: DisplayReport | None
) -> bool:
    """Whether the display says that it has drawn with the settings that it was told last."""
    config = next((part for part in seen if part.what == "config"), None)
    if report is None or one.place.id in view.untold or config is None:
        return False
    drawn = config.shown is not None and config.shown >= config.told
    return drawn and report.screen_on == one.place.screen_on


def _part(part: Part, now: datetime) -> schemas.Part:
    return schemas.Part(what=part.what, told=part.told, shown=part.shown, old=part.is_old(now))


def _name(view: _View, item: str | None) -> str | None:
    return view.names.get(item, item) if item else None
