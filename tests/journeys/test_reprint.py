"""What staff do at their desks reaches the kiosks: a slip once more, an alarm and its end."""

from pathlib import Path

from hub.queue.rules import IN_THE_HOUSE
from kiosk.devices.paper import decode
from kiosk.devices.simulated.mechanism import Printout
from provisioning.demo.desk import Desk
from tests.journeys.lone_kiosk import LoneKiosk, eventually
from tests.journeys.test_offline import Morning, morning
from wire.health import clock_state
from wire.ids import TicketNumber, spoken


def test_a_slip_once_more_and_an_alarm_that_outlives_hub_broker_and_kiosk(tmp_path: Path) -> None:
    with morning(tmp_path, letters=3) as play:
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
        _alarm(play, desk, kiosk)
        desk.close()


def _alarm(play: Morning, desk: Desk, kiosk: LoneKiosk) -> None:
    """It bars every door, also when all that knew of it is gone, until a person ends it."""
    letter = play.letters[2].text
    alarm = desk.act("alarms", kind="evacuate")["alarm"]
    for each in play.kiosks:
        each.wait(lambda session: session.barred, "the alarm")
    assert "Bitte verlassen Sie das Haus" in kiosk.speaker.said[-1].text
    kiosk.hold(letter)
    seen = kiosk.wait(lambda session: session.letter == letter, "the camera sees the letter")
    assert (seen.state, seen.asked) == ("welcome", None)
    inside = {str(one.number) for one in play.tickets() if one.state in IN_THE_HOUSE}
    eventually(lambda: _kept(kiosk) >= inside > set(), "the kiosk knows who is in the house")
    for child in ("hub-1", "broker"):
        play.house.children[child].kill()
    kiosk.close()
    kiosk.open()
    alone = kiosk.wait(lambda session: session.barred, "it remembers the alarm")
    assert not alone.reachable
    _print_roll(kiosk, inside)
    for child in ("broker", "hub-1"):
        play.house.start_child(child)
        play.house.wait_ready(child)
    for each in play.kiosks:
        each.wait(lambda session: session.reachable, "the hub is back")
        assert each.session.barred
    desk.act(f"alarms/{alarm}/end")
    for each in play.kiosks:
        each.wait(lambda session: not session.alarms, "the end of the alarm")
    assert kiosk.letter(letter).state == "done"


def _kept(kiosk: LoneKiosk) -> set[str]:
    """Whom the kiosk alone would list."""
    house = kiosk.post.house()
    return {one.number for one in house.stays} if house else set()


def _print_roll(kiosk: LoneKiosk, inside: set[str]) -> None:
    """Hub and broker are dead, the kiosk began anew, an alarm stands: the list comes out."""
    kiosk.wait(lambda session: session.config is not None, "it remembers the house")
    kiosk.serve("house")
    eventually(lambda: any(_ticked(slip) for slip in kiosk.slips), "the evacuation list")
    [ticked] = [found for slip in kiosk.slips if (found := _ticked(slip))]
    assert ticked == {spoken(TicketNumber(number)) for number in inside}
    seen = kiosk.wait(
        lambda session: any("printed" in line for line in session.service.lines), "the last word"
    )
    # A kiosk that begins anew without a hub believes its clock only where the kernel does.
    age = "MIN. ALT" if clock_state() == "synced" else "ALTER UNBEKANNT"
    assert age in seen.service.lines[0]
    kiosk.leave_menu()


def _ticked(slip: Printout) -> set[str]:
    """The numbers behind boxes."""
    lines = [line.strip() for line in decode(slip.raw).lines]
    return {line[5:].partition(",")[0] for line in lines if line.startswith("[  ] ")}


def _line(desk: Desk, number: str) -> dict[str, object]:
    return next(line for line in desk.floor()["waiting"] if line["number"] == number)


def _paper(desk: Desk, number: str) -> list[object]:
    return [paper for paper in (_line(desk, number)["paper"],) if paper]
