"""A programme's course on one display: interruptions, what cannot be shown, no clock, proof."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.board.events import Moment
from signage.programme import proof
from signage.programme.clock import nowhen, right_time, timeless
from signage.programme.course import (
    Course,
    Now,
    Place,
    Plan,
    Play,
    Stock,
    is_idle,
    lasting,
    move,
    plan,
)
from tests.wire.programmes import (
    BERLIN,
    LANGUAGES,
    MOMENTS,
    PROGRAMMES,
    notice,
    page,
    picture,
    programme,
    video,
)
from wire.look import Lang
from wire.messages import Item, Layout, Level, Programme, Slot
from wire.programme import showing_at

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PLACE = Place(BERLIN, ("de", "en"), "whole")


def at(seconds: float) -> Now:
    return Now(T0 + timedelta(seconds=seconds), 1000 + seconds)


def stock(one: Programme, *without: str, broken: str = "") -> Stock:
    """All files of a programme but those of these items."""
    files = {item.id: item.file.sha256 for item in one.items if item.file}
    held = frozenset(sha for name, sha in files.items() if name not in without)
    return Stock(held, {files[broken]: "broken"} if broken else {})


class Screen:
    """A course that is told of events and looked at."""

    def __init__(self, one: Programme, layout: Layout = "whole") -> None:
        self.course = Course(one, Place(BERLIN, ("de", "en"), layout))
        self.stock = stock(one)

    def other(self, level: Level, seconds: float) -> None:
        """From this second on something of this level is there."""
        self.course = Course(
            self.course.programme,
            self.course.place,
            level,
            self.course.paused_s,
            self.course.halted_since,
        )
        self.look(seconds)

    def look(self, seconds: float) -> Plan:
        self.course = move(self.course, at(seconds))
        return plan(self.course, self.stock, at(seconds))

    def shown(self, seconds: float) -> str | None:
        found = self.look(seconds)
        return found.now.id if found.now else "away" if found.away else None


LOOP = programme(picture("a", 10), picture("b", 10), picture("c", 10))
FIRST, SECOND, THIRD = (
    str(found.id)
    for step in range(3)
    if (found := showing_at(LOOP, T0 + timedelta(seconds=10 * step), BERLIN, ("de",)))
)


# ------------------------------------------------------------------ interruptions


@pytest.mark.parametrize("level", ["call", "emergency"])
def test_after_an_interruption_it_goes_on_where_it_was(level: Level) -> None:
    screen = Screen(LOOP)
    before = screen.look(5).now
    screen.other(level, 5)
    assert screen.shown(17) == "away"
    screen.other("rest", 25)
    after = screen.look(25).now
    assert before is not None
    assert after is not None
    assert after.key == before.key
    assert after.ends - before.ends == timedelta(seconds=20)
    assert [screen.shown(second) for second in (29, 31)] == [FIRST, SECOND]


def test_calls_beside_it_do_not_interrupt_it() -> None:
    screen = Screen(LOOP, layout="beside")
    screen.other("call", 2)
    assert [screen.shown(second) for second in (5, 15)] == [FIRST, SECOND]
    screen.other("emergency", 16)
    assert screen.shown(17) == "away"


def test_a_group_joins_the_others_again() -> None:
    screen = Screen(programme(*LOOP.items, together=True))
    screen.other("call", 5)
    screen.other("rest", 12)
    assert screen.shown(13) == SECOND


def test_who_comes_back_to_almost_nothing_goes_on_with_the_next() -> None:
    screen = Screen(LOOP)
    screen.look(0)
    screen.other("call", 9)
    screen.other("rest", 30)
    assert screen.shown(30) == SECOND
    assert screen.shown(39.5) == SECOND


def test_a_notice_lets_the_programme_wait() -> None:
    screen = Screen(programme(*LOOP.items, notices=(notice("n", T0 + timedelta(seconds=4), 600),)))
    assert [screen.shown(second) for second in (3, 4, 18, 19, 24, 26)] == [
        FIRST, "n", "n", FIRST, FIRST, SECOND,
    ]  # fmt: skip


def test_what_is_next_after_a_notice_is_what_it_interrupted() -> None:
    screen = Screen(programme(*LOOP.items, notices=(notice("n", T0 + timedelta(seconds=4), 600),)))
    screen.look(3)
    during = screen.look(4)
    assert during.next is not None
    assert (during.next.id, during.until) == (FIRST, T0 + timedelta(seconds=19))


def test_a_screen_that_is_off_shows_nothing_and_goes_on_later() -> None:
    off = Place(BERLIN, ("de",), "whole", screen_on=False)
    assert plan(move(Course(LOOP, off), at(0)), stock(LOOP), at(0)).away


# ------------------------------------------------------------------ what cannot be shown


@pytest.mark.parametrize(("kind", "reason"), [("missing", "missing"), ("broken", "broken")])
def test_what_cannot_be_shown_is_passed_over(kind: str, reason: str) -> None:
    screen = Screen(LOOP)
    screen.stock = stock(LOOP, SECOND) if kind == "missing" else stock(LOOP, broken=SECOND)
    found = screen.look(12)
    assert found.now is not None
    assert found.now.id == THIRD
    assert found.skipped == ((SECOND, reason),)
    assert found.now.of_s == 10


def test_a_notice_that_cannot_be_shown_is_missed_and_lets_nothing_wait() -> None:
    screen = Screen(programme(*LOOP.items, notices=(notice("n", T0 + timedelta(seconds=4), 600),)))
    assert [screen.shown(second) for second in (3, 4)] == [FIRST, "n"]
    screen.stock = Stock(screen.stock.held, {"n": "broken"})
    screen.course = replace(screen.course, unfit=frozenset({"n"}))
    found = screen.look(5)
    assert found.now is not None
    assert (found.now.id, found.missed) == (FIRST, (("n", "broken"),))
    assert [screen.shown(second) for second in (10.5, 11.5, 21.5)] == [FIRST, SECOND, THIRD]
    assert screen.look(19).missed == ()


def test_what_is_over_lasts_no_longer() -> None:
    over = picture("a").model_copy(update={"shown_until": T0 + timedelta(seconds=9)})
    one = programme(over, picture("b"), page("p", {"de": "Heute"}), notices=(notice("n", T0, 600),))
    files = [item.file.sha256 for item in one.items if item.file]
    assert lasting(one, T0) == {*files, "p", "n"}
    assert lasting(one, T0 + timedelta(days=1)) == {files[1], "p"}


def test_without_any_file_there_is_nothing_and_a_page_always_can_be_shown() -> None:
    screen = Screen(LOOP)
    screen.stock = Stock()
    assert screen.shown(0) is None
    screen = Screen(programme(picture("a"), page("p", {"de": "Titel"})))
    screen.stock = Stock()
    assert [screen.shown(second) for second in (0, 10, 20)] == ["p", "p", "p"]


def test_a_video_that_stands_in_for_another_thing_begins_at_its_beginning() -> None:
    screen = Screen(programme(picture("a", 10), video("v", 10)))
    screen.stock = stock(screen.course.programme or LOOP, "a")
    for second in (0, 10):
        found = screen.look(second).now
        assert found is not None
        assert (found.id, found.begins) == ("v", T0 + timedelta(seconds=second))


# ------------------------------------------------------------------ nothing to show


@pytest.mark.parametrize(
    ("one", "idle"),
    [
        (Programme(rev=1), False),
        (programme(picture("a")), False),
        (programme(), True),
        (programme(picture("a", shown_until=T0)), True),
        (programme(picture("a", shown_from=T0 + timedelta(hours=1))), True),
        (programme(picture("a"), slots=(Slot(playlist="gone"),)), True),
        (programme(picture("a"), slots=(Slot(playlist="all", days=(6,)),)), False),
        (programme(picture("a"), slots=(Slot(playlist="all", days=()),)), True),
    ],
)
def test_a_programme_that_never_shows_anything_is_noticed(one: Programme, idle: bool) -> None:
    assert is_idle(Course(one, PLACE), at(0)) is idle
    assert not is_idle(Course(None, PLACE), at(0))


# ------------------------------------------------------------------ no clock


def test_the_sites_clock_is_right_then_a_synchronised_one_then_none() -> None:
    assert right_time(Moment(T0, 5.0, site=True)) == T0
    assert right_time(Moment(T0, 5.0, synced=True)) == T0
    assert right_time(Moment(T0, 5.0)) is None


def test_without_a_clock_only_what_always_runs_is_shown() -> None:
    night = Slot(playlist="all", starts=1320, ends=360)
    items = (picture("a"), picture("b", shown_from=T0), picture("c", shown_until=T0))
    notices = (notice("n", nowhen(0), 0),)
    screen = Screen(programme(*items, notices=notices, slots=(night, Slot(playlist="all"))))
    for steady in range(0, 100, 7):
        now = Now(None, steady)
        found = plan(move(screen.course, now), screen.stock, now)
        assert found.now is not None
        assert found.now.id == "a"
    assert timeless(programme(*items, slots=(night,))).slots == ()


# ------------------------------------------------------------------ whatever happens

EVENTS = st.lists(
    st.tuples(st.floats(0, 40), st.sampled_from(["rest", "call", "emergency"])), max_size=6
)


@given(PROGRAMMES, MOMENTS, LANGUAGES, EVENTS, st.sampled_from(["whole", "beside"]), st.booleans())
def test_any_programme_runs_through_any_interruptions(
    one: Programme, begin: datetime, languages: tuple[Lang, ...], events: list[tuple[float, Level]],
    layout: Layout, clock: bool,
) -> None:  # fmt: skip
    course, seconds, here = Course(one, Place(BERLIN, languages, layout)), 0.0, stock(one)
    for wait, level in events:
        seconds += wait
        now = Now(begin + timedelta(seconds=seconds) if clock else None, 50 + seconds)
        course = Course(one, course.place, level, course.paused_s, course.halted_since)
        course = move(course, now)
        found = plan(course, here, now)
        assert move(course, now) == course
        if found.now is not None:
            assert not found.away
            assert found.now.begins <= found.at < found.now.ends
            assert found.until is not None
            assert found.until > found.at
        if level == "emergency":
            assert found.away


# ------------------------------------------------------------------ proof of play


def play(seconds: float, name: str = "a", of_s: float = 10) -> Play:
    begins = T0 + timedelta(seconds=seconds)
    item: Item = picture(name)
    assert item.file is not None
    return Play(
        ("programme", name, None, begins), "programme", name, "all", None, item.file, begins, of_s
    )


def when(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def test_what_was_shown_is_told_with_its_begin_and_end() -> None:
    ledger = proof.shows(proof.Ledger(), play(0), when(0), 0)
    ledger = proof.shows(ledger, play(10, "b"), when(10), 10)
    ledger = proof.shows(ledger, None, when(13), 13)
    ledger, told = proof.due(ledger, when(14), all_of_it=True)
    assert told is not None
    assert [(one.item, one.begun_at, one.ended_at, one.outcome) for one in told.entries] == [
        ("a", when(0), when(10), "shown"), ("b", when(10), when(13), "cut"),
    ]  # fmt: skip
    assert proof.due(ledger, when(99), all_of_it=True) == (ledger, None)


@pytest.mark.parametrize("step_s", [900, -900])
def test_a_site_s_time_that_is_set_makes_no_play_longer_or_shorter(step_s: float) -> None:
    ledger = proof.shows(proof.Ledger(), play(0), when(0), 0)
    ledger = proof.shows(ledger, play(step_s, "b", 2), when(2 + step_s), 2)
    ledger = proof.shows(ledger, None, when(4 + step_s), 4)
    _rest, told = proof.due(ledger, when(5 + step_s), all_of_it=True)
    assert told is not None
    assert [(one.begun_at, one.ended_at, one.outcome) for one in told.entries] == [
        (when(0), when(2), "cut"), (when(2 + step_s), when(4 + step_s), "shown"),
    ]  # fmt: skip


def test_entries_are_told_within_a_minute_or_fifty_at_once() -> None:
    ledger = proof.Ledger()
    for step in range(70):
        ledger = proof.shows(ledger, play(step, str(step), 1), when(step), step)
        if step < proof.MOST:
            assert proof.due(ledger, when(step))[1] is None
    ledger, told = proof.due(ledger, when(69))
    assert told is not None
    assert len(told.entries) == proof.MOST
    assert proof.due(ledger, when(75))[1] is None
    assert proof.due(ledger, when(112))[1] is not None


def test_a_thing_that_cannot_be_shown_is_told_once_until_it_could() -> None:
    ledger = proof.Ledger()
    for _ in range(3):
        ledger = proof.skips(ledger, (("a", "broken"),), "all", when(0))
    assert [(one.item, one.outcome, one.reason) for one in ledger.entries] == [
        ("a", "skipped", "broken")
    ]
    ledger = proof.shows(ledger, play(0), when(1), 1)
    ledger = proof.skips(ledger, (("a", "missing"),), "all", when(20))
    assert [one.reason for one in ledger.entries] == ["broken", "missing"]
