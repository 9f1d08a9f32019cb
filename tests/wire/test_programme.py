"""A programme means the same to the hub and to every display, at any moment."""

from datetime import date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wire.programmes import (
    AUTUMN,
    BERLIN,
    LANGUAGES,
    MOMENTS,
    PROGRAMMES,
    SPRING,
    berlin,
    notice,
    page,
    picture,
    programme,
    video,
)
from wire.look import Lang
from wire.messages import Playlist, Programme, Showing, Slot
from wire.programme import (
    FORESEEN,
    ahead,
    files,
    next_change,
    playlist_at,
    showing_at,
    upcoming,
)

MONDAY = berlin("2026-11-23", "8:00")
BOTH: tuple[Lang, ...] = ("de", "en")


def shown(one: Programme, seconds: float, paused_s: float = 0.0) -> Showing | None:
    """What it shows so many seconds after Monday at eight."""
    return showing_at(one, MONDAY + timedelta(seconds=seconds), BERLIN, BOTH, paused_s)


def names(one: Programme, seconds: range) -> list[str | None]:
    return [found.id if (found := shown(one, at)) else None for at in seconds]


def same(one: Showing | None, other: Showing | None) -> bool:
    """Whether two moments show the same, however much of it has passed."""
    if one is None or other is None:
        return one is other
    return one.model_copy(update={"at_s": 0.0}) == other.model_copy(update={"at_s": 0.0})


# ------------------------------------------------------------------ loops


def test_items_follow_one_another_for_ever() -> None:
    loop = programme(picture("a", 10), video("b", 20), picture("c", 10))
    around = names(loop, range(0, 80, 10))
    assert around[:4] == around[4:]
    assert sorted(str(name) for name in around[:4]) == ["a", "b", "b", "c"]


def test_a_page_stands_in_each_of_its_languages_that_are_wanted() -> None:
    loop = programme(page("a", {"de": "Hallo", "en": "Hello", "tr": "Merhaba"}, seconds=10))
    langs = [found.lang for at in range(0, 40, 10) if (found := shown(loop, at))]
    assert langs in (["de", "en", "de", "en"], ["en", "de", "en", "de"])


@pytest.mark.parametrize(
    ("title", "lang"),
    [({"de": "Hallo"}, "de"), ({"de": "Hallo", "uk": "x"}, "de"), ({"uk": "x"}, "uk")],
)
def test_a_page_without_a_language_that_is_wanted_stands_in_german_or_in_what_it_has(
    title: dict[Lang, str], lang: str
) -> None:
    loop = programme(page("a", title))
    found = showing_at(loop, MONDAY, BERLIN, ("en",))
    assert found is not None
    assert found.lang == lang


def test_what_is_not_valid_is_left_out() -> None:
    until = MONDAY + timedelta(seconds=600)
    loop = programme(picture("a"), picture("b", shown_until=until), picture("c", shown_from=until))
    assert set(names(loop, range(0, 600, 5))) == {"a", "b"}
    assert set(names(loop, range(600, 1200, 5))) == {"a", "c"}


def test_who_was_interrupted_goes_on_where_it_was_but_not_in_a_group() -> None:
    for together in (False, True):
        loop = programme(picture("a"), picture("b"), together=together)
        paused = showing_at(loop, MONDAY + timedelta(seconds=7), BERLIN, BOTH, 7)
        assert (paused == shown(loop, 0)) is not together


@pytest.mark.parametrize(
    "empty",
    [
        Programme(rev=1),
        programme(picture("a"), slots=()),
        programme(picture("a"), playlists=()),
        programme(picture("a"), playlists=(Playlist(id="all", name="x", items=("other",)),)),
        programme(),
        programme(page("a", {})),
    ],
)
def test_nothing_to_show_is_none(empty: Programme) -> None:
    assert shown(empty, 0) is None
    assert upcoming(empty, MONDAY, BERLIN, BOTH) is None


def test_the_next_thing_is_the_one_that_comes_next() -> None:
    loop = programme(picture("a"), picture("b"), picture("c"))
    now, then = shown(loop, 0), shown(loop, 10)
    following = upcoming(loop, MONDAY, BERLIN, BOTH)
    assert now is not None
    assert then is not None
    assert following is not None
    assert following.id == then.id != now.id


# ------------------------------------------------------------------ slots


def at_night(**more: object) -> Programme:
    """Friday evening to Saturday morning, over a programme for the rest."""
    slots = (Slot.model_validate({"playlist": "n", "starts": 1320, "ends": 360, **more}),)
    lists = (Playlist(id="n", name="Nacht", items=()), Playlist(id="d", name="Tag", items=()))
    return Programme(rev=1, playlists=lists, slots=(*slots, Slot(playlist="d")))


def runs(one: Programme, day: str, clock: str, fold: int = 0) -> str | None:
    found = playlist_at(one, berlin(day, clock, fold), BERLIN)
    return found.id if found else None


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    friday = at_night(days=(4,))
    assert runs(friday, "2026-11-27", "21:59") == "d"
    assert runs(friday, "2026-11-27", "22:00") == "n"
    assert runs(friday, "2026-11-28", "5:59") == "n"
    assert runs(friday, "2026-11-28", "6:00") == "d"
    assert runs(friday, "2026-11-28", "22:00") == "d"
    assert runs(friday, "2026-11-27", "5:00") == "d"


def test_first_and_last_day_are_included() -> None:
    once = at_night(on_from="2026-11-24", on_until="2026-11-25")
    begins = [
        f"2026-11-{day}" for day in range(23, 28) if runs(once, f"2026-11-{day}", "23:00") == "n"
    ]
    assert begins == ["2026-11-24", "2026-11-25"]
    assert runs(once, "2026-11-26", "5:00") == "n"


@pytest.mark.parametrize(
    ("holidays", "day_before", "holiday"),
    [("as_usual", "n", "n"), ("never", "n", "d"), ("only", "d", "n")],
)
def test_holidays(holidays: str, day_before: str, holiday: str) -> None:
    closed = at_night(holidays=holidays).model_copy(update={"holidays": (date(2026, 12, 25),)})
    assert runs(closed, "2026-12-24", "23:00") == day_before
    assert runs(closed, "2026-12-25", "23:00") == holiday
    assert runs(closed, "2026-12-26", "3:00") == holiday


def test_a_slot_whose_playlist_is_gone_stands_in_nobodys_way() -> None:
    gone = at_night().model_copy(update={"playlists": (Playlist(id="d", name="Tag", items=()),)})
    assert runs(gone, "2026-11-27", "23:00") == "d"


def test_a_whole_day_has_no_gap_at_midnight() -> None:
    always = programme(picture("a"))
    assert None not in names(always, range(0, 172_800, 600))


def test_the_hour_that_comes_twice_runs_twice() -> None:
    half = at_night(starts=150, ends=165)
    assert [runs(half, "2026-10-25", "2:30", fold) for fold in (0, 1)] == ["n", "n"]
    assert [runs(half, "2026-10-25", "2:45", fold) for fold in (0, 1)] == ["d", "d"]


def test_the_hour_that_is_missing_runs_not_and_what_reaches_out_of_it_does() -> None:
    inside, over = at_night(starts=130, ends=170), at_night(starts=150, ends=210)
    day = [SPRING + timedelta(minutes=minute) for minute in range(-120, 120)]
    assert all(playlist_at(inside, at, BERLIN) != inside.playlists[0] for at in day)
    ran = [at for at in day if playlist_at(over, at, BERLIN) == over.playlists[0]]
    assert (ran[0], len(ran)) == (SPRING, 30)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_changed_clock_does_not_move_a_loop(change: datetime) -> None:
    loop = programme(picture("a"), picture("b"))
    around = [
        showing_at(loop, change + timedelta(seconds=5 * step), BERLIN, BOTH)
        for step in range(-8, 8)
    ]
    assert [found.id for found in around[:8] if found] == [
        found.id for found in around[8:] if found
    ]


# ------------------------------------------------------------------ notices


def test_a_notice_comes_between_and_again() -> None:
    loop = programme(picture("a"), notices=(notice("n", MONDAY, every_s=60, seconds=15),))
    assert names(loop, range(0, 120, 5)) == (["n"] * 3 + ["a"] * 9) * 2


def test_notices_that_come_equally_often_come_one_after_the_other() -> None:
    several = (notice("m", MONDAY, 60, 10), notice("n", MONDAY, 60, 10))
    assert names(programme(picture("a"), notices=several), range(0, 60, 10)) == [
        "m", "n", "a", "a", "a", "a",
    ]  # fmt: skip


def test_the_rarer_of_two_is_shown() -> None:
    several = (notice("often", MONDAY, 30, 10), notice("rare", MONDAY, 90, 10))
    assert names(programme(picture("a"), notices=several), range(0, 100, 10)) == [
        "rare", "a", "a", "often", "a", "a", "often", "a", "a", "rare",
    ]  # fmt: skip


@pytest.mark.parametrize("every_s", [0, 20, 40])
def test_notices_that_stand_or_find_no_room_take_turns(every_s: int) -> None:
    several = (notice("m", MONDAY, 0 if every_s == 0 else 20, 15), notice("n", MONDAY, every_s, 15))
    around = names(programme(picture("a"), notices=several), range(0, 600, 5))
    assert around.count("m") == around.count("n") == len(around) / 2


def test_a_notice_is_over_when_it_is_no_longer_valid() -> None:
    loop = programme(picture("a"), notices=(notice("n", MONDAY, 0),))
    day = 86_400
    assert names(loop, range(-1, 1)) == ["a", "n"]
    assert names(loop, range(day - 1, day + 1)) == ["n", "a"]


# ------------------------------------------------------------------ files


def test_the_file_that_is_needed_soonest_is_named_first() -> None:
    items = (picture("later"), picture("a"), picture("b"), page("p", {"de": "x"}), picture("never"))
    lists = (
        Playlist(id="later", name="x", items=("later", "a")),
        Playlist(id="now", name="x", items=("a", "p", "b", "gone")),
        Playlist(id="unused", name="x", items=("never",)),
    )
    slots = (Slot(playlist="later", days=(1,)), Slot(playlist="now"))
    both = Programme(rev=1, items=items, playlists=lists, slots=slots)
    wanted = [file.sha256 for file in files(both, MONDAY, BERLIN)]
    by_name = {item.file.sha256: item.id for item in items if item.file}
    assert [by_name[one] for one in wanted][-1] == "later"
    assert len(wanted) == 3
    on_tuesday = files(both, MONDAY + timedelta(days=1), BERLIN)
    assert by_name[on_tuesday[0].sha256] in ("later", "a")


def test_a_file_whose_time_is_over_is_not_wanted() -> None:
    assert files(programme(picture("a", shown_until=MONDAY)), MONDAY, BERLIN) == ()


# ------------------------------------------------------------------ whatever they write


@given(PROGRAMMES, MOMENTS, LANGUAGES, st.floats(0, 1e6), st.floats(0, 1))
def test_nothing_changes_before_the_next_change(
    one: Programme, at: datetime, languages: tuple[Lang, ...], paused_s: float, share: float
) -> None:
    begun = showing_at(one, at, BERLIN, languages, paused_s)
    change = next_change(one, at, BERLIN, languages, paused_s)
    until = change or at + timedelta(days=400)
    assert until > at
    last = until - timedelta(microseconds=1)
    for moment in (last, at + (last - at) * share):
        assert same(showing_at(one, moment, BERLIN, languages, paused_s), begun)


@given(PROGRAMMES, MOMENTS, LANGUAGES)
def test_what_is_shown_is_valid_and_there(
    one: Programme, at: datetime, languages: tuple[Lang, ...]
) -> None:
    now = showing_at(one, at, BERLIN, languages)
    coming = list(islice(ahead(one, at, BERLIN, languages), 5))
    assert all(then > before for before, then in pairwise([at, *(when for when, _ in coming)]))
    assert all(same(showing_at(one, when, BERLIN, languages), then) for when, then in coming)
    for found in (one for one in (now, *(then for _, then in coming)) if one):
        assert 0 <= found.at_s < found.of_s
        assert found.id in {each.id for each in one.items} | {each.id for each in one.notices}
    if now and now.level == "programme":
        item = next(item for item in one.items if item.id == now.id)
        assert item.shown_from is None or item.shown_from <= at
        assert item.shown_until is None or item.shown_until > at


@given(PROGRAMMES, MOMENTS, LANGUAGES)
def test_any_programme_has_an_end_of_looking_ahead_and_files(
    one: Programme, at: datetime, languages: tuple[Lang, ...]
) -> None:
    assert len(list(ahead(one, at, BERLIN, languages))) <= FORESEEN
    hashes = [file.sha256 for file in files(one, at, BERLIN)]
    assert len(set(hashes)) == len(hashes)
