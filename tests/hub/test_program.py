"""`python -m hub` as a process: it opens accounts, serves, ends cleanly, says what fails."""

import base64
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from hub import demo, migrations, settings
from hub.kit.clock import utc_now
from hub.kit.database import Database
from hub.kit.post import Post
from hub.queue import service as queue
from hub.queue.service.following import new_follow_token
from hub.sites import demo as sites_demo
from provisioning.broker import free_port
from wire.look import ACTION, LANGUAGES, Look
from wire.messages.down import FollowAddress

READY_S = 60


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "assets" / "web").mkdir(parents=True)
    return os.environ | {
        "EZ_DATABASE": f"sqlite:///{tmp_path}/hub.db",
        "EZ_STATE": str(tmp_path),
        "EZ_ASSETS": str(tmp_path / "assets"),
        "EZ_BROKER": f"127.0.0.1:{free_port()}",
        "EZ_HTTP": f"127.0.0.1:{free_port()}",
    }


def run(
    environment: dict[str, str], *arguments: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hub", *arguments], env=environment, input=typed, text=True,
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture
def serving(environment: dict[str, str], tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    url = environment["EZ_DATABASE"]
    migrations.migrate(url)
    database = Database(url, Post("furnisher", utc_now))
    demo.seed(database, tmp_path, utc_now(), programme=False)
    database.close()
    process = subprocess.Popen(
        [sys.executable, "-m", "hub"], env=environment, stderr=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def _healthy(address: str) -> dict[str, object]:
    """The first answer of ``GET /health``; asks again until the port listens."""
    pause, deadline = threading.Event(), READY_S / 0.05
    for _ in range(int(deadline)):
        try:
            with urllib.request.urlopen(f"http://{address}/health", timeout=2) as answer:
                found: dict[str, object] = json.load(answer)
                return found
        except OSError:
            pause.wait(0.05)
    raise AssertionError("the hub did not come up")


def test_it_serves_without_a_broker_and_ends_cleanly(
    environment: dict[str, str], serving: "subprocess.Popen[str]"
) -> None:
    health = _healthy(environment["EZ_HTTP"])
    assert health["broker"] is False
    assert health["messages_refused"] == {}
    serving.send_signal(signal.SIGTERM)
    _, said = serving.communicate(timeout=20)
    assert serving.returncode == 0
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert (events[0], events[-1]) == ("hub_starting", "hub_stopped")


def test_no_log_names_the_page_of_a_ticket(
    environment: dict[str, str], serving: "subprocess.Popen[str]"
) -> None:
    """The address is the key to the page, so neither server nor events may write it down."""
    _healthy(environment["EZ_HTTP"])
    database = Database(environment["EZ_DATABASE"], Post("reader", utc_now))
    with database.read() as session:
        tickets = queue.today(session, sites_demo.HERE, now=utc_now())
        told_late = queue.told_late(session, sites_demo.HERE, now=utc_now())
    database.close()
    tokens = [one.follow for one in (*tickets, *told_late) if one.follow] + ["never-given-out"]
    for token in tokens:
        for path in ("t/{}", "t/{}/now", "api/v1/follow/{}"):
            with suppress(urllib.error.HTTPError):
                url = f"http://{environment['EZ_HTTP']}/{path.format(token)}"
                urllib.request.urlopen(url, timeout=5).close()
    serving.send_signal(signal.SIGTERM)
    _, said = serving.communicate(timeout=20)
    assert "hub_starting" in said
    assert not [token for token in tokens if token in said]


def test_it_opens_accounts(environment: dict[str, str]) -> None:
    account = ("add-staff", "--login", "yilmaz", "--name", "A. Yilmaz", "--role", "reception")
    assert run(environment, *account, typed="ein gutes Kennwort\n").returncode == 0
    again = run(environment, *account, typed="ein gutes Kennwort\n")
    assert again.returncode == 1
    assert "login_taken" in again.stderr
    short = run(environment, *account[:2], "kern", *account[3:], typed="kurz\n")
    assert "password_too_short" in short.stderr
    path = environment["EZ_DATABASE"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as database:
        kept = [row[0] for row in database.execute("SELECT password_hash FROM staff")]
    # As much work as argon2 advises; test houses keep theirs with less.
    assert [one.rsplit("$", 2)[0] for one in kept] == ["$argon2id$v=19$m=65536,t=3,p=4"]


def test_nobody_else_on_the_machine_may_read_its_files(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert run(environment, "migrate").returncode == 0
    found = [path for path in tmp_path.glob("hub.db*") if path.stat().st_mode & 0o077]
    assert (tmp_path / "hub.db").exists()
    assert found == []


def test_an_unknown_site_is_said_plainly(environment: dict[str, str]) -> None:
    account = ("add-staff", "--login", "kern", "--name", "K. Kern", "--role", "admin", "--link")
    assert run(environment, *account).returncode == 0
    done = run(environment | {"EZ_SITE": "nirgends"}, "serve")
    assert done.returncode == 1
    assert "unknown_site" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_missing_assets_are_said_plainly(environment: dict[str, str]) -> None:
    done = run(environment | {"EZ_ASSETS": "/nowhere"})
    assert done.returncode == 1
    assert "make setup" in done.stderr


@pytest.mark.parametrize("broker", ["", "localhost", "localhost:mqtt", ":1883"])
def test_a_wrong_setting_names_its_variable(broker: str) -> None:
    told = {"EZ_BROKER": broker}
    if broker == "":
        assert settings.read(told).broker == settings.Address("127.0.0.1", 1883)
        return
    with pytest.raises(ValueError, match="EZ_BROKER"):
        settings.read(told)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("", ""),
        ("https://warten.example", "https://warten.example"),
        ("https://warten.example/", "https://warten.example"),
        ("http://10.1.2.3:8300", "http://10.1.2.3:8300"),
        ("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"),
    ],
)
def test_where_phones_reach_the_hub(given: str, taken: str) -> None:
    assert settings.read({"EZ_PUBLIC_URL": given}).public_url == taken


@pytest.mark.parametrize(
    "given",
    ["warten.example", "ftp://warten.example", "https://warten.example/hub", "https://a b.example",
     "https://user:pass@warten.example", "https://warten.example?x=1", "https://",
     "https://" + "x" * 93, "https://warten.example:٨٠"],
)  # fmt: skip
def test_a_wrong_public_address_names_its_variable(given: str) -> None:
    with pytest.raises(ValueError, match="EZ_PUBLIC_URL"):
        settings.read({"EZ_PUBLIC_URL": given})


TAKEN = r"https?://(?:[A-Za-z0-9.-]{1,80}|\[[0-9a-f:.]{2,40}\])(?::[0-9]{1,5})?/?"


@given(st.from_regex(TAKEN, fullmatch=True))
def test_every_address_that_is_taken_fits_into_a_slips_code(url: str) -> None:
    page = f"{settings.read({'EZ_PUBLIC_URL': url}).public_url}/t/{new_follow_token()}"
    assert TypeAdapter(FollowAddress).validate_python(page) == page
    assert segno.make_qr(page, error="m").symbol_size()[0] <= 57, "of 4 dots each on 58 mm"


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


def test_the_office_brings_its_look(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    plain = settings.read({}).look
    assert (plain.action, plain.languages, plain.logo) == (ACTION, LANGUAGES, "")
    told = settings.read(
        {"EZ_LOGO": str(logo), "EZ_ACTION": "#aa0044", "EZ_LANGUAGES": "fr, de,ar"}
    ).look
    assert (told.action, told.languages) == ("#aa0044", ("de", "ar", "fr"))
    assert base64.b64decode(told.logo) == PNG
    assert Look(authority="Jobcenter Musterstadt", **vars(told)).logo == told.logo


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("EZ_LOGO", b"GIF89a" + b"x" * 100, "not a PNG"),
        ("EZ_LOGO", PNG[:16] + b"\xff\xff\xff\xff" + PNG[20:], "pixels"),
        ("EZ_LOGO", PNG + b"x" * 65_536, "at most 65536"),
        ("EZ_ACTION", "blau", "#rrggbb"),
        ("EZ_ACTION", "#ffff00", "contrast"),
        ("EZ_LANGUAGES", "de, klingonisch", "klingonisch"),
        ("EZ_LANGUAGES", "en", "German"),
    ],
)
def test_a_look_that_cannot_be_is_refused_by_name(
    tmp_path: Path, name: str, value: str | bytes, reason: str
) -> None:
    if isinstance(value, bytes):
        path = tmp_path / "logo.png"
        path.write_bytes(value)
        value = str(path)
    with pytest.raises(ValueError, match=f"{name}.*{reason}"):
        settings.read({name: value})


def test_a_wrong_look_ends_the_start_with_one_sentence(environment: dict[str, str]) -> None:
    done = run(environment | {"EZ_LOGO": "/nowhere.png"})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "EZ_LOGO" in done.stderr
    # The start says what reading its settings says, for one as for the other.
    with pytest.raises(ValueError, match="EZ_ACTION"):
        settings.read(environment | {"EZ_ACTION": "#ffff00"})


def test_the_password_never_shows(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("geheimnis\n")
    told = settings.read({"EZ_PASSWORD_FILE": str(secret)})
    assert told.password == "geheimnis"
    assert "geheimnis" not in repr(told)
