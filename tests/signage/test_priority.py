"""Every cell of the table of who interrupts whom, and what follows from it."""

import pytest

from signage.board.priority import LEVELS, TABLE, Rule, content_shows, holder, meet
from wire.messages import Layout, Level

WHOLE = """
            emergency call    notice  programme rest
emergency   beside    defer   never   defer     never
call        pause     beside  never   defer     never
notice      stop      stop    defer   defer     never
programme   pause     pause   pause   stop      never
rest        stop      stop    stop    stop      never
"""
BESIDE = """
            emergency call    notice  programme rest
emergency   beside    defer   never   defer     never
call        pause     beside  beside  beside    beside
notice      stop      beside  defer   defer     never
programme   pause     beside  pause   stop      never
rest        stop      beside  stop    stop      never
"""
"""What is there stands before its line, what arrives above its column."""


def cells(text: str) -> list[tuple[str, str, str]]:
    head, *lines = [line.split() for line in text.strip().splitlines()]
    return [
        (row, col, rule) for row, *rules in lines for col, rule in zip(head, rules, strict=True)
    ]


@pytest.mark.parametrize(
    ("layout", "there", "arrives", "rule"),
    [("whole", *cell) for cell in cells(WHOLE)] + [("beside", *cell) for cell in cells(BESIDE)],
)
def test_the_table(layout: Layout, there: Level, arrives: Level, rule: Rule) -> None:
    assert meet(there, arrives, layout) == rule


@pytest.mark.parametrize("layout", TABLE)
def test_every_pair_has_a_rule(layout: Layout) -> None:
    assert set(TABLE[layout]) == {(one, other) for one in LEVELS for other in LEVELS}


@pytest.mark.parametrize("layout", TABLE)
def test_what_is_less_urgent_never_takes_the_panel_away(layout: Layout) -> None:
    for place, there in enumerate(LEVELS):
        for arrives in LEVELS[place + 1 :]:
            assert meet(there, arrives, layout) in ("defer", "never", "beside")


def test_the_most_urgent_holds_the_panel() -> None:
    assert holder(["programme", "call", "rest"]) == "call"
    assert holder([]) == "rest"


def test_beside_the_content_only_an_emergency_interrupts_it() -> None:
    assert content_shows("programme", "call", "beside")
    assert not content_shows("programme", "emergency", "beside")
    assert not content_shows("programme", "call", "whole")
