"""Which alarm is said already, which takes another's place; and what screens say of each."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.emergency.rules import (
    KINDS,
    LABELS,
    MOST,
    NEVER_REFUSED,
    Alarm,
    AllClearForZones,
    Scope,
    StillStanding,
    TooManyAlarms,
    UnknownScope,
    displaced,
    require_clear,
    said_already,
    scope,
    with_room,
)
from hub.emergency.texts import TEXTS, TITLES
from wire.look import LANGUAGES
from wire.messages import AlarmKind
from wire.pictograms import PICTOGRAMS

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SITE, HOUSE = Scope("site"), Scope("house")
scopes = st.sampled_from(
    [SITE, HOUSE, *(Scope("zone", zones) for zones in (("A",), ("B",), ("A", "B"), ("C",)))]
)
kinds = st.sampled_from(KINDS)


def alarm(kind: AlarmKind, where: Scope, name: str = "one") -> Alarm:
    return Alarm(name, kind, where, NOW, "yilmaz")


@pytest.mark.parametrize("kind", get_args(AlarmKind))
def test_each_kind_has_words_in_every_language_and_a_pictogram(kind: AlarmKind) -> None:
    assert set(TITLES[kind]) == set(TEXTS[kind]) == set(LANGUAGES)
    assert all(
        text.strip() == text != "" for text in (*TITLES[kind].values(), *TEXTS[kind].values())
    )
    assert max(map(len, TITLES[kind].values())) <= 32
    assert max(map(len, TEXTS[kind].values())) <= 84
    assert kind in PICTOGRAMS
    assert kind in LABELS


def test_a_wider_alarm_says_what_a_narrower_would() -> None:
    standing = [alarm("fire", SITE)]
    assert said_already("fire", Scope("zone", ("A",)), standing) == standing[0]
    assert said_already("fire", HOUSE, standing) is None
    assert said_already("evacuate", SITE, standing) is None


def test_a_wider_alarm_takes_the_place_of_narrower_ones_of_its_kind() -> None:
    standing = [alarm("fire", Scope("zone", ("A",)), "a"), alarm("medical", SITE, "m")]
    assert [one.id for one in displaced("fire", SITE, standing)] == ["a"]


def test_an_all_clear_ends_what_it_covers_and_nothing_else() -> None:
    standing = [
        alarm("fire", Scope("zone", ("A",)), "a"), alarm("fire", Scope("zone", ("B",)), "b"),
        alarm("evacuate", HOUSE, "h"),
    ]  # fmt: skip
    assert [one.id for one in displaced("all_clear", SITE, standing)] == ["a", "b"]


def test_an_all_clear_is_refused_beside_an_alarm_that_reaches_further() -> None:
    """It would end nothing, and screens would say in turn that it burns and that it is over."""
    standing = [alarm("fire", HOUSE)]
    with pytest.raises(StillStanding) as refused:
        require_clear("all_clear", SITE, standing)
    assert refused.value.fields["kind"] == "fire"
    assert refused.value.fields["scope"] == "house"
    require_clear("all_clear", HOUSE, standing)
    require_clear("medical", SITE, standing)


@pytest.mark.parametrize("standing", [[], [alarm("fire", Scope("zone", ("A",)))]])
def test_a_zone_gets_no_all_clear_of_its_own(standing: list[Alarm]) -> None:
    """A display of several zones would say it beside the fire of another one."""
    for zone in "AB":
        with pytest.raises(AllClearForZones):
            require_clear("all_clear", Scope("zone", (zone,)), standing)
    require_clear("all_clear", SITE, standing)


def full(*kinds: AlarmKind) -> list[Alarm]:
    """Eight alarms of these kinds, each in a zone of its own, the first the oldest."""
    return [
        Alarm(str(number), kinds[number % len(kinds)], Scope("zone", (zone,)),
              NOW + timedelta(seconds=number), "yilmaz")
        for number, zone in enumerate("ABCDEFGH")
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(NEVER_REFUSED))
@pytest.mark.parametrize("where", [Scope("zone", ("Z",)), SITE, HOUSE])
@pytest.mark.parametrize(
    "standing",
    [
        full("fire"), full("evacuate"), full("shelter"), full("fire", "evacuate", "shelter"),
        full("closed"), full("medical"),
    ],
)  # fmt: skip
def test_who_is_in_danger_is_told_so_however_many_alarms_stand(
    kind: AlarmKind, where: Scope, standing: list[Alarm]
) -> None:
    """And who was told before to leave, or to stay, is told neither less nor the contrary."""
    room = with_room(kind, where, standing)
    stands = [(one.kind, one.scope) for one in standing if one not in room.over]
    stands += [(kind, where), *([(room.joined.kind, room.joined.scope)] if room.joined else ())]
    assert len(stands) <= MOST
    for one in room.over:
        assert one.kind not in NEVER_REFUSED or any(
            same == one.kind and scope.covers(one.scope) for same, scope in stands
        )


def test_the_oldest_that_presses_less_makes_room_and_nothing_else_is_let_in() -> None:
    standing = full("fire", "closed", "medical")
    where = Scope("zone", ("Z",))
    for kind in sorted(NEVER_REFUSED):
        assert [one.id for one in with_room(kind, where, standing).over] == ["1"]
    newer = full("shelter", "medical")
    assert [one.id for one in with_room("fire", where, newer).over] == ["1"]
    with pytest.raises(TooManyAlarms):
        with_room("medical", where, standing)


def test_a_new_alarm_ends_the_all_clears_that_it_contradicts() -> None:
    for where in (SITE, HOUSE):
        standing = [alarm("all_clear", where, "a")]
        assert displaced("fire", Scope("zone", ("B",)), standing) == (standing[0],)
        assert displaced("fire", SITE, standing) == (standing[0],)


@given(kinds, scopes, st.lists(st.tuples(kinds, scopes), max_size=6))
def test_after_any_alarm_no_two_standing_ones_say_the_same(
    kind: AlarmKind, wanted: Scope, before: list[tuple[AlarmKind, Scope]]
) -> None:
    """However alarms follow one another, and nothing that is raised is lost."""
    standing: list[Alarm] = []
    for number, (one, where) in enumerate([*before, (kind, wanted)]):
        if said_already(one, where, standing):
            continue
        over = displaced(one, where, standing)
        standing = [each for each in standing if each not in over]
        standing.append(alarm(one, where, str(number)))
    assert said_already(kind, wanted, standing)
    for each in standing:
        others = [other for other in standing if other is not each]
        assert said_already(each.kind, each.scope, others) is None


@pytest.mark.parametrize(
    ("reach", "zones"), [("zone", ()), ("zone", ("X",)), ("site", ("A",)), ("house", ("A",))]
)
def test_a_place_that_is_none_is_refused(reach: str, zones: tuple[str, ...]) -> None:
    with pytest.raises(UnknownScope):
        scope(reach, zones, ("A", "B"))  # type: ignore[arg-type]
