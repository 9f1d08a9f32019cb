"""Pairing over HTTP, on both databases: codes, who may type them, and what goes wrong."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from hub.app import Parts, create
from hub.content.tables import (
    ContentNoticeRow,
    ContentPlaylistRow,
    ContentSlotRow,
    ContentToldRow,
)
from hub.devices import service as devices
from hub.displays.tables import DisplayOrderRow, DisplayPictureRow, DisplayReportRow
from hub.emergency.tables import AlarmRow, AlarmShownRow
from hub.kit.accounts import MosquittoFiles
from hub.kit.tables import ToldRow
from hub.pairing import service as pairing
from hub.pairing.rules import CODE_LENGTH, MOST_OF_ADDRESS, MOST_PENDING
from tests.hub.pairing.office import DAY, OWN, PLACE, NewPlayer, kept, pair
from tests.hub.places import use
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice
from wire import topics
from wire.ids import DeviceId
from wire.qr import SHORT_ALPHABET
from wire.rights import fits


def test_a_player_becomes_a_display_by_its_code(small: SmallOffice, tmp_path: Path) -> None:
    player, desk = NewPlayer(small), Desk(small, "lang")
    assert len(player.code) == CODE_LENGTH
    assert set(player.code) <= set(SHORT_ALPHABET)
    assert player.poll() == (200, {"state": "waiting", "lives_s": 600} | dict.fromkeys(
        ("site", "device", "name", "broker", "password")))  # fmt: skip
    seen = desk.http.get(f"/api/v1/pairing-codes/{player.code.lower()[:3]}-{player.code[3:]}")
    assert (seen.json()["model"], seen.json()["width"]) == ("Raspberry Pi 4", 1920)
    assert "password" not in seen.text
    assert pair(small, player.code) == (201, {"device": "display-9", "name": "Display 9"})
    status, told = player.poll()
    assert (status, told["state"], told["device"], told["site"], told["broker"]) == (
        200, "paired", "display-9", SITE, "broker:1883",
    )  # fmt: skip
    name, _, hashed = kept(tmp_path).strip().partition(":")
    assert name == "display-9"
    assert fits(str(told["password"]), hashed)
    with small.database.read() as session:
        place = devices.device(session, SITE, DeviceId("display-9")).place
        assert (place.zone, place.facing_deg, place.reading_distance_m) == ("A", 90, 4)
        assert "display-9" in devices.untold(session, SITE)


def test_each_answer_bears_a_fresh_password_until_the_player_has_kept_one(
    small: SmallOffice, tmp_path: Path
) -> None:
    player = NewPlayer(small)
    pair(small, player.code)
    lost, heard = (str(player.poll()[1]["password"]) for _ in range(2))
    hashed = kept(tmp_path).strip().partition(":")[2]
    assert fits(heard, hashed)
    assert not fits(lost, hashed)
    assert [player.poll("/taken")[0] for _ in range(2)] == [204, 204]
    assert player.poll()[0] == 404


@pytest.mark.parametrize("secret", ["", "falsch"])
def test_only_who_asked_is_told(small: SmallOffice, secret: str) -> None:
    player = NewPlayer(small)
    pair(small, player.code)
    for what in ("", "/taken"):
        status, problem = player.poll(what, secret or " ")
        assert (status, problem["key"]) == (404, "unknown_pairing")


@pytest.mark.parametrize("code", ["AAAAAA", "0O1I5S", "AAA", "'; --", "AAAAAAAAAAAA"])
def test_a_wrong_code_is_nobodys(small: SmallOffice, code: str) -> None:
    NewPlayer(small)
    assert pair(small, code)[1]["key"] == "unknown_code"
    page = Desk(small, "lang").http.get("/displays/new", params={"code": code})
    assert page.status_code == 404
    assert "Diesen Code zeigt kein Bildschirm" in page.text


def test_a_code_ends_after_ten_minutes_at_both_ends(small: SmallOffice) -> None:
    player = NewPlayer(small)
    small.after(minutes=10)
    assert player.poll()[1]["key"] == "code_expired"
    assert pair(small, player.code)[1]["key"] == "code_expired"
    page = Desk(small, "lang").http.get("/displays/new", params={"code": player.code})
    assert "inzwischen ein neuer" in page.text
    again = NewPlayer(small)
    assert again.code != player.code
    assert pair(small, again.code)[0] == 201


def test_a_code_is_used_once(small: SmallOffice) -> None:
    player = NewPlayer(small)
    assert pair(small, player.code)[0] == 201
    status, problem = pair(small, player.code, device="display-8", name="Zweites")
    assert (status, problem["key"]) == (409, "code_used")
    with small.database.read() as session:
        assert "display-8" not in [one.id for one in devices.displays(session, SITE)]


def test_a_hub_that_starts_anew_in_between_knows_both_sides(small: SmallOffice) -> None:
    player = NewPlayer(small)
    parts: Parts = small.app.state.parts
    small.app = create(parts)
    player.http = TestClient(small.app, base_url="http://hub.local")
    assert pair(small, player.code)[0] == 201
    small.app = create(parts)
    player.http = TestClient(small.app, base_url="http://hub.local")
    assert player.poll()[1]["state"] == "paired"


@pytest.mark.warns("pairing_refused")
def test_no_more_players_wait_than_the_hub_remembers(small: SmallOffice) -> None:
    asked = [NewPlayer(small) for _ in range(MOST_OF_ADDRESS + 1)]
    assert [one.status for one in asked] == [201] * MOST_OF_ADDRESS + [429]
    assert asked[-1].asked["key"] == "too_many_pairings"
    others = [NewPlayer(small, f"10.0.{n}.1").status for n in range(MOST_PENDING)]
    assert others.count(201) == MOST_PENDING - MOST_OF_ADDRESS
    small.after(minutes=10)
    assert NewPlayer(small).status == 201


@pytest.mark.warns("pairing_refused")
def test_who_has_a_whole_network_of_addresses_counts_as_one(small: SmallOffice) -> None:
    asked = [NewPlayer(small, f"2001:db8:1:2::{n:x}") for n in range(1, MOST_OF_ADDRESS + 2)]
    assert [one.status for one in asked] == [201] * MOST_OF_ADDRESS + [429]
    assert NewPlayer(small, "2001:db8:1:3::1").status == 201


def test_a_player_that_waits_keeps_no_writer_waiting(
    small: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, writers = NewPlayer(small), []
    write = small.database.write

    def counted(*, durable: bool = True) -> AbstractContextManager[Session]:
        writers.append(durable)
        return write(durable=durable)

    monkeypatch.setattr(small.database, "write", counted)
    assert player.poll()[1]["state"] == "waiting"
    assert player.poll(secret="falsch")[0] == 404
    assert writers == []


def test_codes_are_forgotten_though_nobody_asks_for_another(small: SmallOffice) -> None:
    player = NewPlayer(small)
    small.after(hours=1, minutes=10, seconds=1)
    with small.database.write() as session:
        pairing.forget(session, now=small.now)
    assert player.poll()[1]["key"] == "unknown_pairing"


@pytest.mark.parametrize(
    ("changes", "status", "key"),
    [
        ({"device": "display-1"}, 409, "device_exists"),
        ({"device": "kiosk-01"}, 409, "device_exists"),
        ({"device": "hub-1"}, 409, "account_taken"),
        ({"device": "../etc"}, 422, "invalid_request"),
        ({"name": " "}, 422, "invalid_request"),
        ({"zone": None}, 422, "misplaced"),
        ({"node": "nirgends"}, 422, "misplaced"),
        ({"role": "door"}, 422, "misplaced"),
        ({"panel_height_mm": 0}, 422, "invalid_request"),
    ],
)
def test_what_cannot_hang_is_refused_and_the_code_stays_good(
    small: SmallOffice, changes: dict[str, object], status: int, key: str
) -> None:
    player = NewPlayer(small)
    answered, problem = pair(small, player.code, **changes)
    assert (answered, problem["key"]) == (status, key)
    assert pair(small, player.code)[0] == 201


def test_a_player_takes_an_old_displays_place(small: SmallOffice, tmp_path: Path) -> None:
    (tmp_path / "broker" / "passwords").write_text(OWN + "display-1:old\nkiosk-01:x\n")
    player, desk = NewPlayer(small), Desk(small, "lang")
    path = f"/pairing-codes/{player.code}/replacement"
    assert desk.api(path, {"device": "kiosk-01"})[1]["key"] == "not_a_display"
    assert desk.api(path, {"device": "display-7"})[1]["key"] == "unknown_device"
    assert desk.api(path, {"device": "display-1"})[0] == 201
    assert kept(tmp_path) == "kiosk-01:x\n"
    assert player.poll()[1]["device"] == "display-1"
    assert kept(tmp_path).count("display-1:") == 1


def test_a_display_that_gets_a_removed_one_s_name_inherits_nothing(small: SmallOffice) -> None:
    desk, one, now = Desk(small, "lang"), "display-9", small.now
    pair(small, NewPlayer(small).code)
    config = topics.CONFIG.path(site=SITE, dev=one)
    mine: dict[str, Any] = {"site": SITE, "device": one}
    meant: dict[str, Any] = {"site": SITE, "target_kind": "display", "target_name": one}
    by: dict[str, Any] = {"changed_by": "lang", "changed_at": now}
    alarm: dict[str, Any] = {"site": SITE, "kind": "fire", "reach": "site", "zones": [],
                             "scope": "site", "since": now, "raised_by": "lang"}  # fmt: skip
    with small.database.write() as session:
        session.add(ContentPlaylistRow(id="p9", site=SITE, name="P", **by))
        session.flush()
        session.add_all([
            DisplayOrderRow(id="o", action="picture", ordered_by="lang", ordered_at=now, **mine),
            DisplayReportRow(report={}, heard_at=now, **mine),
            DisplayPictureRow(taken_at=now, heard_at=now, jpeg=b"x", **mine),
            ContentToldRow(digest="d", revision=1, **mine),
            ToldRow(topic=config, rev=1, at=now),
            AlarmRow(id="stands", **alarm), AlarmRow(id="over", ended_at=now, **alarm),
            AlarmShownRow(alarm="stands", frame_at=now, **mine),
            AlarmShownRow(alarm="over", frame_at=now, **mine),
            ContentSlotRow(id="s", position=9, playlist="p9", days=[0], starts=0, ends=60,
                           holidays="also", **meant),
            ContentNoticeRow(id="n", page={"title": {"de": "N"}}, valid_from=now - DAY,
                             valid_until=now + DAY, seconds=9, every_s=60, **meant, **by),
        ])  # fmt: skip
    answer = desk.http.delete(f"/api/v1/displays/{one}", headers=desk.headers)
    assert answer.status_code == 200
    with small.database.read() as session:
        for table in (DisplayOrderRow, DisplayReportRow, DisplayPictureRow, ContentToldRow):
            assert session.exec(select(table).where(table.device == one)).all() == []
        assert [row.alarm for row in session.exec(select(AlarmShownRow))] == ["over"]
        assert session.get(ToldRow, config) is None
        assert session.get(ContentSlotRow, "s") is None
        notice = session.get(ContentNoticeRow, "n")
        assert notice is not None
        assert notice.valid_until <= small.now
    assert pair(small, NewPlayer(small).code)[0] == 201


CELLS = [
    ("get", "/api/v1/pairing-codes/{code}"),
    ("post", "/api/v1/pairing-codes/{code}/display"),
    ("post", "/api/v1/pairing-codes/{code}/replacement"),
    ("post", "/api/v1/displays/display-1/unpair"),
    ("delete", "/api/v1/displays/display-1"),
    ("get", "/displays/new?code={code}"),
    ("form", "/displays/new"),
    ("form", "/displays/new/replacement"),
    ("form", "/displays/display-1/unpair"),
    ("form", "/displays/display-1/remove"),
]


@pytest.mark.parametrize("login", ["yilmaz", "brandt"])
@pytest.mark.parametrize(("how", "path"), CELLS)
def test_only_technicians_pair(small: SmallOffice, login: str, how: str, path: str) -> None:
    player, desk = NewPlayer(small), Desk(small, login)
    path = path.format(code=player.code)
    fields = {key: str(value) for key, value in PLACE.items()}
    if how == "form":
        data = fields | {"csrf": desk.token, "code": player.code}
        answer = desk.http.post(path, data=data)
    else:
        body = None if how != "post" else PLACE
        answer = desk.http.request(how.upper(), path, json=body, headers=desk.headers)
    assert answer.status_code == 403
    assert player.poll()[1]["state"] == "waiting"


def test_the_page_keeps_what_was_typed_and_says_what_is_wrong(small: SmallOffice) -> None:
    player, desk = NewPlayer(small), Desk(small, "lang")
    fields = {key: str(value) for key, value in PLACE.items()}
    fields |= {"csrf": desk.token, "code": player.code, "name": "Foyer"}
    wrong = desk.http.post("/displays/new", data=fields | {"panel_height_mm": "7"})
    assert wrong.status_code == 422
    assert "50 bis 5000 Millimeter" in wrong.text
    assert 'value="Foyer"' in wrong.text
    wrong = desk.http.post("/displays/new", data=fields | {"role": "door"})
    assert "an dessen Tür" in wrong.text
    done = desk.http.post("/displays/new", data=fields)
    assert (done.status_code, done.headers["location"]) == (303, "/displays/display-9")


@pytest.mark.warns("broker_files_refused")
def test_a_hub_that_may_not_make_accounts_says_so(small: SmallOffice, tmp_path: Path) -> None:
    player = NewPlayer(small)
    pair(small, player.code)
    small.app = create(
        replace(small.app.state.parts, accounts=MosquittoFiles(tmp_path / "no", SITE, "hub-1"))
    )
    player.http = TestClient(small.app, base_url="http://hub.local")
    assert player.poll()[1]["key"] == "broker_files_unwritable"
    assert player.poll()[0] == 503


def test_a_place_that_was_written_down_wrongly_is_corrected(small: SmallOffice) -> None:
    desk, given = Desk(small, "lang"), {k: v for k, v in PLACE.items() if k != "device"}
    page = desk.http.get("/displays/display-1").text
    assert 'href="/displays/display-1/place"' in page
    assert 'name="reading_distance_m"' in desk.http.get("/displays/display-1/place").text
    with small.database.change(SITE) as change:
        use(change, "display-1", tags=("eingang",))
        devices.note_told(change, DeviceId("display-1"))
    fields = {name: str(value) for name, value in given.items()}
    fields |= {"name": "Am Fenster", "reading_distance_m": "7.5", "csrf": desk.token}
    assert desk.http.post("/displays/display-1/place", data=fields).status_code == 303
    with small.database.read() as session:
        place = devices.device(session, SITE, DeviceId("display-1")).place
        assert (place.name, place.reading_distance_m, place.facing_deg) == ("Am Fenster", 7.5, 90)
        assert place.tags == ("eingang",), "how it is used stays"
        assert "display-1" in devices.untold(session, SITE)
    path = "/api/v1/displays/display-1/place"
    answer = desk.http.put(path, json=given | {"role": "way", "facing_deg": 30},
                           headers=desk.headers)  # fmt: skip
    assert (answer.status_code, answer.json()["facing_deg"]) == (200, 30)
    assert answer.json()["zone"] is None
    assert 'value="30" selected' in desk.http.get("/displays/display-1/place").text


def test_a_wrong_correction_says_why_and_only_technicians_make_one(small: SmallOffice) -> None:
    desk, given = Desk(small, "lang"), {k: v for k, v in PLACE.items() if k != "device"}
    path, page = "/api/v1/displays/display-1/place", "/displays/display-1/place"
    fields = {name: str(value) for name, value in given.items()} | {"csrf": desk.token}
    answer = desk.http.post(page, data=fields | {"zone": ""})
    assert (answer.status_code, "wählen Sie die Wartezone" in answer.text) == (422, True)
    answer = desk.http.post(page, data=fields | {"reading_distance_m": "900"})
    assert (answer.status_code, "0,3 bis 50 Meter" in answer.text) == (422, True)
    answer = desk.http.put(path, json=given | {"node": "nirgends"}, headers=desk.headers)
    assert (answer.status_code, answer.json()["key"]) == (422, "misplaced")
    assert desk.http.put("/api/v1/displays/kiosk-01/place", json=given,
                         headers=desk.headers).status_code == 409  # fmt: skip
    other = Desk(small)
    assert other.http.put(path, json=given, headers=other.headers).status_code == 403
    assert other.http.get(page).status_code == 403
    assert other.http.post(page, data=fields | {"csrf": other.token}).status_code == 403
    with small.database.read() as session:
        assert devices.device(session, SITE, DeviceId("display-1")).place.name != "Display 9"
