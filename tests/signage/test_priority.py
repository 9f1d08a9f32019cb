"""Every cell of the table of who interrupts whom, and that nothing but the table decides it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from signage.board.events import CallReceived, EmergencyReceived, Hush, Ring
from signage.board.picture import picture
from signage.board.priority import TABLE, Rule, gives_way, meet
from signage.board.state import BoardState, begin
from signage.programme.course import Course, Now, Place, Plan, move, plan
from tests.signage.samples import T0, Playbook, alarm, at, board, call, config, emergency, entry
from tests.signage.test_course import stock
from tests.wire.programmes import notice, page, programme
from wire.messages import Layout, Level

WHOLE = """
            emergency call    notice
emergency   -         defer   -
call        pause     -       -
notice      stop      stop    -
programme   pause     pause   pause
"""
BESIDE = """
            emergency call    notice
emergency   -         defer   -
call        pause     -       -
notice      stop      beside  -
programme   pause     beside  pause
"""
"""What is there stands before its line, what arrives above its column."""


def cells(text: str) -> dict[tuple[str, str], str]:
    head, *lines = [line.split() for line in text.strip().splitlines()]
    found = (
        (row, col, rule) for row, *rules in lines for col, rule in zip(head, rules, strict=True)
    )
    return {(row, col): rule for row, col, rule in found if rule != "-"}


@pytest.mark.parametrize(("layout", "table"), [("whole", WHOLE), ("beside", BESIDE)])
def test_the_table(layout: Layout, table: str) -> None:
    assert TABLE[layout] == cells(table)


def test_nothing_gives_way_to_rest() -> None:
    assert not gives_way("programme", "rest", "whole")


# ------------------------------------------------------------------ whoever edits a cell is obeyed


@pytest.fixture
def edit(monkeypatch: pytest.MonkeyPatch) -> "Edit":
    return Edit(monkeypatch)


class Edit:
    """Writes another rule into a cell of both layouts, for one test."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch

    def __call__(self, there: Level, arrives: Level, rule: Rule) -> None:
        for layout in TABLE:
            self._patch.setitem(TABLE[layout], (there, arrives), rule)
            assert meet(there, arrives, layout) == rule


def called() -> Playbook:
    """T007 is called and spoken."""
    state = replace(begin(at(0)), config=config(), boards={"B": board(2, entry("c7"))})
    play = Playbook(replace(state, phase="current"))
    return play >> CallReceived(call("c7", 2), at(1)) << Ring(call("c7", 2))


def alarmed() -> BoardState:
    state = begin(at(0))
    return replace(state, phase="current", config=config(), emergency=emergency(1, alarm()))


def test_an_alarm_takes_screen_and_voice_of_a_call_because_the_table_says_so(edit: Edit) -> None:
    play = called() >> EmergencyReceived(emergency(1, alarm()), at(2))
    assert Hush(("c7", 1)) in play.done()
    assert (picture(play.state).screen, picture(play.state).level) == ("emergency", "emergency")
    edit("call", "emergency", "beside")
    play = called() >> EmergencyReceived(emergency(1, alarm()), at(2))
    assert Hush(("c7", 1)) not in play.done()
    assert (picture(play.state).screen, picture(play.state).level) == ("board", "call")


def test_a_call_waits_for_the_end_of_an_alarm_because_the_table_says_so(edit: Edit) -> None:
    one, state = call("c7", 2), replace(alarmed(), boards={"B": board(2, entry("c7"))})
    play = Playbook(state) >> CallReceived(one, at(1))
    assert Ring(one) not in play.done()
    edit("emergency", "call", "beside")
    play = Playbook(state) >> CallReceived(one, at(1))
    assert Ring(one) in play.done()


PLAYED = programme(
    page("p", {"de": "Guten Tag"}), notices=(notice("n", T0 + timedelta(seconds=4), 10),)
)


def during(seconds: float, other: Level) -> tuple[Course, Plan]:
    """So many seconds after the beginning, `other` has something to show."""
    now = Now(T0 + timedelta(seconds=seconds), seconds)
    course = move(Course(PLAYED, Place(layout="whole"), other=other), now)
    return course, plan(course, stock(PLAYED), now)


@pytest.mark.parametrize(
    ("there", "arrives", "second"),
    [
        ("programme", "emergency", 1), ("programme", "call", 1),
        ("notice", "emergency", 5), ("notice", "call", 5),
    ],
)  # fmt: skip
def test_content_is_taken_away_because_the_table_says_so(
    there: Level, arrives: Level, second: float, edit: Edit
) -> None:
    assert during(second, arrives)[1].away
    edit(there, arrives, "beside")
    shown = during(second, arrives)[1]
    assert (shown.away, shown.now and shown.now.level) == (False, there)


@pytest.mark.parametrize(
    ("other", "second"), [("emergency", 1), ("call", 1), ("rest", 5)], ids=["alarm", "call", "note"]
)
def test_a_programme_waits_where_it_is_because_the_table_says_so(
    other: Level, second: float, edit: Edit
) -> None:
    assert during(second, other)[0].halted_since is not None
    edit("programme", "notice" if other == "rest" else other, "stop")
    assert during(second, other)[0].halted_since is None
