"""Changes of the set-up on both databases: versions, refusals, the log, undo, who is told."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.devices import service as devices
from hub.kit.auth import Principal
from hub.kit.database import Database
from hub.office import service
from hub.office.rules import file
from hub.office.rules.refusals import (
    NotHarmless,
    SetupChanged,
    SetupFaulty,
    StillInUse,
    ThingExists,
    UnknownThing,
)
from hub.office.rules.things import SITE, Key, Plain, version
from hub.queue import service as queue
from hub.queue.rules import NewTicket, RoomClosed
from hub.sites import service as sites
from tests.hub.conftest import Office
from tests.hub.races import together
from wire.ids import ConcernId, RoomId

ROOM, ZONE = Key("room", "2.14"), Key("zone", "C")


def who(office: Office, login: str = "fischer") -> Principal:
    return Principal(login, login, "Fischer", "technician", office.site, None, "x")


def plain(office: Office, key: Key) -> Plain:
    with office.database.read() as session:
        return service.setup(session, office.site).things[key]


def put(office: Office, key: Key, login: str = "fischer", **fields: object) -> None:
    before = plain(office, key)
    with office.database.change(office.site) as change:
        service.put_thing(
            change, who(office, login), key, before | fields, version(before), office.watch.now
        )


def remove(office: Office, key: Key, *, sure: bool = False) -> None:
    with office.database.change(office.site) as change:
        seen = version(service.setup(change.session, office.site).things.get(key))
        service.remove_thing(change, who(office), key, seen, office.watch.now, sure=sure)


def add(office: Office, key: Key, fields: Plain) -> None:
    with office.database.change(office.site) as change:
        service.put_thing(change, who(office), key, fields, None, office.watch.now)


def entries(office: Office) -> list[Any]:
    with office.database.read() as session:
        return service.changes(session, office.site, now=office.watch.now)


def undo(office: Office, action: str) -> None:
    with office.database.change(office.site) as change:
        service.undo(change, who(office, "weber"), action, office.watch.now)


def untold(office: Office) -> int:
    with office.database.read() as session:
        return len(devices.untold(session, office.site))


def test_a_change_is_there_for_everybody_and_devices_are_told_anew(office: Office) -> None:
    with office.database.change(office.site) as change:
        for one in devices.untold(change.session, office.site):
            devices.note_told(change, one)
    put(office, ROOM, zone="C", skills=["U25"], team="Team 2")
    with office.another_process().read() as session:
        room = sites.room(session, office.site, "2.14")
    assert (room.zone, room.skills, room.team) == ("C", ("U25",), "Team 2")
    with office.database.read() as session:
        assert untold(office) == len(devices.devices(session, office.site))


def test_the_second_editor_overwrites_nothing_and_reads_what_changed(office: Office) -> None:
    seen = plain(office, ROOM)
    put(office, ROOM, login="weber", zone="A", team="Team 9")
    with (
        pytest.raises(SetupChanged) as refused,
        office.database.change(office.site) as change,
    ):
        service.put_thing(
            change, who(office), ROOM, seen | {"floor": 2}, version(seen), office.watch.now
        )
    assert refused.value.fields["by"] == "weber"
    assert refused.value.fields["changed"] == [
        {"field": "zone", "before": "B", "after": "A"},
        {"field": "team", "before": "Vermittlung", "after": "Team 9"},
    ]
    assert plain(office, ROOM)["zone"] == "A"


def test_what_no_office_can_be_is_refused_with_place_and_sentence(office: Office) -> None:
    with pytest.raises(SetupFaulty) as refused:
        put(office, ROOM, zone="Q", w=-3, concerns=["geld", "nichts"])
    found = {(one["field"], one["sentence"]) for one in refused.value.fields["faults"]}  # type: ignore[attr-defined]
    assert found == {
        ("zone", "Die Wartezone „Q“ gibt es nicht."),
        ("w", "Bitte eine Zahl von 0 bis 2000."),
        ("concerns", "„geld“ ist eine Gruppe. Wählen Sie die Anliegen darunter."),
        ("concerns", "Das Anliegen „nichts“ gibt es nicht."),
    }
    assert entries(office) == []


def test_a_label_is_given_once(office: Office) -> None:
    with pytest.raises(ThingExists):
        add(office, ROOM, plain(office, ROOM))


def test_what_others_belong_to_stays_and_says_to_whom(office: Office) -> None:
    with pytest.raises(SetupFaulty) as refused:
        remove(office, ZONE, sure=True)
    assert "Dazu gehören noch: Anliegen selbststaendig, Zimmer 2.18, Zimmer 2.20." in str(
        refused.value.fields["faults"]
    )


def test_what_visitors_rely_on_is_removed_only_by_whoever_has_read_it(office: Office) -> None:
    with office.database.change(office.site) as change:
        appointments.book(
            change,
            NewAppointment(
                office.watch.now + timedelta(days=3), 30, ConcernId("umzug"), RoomId("2.14"),
                "Frau Klein", "Huber, C.", "de",
            ),
        )  # fmt: skip
        concern = sites.concern(change.session, office.site, "unterlagen")
        queue.issue(change, NewTicket(concern.id, concern.zone, "de"), now=office.watch.now)
    with pytest.raises(StillInUse) as refused:
        remove(office, ROOM)
    assert refused.value.fields["uses"] == ["Türschilder: Türschild 2.14", "Termine ab jetzt: 1"]
    remove(office, ROOM, sure=True)
    with office.database.read() as session:
        house = sites.house(session, office.site)
    assert "2.14" not in {one.label for one in house.rooms}
    assert "room-214" not in {one.id for one in house.nodes}
    with pytest.raises(StillInUse) as again:
        remove(office, Key("concern", "unterlagen"))
    assert "Wartende" in str(again.value.fields["uses"])


def test_the_last_change_can_be_taken_back_while_nobody_went_on_from_it(office: Office) -> None:
    remove(office, ROOM, sure=True)
    (gone,) = entries(office)
    assert (gone.action.login, gone.action.deed, gone.harmless) == ("fischer", "remove", True)
    office.watch.wait(minutes=1)
    undo(office, gone.action.id)
    assert plain(office, ROOM)["zone"] == "B"
    assert "room-214" in plain(office, Key("point", "before-214"))["leads_to"]
    office.watch.wait(minutes=1)
    with pytest.raises(NotHarmless):
        undo(office, gone.action.id)
    put(office, ROOM, team="Neu")
    office.watch.wait(minutes=1)
    put(office, ROOM, team="Noch neuer")
    newest, older, taken_back, first = entries(office)
    assert [one.harmless for one in (newest, older, first)] == [True, False, False]
    assert (taken_back.action.undoes, first.undone) == (first.action.id, True)
    with pytest.raises(NotHarmless):
        undo(office, older.action.id)


def test_what_somebody_relies_on_meanwhile_is_not_taken_back(office: Office) -> None:
    add(office, Key("room", "2.99"), plain(office, ROOM))
    (added,) = entries(office)
    assert added.harmless
    with office.database.change(office.site) as change:
        appointments.book(
            change,
            NewAppointment(
                office.watch.now + timedelta(days=3), 30, ConcernId("umzug"), RoomId("2.99"),
                "Frau Klein", "Huber, C.", "de",
            ),
        )  # fmt: skip
    assert not entries(office)[0].harmless
    with pytest.raises(StillInUse) as refused:
        undo(office, added.action.id)
    assert refused.value.fields["uses"] == ["Termine ab jetzt: 1"]
    assert plain(office, Key("room", "2.99"))


def test_a_way_is_gone_whichever_end_it_was_drawn_from(office: Office) -> None:
    put(office, Key("point", "corridor"), leads_to=["display-3"])
    with office.database.read() as session:
        edges = {frozenset(one) for one in sites.house(session, office.site).edges}
    assert {one for one in edges if "corridor" in one} == {frozenset(("corridor", "display-3"))}


def test_the_old_log_is_forgotten(office: Office) -> None:
    put(office, ROOM, team="Neu")
    with office.database.change(office.site) as change:
        service.forget(change, now=office.watch.wait(days=401))
    assert entries(office) == []


def test_the_log_forgets_who_was_away_when_the_house_does(office: Office) -> None:
    now = office.watch.now
    put(office, ROOM, team="Neu")
    for name, ahead in (("01", 1), ("02", 60)):
        add(office, Key("absence", name), {
            "kind": "leave", "starts_at": now.isoformat(), "room": "2.14", "staff": "weber",
            "ends_at": (now + timedelta(days=ahead)).isoformat(),
        })  # fmt: skip
    with office.database.change(office.site) as change:
        service.forget(change, now=office.watch.wait(days=33))
    kept = {each.key for one in entries(office) for each in one.action.differences}
    assert kept == {ROOM, Key("absence", "02")}


def test_two_offices_never_share_a_number(office: Office) -> None:
    with pytest.raises(SetupFaulty) as refused:
        put(office, SITE, number=78)
    assert "anderer Standort" in str(refused.value.fields["faults"])


def test_concerns_move_among_those_beside_them(office: Office) -> None:
    with office.database.change(office.site) as change:
        service.move_concern(change, who(office), "weiterbewilligung", -1, office.watch.now)
    with office.database.read() as session:
        found = [one.id for one in sites.concerns(session, office.site)]
    assert found[:4] == ["geld", "weiterbewilligung", "erstantrag", "geldleistung"]
    with pytest.raises(UnknownThing), office.database.change(office.site) as change:
        service.move_concern(change, who(office), "nichts", 1, office.watch.now)


def test_a_room_that_is_away_says_so_while_it_is(office: Office) -> None:
    now = office.watch.now
    add(office, Key("absence", "01"), {
        "kind": "works", "starts_at": (now + timedelta(hours=1)).isoformat(),
        "ends_at": (now + timedelta(hours=2)).isoformat(), "room": "2.14", "staff": "weber",
    })  # fmt: skip
    with office.database.read() as session:
        for hours, rooms in ((0, set()), (1, {"2.14"}), (2, set())):
            at = now + timedelta(hours=hours)
            assert sites.rooms_away(session, office.site, now=at) == rooms
            assert sites.staff_away(session, office.site, now=at) == ({"weber"} if rooms else set())


def test_a_desk_that_is_away_calls_nobody(office: Office) -> None:
    now = office.watch.now
    with office.database.change(office.site) as change:
        concern = sites.concern(change.session, office.site, "unterlagen")
        queue.issue(change, NewTicket(concern.id, concern.zone, "de"), now=now)
    add(office, Key("absence", "01"), {
        "kind": "leave", "starts_at": now.isoformat(), "room": "Schalter 1",
        "ends_at": (now + timedelta(hours=2)).isoformat(),
    })  # fmt: skip
    with pytest.raises(RoomClosed) as refused, office.database.change(office.site) as change:
        queue.call_next(change, RoomId("Schalter 1"), actor="test", now=now)
    assert refused.value.fields["until"] == (now + timedelta(hours=2)).isoformat()
    with office.database.change(office.site) as change:
        assert queue.call_next(change, RoomId("Schalter 2"), actor="test", now=now).attempt == 1


def test_of_many_editors_at_once_one_saves_and_the_others_are_told(office: Office) -> None:
    seen, hubs = plain(office, ROOM), [office.another_process() for _ in range(4)]

    def save(nth: int, hub: Database) -> None:
        with hub.change(office.site) as change:
            service.put_thing(
                change, who(office, f"editor{nth}"), ROOM, seen | {"team": f"Team {nth}"},
                version(seen), office.watch.now,
            )  # fmt: skip

    found = together([partial(save, nth, hub) for nth, hub in enumerate(hubs)])
    (winner,) = [nth for nth, one in enumerate(found) if one is None]
    lost = [one for one in found if one is not None]
    assert {type(one) for one in lost} == {SetupChanged}
    assert {one.fields["by"] for one in lost if isinstance(one, SetupChanged)} == {
        f"editor{winner}"
    }
    assert plain(office, ROOM)["team"] == f"Team {winner}"


def test_a_file_that_is_taken_is_what_was_written(office: Office) -> None:
    with office.database.read() as session:
        before = service.setup(session, office.site)
    text = file.write(before.things).replace('name = "2. Obergeschoss"', 'name = "Zweiter Stock"')
    text = text.replace('team = "Selbstständige"', 'team = "Gründung"')
    with office.database.read() as session:
        seen = service.preview(session, office.site, text, now=office.watch.now)
    assert {one.key.name for one in seen.differences} == {"2", "2.18", "2.20"}
    with office.database.change(office.site) as change:
        service.import_file(change, who(office), text, seen.version, office.watch.now, sure=False)
    with office.database.read() as session:
        after = service.setup(session, office.site)
    assert file.write(after.things) == text
    assert after.house.floors == (replace(before.house.floors[0], name="Zweiter Stock"),)
    undo(office, entries(office)[0].action.id)
    with office.database.read() as session:
        assert service.setup(session, office.site) == before
    with pytest.raises(SetupChanged), office.database.change(office.site) as change:
        service.import_file(change, who(office), text, "0" * 16, office.watch.now, sure=True)


def test_a_bad_file_changes_nothing_and_names_the_line(office: Office) -> None:
    with office.database.read() as session:
        text = file.write(service.setup(session, office.site).things)
    bad = text.replace('zone = "C"', 'zone = "X"', 1)
    line = bad.splitlines().index('zone = "X"') + 1
    with office.database.read() as session:
        found = service.preview(session, office.site, bad, now=office.watch.now)
    assert [(one.line, one.fault.code) for one in found.slips] == [(line, "no_such_zone")]
    with pytest.raises(SetupFaulty), office.database.change(office.site) as change:
        service.import_file(change, who(office), bad, found.version, office.watch.now, sure=True)
    assert entries(office) == []
