"""The hub is away all morning: three kiosks serve people, nothing is lost or doubled."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.devices import service as devices
from hub.devices.rules import Place
from hub.queue import service as queue
from hub.queue.rules import Ticket
from kiosk.flow.visit import Session
from provisioning.broker import Account, new_password
from provisioning.demo.desk import Desk
from provisioning.demo.office import Furnished, furnish
from provisioning.house import House, HousePlan
from tests.journeys.campaign import Letter, book, open_database
from tests.journeys.lone_kiosk import LoneKiosk, eventually
from wire.ids import DeviceId, SiteId
from wire.messages import TicketReply

ACCOUNTS = tuple(Account(f"saeule-{n}", new_password(), "kiosk") for n in (1, 2, 3))
SHORT = 80
LONG = 200
CONCERN = "unterlagen"


@dataclass
class Morning:
    """What people at the doors saw."""

    house: House
    furnished: Furnished
    kiosks: list[LoneKiosk]
    letters: list[Letter]
    given: list[TicketReply] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, seen: Session) -> None:
        assert seen.state == "done", (seen.state, seen.to_reception, seen.refusal)
        assert seen.reply is not None
        with self._lock:
            self.given.append(seen.reply)

    def tickets(self) -> list[Ticket]:
        database = open_database(self.house)
        with database.read() as session:
            found = queue.today(session, SiteId(self.house.plan.site), now=datetime.now(UTC))
        database.close()
        return list(found)


@contextmanager
def morning(folder: Path, letters: int) -> Iterator[Morning]:
    """Broker, hub and three kiosks that have heard of the house once."""
    house = House(HousePlan(folder, kiosks=(), displays=(), listeners=ACCOUNTS, programme=False))
    with ExitStack() as open_things:
        open_things.callback(house.stop)
        furnished = furnish(house)
        _hang(house)
        booked = list(book(house, letters))
        house.start()
        kiosks = [LoneKiosk(house, account) for account in ACCOUNTS]
        for kiosk in kiosks:
            open_things.callback(kiosk.end)
        for kiosk in kiosks:
            kiosk.wait(lambda session: session.reachable, "the hub is heard")
        eventually(lambda: all(_knows(kiosk, letters) for kiosk in kiosks), "the day books")
        yield Morning(house, furnished, kiosks, booked)


def _hang(house: House) -> None:
    database = open_database(house)
    with database.change(SiteId(house.plan.site)) as change:
        for account in ACCOUNTS:
            place = Place(
                DeviceId(account.name), "kiosk", account.name, "kiosk-01", 180, keeps_house=True
            )
            devices.hang(change, place)
    database.close()


def _knows(kiosk: LoneKiosk, appointments: int) -> bool:
    """Whether it has a lease, and a day book with at least so many appointments."""
    config, _ = kiosk.post.trusted()
    noted = kiosk.post.noted("book")
    leased = config is not None and config.standalone is not None and config.standalone.lease
    return bool(leased and noted and len(json.loads(noted)["entries"]) >= appointments)


def _at_once(works: list[Callable[[], None]]) -> None:
    """Each in a thread of its own; the first failure is raised."""
    failed: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  whatever it is fails the test
            failed.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


@pytest.mark.parametrize("visitors", [SHORT, pytest.param(LONG, marks=pytest.mark.soak)])
def test_visitors_check_in_without_the_hub_and_each_visit_is_merged_once(
    tmp_path: Path, visitors: int
) -> None:
    """Three of four come with a letter."""
    with morning(tmp_path, visitors * 3 // 4) as play:
        play.house.children["hub-1"].kill()
        for kiosk in play.kiosks:
            kiosk.wait(lambda session: not session.reachable, "the hub's death is heard")
        twice = play.letters[0]
        _at_once([_door(play, nth, kiosk, twice) for nth, kiosk in enumerate(play.kiosks)])
        _every_paper_is_unique(play)
        assert len(play.given) >= visitors
        play.house.start_child("hub-1")
        play.house.wait_ready("hub-1")
        eventually(lambda: not any(k.post.backlog()[0] for k in play.kiosks), "all is merged")
        _every_visit_is_there_once(play, twice)
        _staff_see_the_double_and_the_late_ones(play)


def _door(play: Morning, nth: int, kiosk: LoneKiosk, twice: Letter) -> Callable[[], None]:
    """A third of the people; the first two kiosks see one letter twice; one kiosk restarts."""
    mine = play.letters[1:][nth::3]

    def work() -> None:
        if nth < 2:
            play.note(kiosk.letter(twice.text))
        for place, one in enumerate(mine):
            play.note(kiosk.letter(one.text))
            if place % 3 == 0:
                play.note(kiosk.walk_in(CONCERN))
            if nth == 1 and place == len(mine) // 2:
                kiosk.close()
                kiosk.open()
                kiosk.wait(lambda session: session.state == "welcome", "it starts alone")

    return work


def _every_paper_is_unique(play: Morning) -> None:
    paper = [number for kiosk in play.kiosks for number in kiosk.numbers()]
    assert Counter(paper) == Counter(reply.number for reply in play.given)
    assert len(set(paper)) == len(paper), "a number was printed twice"
    assert all(reply.as_of is not None for reply in play.given)


def _every_visit_is_there_once(play: Morning, twice: Letter) -> None:
    tickets = play.tickets()
    appointments = Counter(one.appointment_id for one in tickets if one.appointment_id)
    expected = {letter.appointment for letter in play.letters}
    assert {a: n for a, n in appointments.items() if a in expected} == dict.fromkeys(expected, 1)
    known = [str(ticket.number) for ticket in tickets]
    known += [str(one.number) for ticket in tickets for one in ticket.further]
    assert set(known) >= {reply.number for reply in play.given}
    assert len(known) == len(set(known))
    [double] = [one for one in tickets if one.appointment_id == twice.appointment]
    assert len(double.further) == 1
    merged = [one for one in tickets if one.merged_at is not None]
    assert len(merged) == len(play.given) - 1
    assert {one.paper for one in merged} == {"printed"}


def _staff_see_the_double_and_the_late_ones(play: Morning) -> None:
    login = play.furnished.login("reception")
    desk = Desk(play.house.url(), login.login, login.password)
    waiting = desk.floor()["waiting"]
    desk.close()
    ours = [line for line in waiting if line["note"]["merged"]]
    assert len(ours) == len(play.given) - 1
    [double] = [line for line in ours if line["note"]["further"]]
    numbers = {double["number"], *(one["number"] for one in double["note"]["further"])}
    assert numbers <= {reply.number for reply in play.given}
    assert len(numbers) == 2
