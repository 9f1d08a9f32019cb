"""The small office with a library, playlists, times, a notice and a day of proof."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hub.content import demo, repository
from hub.content import service as content
from hub.content.ingest.refusal import Bench, Made
from hub.content.service import editing
from hub.kit.database import Change
from hub.sites import service as sites
from tests.hub.places import use
from tests.pages.office import SITE, Office
from wire.ids import DeviceId
from wire.messages import Played, PlayedLog, PlayOutcome

TAGS = {"display-1": ("wartezone",), "display-2": ("flur",)}


def furnish(office: Office) -> None:
    """What the sample house shows, on the displays of the small office."""
    with office.database.change(SITE) as change:
        for device, tags in TAGS.items():
            use(change, device, tags=tags)
        site = sites.site(change.session, SITE)
        with pytest.MonkeyPatch.context() as patch:
            for name in ("_morning", "_bicycle", "_film"):
                patch.setattr(demo, name, _copied(getattr(demo, name)))
            demo.furnish(change, site, office.works.store, office.now)


def _copied(draw: Callable[[Bench], Made]) -> Callable[[Bench], Made]:
    """What was drawn before: two pictures and a film take a second of the machine each time."""

    def copy(bench: Bench) -> Made:
        made, files = _drawn(draw)
        for name, held in files.items():
            (bench.folder / name).write_bytes(held)
        return made

    return copy


@cache
def _drawn(draw: Callable[[Bench], Made]) -> tuple[Made, dict[str, bytes]]:
    with TemporaryDirectory() as path:
        folder = Path(path)
        made = draw(Bench(folder, folder, lambda _: None))
        return made, {one.name: one.read_bytes() for one in folder.iterdir()}


def play(office: Office, minutes: int = 60) -> None:
    """Both displays have shown their playlist for so long until now; one thing was interrupted."""
    with office.database.change(SITE) as change:
        lists = {row.name: row for row in repository.playlists(change.session, SITE)}
        for device, name in (("display-1", "Wartezone am Tag"), ("display-2", "Flur am Tag")):
            row = lists[name]
            entries = list(_entries(change, row.id, row.items, office.now, minutes))
            for at in range(0, len(entries), 100):
                told = PlayedLog(entries=tuple(entries[at : at + 100]))
                content.note_played(change.session, SITE, DeviceId(device), told, office.now)


def _entries(
    change: Change, playlist: str, items: list[str], now: datetime, minutes: int
) -> Iterator[Played]:
    at = now - timedelta(minutes=minutes)
    for count, item in enumerate(cycle(items)):
        row = editing.item(change.session, SITE, item)
        lasts = timedelta(seconds=row.seconds)
        if at + lasts > now:
            return
        outcome: PlayOutcome = "cut" if count % 9 == 4 else "shown"
        if count == 11:
            outcome = "skipped"
        yield Played(
            item=item, playlist=playlist, lang="de" if row.kind == "page" else None, begun_at=at,
            ended_at=at if outcome == "skipped" else at + lasts, outcome=outcome,
            reason="missing" if outcome == "skipped" else "",
        )  # fmt: skip
        at += lasts + timedelta(milliseconds=1)
