"""Changes of the set-up: checked as a whole, written, noted in the log, told to all devices."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from hub.devices import service as devices
from hub.kit.auth import Principal
from hub.kit.database import Change
from hub.office import repository
from hub.office.rules import edits
from hub.office.rules.draft import drafted
from hub.office.rules.edits import Difference, differences
from hub.office.rules.faults import faults
from hub.office.rules.log import LOG_KEPT, Action, Deed, meanwhile, undone
from hub.office.rules.refusals import (
    NotHarmless,
    SetupChanged,
    SetupFaulty,
    StillInUse,
    ThingExists,
    UnknownThing,
)
from hub.office.rules.things import (
    KEY_FIELDS,
    ORDER,
    SITE,
    Fault,
    Key,
    Plain,
    Setup,
    Things,
    build,
    fault,
)
from hub.office.rules.things import version as version_of
from hub.office.service.looking import number_taken, relying, setup, uses
from hub.office.texts import KINDS, place, sentence
from hub.queue import service as queue
from hub.sites import service as sites
from hub.sites.rules import ABSENCES_KEPT, regrouped
from wire import topics
from wire.ids import new_ulid

log = logging.getLogger("hub.office")

LOOKED_BACK = 50
Edit = Callable[[Things], Things]


def put_thing(
    change: Change, who: Principal, key: Key, plain: Plain, seen: str | None, now: datetime
) -> None:
    """The thing as it shall be; `seen` is the version that was looked at, None for a new one.

    Raises ThingExists, UnknownThing, SetupChanged, SetupFaulty.
    """
    if key.kind not in KEY_FIELDS and key not in (SITE, ORDER):
        raise UnknownThing(kind=key.kind, name=key.name)
    known = setup(change.session, change.site).things.get(key)
    if seen is None and known is not None:
        raise ThingExists(kind=key.kind, name=key.name)
    if seen is not None:
        _unchanged(change, key, known, seen)
    deed: Deed = "add" if seen is None else "put"
    apply(change, who, deed, lambda things: edits.put(things, key, plain), now)


def remove_thing(
    change: Change, who: Principal, key: Key, seen: str, now: datetime, *, sure: bool
) -> None:
    """Without the thing. Raises UnknownThing, SetupChanged, SetupFaulty.

    Raises StillInUse unless whoever removes it is `sure`.
    """
    known = setup(change.session, change.site).things.get(key)
    _unchanged(change, key, known, seen)
    if key.kind not in KEY_FIELDS:
        raise UnknownThing(kind=key.kind, name=key.name)
    relying = uses(change.session, change.site, key, now=now)
    if relying and not sure:
        raise StillInUse(uses=relying)
    apply(change, who, "remove", lambda things: edits.remove(things, key), now)


def move_concern(change: Change, who: Principal, concern: str, by: int, now: datetime) -> None:
    """The concern is offered earlier or later among those beside it. Raises UnknownThing."""
    if Key("concern", concern) not in setup(change.session, change.site).things:
        raise UnknownThing(kind="concern", name=concern)
    apply(change, who, "move", lambda things: edits.moved(things, concern, by), now)


def draft_ways(change: Change, who: Principal, now: datetime) -> None:
    """Points and ways where none are drawn yet."""
    found = setup(change.session, change.site)
    drawn = replace(found, house=drafted(found.house)).things
    apply(change, who, "draft", lambda _things: drawn, now)


def go_on(change: Change, who: Principal, step: str | None) -> None:
    """Where the first set-up goes on; None: it is over, and whoever comes next sees the office."""
    sites.note_setup(change, step)
    log.info("setup_step", extra={"site": change.site, "by": who.login, "step": step or "over"})


def undo(change: Change, who: Principal, action_id: str, now: datetime) -> None:
    """Take an action back. Raises UnknownThing, NotHarmless, StillInUse, SetupFaulty."""
    action = repository.action(change.session, change.site, action_id)
    if action is None:
        raise UnknownThing(kind="action", name=action_id)
    back = undone(setup(change.session, change.site).things, action)
    if back is None or repository.undone(change.session, change.site, [action_id]):
        raise NotHarmless
    relied = relying(change.session, change.site, action.added, now=now)
    if relied:
        raise StillInUse(uses=[one for found in relied.values() for one in found])
    apply(change, who, "undo", lambda _things: back, now, undoes=action_id)


def apply(
    change: Change, who: Principal, deed: Deed, edit: Edit, now: datetime,
    *, undoes: str | None = None,
) -> tuple[Difference, ...]:  # fmt: skip
    """Do it, once it is known that nothing is worse than before. Raises SetupFaulty.

    All devices are told within a second by any hub of the site; boards at once.
    """
    before = setup(change.session, change.site)
    after = checked(change, before, edit(before.things))
    done = differences(before.things, after.things)
    if not done:
        return ()
    sites.rebuild(change, after.house, after.absences)
    if regrouped(before.house.rooms, after.house.rooms):
        sites.note_regrouped(change, after.house.site.day(now))
    if before.house.site.order_rule != after.house.site.order_rule:
        queue.reorder(change, now=now)
    repository.add(
        change.session, change.site,
        Action(new_ulid(now), now, who.login, deed, done, undoes),
    )  # fmt: skip
    if any(one.key.kind != "absence" for one in done):
        devices.tell_all(change)
    for one in done:
        if one.key.kind == "zone" and one.after is None:
            change.withdraw(topics.BOARD, zone=one.key.name)
    queue.publish_boards(change, now=now)
    queue.publish_doors(change, now=now)
    log.info(
        "setup_changed",
        extra={"site": change.site, "by": who.login, "deed": deed, "things": len(done)},
    )
    return done


def checked(change: Change, before: Setup, things: Things) -> Setup:
    """The set-up that the things make. Raises SetupFaulty for what was not wrong before."""
    built = build(change.site, things)
    if built.setup is None:
        raise SetupFaulty(faults=told(built.faults))
    known = set(faults(before))
    new = [one for one in faults(built.setup) if one not in known]
    new += number_taken(change.session, built.setup)
    if new:
        raise SetupFaulty(faults=told(_plainly(before.things, things, new)))
    return built.setup


def told(found: Iterable[Fault]) -> list[dict[str, str]]:
    """Faults as programs get them and pages show them: the place, and a sentence."""
    return [
        {
            "kind": one.key.kind, "name": one.key.name, "field": one.field, "code": one.code,
            "place": place(one.key.kind, one.key.name, one.field),
            "sentence": sentence(one.code, dict(one.told)),
        }
        for one in found
    ]  # fmt: skip


def forget(change: Change, *, now: datetime) -> None:
    """Who changed what long ago, and who was away: in the log no longer than beside it."""
    repository.forget(change.session, change.site, now - LOG_KEPT)
    sites.forget_absences(change, now=now)
    known = {one.id for one in sites.absences(change.session, change.site)}
    repository.forget_absences(change.session, change.site, now - ABSENCES_KEPT, known)


def _plainly(before: Things, after: Things, found: list[Fault]) -> list[Fault]:
    """What is gone and still named elsewhere is told as one sentence about what is gone."""
    gone = [key for key in before if key not in after]
    plainly: list[Fault] = []
    for key in gone:
        named = [one for one in found if (key.kind, key.name) in _names(one)]
        if named:
            by = ", ".join(dict.fromkeys(f"{KINDS[one.key.kind]} {one.key.name}" for one in named))
            plainly.append(fault(key, "", "still_used", by=by))
            found = [one for one in found if one not in named]
    return plainly + found


def _names(one: Fault) -> Iterable[tuple[str, str]]:
    return one.told if one.code.startswith("no_such_") else ()


def _unchanged(change: Change, key: Key, known: Plain | None, seen: str) -> None:
    """Raises SetupChanged unless the thing is as it was seen; UnknownThing when it never was."""
    if known is not None and version_of(known) == seen:
        return
    actions = repository.of_thing(change.session, change.site, key, most=LOOKED_BACK)
    if known is None and not actions:
        raise UnknownThing(kind=key.kind, name=key.name)
    found = meanwhile(actions, key, seen, known)
    if found is None:
        raise SetupChanged(kind=key.kind, name=key.name, gone=known is None)
    raise SetupChanged(
        kind=key.kind, name=key.name, gone=known is None, by=found.login,
        at=found.at.isoformat(), version=version_of(known),
        changed=[
            {
                "field": field, "before": (found.difference.before or {}).get(field),
                "after": (known or {}).get(field),
            }
            for field in found.difference.fields
        ],
    )  # fmt: skip
