"""Who speaks next, as a rule without any sound."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from signage.media.chime import Chime
from signage.media.line import Announcement, Line, Turn, again, join, leave, only_alarms, rank
from wire.messages import AlarmKind


def turn(name: str, chime: Chime = "call") -> Turn:
    return Turn(Announcement(name, chime, (), 70))


def names(line: Line) -> list[str]:
    return [one.said.id for one in line.waiting]


TURNS = st.lists(
    st.builds(
        lambda name, chime, saying: Turn(Announcement(str(name), chime, (), 70), saying),
        st.integers(0, 9), st.sampled_from(["call", "recall", "alarm"]), st.sampled_from([1, 2]),
    )
)  # fmt: skip


@given(TURNS)
def test_alarms_go_first_and_second_sayings_last_each_in_their_order(turns: list[Turn]) -> None:
    line = reduce(join, turns, Line())
    assert list(line.waiting) == sorted(turns, key=rank)


def test_a_recall_goes_before_first_calls_but_not_before_other_recalls() -> None:
    line = reduce(
        join, [turn("a"), turn("b", "recall"), turn("c", "recall"), turn("d", "alarm")], Line()
    )
    assert names(line) == ["d", "b", "c", "a"]


def test_the_most_pressing_alarm_goes_first() -> None:
    kinds: list[AlarmKind] = ["all_clear", "closed", "medical", "shelter", "evacuate", "fire"]
    alarms = [Turn(Announcement(kind, "alarm", (), 70, alarm=kind)) for kind in kinds]
    line = reduce(join, [turn("a", "recall"), *alarms], Line())
    assert names(line) == ["evacuate", "fire", "shelter", "medical", "closed", "all_clear", "a"]


def test_everything_is_said_twice_and_no_more() -> None:
    second = again(turn("a"))
    assert second is not None
    assert second.round == 2
    assert again(second) is None


def test_who_is_taken_back_leaves_the_line() -> None:
    line = reduce(join, [turn("a"), turn("b"), turn("s", "alarm")], Line())
    assert names(leave(line, "a")) == ["s", "b"]
    assert names(only_alarms(line)) == ["s"]
