"""Races over the real doors: two hub processes, eight desks by HTTP, eight kiosks by MQTT."""

import queue
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.devices import service as devices
from hub.devices.rules import Place
from hub.identity import service as identity
from hub.kit.database import Database
from hub.kit.post import Post
from hub.migrations import upgrade
from hub.sites import service as sites
from provisioning.broker import Account, new_password
from provisioning.demo.desk import Desk
from provisioning.house import House, HousePlan
from tests.hub.races import AT_ONCE, SITE, furnish, together
from tests.journeys import plain_sql
from tests.patience import PATIENCE_S
from wire.device import Answered, DeviceEvent, DeviceLink, Identity
from wire.ids import ConcernId, DeviceId
from wire.link import LinkSettings
from wire.messages import CheckinRequest, Reply, TicketReply
from wire.outbox import Outbox

CONCERN = ConcernId("unterlagen")
HANDED_ON: tuple[tuple[str, dict[str, str]], ...] = ("undo", {}), ("transfer", {"concern": CONCERN})
KIOSKS = tuple(Account(f"kiosk-{n:02d}", new_password(), "kiosk") for n in range(1, AT_ONCE + 1))


def now() -> datetime:
    return datetime.now(UTC)


class RacingKiosk:
    """A kiosk's link without its screen: sends a request and waits for the hub's answer."""

    def __init__(self, house: House, account: Account) -> None:
        self._answers: queue.Queue[Answered] = queue.Queue()
        self._outbox = Outbox(house.plan.folder / "kiosks" / f"{account.name}.db")
        settings = LinkSettings("127.0.0.1", house.broker_port, account.name, account.password)
        who = Identity(SITE, DeviceId(account.name), "kiosk", "1")
        self.link = DeviceLink(who, settings, self._outbox, now, self._hear)
        self.link.start()

    def _hear(self, event: DeviceEvent) -> None:
        if isinstance(event, Answered):
            self._answers.put(event)

    def scan(self, code: str) -> Reply | None:
        sent = self.link.send(CheckinRequest(kind="letter", code=code, lang="de"))
        answer = self._answers.get(timeout=PATIENCE_S)
        assert answer.of == sent, "an answer to somebody else"
        return answer.reply

    def close(self) -> None:
        self.link.stop()
        self._outbox.close()


@dataclass
class Track:
    """Everything the races run on."""

    house: House
    desks: Sequence[Desk]
    kiosks: Sequence[RacingKiosk]
    database: Database
    login: tuple[str, str]

    def issue(self) -> list[str]:
        """Eight numbers drawn at once through all hub processes."""
        results = together([self._act(desk, "tickets", concern=CONCERN) for desk in self.desks])
        numbers = [answer["number"] for answer in results if isinstance(answer, dict)]
        faults = [repr(one) for one in results if not isinstance(one, dict)]
        return faults + ([] if len(set(numbers)) == len(numbers) else [f"twice in {numbers}"])

    def call(self) -> list[str]:
        """Eight desks call at once; whoever waits is called by exactly one."""
        results = together([self._act(desk, "calls", room=desk.room) for desk in self.desks])
        calls = [answer for answer in results if isinstance(answer, dict)]
        faults = [repr(one) for one in results if not isinstance(one, dict)]
        tickets = [call["ticket_id"] for call in calls]
        if len(set(tickets)) != len(tickets):
            faults.append(f"called twice: {tickets}")
        for call, desk in zip(results, self.desks, strict=True):
            if isinstance(call, dict):
                desk.move(str(call["ticket_id"]), "start")
                desk.move(str(call["ticket_id"]), "finish")
        return faults

    def scan(self, codes: Iterator[str]) -> list[str]:
        """Eight kiosks read one letter at once: one ticket, one slip."""
        code = next(codes)
        results = together([lambda k=kiosk: k.scan(code) for kiosk in self.kiosks])  # type: ignore[misc]
        replies = [reply for reply in results if isinstance(reply, TicketReply)]
        faults = [repr(one) for one in results if not isinstance(one, TicketReply)]
        if len({reply.number for reply in replies}) != 1:
            faults.append(f"numbers {[reply.number for reply in replies]}")
        if sum(reply.print for reply in replies) != 1:
            faults.append("not exactly one slip")
        self.desks[0].move(replies[0].ticket_id, "leave")
        return faults

    def mixed(self, codes: Iterator[str]) -> list[str]:
        """At one moment: two numbers, two calls, one letter at two kiosks, one visit at four desks.

        The visit was handed on; two desks take that back and two hand it on once more. So it
        may be called at one desk, leave that for the line, and be called at the other.
        """
        desks, code = self.desks, next(codes)
        visit = str(desks[0].act("tickets", concern=CONCERN)["ticket_id"])
        desks[0].act(f"tickets/{visit}/transfer", concern=CONCERN)
        results = together([
            *(self._may(desk, "tickets", concern=CONCERN) for desk in desks[:2]),
            *(self._may(desk, "calls", room=desk.room) for desk in desks[2:4]),
            *(lambda k=kiosk: k.scan(code) for kiosk in self.kiosks[:2]),
            *(self._may(desk, f"tickets/{visit}/{act}", **body)
              for desk, (act, body) in zip(desks[4:8], 2 * HANDED_ON, strict=True)),
        ])  # fmt: skip
        faults = [repr(one) for one in results if isinstance(one, Exception)]
        issued, called = results[:2], [one for one in results[2:4] if isinstance(one, dict)]
        replies = [one for one in results[4:6] if isinstance(one, TicketReply)]
        faults += _unlike("numbers", [one["number"] for one in issued if isinstance(one, dict)], 2)
        others = [one["ticket_id"] for one in called if one["ticket_id"] != visit]
        faults += _unlike("calls", others, len(others))
        faults += _unlike("letters", [one.number for one in replies], 1)
        if sum(one.print for one in replies) != 1:
            faults.append("not exactly one slip")
        for call in called:
            for act in ("start", "finish"):
                self._may(desks[0], f"tickets/{call['ticket_id']}/{act}")()
        for one in {visit, *(reply.ticket_id for reply in replies)}:
            self._may(desks[0], f"tickets/{one}/leave")()
        return faults + plain_sql.violations(self.house.database)

    def letters(self) -> Iterator[str]:
        """A fresh letter for each round, all for now."""
        keyring = appointments.open_keyring(self.house.hub_state)
        while True:
            with self.database.change(SITE) as change:
                new = NewAppointment(now(), 30, CONCERN, None, "A", "Lauf, W.")
                booked = appointments.book(change, new)
                site = sites.site(change.session, SITE)
            yield appointments.letter_code(keyring, site, booked)

    @staticmethod
    def _may(
        desk: Desk, path: str, **body: str | None
    ) -> Callable[[], dict[str, object] | Reply | None]:
        """What the hub answers; None where somebody else was faster, or nobody waits."""

        def act() -> dict[str, object] | None:
            answer: httpx.Response = desk.post(path, **body)
            if refused(answer):
                return None
            answer.raise_for_status()
            return dict(answer.json())

        return act

    @staticmethod
    def _act(desk: Desk, path: str, **body: str | None) -> Callable[[], dict[str, object]]:
        def act() -> dict[str, object]:
            answer: httpx.Response = desk.post(path, **body)
            answer.raise_for_status()
            return dict(answer.json())

        return act


def refused(answer: httpx.Response) -> bool:
    """Whether the hub says that this cannot be now, and that nothing is wrong."""
    nobody = answer.status_code == httpx.codes.NOT_FOUND and "nobody_waiting" in answer.text
    return answer.status_code == httpx.codes.CONFLICT or nobody


def _unlike(what: str, found: Sequence[object], expected: int) -> list[str]:
    """A fault where there are not so many different ones."""
    return [] if len(set(found)) == expected else [f"{what}: {found}"]


@contextmanager
def track(
    folder: Path, hubs: int, url: str | None = None, counters: int = AT_ONCE
) -> Iterator[Track]:
    """Hub processes that serve one site, desks spread over them, kiosks at the broker."""
    plan = HousePlan(
        folder, site=SITE, hubs=hubs, database=url, kiosks=(), displays=(), listeners=KIOSKS
    )
    house = House(plan)
    with ExitStack() as open_things:
        open_things.callback(house.stop)
        database = Database(house.database, Post("track", now))
        open_things.callback(database.close)
        password = _furnish(house, database, counters)
        house.start()
        desks = [
            Desk(house.url(n % hubs + 1), "racer", password, f"Schalter {n + 1}")
            for n in range(AT_ONCE)
        ]
        kiosks = [RacingKiosk(house, account) for account in KIOSKS]
        for desk in desks:
            open_things.callback(desk.close)
        for kiosk in kiosks:
            open_things.callback(kiosk.close)
        yield Track(house, desks, kiosks, database, ("racer", password))


def _furnish(house: House, database: Database, counters: int) -> str:
    house.hub_state.mkdir(parents=True, exist_ok=True)
    upgrade(database)
    furnish(database, counters)
    with database.change(SITE) as change:
        for account in KIOSKS:
            devices.hang(change, Place(DeviceId(account.name), "kiosk", account.name, "door", 0))
    password = new_password()
    identity.add_staff(
        database, site=SITE, login="racer", name="R. Acer", role="reception", password=password,
        now=now(),
    )  # fmt: skip
    return password
