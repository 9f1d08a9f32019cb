"""How it was for visitors, by page and by program."""

from collections.abc import Callable

import pytest

from tests.hub.reception.test_http import Desk
from tests.pages.alone import AloneKiosk
from tests.pages.databases import KINDS
from tests.pages.office import Office as SmallOffice
from wire.ids import DeviceId


@pytest.fixture(params=KINDS)
def small(request: pytest.FixtureRequest, offices: Callable[[str], SmallOffice]) -> SmallOffice:
    return offices(request.param)


def test_staff_read_counts_of_the_last_days(small: SmallOffice) -> None:
    kiosk = AloneKiosk(small, DeviceId("kiosk-01"))
    kiosk.feedback(5, 5, 4)
    small.after(days=10)
    kiosk.feedback(1, reason="waiting")
    desk = Desk(small)
    week = desk.http.get("/api/v1/feedback").json()
    assert (week["people"], week["scores"]["1"], week["reasons"]) == (1, 1, {"waiting": 1})
    days = {"first": "2026-11-23", "last": "2026-11-23"}
    assert desk.http.get("/api/v1/feedback", params=days).json()["scores"]["5"] == 2
    all_days = {"first": "0001-01-01", "last": "9999-12-31"}
    assert desk.http.get("/api/v1/feedback", params=all_days).json()["people"] == 4
    page = desk.http.get("/feedback").text
    for text in ("1 Rückmeldung<", "4 Rückmeldungen<", "Gründe: Wartezeit 1"):
        assert text in page


def test_feedback_is_not_for_technicians(small: SmallOffice) -> None:
    desk = Desk(small, "lang")
    assert desk.http.get("/api/v1/feedback").json()["key"] == "not_permitted"
    assert desk.http.get("/feedback").status_code == 403
