"""A technician makes a code that opens one kiosk's service menu for a quarter of an hour."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from hub.devices import service as devices
from hub.devices.rules import Place
from tests.hub.reception.test_http import Desk
from tests.pages.databases import KINDS
from tests.pages.office import SITE
from tests.pages.office import Office as SmallOffice
from wire.health import Vitals
from wire.ids import DeviceId
from wire.qr import device_mark, verify_service


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices(request.param)


def test_a_code_opens_one_kiosk_for_a_quarter_of_an_hour(
    small: SmallOffice, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(small, "lang")
    with caplog.at_level(logging.INFO, "hub.care"):
        status, made = desk.api("/devices/kiosk-01/service-code")
    assert status == 201
    code = verify_service(str(made["code"]), small.keyring.public)
    assert code.device == device_mark(SITE, "kiosk-01")
    assert code.until == small.now + timedelta(minutes=15)
    (event,) = [one for one in caplog.records if one.name == "hub.care"]
    assert event.getMessage() == "service_code_made"
    assert vars(event)["device"] == "kiosk-01"
    assert str(made["code"]) not in str(vars(event))


def test_the_page_shows_the_code_once_as_a_picture(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    page = desk.http.get("/care").text
    assert "Kiosk Haupteingang (kiosk-01)" in page
    assert "display-1" not in page
    assert "<svg" not in page.partition("<main")[2]
    made = desk.http.post("/care", data={"csrf": desk.token, "device": "kiosk-01"})
    assert "gilt bis 09:15" in made.text
    assert 'class="qr"' in made.text
    assert "EZS1" not in made.text
    assert made.headers["Cache-Control"] == "no-store"


def test_the_page_says_how_each_device_is(small: SmallOffice) -> None:
    vitals = Vitals(
        version="1.2", uptime_s=7_300, temperature=54.4, disk_free_mb=3_100, outbox=3,
        outbox_age_s=400, clock="unsynced",
    )  # fmt: skip
    small.figures("kiosk-01", vitals)
    page = " ".join(Desk(small, "lang").http.get("/care").text.split())
    for name, value in (
        ("Programm", "1.2"), ("läuft seit", "2 Stunden"), ("Temperatur", "54 °C"),
        ("Speicherplatz frei", "3100 MB"), ("noch nicht gemeldet", "3, seit 6 Minuten"),
        ("Uhr", "nicht gestellt"),
    ):  # fmt: skip
        assert f"<dt>{name}</dt><dd>{value}</dd>" in page


def test_the_page_says_which_devices_hang_where_they_are_of_no_use(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    assert "falschen Ort" not in desk.http.get("/care").text
    with small.database.change(SITE) as change:
        for device, name, node in (
            ("display-8", "Gang", "garden"), ("door-1", "Tür 1", "display-1"),
        ):  # fmt: skip
            devices.hang(change, Place(DeviceId(device), "display", name, node, 0, role="door"))
    page = desk.http.get("/care").text
    assert "<strong>Gang</strong> steht an keinem Punkt des Hausplans." in page
    assert "<strong>Tür 1</strong> gehört zu keinem Zimmer." in page


@pytest.mark.parametrize("device", ["display-1", "kiosk-99", "", "../etc"])
def test_there_is_no_code_for_what_is_no_kiosk(small: SmallOffice, device: str) -> None:
    desk = Desk(small, "lang")
    answer = desk.http.post("/care", data={"csrf": desk.token, "device": device})
    assert answer.status_code == 404
    if device and "/" not in device:
        assert desk.api(f"/devices/{device}/service-code")[1]["key"] == "no_service_menu"


@pytest.mark.parametrize("login", ["yilmaz", "brandt"])
def test_only_technicians_get_one(small: SmallOffice, login: str) -> None:
    desk = Desk(small, login)
    assert desk.api("/devices/kiosk-01/service-code")[1]["key"] == "not_permitted"
    assert desk.http.get("/care").status_code == 403
    forged = desk.http.post("/care", data={"csrf": "falsch", "device": "kiosk-01"})
    assert forged.status_code == 403
