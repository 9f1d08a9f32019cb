"""Content on the display as a process: told by a real broker, fetched over HTTP, seen, proven."""

from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from PIL import Image

from tests.signage.office import Office
from tests.signage.running import Display, called
from tests.signage.samples import config
from tests.signage.source import MediaSource
from tests.signage.stages import BLUE, RED, Colour, film, still
from tests.wire.programmes import BERLIN, programme
from wire.messages import Item, MediaFile, Played, Programme
from wire.programme import showing_at


@pytest.fixture
def source() -> Iterator[MediaSource]:
    with MediaSource().open() as opened:
        yield opened


def item(name: str, file: MediaFile, seconds: float = 60) -> Item:
    return Item(id=name, name=name, file=file, seconds=seconds)


def together(*items: Item, rev: int = 1) -> Programme:
    return programme(*items, rev=rev, fade_ms=0)


def first_is_on(files: Mapping[str, MediaFile], office: Office) -> Programme:
    """A loop of these in their order, in which the turn is the first one's for minutes yet."""
    names, at = list(files), office.now()
    for seconds in range(3000, 1000, -97):
        for turn in range(len(names)):
            order = (*names[turn:], *names[:turn])
            one = together(*(item(name, files[name], seconds) for name in order))
            found = showing_at(one, at, BERLIN, ("de", "en"))
            if found and found.id == names[0] and found.of_s - found.at_s > 200:
                return one
    raise AssertionError(at)


def furnish(office: Office, source: MediaSource, told: Programme, layout: str = "whole") -> None:
    office.furnish()
    place = config(rev=2).model_copy(update={"source": source.source, "layout": layout})
    office.configure(place)
    office.programme(told)
    office.board(1)


def share(display: Display, office: Office, colour: Colour) -> float:
    """How much of the panel has this colour now."""
    shot = display.view / "now.png"
    shot.unlink(missing_ok=True)
    display.tell(shot=shot.name)
    office.wait(shot.exists)
    with Image.open(shot) as image:
        away = np.abs(np.asarray(image.convert("RGB"), np.int16) - np.array(colour, np.int16))
    return float((away.max(axis=2) < 40).mean())


def plays(office: Office) -> list[Played]:
    return [entry for log in office.played for entry in log.entries]


def test_a_picture_is_fetched_seen_interrupted_by_a_call_and_proven(
    office: Office, display: Display, source: MediaSource
) -> None:
    red = source.add(still(RED, (640, 360)))
    furnish(office, source, together(item("red", red)))
    display.start()
    office.wait(lambda: any(told.item == "red" for told in office.reports))
    office.wait(lambda: share(display, office, RED) > 0.9)
    told = office.reports[-1]
    assert (told.programme_rev, told.media_wanted, told.media_held) == (1, 1, 1)
    assert (told.level, told.playlist) == ("programme", "all")
    office.board(2, called("c7"))
    office.wait(lambda: display.state().get("open") == ["c7"])
    assert share(display, office, RED) < 0.1
    office.board(3)
    office.wait(lambda: share(display, office, RED) > 0.9)
    assert display.stop() == 0
    office.wait(lambda: len(plays(office)) >= 2)
    assert {(one.item, one.outcome) for one in plays(office)} == {("red", "cut")}
    assert all(one.begun_at <= one.ended_at for one in plays(office))


def test_without_network_it_starts_with_programme_and_content_of_the_last_time(
    office: Office, display: Display, source: MediaSource
) -> None:
    clip = source.add(film([BLUE]), mime="video/mp4", seconds=1.0)
    furnish(office, source, together(item("blue", clip)))
    display.start()
    office.wait(lambda: any(told.item == "blue" for told in office.reports))
    display.kill()
    (display.view / "state.json").unlink(missing_ok=True)
    office.broker.stop()
    asked = len(source.asked)
    display.start()
    office.wait(lambda: share(display, office, BLUE) > 0.7)
    assert len(source.asked) == asked
    office.broker.start()


def test_beside_the_calls_content_keeps_its_place(
    office: Office, display: Display, source: MediaSource
) -> None:
    red = source.add(still(RED, (640, 640)))
    furnish(office, source, together(item("red", red)), layout="beside")
    display.start()
    office.wait(lambda: share(display, office, RED) > 0.2)
    office.board(2, called("c7"))
    office.wait(lambda: display.state().get("open") == ["c7"])
    assert share(display, office, RED) > 0.2


def test_a_file_that_is_nowhere_is_told_and_the_rest_is_seen(
    office: Office, display: Display, source: MediaSource
) -> None:
    red, broken = source.add(still(RED)), source.add(b"no picture at all")
    with MediaSource().open() as other:
        missing = other.add(still(BLUE))
    files = {"gone": missing, "bad": broken, "red": red}
    furnish(office, source, first_is_on(files, office))
    display.start()
    office.wait(lambda: share(display, office, RED) > 0.9)
    office.wait(lambda: (3, 2) in {(told.media_wanted, told.media_held) for told in office.reports})
    assert display.stop() == 0
    office.wait(lambda: bool(plays(office)))
    skipped = {one.reason for one in plays(office) if one.outcome == "skipped"}
    assert skipped == {"missing", "broken"}
