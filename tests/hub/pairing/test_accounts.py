"""The broker's files: lost, damaged, full, not ours, or those of another site's hub."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hub.app import create
from hub.devices import service as devices
from hub.kit.accounts import MosquittoFiles, NoAccounts, Sure
from tests.hub.pairing.conftest import OWN
from tests.hub.pairing.test_http import CELLS, NewPlayer, kept, pair
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice
from wire.ids import SiteId
from wire.rights import Role


@pytest.mark.parametrize("lost", ["missing", "empty", "another"])
def test_a_display_stays_one_though_the_broker_s_passwords_are_lost(
    one: SmallOffice, tmp_path: Path, lost: str
) -> None:
    player = NewPlayer(one)
    pair(one, player.code)
    passwords = tmp_path / "broker" / "passwords"
    body = {"device": "display-9", "password": str(player.poll()[1]["password"])}
    if lost == "missing":
        passwords.unlink()
    else:
        passwords.write_text("" if lost == "empty" else "display-9:of-an-older-copy\n")
    assert player.http.post("/api/v1/pairing/check", json=body).status_code == 204
    wrong = player.http.post("/api/v1/pairing/check", json=body | {"password": "falsch"})
    assert (wrong.status_code, wrong.json()["key"]) == (410, "pairing_over")


@pytest.mark.warns("broker_files_lost")
@pytest.mark.parametrize(
    ("file", "left"),
    [
        ("passwords", None), ("passwords", ""), ("passwords", "display-9:x\n"),
        ("rights", None), ("rights", "user display-9\n"),
        ("made-by-hub.json", "{"), ("made-by-hub.json", "[]"),
        ("made-by-hub.json", '{"display-9": 3}'),
    ],
)  # fmt: skip
def test_files_of_the_broker_that_are_lost_are_left_alone(
    one: SmallOffice, tmp_path: Path, file: str, left: str | None
) -> None:
    """What is written anew without the hub's own account would shut everybody out."""
    waiting, claimed, desk = NewPlayer(one), NewPlayer(one), Desk(one, "lang")
    pair(one, claimed.code)
    folder = tmp_path / "broker"
    if left is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(left)
    before = {path.name: path.read_text() for path in folder.iterdir()}
    answers = [
        claimed.poll(),
        pair(one, waiting.code, device="display-8", name="Display 8"),
        desk.api(f"/pairing-codes/{waiting.code}/replacement", {"device": "display-1"}),
        desk.api("/displays/display-1/unpair"),
    ]
    removed = desk.http.delete("/api/v1/displays/display-1", headers=desk.headers)
    answers.append((removed.status_code, removed.json()))
    assert [(status, told["key"]) for status, told in answers] == [(503, "broker_files_lost")] * 5
    assert {path.name: path.read_text() for path in folder.iterdir()} == before | {
        "accounts.lock": ""
    }
    with one.database.read() as session:
        hung = [one.id for one in devices.displays(session, SITE)]
    assert "display-1" in hung
    assert "display-8" not in hung


def test_nobody_is_sent_away_whom_the_hub_has_not_let_in(one: SmallOffice, tmp_path: Path) -> None:
    (tmp_path / "broker" / "passwords").write_text("display-1:x\n")
    http = TestClient(one.app, base_url="http://hub.local")
    for device in ("display-1", "display-7"):
        body = {"device": device, "password": "irgendeins"}
        assert http.post("/api/v1/pairing/check", json=body).status_code == 204


@pytest.mark.warns("broker_files_refused")
def test_nobody_is_sent_away_by_an_account_book_that_cannot_be_read(
    one: SmallOffice, tmp_path: Path
) -> None:
    (tmp_path / "broker" / "made-by-hub.json").write_text("{")
    http = TestClient(one.app, base_url="http://hub.local")
    body = {"device": "display-9", "password": "irgendeins"}
    assert http.post("/api/v1/pairing/check", json=body).status_code == 204


@pytest.mark.warns("broker_account_stays")
def test_a_hub_without_the_broker_s_folder_removes_displays(one: SmallOffice) -> None:
    one.app = create(replace(one.app.state.parts, accounts=NoAccounts()))
    desk = Desk(one, "lang")
    done = desk.http.post("/displays/display-1/remove", data={"csrf": desk.token})
    assert (done.status_code, done.headers["location"]) == (303, "/displays")
    with one.database.read() as session:
        assert "display-1" not in [one.id for one in devices.displays(session, SITE)]


@pytest.mark.warns("broker_files_refused")
def test_a_full_disk_is_called_one_and_leaves_every_file_as_it_was(
    one: SmallOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, desk = NewPlayer(one), Desk(one, "lang")
    pair(one, player.code)
    player.poll()
    files = [tmp_path / "broker" / name for name in ("passwords", "rights", "made-by-hub.json")]
    before = [file.read_text() for file in files]

    def full(file: int) -> None:
        if Path(f"/proc/self/fd/{file}").readlink().name == ".rights.new":
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    page = desk.http.post("/displays/display-9/unpair", data={"csrf": desk.token})
    assert page.status_code == 503
    assert "freien Speicherplatz" in page.text
    assert [file.read_text() for file in files] == before
    assert list((tmp_path / "broker").glob(".*")) == []


@pytest.mark.warns("broker_files_refused")
def test_a_display_that_cannot_be_shut_out_hangs_on(one: SmallOffice, tmp_path: Path) -> None:
    parts = replace(one.app.state.parts, accounts=MosquittoFiles(tmp_path / "no", SITE, "hub-1"))
    one.app = create(parts)
    desk = Desk(one, "lang")
    answer = desk.http.delete("/api/v1/displays/display-1", headers=desk.headers)
    assert (answer.status_code, answer.json()["key"]) == (503, "broker_files_unwritable")
    with one.database.read() as session:
        assert "display-1" in [one.id for one in devices.displays(session, SITE)]


@pytest.mark.warns("broker_files_refused")
def test_a_replacement_that_failed_is_asked_for_as_it_was_chosen(
    one: SmallOffice, tmp_path: Path
) -> None:
    parts = replace(one.app.state.parts, accounts=MosquittoFiles(tmp_path / "no", SITE, "hub-1"))
    one.app = create(parts)
    player, desk = NewPlayer(one), Desk(one, "lang")
    fields = {"csrf": desk.token, "code": player.code, "device": "display-1"}
    answer = desk.http.post("/displays/new/replacement", data=fields)
    assert answer.status_code == 503
    assert re.findall(r'<option value="(display-\d)" selected>', answer.text) == ["display-1"]
    assert 'name="device" value="display-1"' not in answer.text


def test_a_technician_of_another_site_touches_no_account_here(
    one: SmallOffice, tmp_path: Path
) -> None:
    """Both sites have a display-1; the one at this hub's broker is not theirs."""
    (tmp_path / "broker" / "passwords").write_text(OWN + "display-1:x\n")
    one.app = create(replace(one.app.state.parts, site=SiteId("nebenstadt")))
    desk, given = Desk(one, "lang"), {"device": "display-1"}
    for how, cell in CELLS:
        path = cell.format(code="ABCDEF")
        if how == "form":
            answer = desk.http.post(path, data={"csrf": desk.token, **given})
        else:
            body = given if how == "post" else None
            answer = desk.http.request(how.upper(), path, json=body, headers=desk.headers)
        assert answer.status_code == 403, path
        assert "Hub Ihres eigenen Standorts" in answer.text or "other_site" in answer.text
    assert kept(tmp_path) == "display-1:x\n"


@pytest.mark.warns("broker_files_refused")
def test_a_hub_that_may_not_make_accounts_says_so(one: SmallOffice, tmp_path: Path) -> None:
    player = NewPlayer(one)
    pair(one, player.code)
    one.app = create(
        replace(one.app.state.parts, accounts=MosquittoFiles(tmp_path / "no", SITE, "hub-1"))
    )
    player.http = TestClient(one.app, base_url="http://hub.local")
    assert player.poll()[1]["key"] == "broker_files_unwritable"
    assert player.poll()[0] == 503


def test_nobody_waits_for_the_broker_s_files(
    one: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call is written while a slow disk takes the accounts."""
    first, second, desk = NewPlayer(one), NewPlayer(one), Desk(one, "lang")
    pair(one, first.code)
    waited: list[bool] = []

    def writes() -> None:
        with one.database.change(SITE):
            pass

    def slow(_file: int) -> None:
        writer = threading.Thread(target=writes, daemon=True)
        writer.start()
        writer.join(timeout=5)
        waited.append(writer.is_alive())

    monkeypatch.setattr("os.fsync", slow)
    assert first.poll()[0] == 200
    replaced = f"/pairing-codes/{second.code}/replacement"
    assert desk.api(replaced, {"device": "display-9"})[0] == 201
    assert desk.api("/displays/display-9/unpair")[0] == 200
    answer = desk.http.delete("/api/v1/displays/display-9", headers=desk.headers)
    assert answer.status_code == 200
    assert waited == [False] * 12, "three files each"


def test_who_is_shut_out_while_he_is_let_in_stays_out(one: SmallOffice, tmp_path: Path) -> None:
    player, desk = NewPlayer(one), Desk(one, "lang")
    pair(one, player.code)

    class Overtaken(MosquittoFiles):
        def let_in(self, name: str, role: Role, sure: Sure) -> str:
            assert desk.api(f"/displays/{name}/unpair")[0] == 200
            return super().let_in(name, role, sure)

    accounts = Overtaken(tmp_path / "broker", SITE, "hub-1")
    one.app = create(replace(one.app.state.parts, accounts=accounts))
    player.http = TestClient(one.app, base_url="http://hub.local")
    assert player.poll()[1]["key"] == "unknown_pairing"
    assert kept(tmp_path) == ""


def test_one_code_shuts_out_one_display(one: SmallOffice, tmp_path: Path) -> None:
    """Two technicians type it for two displays; nobody replaces the second one."""
    paired, new, desk = NewPlayer(one), NewPlayer(one), Desk(one, "lang")
    path = f"/pairing-codes/{new.code}/replacement"
    pair(one, paired.code)
    body = {"device": "display-9", "password": str(paired.poll()[1]["password"])}

    class Overtaken(MosquittoFiles):
        def shut_out(self, name: str, sure: Sure) -> None:
            if name == "display-9":
                assert desk.api(path, {"device": "display-1"})[0] == 201
            super().shut_out(name, sure)

    second = _with_accounts(one, Overtaken(tmp_path / "broker", SITE, "hub-1"))
    status, problem = second.api(path, {"device": "display-9"})
    assert (status, problem["key"]) == (409, "code_used")
    assert second.http.post("/api/v1/pairing/check", json=body).status_code == 204
    assert new.poll()[1]["device"] == "display-1"
    assert list((tmp_path / "broker").glob(".*")) == []


def test_a_second_click_does_not_void_the_new_player_s_password(
    one: SmallOffice, tmp_path: Path
) -> None:
    new, desk, told = NewPlayer(one), Desk(one, "lang"), {"device": "display-1", "password": ""}
    path = f"/pairing-codes/{new.code}/replacement"

    class Overtaken(MosquittoFiles):
        def shut_out(self, name: str, sure: Sure) -> None:
            if not told["password"]:
                assert desk.api(path, {"device": name})[0] == 201
                told["password"] = str(new.poll()[1]["password"])
            super().shut_out(name, sure)

    second = _with_accounts(one, Overtaken(tmp_path / "broker", SITE, "hub-1"))
    assert second.api(path, {"device": "display-1"})[1]["key"] == "code_used"
    assert second.http.post("/api/v1/pairing/check", json=told).status_code == 204


def _with_accounts(one: SmallOffice, accounts: MosquittoFiles) -> Desk:
    one.app = create(replace(one.app.state.parts, accounts=accounts))
    return Desk(one, "lang")


@pytest.mark.warns("broker_files_refused")
@pytest.mark.parametrize("how", ["replacement", "unpair", "remove"])
def test_who_waits_for_a_password_waits_on_where_a_full_disk_shuts_nobody_out(
    one: SmallOffice, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    waiting, other, desk = NewPlayer(one), NewPlayer(one), Desk(one, "lang")
    pair(one, waiting.code)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        if how == "replacement":
            status, _ = desk.api(f"/pairing-codes/{other.code}/{how}", {"device": "display-9"})
        else:
            data = {"csrf": desk.token}
            status = desk.http.post(f"/displays/display-9/{how}", data=data).status_code
    assert status == 503
    assert (waiting.poll()[1]["device"], other.poll()[1]["state"]) == ("display-9", "waiting")
