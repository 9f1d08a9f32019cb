"""Orders, which are done once and answered, and changes, which stand until the next one."""

import logging
from dataclasses import replace
from datetime import datetime

from hub.devices import service as devices
from hub.devices.rules import Place, Speaking, UnknownDevice
from hub.displays import repository, schemas
from hub.displays.rules import AS_ZONE, NEEDS, Act, Choice, NobodyMeant, NoDisplay, Order, Reach
from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from hub.sites import service as sites
from wire import topics
from wire.ids import DeviceId, SiteId, new_ulid
from wire.messages import Action, DisplayCommand, Sound

log = logging.getLogger("hub.displays")


def order_one(
    change: Change, who: Principal, device: str, action: Action, *, now: datetime
) -> Order:
    """Ask a display to do something once. Raises NotPermitted, NoDisplay."""
    who.require(NEEDS[action])
    return _order(change, who, place(change.session, change.site, device), action, now)


def order_many(
    change: Change, who: Principal, choice: Choice, action: Action, *, now: datetime
) -> tuple[Order, ...]:
    """Ask each of the displays that are meant. Raises NotPermitted, NobodyMeant."""
    who.require(NEEDS[action])
    return tuple(
        _order(change, who, one, action, now) for one in _meant(change.session, change.site, choice)
    )


def reached(session: Session, who: Principal, choice: Choice, act: Act, *, now: datetime) -> Reach:
    """Whom `order_many` or `change_many` would reach. Raises NotPermitted, NobodyMeant."""
    who.require(NEEDS[act])
    meant = {one.id for one in _meant(session, who.site, choice)}
    found = devices.overview(session, who.site, now=now)
    return Reach(len(meant), sum(one.online for one in found if one.place.id in meant))


def change_one(change: Change, who: Principal, device: str, wish: schemas.Changes) -> Place:
    """Use a display otherwise from now on. Raises NotPermitted, NoDisplay."""
    who.require(NEEDS["change"])
    return _change(change, who, place(change.session, change.site, device), wish)


def change_many(
    change: Change, who: Principal, choice: Choice, wish: schemas.Changes
) -> tuple[Place, ...]:
    """Use all displays that are meant otherwise; answers those that it changes.

    Raises NotPermitted, NobodyMeant.
    """
    who.require(NEEDS["change"])
    meant = _meant(change.session, change.site, choice)
    pairs = [(one, _change(change, who, one, wish)) for one in meant]
    return tuple(after for before, after in pairs if after != before)


def set_zone_sound(change: Change, who: Principal, zone: str, sound: Sound) -> None:
    """How loud a zone's displays speak and when they keep quiet. Raises NotPermitted, UnknownZone.

    Those that have a sound of their own keep it.
    """
    who.require(NEEDS["change"])
    sites.set_sound(change, zone, sound)
    devices.tell_displays(change, zone)
    names = {"site": change.site, "zone": zone, "staff": who.staff_id}
    log.info("zone_sound_changed", extra={**names, "volume": sound.volume})


def place(session: Session, site: SiteId, device: str) -> Place:
    """Where a display hangs. Raises NoDisplay."""
    try:
        found = devices.device(session, site, DeviceId(device)).place
    except UnknownDevice:
        raise NoDisplay(device=device) from None
    if found.kind != "display":
        raise NoDisplay(device=device)
    return found


def _meant(session: Session, site: SiteId, choice: Choice) -> list[Place]:
    """Nobody is meant where nothing is named, so that a slip never restarts the house."""
    named = choice != Choice()
    found = devices.displays(session, site)
    meant = [one for one in found if named and choice.means(one)]
    if not meant:
        raise NobodyMeant
    return meant


def _order(change: Change, who: Principal, one: Place, action: Action, now: datetime) -> Order:
    order = Order(new_ulid(now), one.id, action, who.login, now)
    repository.add_order(change.session, change.site, order)
    change.publish(topics.COMMAND, DisplayCommand(order=order.id, action=action), dev=one.id)
    names = {"site": change.site, "device": one.id, "order": order.id, "action": action}
    log.info("display_ordered", extra={**names, "staff": who.staff_id})
    return order


def _change(change: Change, who: Principal, one: Place, wish: schemas.Changes) -> Place:
    """Told by the bridge, which looks for devices that are to be told."""
    fields: dict[str, object] = {}
    if wish.screen_on is not None:
        fields["screen_on"] = wish.screen_on
    if wish.layout is not None:
        fields["layout"] = wish.layout
    if wish.languages is not None:
        fields["languages"] = wish.languages or None
    if wish.group is not None:
        fields["group"] = wish.group or None
    if wish.tags is not None:
        fields["tags"] = tuple(sorted(set(wish.tags)))
    if wish.speaks is not None or wish.volume is not None:
        fields["sound"] = _sound(one, wish)
    changed = replace(one, **fields)  # type: ignore[arg-type]
    if changed != one:
        devices.rehang(change, changed)
        names = {"site": change.site, "device": one.id, "staff": who.staff_id}
        log.info("display_changed", extra={**names, "what": sorted(fields)})
    return changed


def _sound(one: Place, wish: schemas.Changes) -> Speaking | None:
    """A volume alone makes no display speak that was silent: one voice a zone is enough."""
    if wish.speaks is False or (wish.speaks is None and one.sound is None):
        return None
    before = one.sound or Speaking()
    if wish.volume is None:
        return before
    return replace(before, volume=None if wish.volume == AS_ZONE else wish.volume)
