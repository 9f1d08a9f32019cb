"""Whose papers these are, by page and by program."""

from collections.abc import Callable

import pytest

from tests.hub.reception.test_http import Desk
from tests.pages.alone import AloneKiosk
from tests.pages.databases import KINDS
from tests.pages.office import Office as SmallOffice
from wire.ids import DeviceId
from wire.qr import new_short_code, show_short_code


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices(request.param)


def test_scanned_papers_find_their_person(small: SmallOffice) -> None:
    kiosk, desk = AloneKiosk(small, DeviceId("kiosk-01")), Desk(small)
    due = small.book(15, "Weber, H.", "erstantrag", "2.14")
    mine, nobodys = new_short_code(), new_short_code()
    kiosk.papers(mine, due)
    small.after(minutes=4)
    kiosk.papers(nobodys)
    page = desk.http.get("/papers", params={"code": show_short_code(mine).lower()})
    for text in ("<strong>Weber, H.</strong>", "23.11.2026, 09:15, Erstantrag", "07.12.2026"):
        assert text in page.text
    assert "Kein Brief gezeigt." in desk.http.get("/papers", params={"code": nobodys}).text
    listed = desk.http.get("/api/v1/papers").json()["papers"]
    assert [(one["code"], one["person"]) for one in listed] == [
        (nobodys, None), (mine, "Weber, H."),
    ]  # fmt: skip
    assert desk.http.get(f"/api/v1/papers/{mine}").json()["device_name"] == "Kiosk Haupteingang"


def test_a_wrong_code_is_told_from_an_unknown_one(small: SmallOffice) -> None:
    desk, code = Desk(small), new_short_code()
    page = desk.http.get("/papers", params={"code": "AAAA"})
    assert (page.status_code, "Bitte prüfen Sie die Zeichen." in page.text) == (422, True)
    page = desk.http.get("/papers", params={"code": code})
    assert (page.status_code, "keine Unterlagen" in page.text) == (404, True)
    assert desk.http.get(f"/api/v1/papers/{code}").json()["key"] == "unknown_receipt"
    assert desk.http.get("/api/v1/papers/AAAA").json()["key"] == "no_receipt_code"
    assert "Heute wurden noch keine Unterlagen" in desk.http.get("/papers").text


def test_papers_are_not_for_technicians_nor_for_strangers(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    assert desk.http.get("/api/v1/papers").json()["key"] == "not_permitted"
    assert desk.http.get("/papers").status_code == 403
    desk.http.cookies.clear()
    assert desk.http.get("/papers").headers["location"] == "/login"
