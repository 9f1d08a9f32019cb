"""The set-up as one file: what it would change, and the change itself; the sample office."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from hub.kit.auth import Principal
from hub.kit.database import Change, Session
from hub.office.rules import file
from hub.office.rules.edits import Difference, differences
from hub.office.rules.faults import faults
from hub.office.rules.file import Slip
from hub.office.rules.refusals import NotHarmless, SetupChanged, SetupFaulty, StillInUse
from hub.office.rules.things import Key, Plain, Setup, Things, build, version
from hub.office.service.changing import apply, told
from hub.office.service.looking import number_taken, setup, uses
from wire.ids import SiteId

SAMPLE: Final = Path(__file__).parents[1] / "sample.toml"
"""The sample office as whoever sets one up by a file finds it."""


@dataclass(frozen=True)
class Preview:
    """What a file would do: `slips` keep it from being taken, `uses` must have been read."""

    differences: tuple[Difference, ...]
    slips: tuple[Slip, ...]
    uses: tuple[tuple[Key, str], ...]
    version: str
    """Of the whole set-up that it was compared with."""


def preview(session: Session, site: SiteId, text: str, *, now: datetime) -> Preview:
    """Compare a file with the set-up; nothing is changed. Raises UnknownSite."""
    before = setup(session, site)
    things, slips = _read(session, before, text)
    if slips:
        return Preview((), slips, (), whole(before.things))
    done = differences(before.things, things)
    relied = tuple(
        (one.key, words)
        for one in done
        if one.after is None
        for words in uses(session, site, one.key, now=now)
    )
    return Preview(done, (), relied, whole(before.things))


def import_file(
    change: Change, who: Principal, text: str, seen: str, now: datetime, *, sure: bool
) -> tuple[Difference, ...]:
    """The office as the file has it, all of it or nothing; `seen` is the preview's version.

    Raises SetupFaulty, SetupChanged, and StillInUse unless whoever does it is `sure`.
    """
    before = setup(change.session, change.site)
    if whole(before.things) != seen:
        raise SetupChanged(kind="site", name=str(change.site), gone=False)
    found = preview(change.session, change.site, text, now=now)
    if found.slips:
        raise SetupFaulty(faults=slips_told(found.slips))
    if found.uses and not sure:
        raise StillInUse(uses=[words for _, words in found.uses])
    things, _ = _read(change.session, before, text)
    return apply(change, who, "import", lambda _things: things, now)


def slips_told(slips: tuple[Slip, ...]) -> list[dict[str, object]]:
    """What is wrong with a file, each with its line where it has one."""
    return [
        {**sentence, "line": slip.line}
        for slip, sentence in zip(slips, told(one.fault for one in slips), strict=True)
    ]


def sample(change: Change, who: Principal, now: datetime) -> tuple[Difference, ...]:
    """The sample office's rooms and concerns; name, number and hours stay those of this office.

    Raises NotHarmless where something is set up already.
    """
    house = setup(change.session, change.site).house
    if house.zones or house.rooms or house.concerns:
        raise NotHarmless

    def furnished(things: Things) -> Things:
        kept = {key: plain for key, plain in things.items() if key.kind in ("site", "day")}
        return {**_sample_things(), **kept}

    return apply(change, who, "sample", furnished, now)


def whole(things: Things) -> str:
    """Which state of the whole set-up this is."""
    return version({f"{key.kind} {key.name}": plain for key, plain in things.items()})


@lru_cache(maxsize=1)
def _sample_things() -> dict[Key, Plain]:
    return file.read(SAMPLE.read_text(encoding="utf-8")).things


def _read(session: Session, before: Setup, text: str) -> tuple[dict[Key, Plain], tuple[Slip, ...]]:
    """The things of a file and those that no file has; or what is wrong with it."""
    reading = file.read(text)
    if reading.slips:
        return {}, reading.slips
    rooms = {key.name for key in reading.things if key.kind == "room"}
    away = {
        key: plain
        for key, plain in before.things.items()
        if key.kind == "absence" and (plain["room"] is None or plain["room"] in rooms)
    }
    built = build(before.house.site.id, {**reading.things, **away})
    known = set(faults(before))
    if built.setup is None:
        return {}, tuple(reading.slip(one) for one in built.faults)
    found = [*faults(built.setup), *number_taken(session, built.setup)]
    if wrong := [one for one in found if one not in known]:
        return {}, tuple(reading.slip(one) for one in wrong)
    return built.setup.things, ()
