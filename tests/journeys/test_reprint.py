"""Staff want a slip once more: the kiosk that gave the number out prints it, once an order."""

from pathlib import Path

from provisioning.demo.desk import Desk
from tests.journeys.lone_kiosk import eventually
from tests.journeys.test_offline import morning


def test_staff_order_a_slip_and_the_kiosk_prints_it_beside_its_visitors(tmp_path: Path) -> None:
    with morning(tmp_path, letters=2) as play:
        kiosk = play.kiosks[0]
        number = kiosk.letter(play.letters[0].text).reply
        assert number is not None
        login = play.furnished.login("reception")
        desk = Desk(play.house.url(), login.login, login.password)
        eventually(lambda: _line(desk, number.number)["paper"] is None, "the first slip is noted")
        desk.act(f"tickets/{number.ticket_id}/reprint")
        other = kiosk.letter(play.letters[1].text)
        assert other.state == "done"
        assert other.reply is not None
        eventually(lambda: kiosk.numbers().count(number.number) == 2, "the slip once more")
        assert kiosk.numbers().count(other.reply.number) == 1
        eventually(lambda: _paper(desk, number.number) == [], "reception hears that it came out")
        desk.close()


def _line(desk: Desk, number: str) -> dict[str, object]:
    return next(line for line in desk.floor()["waiting"] if line["number"] == number)


def _paper(desk: Desk, number: str) -> list[object]:
    return [paper for paper in (_line(desk, number)["paper"],) if paper]
