"""The file of a set-up: exact there and back, and what is wrong with it is said with its line."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.office.rules import file
from hub.office.rules.draft import drafted
from hub.office.rules.faults import faults
from hub.office.rules.gaps import gaps, works
from hub.office.rules.things import ORDER, Key, Setup, Things, build, canonical
from hub.office.service.whole import SAMPLE
from hub.sites.demo import HOUSE
from hub.sites.rules import Concern, Floor, House, Node, Room, Span, SpecialDay, Zone
from wire.ids import ConcernId, RoomId, ZoneId
from wire.look import LANGUAGES
from wire.messages import Hours, Sound

SETUP = canonical(Setup(HOUSE))
TEXT = file.write(SETUP.things)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
said = st.dictionaries(st.sampled_from(LANGUAGES) | words, words, max_size=4)
metres = st.floats(allow_nan=False, allow_infinity=False)
minutes = st.integers(0, 1440)
hours = st.lists(
    st.builds(Hours, weekday=st.integers(0, 6), opens=minutes, closes=minutes), max_size=4
).map(tuple)
languages = st.lists(st.sampled_from(LANGUAGES), max_size=3).map(tuple)
zones = st.builds(
    Zone, words.map(ZoneId), said, st.builds(Sound, volume=st.integers(0, 100), quiet=hours)
)
concerns = st.builds(
    Concern, words.map(ConcernId), said, said, words.map(ZoneId), st.integers(), st.booleans(),
    st.none() | words.map(ConcernId), hours, st.none() | words,
    st.dictionaries(st.sampled_from(LANGUAGES), st.lists(words, max_size=3).map(tuple), max_size=2),
    languages,
)  # fmt: skip
rooms = st.builds(
    Room, words.map(RoomId), said, words.map(ZoneId), st.sampled_from(("room", "counter")),
    st.lists(words.map(ConcernId), max_size=3).map(tuple), st.integers(-9, 99), metres, metres,
    metres, metres, st.lists(words, max_size=3).map(tuple), languages, words,
)  # fmt: skip
nodes = st.builds(
    Node, words, st.integers(-9, 99), metres, metres,
    st.sampled_from(("room", "zone", "device", "corner", "stairs")), words,
)  # fmt: skip
days = st.builds(
    SpecialDay, st.dates(date(2020, 1, 1), date(2199, 12, 31)), words,
    st.lists(st.builds(Span, minutes, minutes), max_size=3).map(tuple),
)  # fmt: skip


@st.composite
def houses(draw: st.DrawFn) -> House:
    points = draw(st.lists(nodes, max_size=5, unique_by=lambda one: one.id))
    names = [one.id for one in points]
    pairs = list(combinations(sorted(names), 2))
    ways = draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pairs else []
    site = replace(
        HOUSE.site, name=draw(words), hours=draw(hours), closed_on_holidays=draw(st.booleans()),
        order_rule=draw(st.dictionaries(words, st.integers() | st.dictionaries(words, minutes))),
        days=tuple(draw(st.lists(days, max_size=3, unique_by=lambda one: one.day))),
    )  # fmt: skip
    floors = st.builds(Floor, st.integers(-9, 99), words)
    return House(
        site=site,
        zones=tuple(draw(st.lists(zones, max_size=3, unique_by=lambda one: one.id))),
        concerns=tuple(draw(st.lists(concerns, max_size=4, unique_by=lambda one: one.id))),
        rooms=tuple(draw(st.lists(rooms, max_size=4, unique_by=lambda one: one.label))),
        nodes=tuple(points),
        edges=tuple(ways),
        floors=tuple(draw(st.lists(floors, max_size=3, unique_by=lambda one: one.level))),
    )


@settings(max_examples=40)
@given(houses())
def test_what_is_written_is_read_again_exactly(house: House) -> None:
    setup = canonical(Setup(house))
    reading = file.read(file.write(setup.things))
    assert reading.slips == ()
    assert build(house.site.id, reading.things).setup == setup


@given(st.text() | st.text(st.sampled_from('[]{}=".#\n abc019-:'), max_size=80))
def test_no_text_is_too_odd_to_be_refused(text: str) -> None:
    reading = file.read(text)
    assert reading.slips
    assert all(one.line is None or one.line >= 1 for one in reading.slips)


@settings(max_examples=40)
@given(st.data())
def test_a_file_that_lost_or_gained_a_line_is_taken_whole_or_refused(data: st.DataObject) -> None:
    lines = TEXT.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(
        st.sampled_from([[], ["x = 1"], ["[[rooms]]"], ["label = 7"], [lines[at]] * 2])
    )
    reading = file.read("\n".join([*lines[:at], *other, *lines[at + 1 :]]))
    if not reading.slips:
        found = build(HOUSE.site.id, reading.things)
        assert found.faults or found.setup is not None


def _problems(text: str) -> list[tuple[int | None, str]]:
    reading = file.read(text)
    if reading.slips:
        return [(one.line, one.fault.code) for one in reading.slips]
    built = build(HOUSE.site.id, reading.things)
    found = built.faults if built.setup is None else faults(built.setup)
    return [(one.line, one.fault.code) for one in map(reading.slip, found)]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("service_minutes = 15", "service_minutes = 900", "out_of_range"),
        ("service_minutes = 15", 'service_minutes = "lang"', "type"),
        ("service_minutes = 15", "dauer = 15", "unknown_field"),
        ('quiet = ["Mo 12:00-13:00"', 'quiet = ["Mo 12-13 Uhr"', "no_times"),
        ('label = "2.14"', 'label = "2.12"', "exists"),
        ('label = "2.14"', "label = 2.14", "type"),
        ("format = 1", "format = 2", "no_such_format"),
        ('timezone = "Europe/Berlin"', 'timezone = "Mars/Krater"', "no_such_timezone"),
        ('team = "Vermittlung"', 'team = "Vermittlung', "no_toml"),
        ('leads_to = ["room-210", "zone-b"]', 'leads_to = ["nirgends"]', "no_such_point"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, code: str) -> None:
    assert old in TEXT
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    assert (line, code) in _problems(TEXT.replace(old, new, 1))


def test_the_sample_office_is_the_one_of_the_demo() -> None:
    assert SAMPLE.read_text(encoding="utf-8") == TEXT
    assert faults(SETUP) == ()
    assert gaps(SETUP) == ()


def test_a_house_of_rooms_alone_gets_ways_that_reach_all_of_them() -> None:
    upstairs = replace(HOUSE.rooms[0], label=RoomId("3.01"), floor=3)
    bare = replace(
        HOUSE, nodes=(), edges=(), rooms=(*HOUSE.rooms, upstairs),
        floors=(*HOUSE.floors, Floor(3, "")),
    )  # fmt: skip
    drawn = Setup(drafted(bare))
    assert faults(drawn) == ()
    assert gaps(drawn) == ()
    assert drafted(drawn.house) == drawn.house


def test_what_is_missing_is_named() -> None:
    alone = replace(HOUSE, rooms=HOUSE.rooms[:1], nodes=(), edges=())
    found = {(one.key.name, one.code) for one in gaps(Setup(alone))}
    assert {("erstantrag", "nobody_serves"), ("ausbildung", "nobody_can"), ("2.10", "no_point"),
            ("A", "no_point")} <= found  # fmt: skip
    assert works(Setup(alone))
    assert not works(Setup(replace(HOUSE, rooms=())))
    cut = replace(HOUSE, edges=tuple(one for one in HOUSE.edges if "room-214" not in one))
    assert [(one.key, one.code) for one in gaps(Setup(cut))] == [(Key("room", "2.14"), "no_way")]


def test_an_order_that_forgets_a_concern_puts_it_last() -> None:
    things: Things = {**SETUP.things, ORDER: {"concerns": ["umzug"]}}
    found = build(HOUSE.site.id, things).setup
    assert found is not None
    assert found.house.concerns[0].id == "umzug"
    assert len(found.house.concerns) == len(HOUSE.concerns)
