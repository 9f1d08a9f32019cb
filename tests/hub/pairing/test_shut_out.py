"""Displays that are paired no more, and the files of the broker, on both databases."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hub.app import create
from hub.devices import service as devices
from hub.kit.accounts import MosquittoFiles, NoAccounts
from tests.hub.pairing.office import NewPlayer, kept, pair
from tests.hub.reception.test_http import Desk
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice


def test_an_unpaired_or_removed_display_is_told_that_it_is_none(
    small: SmallOffice, tmp_path: Path
) -> None:
    desk, passwords = Desk(small, "lang"), []
    for number in (8, 9):
        player = NewPlayer(small)
        pair(small, player.code, device=f"display-{number}", name=f"Display {number}")
        passwords.append(str(player.poll()[1]["password"]))

    def holds(number: int) -> int:
        body = {"device": f"display-{number}", "password": passwords[number - 8]}
        return desk.http.post("/api/v1/pairing/check", json=body).status_code

    assert (holds(8), holds(9)) == (204, 204)
    assert desk.api("/displays/display-8/unpair")[0] == 200
    answer = desk.http.delete("/api/v1/displays/display-9", headers=desk.headers)
    assert answer.status_code == 200
    assert (holds(8), holds(9)) == (410, 410)
    assert kept(tmp_path) == ""
    with small.database.read() as session:
        hung = [one.id for one in devices.displays(session, SITE)]
    assert "display-8" in hung
    assert "display-9" not in hung


@pytest.mark.parametrize("lost", ["missing", "empty", "another"])
def test_a_display_stays_one_though_the_broker_s_passwords_are_lost(
    small: SmallOffice, tmp_path: Path, lost: str
) -> None:
    player = NewPlayer(small)
    pair(small, player.code)
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
    small: SmallOffice, tmp_path: Path, file: str, left: str | None
) -> None:
    """What is written anew without the hub's own account would shut everybody out."""
    waiting, claimed, desk = NewPlayer(small), NewPlayer(small), Desk(small, "lang")
    pair(small, claimed.code)
    folder = tmp_path / "broker"
    if left is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(left)
    before = {path.name: path.read_text() for path in folder.iterdir()}
    answers = [
        claimed.poll(),
        pair(small, waiting.code, device="display-8", name="Display 8"),
        desk.api(f"/pairing-codes/{waiting.code}/replacement", {"device": "display-1"}),
        desk.api("/displays/display-1/unpair"),
    ]
    removed = desk.http.delete("/api/v1/displays/display-1", headers=desk.headers)
    answers.append((removed.status_code, removed.json()))
    assert [(status, told["key"]) for status, told in answers] == [(503, "broker_files_lost")] * 5
    assert {path.name: path.read_text() for path in folder.iterdir()} == before | {
        "accounts.lock": ""
    }
    with small.database.read() as session:
        hung = [one.id for one in devices.displays(session, SITE)]
    assert "display-1" in hung
    assert "display-8" not in hung


def test_nobody_is_sent_away_whom_the_hub_has_not_let_in(
    small: SmallOffice, tmp_path: Path
) -> None:
    (tmp_path / "broker" / "passwords").write_text("display-1:x\n")
    http = TestClient(small.app, base_url="http://hub.local")
    for device in ("display-1", "display-7"):
        body = {"device": device, "password": "irgendeins"}
        assert http.post("/api/v1/pairing/check", json=body).status_code == 204


@pytest.mark.warns("broker_files_refused")
def test_nobody_is_sent_away_by_an_account_book_that_cannot_be_read(
    small: SmallOffice, tmp_path: Path
) -> None:
    (tmp_path / "broker" / "made-by-hub.json").write_text("{")
    http = TestClient(small.app, base_url="http://hub.local")
    body = {"device": "display-9", "password": "irgendeins"}
    assert http.post("/api/v1/pairing/check", json=body).status_code == 204


@pytest.mark.parametrize("how", ["replaced", "unpaired", "removed"])
def test_a_player_that_was_displaced_gets_no_password_any_more(
    small: SmallOffice, how: str
) -> None:
    desk, first, second = Desk(small, "lang"), NewPlayer(small), NewPlayer(small)
    pair(small, first.code)
    assert first.poll()[1]["state"] == "paired"
    if how == "replaced":
        path = f"/pairing-codes/{second.code}/replacement"
        assert desk.api(path, {"device": "display-9"})[0] == 201
    elif how == "unpaired":
        assert desk.api("/displays/display-9/unpair")[0] == 200
    else:
        desk.http.delete("/api/v1/displays/display-9", headers=desk.headers)
        assert pair(small, second.code)[0] == 201
    assert first.poll()[1]["key"] == "unknown_pairing"
    if how != "unpaired":
        assert second.poll()[1]["state"] == "paired"


@pytest.mark.warns("broker_account_stays")
def test_a_hub_without_the_broker_s_folder_removes_displays(small: SmallOffice) -> None:
    small.app = create(replace(small.app.state.parts, accounts=NoAccounts()))
    desk = Desk(small, "lang")
    done = desk.http.post("/displays/display-1/remove", data={"csrf": desk.token})
    assert (done.status_code, done.headers["location"]) == (303, "/displays")
    with small.database.read() as session:
        assert "display-1" not in [one.id for one in devices.displays(session, SITE)]


@pytest.mark.warns("broker_files_refused")
def test_a_full_disk_is_called_one_and_leaves_every_file_as_it_was(
    small: SmallOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, desk = NewPlayer(small), Desk(small, "lang")
    pair(small, player.code)
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
def test_a_display_that_cannot_be_shut_out_hangs_on(small: SmallOffice, tmp_path: Path) -> None:
    parts = replace(small.app.state.parts, accounts=MosquittoFiles(tmp_path / "no", SITE, "hub-1"))
    small.app = create(parts)
    desk = Desk(small, "lang")
    answer = desk.http.delete("/api/v1/displays/display-1", headers=desk.headers)
    assert (answer.status_code, answer.json()["key"]) == (503, "broker_files_unwritable")
    with small.database.read() as session:
        assert "display-1" in [one.id for one in devices.displays(session, SITE)]
