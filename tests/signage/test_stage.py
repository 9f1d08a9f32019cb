"""What is seen on the stage: pictures, films, pages, their changes, interruptions, broken files."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from signage.board.events import Moment
from signage.ui.stage import AGAIN_S
from signage.ui.stage_pages import Leaf
from tests.signage.conftest import Until
from tests.signage.stages import (
    BLUE,
    GREEN,
    RED,
    T0,
    WHITE,
    Colour,
    Notebook,
    Theatre,
    close_to,
    film,
    place,
    still,
)
from tests.wire.programmes import BERLIN, notice, page, programme
from wire.messages import Item, MediaFile, Programme
from wire.programme import showing_at


@pytest.fixture
def theatre(tmp_path: Path, until: Until) -> Iterator[Theatre]:
    theatre = Theatre(tmp_path)
    theatre.stage.configure(place())
    until(theatre.window.isExposed)
    yield theatre
    theatre.close()


def show(name: str, file: MediaFile, seconds: float = 10) -> Item:
    return Item(id=name, name=name, file=file, seconds=seconds)


def phase(one: Programme, first: str) -> float:
    """Seconds after the beginning at which this item begins."""
    for second in range(3600):
        found = showing_at(one, T0 + timedelta(seconds=second), BERLIN, ("de", "en"))
        if found and found.id == first and found.at_s < 1:
            return second - found.at_s
    raise AssertionError(first)


def abrupt(*items: Item, rev: int = 1) -> Programme:
    return programme(*items, rev=rev, fade_ms=0)


def is_on(theatre: Theatre, name: str) -> bool:
    return theatre.item == name


def is_ready(theatre: Theatre) -> bool:
    """Whether what comes next is in memory too."""
    return theatre.stage.loader.decoded == 2


def is_seen(theatre: Theatre, colour: Colour) -> bool:
    """Whether the panel's middle has this colour, as far as a video keeps colours."""
    return close_to(theatre.middle(), colour, 30)


# ------------------------------------------------------------------ pictures


def test_pictures_follow_one_another(theatre: Theatre, until: Until) -> None:
    red, blue = theatre.pantry.put("red", still(RED)), theatre.pantry.put("blue", still(BLUE))
    one = abrupt(show("red", red), show("blue", blue))
    theatre.give(one, red, blue)
    begin = phase(one, "red")
    for second, name, colour in ((0, "red", RED), (10, "blue", BLUE), (20, "red", RED)):
        theatre.at(begin + second)
        until(partial(is_on, theatre, name))
        assert close_to(theatre.middle(), colour)


@pytest.mark.parametrize("size", [(64, 36), (36, 64), (2000, 300), (1, 1)])
def test_a_picture_of_any_shape_is_seen_whole(
    theatre: Theatre, until: Until, size: tuple[int, int]
) -> None:
    red = theatre.pantry.put("red", still(RED, size))
    theatre.give(abrupt(show("red", red)), red)
    theatre.at(0)
    until(lambda: theatre.item == "red")
    seen = theatre.pixels().astype(int)
    marked = abs(seen - RED).max(axis=2) < 12
    rows, columns = marked.any(axis=1).sum(), marked.any(axis=0).sum()
    assert rows == 180 or columns == 320
    assert columns / rows == pytest.approx(size[0] / size[1], rel=0.05)


def test_no_more_than_two_pictures_are_held(theatre: Theatre, until: Until) -> None:
    files = [theatre.pantry.put(f"f{n}", still((n, n, n))) for n in range(6)]
    one = abrupt(*(show(f"f{n}", file) for n, file in enumerate(files)))
    theatre.give(one, *files)
    begin = phase(one, "f0")
    for n in range(12):
        theatre.at(begin + 10 * n)
        until(partial(is_on, theatre, f"f{n % 6}"))
        until(lambda: theatre.stage.loader.decoded == 2)


# ------------------------------------------------------------------ changes


@pytest.mark.parametrize("pair", ["picture-picture", "picture-page", "page-picture", "page-page"])
def test_no_frame_is_darker_than_both_its_neighbours(
    theatre: Theatre, qt: QGuiApplication, until: Until, pair: str
) -> None:
    """In no place of the panel does a change from one to the other lead through the dark."""
    white, red = theatre.pantry.put("w", still(WHITE)), theatre.pantry.put("r", still(RED))
    first, second = pair.split("-")
    items = (
        show("a", white) if first == "picture" else page("a", {"de": "Guten Tag"}),
        show("b", red) if second == "picture" else page("b", {"de": "Bitte warten"}),
    )
    one = programme(*items, fade_ms=120)
    theatre.give(one, white, red)
    begin = phase(one, "a")
    theatre.at(begin)
    until(lambda: theatre.item == "a" and not theatre.stage.fading)
    before = theatre.pixels().astype(int)
    theatre.at(begin + 10)
    until(lambda: theatre.item == "b")
    between = []
    while theatre.stage.fading:
        between.append(theatre.pixels().astype(int))
        qt.processEvents()
    after = theatre.pixels().astype(int)
    assert len(between) >= 3
    assert (abs(after - before).max(axis=2) > 100).any()
    low, high = before.clip(max=after), before.clip(min=after)
    for frame in between:
        assert (frame >= low - 6).all()
        assert (frame <= high + 6).all()


def test_nothing_is_dark_while_the_next_is_not_ready(theatre: Theatre, until: Until) -> None:
    red = theatre.pantry.put("red", still(RED))
    theatre.give(abrupt(show("red", red)), red)
    theatre.at(0)
    until(lambda: theatre.item == "red")
    blue = theatre.pantry.put("blue", still(BLUE, (3000, 3000)))
    theatre.pantry.has(red, blue)
    theatre.give(abrupt(show("blue", blue), rev=2), blue)
    assert close_to(theatre.middle(), RED)
    until(lambda: theatre.item == "blue")
    assert close_to(theatre.middle(), BLUE)


# ------------------------------------------------------------------ films


def test_a_film_is_seen_frame_by_frame_at_its_time(theatre: Theatre, until: Until) -> None:
    file = theatre.pantry.put("v", film([RED, GREEN, BLUE]), seconds=3)
    one = abrupt(show("v", file))
    theatre.give(one, file)
    begin = phase(one, "v")
    for second, colour in ((0.1, RED), (1.4, GREEN), (2.6, BLUE)):
        theatre.at(begin + second)
        until(partial(is_seen, theatre, colour))
    theatre.at(begin + 3.1)
    until(partial(is_seen, theatre, RED))


def test_a_film_waits_while_a_call_has_its_place(theatre: Theatre, until: Until) -> None:
    file = theatre.pantry.put("v", film([RED, GREEN, BLUE, RED, RED]), seconds=5)
    one = abrupt(show("v", file))
    theatre.give(one, file)
    begin = phase(one, "v")
    theatre.at(begin + 1.3)
    until(partial(is_seen, theatre, GREEN))
    theatre.stage.level("call")
    assert theatre.item is None
    theatre.at(begin + 60)
    theatre.stage.level("rest")
    assert close_to(theatre.middle(), GREEN, 30)
    theatre.at(begin + 61.2)
    until(partial(is_seen, theatre, BLUE))


def test_a_film_that_stands_in_for_a_picture_is_not_broken_for_being_short(
    theatre: Theatre, until: Until
) -> None:
    red = theatre.pantry.put("red", still(RED))
    file = theatre.pantry.put("v", film([GREEN]), seconds=1)
    one = abrupt(show("red", red, 20), show("v", file))
    theatre.give(one, file)
    begin = phase(one, "red")
    theatre.at(begin)
    until(partial(is_seen, theatre, GREEN))
    theatre.at(begin + 15)
    for _ in range(30):
        until(partial(is_seen, theatre, GREEN))
    assert theatre.stage.part().wrong == ()
    theatre.at(begin + 80)
    told = [entry for log in theatre.played for entry in log.entries]
    assert [(e.item, e.reason) for e in told if e.outcome == "skipped"] == [("red", "missing")]


def test_who_is_switched_on_late_is_where_the_others_are(theatre: Theatre, until: Until) -> None:
    file = theatre.pantry.put("v", film([RED, RED, RED, GREEN, BLUE]), seconds=5)
    one = abrupt(show("v", file))
    theatre.at(phase(one, "v") + 4.5)
    theatre.give(one, file)
    until(partial(is_seen, theatre, BLUE))


# ------------------------------------------------------------------ what cannot be shown

GOOD = film([GREEN, GREEN, GREEN])
PNG = still(RED, (400, 400))
LIST = f"ffconcat version 1.0\nfile {b'blue'.hex():0<64}\n".encode()
"""A list of other files, which FFmpeg would open."""


@pytest.mark.parametrize(
    ("content", "seconds", "reason"),
    [
        (b"", None, "broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", None, "broken"),
        (GOOD, None, "broken"),
        (PNG[: len(PNG) // 2], None, "truncated"),
        (still(RED, (400, 400), "JPEG")[:-300], None, "truncated"),
        (still(RED, (5000, 10)), None, "too_large"),
        (b"", 3.0, "broken"),
        (b"\0" * 9999, 3.0, "broken"),
        (PNG, 30.0, "broken"),
        (LIST, 3.0, "broken"),
        (GOOD[: len(GOOD) * 3 // 4], 3.0, "truncated"),
        (GOOD, 30.0, "truncated"),
    ],
)
def test_a_broken_file_is_passed_over_and_told(
    theatre: Theatre, until: Until, content: bytes, seconds: float | None, reason: str
) -> None:
    blue = theatre.pantry.put("blue", still(BLUE))
    bad = theatre.pantry.put("bad", content, seconds)
    one = abrupt(show("bad", bad), show("blue", blue))
    theatre.give(one, bad, blue)
    begin = phase(one, "bad")
    theatre.at(begin + 2.9 if seconds else begin)
    until(lambda: theatre.pantry.doubted == [bad.sha256])
    until(lambda: theatre.item == "blue")
    assert close_to(theatre.middle(), BLUE)
    assert "content.broken" in theatre.stage.part().wrong
    theatre.at(begin + 80)
    told = [entry for log in theatre.played for entry in log.entries]
    assert [(e.item, e.reason) for e in told if e.outcome == "skipped"] == [("bad", reason)]


@pytest.mark.warns("picture_not_decoded", "video_failed_unforeseen")
@pytest.mark.parametrize(
    ("part", "content", "seconds"),
    [("ui.stage_material.decode", PNG, None), ("media.video.fitting", GOOD, 3.0)],
)
def test_a_file_that_breaks_its_reader_in_an_unforeseen_way_is_passed_over(
    theatre: Theatre,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    content: bytes,
    seconds: float | None,
) -> None:
    def cannot(*_given: object) -> None:
        raise ZeroDivisionError

    bad = theatre.pantry.put("bad", content, seconds)
    monkeypatch.setattr(f"signage.{part}", cannot)
    one = abrupt(show("bad", bad), page("p", {"de": "Heute"}))
    theatre.give(one, bad)
    theatre.at(phase(one, "bad"))
    until(lambda: theatre.item == "p")
    assert theatre.pantry.doubted == [bad.sha256]


@pytest.mark.warns("page_not_set")
def test_a_page_that_cannot_be_set_is_passed_over_and_told(
    theatre: Theatre, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_given: object) -> tuple[Leaf, ...]:
        raise KeyError("de")

    monkeypatch.setattr("signage.ui.stage_material.leaves", cannot)
    blue = theatre.pantry.put("blue", still(BLUE))
    one = abrupt(page("bad", {"de": "Heute"}), show("blue", blue))
    theatre.give(one, blue)
    theatre.at(phase(one, "bad"))
    until(lambda: theatre.item == "blue")
    assert "content.broken" in theatre.stage.part().wrong


@pytest.mark.warns("page_not_set")
def test_a_notice_that_cannot_be_set_gives_its_time_to_the_programme_and_is_told(
    theatre: Theatre, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_given: object) -> tuple[Leaf, ...]:
        raise KeyError("de")

    monkeypatch.setattr("signage.ui.stage_material.leaves", cannot)
    blue = theatre.pantry.put("blue", still(BLUE))
    one = programme(show("blue", blue), notices=(notice("bad", T0, 0),), fade_ms=0)
    theatre.give(one, blue)
    theatre.at(1)
    until(lambda: theatre.item == "blue")
    assert "content.broken" in theatre.stage.part().wrong
    theatre.at(86_401)
    assert theatre.stage.part().wrong == ()
    told = [entry for log in theatre.played for entry in log.entries]
    assert [(e.item, e.playlist) for e in told if e.outcome == "skipped"] == [("bad", None)]


def test_a_file_that_was_fetched_again_is_tried_again(theatre: Theatre, until: Until) -> None:
    blue, bad = theatre.pantry.put("blue", still(BLUE)), theatre.pantry.put("bad", b"rotten")
    one = abrupt(show("bad", bad), show("blue", blue))
    theatre.give(one, bad, blue)
    theatre.at(phase(one, "bad"))
    until(lambda: theatre.item == "blue")
    theatre.pantry.put("bad", still(RED))
    theatre.pantry.has(blue)
    theatre.pantry.has(bad, blue)
    until(lambda: theatre.item == "bad")
    assert "content.broken" not in theatre.stage.part().wrong


def test_what_could_not_be_read_for_a_moment_is_tried_again(theatre: Theatre, until: Until) -> None:
    blue, bad = theatre.pantry.put("blue", still(BLUE)), theatre.pantry.put("bad", still(RED))
    theatre.pantry.path(bad.sha256).unlink()
    one = abrupt(show("bad", bad), show("blue", blue))
    theatre.give(one, bad, blue)
    begin = phase(one, "bad")
    theatre.at(begin)
    until(lambda: theatre.item == "blue")
    theatre.pantry.put("bad", still(RED))
    theatre.at(begin + AGAIN_S - 20)
    until(lambda: theatre.item == "blue")
    assert "content.broken" in theatre.stage.part().wrong
    theatre.at(begin + AGAIN_S + 20)
    until(lambda: theatre.item == "bad")
    theatre.at(begin + AGAIN_S + 21)
    assert theatre.stage.part().wrong == ()


# ------------------------------------------------------------------ together, alone, without


def test_displays_of_a_group_switch_in_the_same_second_of_the_site(
    tmp_path: Path, theatre: Theatre, until: Until
) -> None:
    """Their steady clocks began at different times; only the site's time is the same."""
    (tmp_path / "other").mkdir()
    other = Theatre(tmp_path / "other")
    other.stage.configure(place())
    red, blue = theatre.pantry.put("red", still(RED)), theatre.pantry.put("blue", still(BLUE))
    other.pantry.put("red", still(RED))
    other.pantry.put("blue", still(BLUE))
    loop = abrupt(show("red", red, 7), show("blue", blue, 5))
    theatre.give(loop, red, blue)
    other.give(loop, red, blue)
    for second in range(30):
        for one, ahead in ((theatre, 0.0), (other, 5000.0)):
            one.steady = second + ahead
            one.stage.tick(Moment(T0 + timedelta(seconds=second), one.steady, site=True))
        until(lambda: None not in (theatre.item, other.item))
        found = showing_at(loop, T0 + timedelta(seconds=second), BERLIN, ("de",))
        assert found is not None
        assert theatre.item == other.item == found.id
        until(partial(is_ready, theatre))
        until(partial(is_ready, other))
    other.close()


def test_it_starts_without_a_network_with_the_programme_of_the_last_time(
    tmp_path: Path, theatre: Theatre, until: Until
) -> None:
    red = theatre.pantry.put("red", still(RED))
    theatre.give(abrupt(show("red", red)), red)
    until(lambda: "programme" in theatre.notes.notes)
    again = Theatre(tmp_path, theatre.notes)
    again.stage.configure(place())
    again.pantry.has(red)
    again.at(0)
    until(lambda: again.item == "red")
    again.close()


class TornPage(Notebook):
    """Notes on a page of the disk that cannot be read."""

    def noted(self, _name: str) -> str | None:
        raise sqlite3.OperationalError("disk I/O error")


class Nonsense(Notebook):
    """Notes that say nothing."""

    def noted(self, _name: str) -> str | None:
        return "{"


@pytest.mark.warns("memory_unreadable")
@pytest.mark.usefixtures("theatre")
@pytest.mark.parametrize("notes", [TornPage(), Nonsense()])
def test_a_memory_that_cannot_be_read_is_none(notes: Notebook, tmp_path: Path) -> None:
    again = Theatre(tmp_path, notes)
    assert again.stage.part().programme_rev is None
    again.close()


def test_without_a_clock_it_shows_what_always_runs_and_says_so(
    theatre: Theatre, until: Until
) -> None:
    red = theatre.pantry.put("red", still(RED))
    theatre.give(abrupt(show("red", red)), red)
    theatre.at(0, begin=None)
    until(lambda: theatre.item == "red")
    assert theatre.stage.part().wrong == ("clock.unset",)
    theatre.at(1)
    assert theatre.stage.part().wrong == ()


def test_a_programme_that_shows_nothing_leaves_the_calm_screen_and_a_note(
    theatre: Theatre,
) -> None:
    theatre.at(0)
    assert theatre.stage.part().wrong == ()
    theatre.give(abrupt())
    theatre.at(100)
    assert theatre.item is None
    assert theatre.stage.part().wrong == ("programme.empty",)


def test_a_late_or_doubled_programme_changes_nothing(theatre: Theatre, until: Until) -> None:
    red = theatre.pantry.put("red", still(RED))
    theatre.give(abrupt(show("red", red), rev=3), red)
    theatre.at(0)
    until(lambda: theatre.item == "red")
    for rev in (2, 3):
        theatre.give(abrupt(rev=rev), red)
        assert theatre.stage.part().programme_rev == 3
        assert theatre.item == "red"


def test_proof_of_play_has_begin_end_and_outcome(theatre: Theatre, until: Until) -> None:
    red, blue = theatre.pantry.put("red", still(RED)), theatre.pantry.put("blue", still(BLUE))
    one = abrupt(show("red", red), show("blue", blue))
    theatre.give(one, red, blue)
    begin = phase(one, "red")
    theatre.at(begin)
    until(lambda: theatre.item == "red")
    theatre.at(begin + 10)
    until(lambda: theatre.item == "blue")
    theatre.at(begin + 14)
    theatre.stage.level("emergency")
    theatre.at(begin + 80)
    told = [entry for log in theatre.played for entry in log.entries]
    assert [(e.item, e.playlist, e.outcome) for e in told] == [
        ("red", "all", "shown"), ("blue", "all", "cut"),
    ]  # fmt: skip
    assert [(e.ended_at - e.begun_at).total_seconds() for e in told] == [10, 4]


def test_what_is_shown_while_nobody_knows_the_time_is_not_proven(
    theatre: Theatre, until: Until
) -> None:
    theatre.give(abrupt(page("p", {"de": "Heute"}, seconds=3600)))
    for second, begin in ((0, T0), (4, None), (3000, None), (3001, T0), (3090, None)):
        theatre.at(second, begin)
        until(lambda: theatre.item == "p")
    theatre.at(7200)
    told = [entry for log in theatre.played for entry in log.entries]
    assert [(e.ended_at - e.begun_at).total_seconds() for e in told] == [4, 89]


def test_what_is_next_is_known(theatre: Theatre, until: Until) -> None:
    red, blue = theatre.pantry.put("red", still(RED)), theatre.pantry.put("blue", still(BLUE))
    one = abrupt(show("red", red), show("blue", blue))
    theatre.give(one, red, blue)
    theatre.at(phase(one, "red"))
    until(lambda: theatre.item == "red")
    part = theatre.stage.part()
    assert (part.item, part.playlist, part.next_item) == ("red", "all", "blue")
    assert (part.media_wanted, part.media_held, part.level) == (2, 2, "programme")
    until(lambda: theatre.altered == 1)
    assert {file.sha256 for file in theatre.pantry.wanted} == {red.sha256, blue.sha256}
