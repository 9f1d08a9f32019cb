"""What staff see of visits that a kiosk took in alone, and how they have a slip printed anew."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from hub.identity.tables import PersonalView
from hub.kit.tables import OutboxRow
from hub.queue.tables import PrintedNumberRow
from tests.hub.reception.test_http import Desk
from tests.pages.alone import AloneKiosk, after_an_outage, second_kiosk
from tests.pages.office import SITE, Office
from wire import topics
from wire.codec import decode
from wire.ids import DeviceId
from wire.messages import Reprint


@pytest.fixture
def kiosk(office: Office) -> AloneKiosk:
    return AloneKiosk(office, DeviceId("kiosk-01"))


def orders(office: Office) -> list[Reprint]:
    topic = topics.COMMAND.path(site=SITE, dev="kiosk-01")
    with office.database.read() as session:
        query = select(OutboxRow).where(OutboxRow.topic == topic).order_by(col(OutboxRow.id))
        rows = session.exec(query).all()
    found = [decode(row.topic, row.payload)[1].data for row in rows]
    return [one for one in found if isinstance(one, Reprint)]


def test_a_visit_that_was_merged_late_says_so(office: Office, kiosk: AloneKiosk) -> None:
    desk = Desk(office, room="S1")
    kiosk.take("unterlagen", ago=25)
    page = desk.page()
    assert "seit 08:35" in page
    assert "erst 09:00 gemeldet" in page
    assert "25 min" in page
    floor = desk.floor()
    assert isinstance(floor["waiting"], list)
    assert floor["waiting"][0]["note"]["merged"]["refused"] is None


def test_visits_of_days_ago_that_are_told_today_are_listed_today(
    office: Office, kiosk: AloneKiosk
) -> None:
    """The hub was away over the weekend: nobody waits any more, and nobody is forgotten."""
    kiosk.take("unterlagen", ago=3 * 24 * 60)
    desk = Desk(office, room="S1")
    floor, page = desk.floor(), " ".join(desk.page().split())
    assert floor["waiting"] == []
    assert isinstance(floor["told_late"], list)
    assert [one["number"] for one in floor["told_late"]] == ["L001"]
    assert "Erst heute gemeldet" in page
    assert "war ohne Termin da am" in page
    office.now += timedelta(days=1)
    assert Desk(office, room="S1").floor()["told_late"] == []


@pytest.mark.warns("printed_number_clash")
def test_every_mark_is_plain_words(office: Office) -> None:
    after_an_outage(office)
    AloneKiosk(office, DeviceId("kiosk-01")).take("bescheid", number="L001")
    page = " ".join(Desk(office, room="S1").page().split())
    for text in (
        "auch als <b>L 334</b> gedruckt, Kiosk Nebeneingang, 08:41",
        "Termin ist abgesagt",
        "09:00 gemeldet, Uhr am Kiosk unsicher",
        "auf dem Zettel steht <b>L 001</b>; so eine Nummer kann noch jemand haben",
        "3 Personen",
        "dazu: Geld und Bescheid",
        "Arabisch",
    ):
        assert text in page


def test_whose_panel_was_opened_is_noted_by_the_visit_itself(office: Office) -> None:
    after_an_outage(office)
    with office.database.read() as session:
        printed = session.exec(select(PrintedNumberRow)).all()[0]
    Desk(office, room="S1").panel(printed.id)
    with office.database.read() as session:
        query = select(PersonalView.subject).where(PersonalView.kind == "visit")
        assert session.exec(query).all() == [printed.ticket]


def test_staff_have_a_slip_printed_once_more(office: Office) -> None:
    desk, ticket = Desk(office, room="S1"), office.walk_in()
    assert "Zettel noch einmal drucken" in desk.panel(ticket)
    status, text = desk.press(f"/tickets/{ticket}/reprint")
    assert (status, "Der Zettel W 001 wird noch einmal gedruckt." in text) == (200, True)
    (order,) = orders(office)
    assert (order.reply.number, order.reply.print, order.reply.again) == ("W001", True, True)
    assert order.reply.wait_minutes is not None
    status, text = desk.press(f"/tickets/{ticket}/reprint")
    assert (status, "wird schon gedruckt" in text) == (409, True)
    office.paper(ticket, "failed")
    assert "Zettel kam nicht heraus" in desk.page()
    assert desk.api(f"/tickets/{ticket}/reprint")[0] == 200
    office.paper(ticket, "printed")
    assert "Zettel kam nicht heraus" not in desk.page()
    assert len({order.order for order in orders(office)}) == 2


def test_a_repeated_order_is_one(office: Office) -> None:
    desk, ticket = Desk(office, room="S1"), office.walk_in()
    key = {"Idempotency-Key": "einmal"}
    first = desk.api(f"/tickets/{ticket}/reprint", **key)
    assert (first[0], first[1]["number"]) == (200, "W001")
    assert desk.api(f"/tickets/{ticket}/reprint", **key) == first
    assert len(orders(office)) == 1


def test_a_slip_comes_only_from_a_kiosk_that_is_there(office: Office) -> None:
    desk, away = Desk(office, room="S1"), second_kiosk(office)
    ticket = away.take("unterlagen")
    assert "Zettel noch einmal drucken" not in desk.panel(ticket)
    status, text = desk.press(f"/tickets/{ticket}/reprint")
    assert (status, "Kiosk Nebeneingang ist nicht verbunden." in text) == (409, True)
    drawn = desk.api("/tickets", {"concern": "unterlagen"})[1]
    assert desk.api(f"/tickets/{drawn['ticket_id']}/reprint")[1]["key"] == "no_slip"
    assert desk.api("/tickets/NIE/reprint")[0] == 404
    assert Desk(office, "lang").api(f"/tickets/{ticket}/reprint")[1]["key"] == "not_permitted"
    assert orders(office) == []


def test_a_reprint_of_a_merged_visit_bears_its_number(office: Office, kiosk: AloneKiosk) -> None:
    ticket = kiosk.take("unterlagen")
    assert Desk(office, room="S1").press(f"/tickets/{ticket}/reprint")[0] == 200
    assert orders(office)[0].reply.number == "L001"
    office.paper(ticket, "printed")
    assert "Zettel" not in Desk(office, room="S1").page()
