"""Days of an office as chance has them, lived through the queue's own front door."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.kit.database import Change
from hub.kit.errors import HouseError
from hub.queue import service as queue
from hub.queue.rules import OPEN_STATES, NewTicket, State, Ticket
from hub.sites import service as sites
from hub.sites.rules import House, groups
from tests.hub.conftest import Office
from wire.ids import DeviceId, RoomId

SATURDAY = datetime(2026, 10, 24, 7, 0, tzinfo=UTC)
NIGHT = datetime(2026, 10, 24, 23, 10, tzinfo=UTC)
"""The clocks go back at one o'clock in UTC: an open office in Berlin has that hour twice."""
MONDAY = datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
OPENINGS = (SATURDAY, NIGHT, MONDAY)
HOURS = 3.5
LOOK_EVERY = 4
"""Steps after which one looks who is there; what was done on an older picture may be refused."""


@dataclass
class Days:
    """An office that lives; `seed` decides everything."""

    office: Office
    seed: int
    chance: random.Random = field(init=False)
    today: Sequence[Ticket] = ()
    house: House = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        with self.office.database.read() as session:
            self.house = sites.house(session, self.office.site)

    def live(self, openings: Sequence[datetime] = OPENINGS, steps: int = 60) -> None:
        """Some steps on each of the days; what is open at the end is ended by the next morning."""
        for opening in openings:
            self.office.watch.now = opening
            self._do(lambda change, now: queue.end_days(change, now=now))
            for booked in range(8):
                self._book(opening + timedelta(minutes=10 + 20 * booked))
            for step in range(steps):
                self.office.watch.wait(seconds=self.chance.randint(1, int(HOURS * 7200 / steps)))
                if step % LOOK_EVERY == 0:
                    self._look()
                self._step(self.today)

    def _look(self) -> None:
        with self.office.database.read() as session:
            self.today = queue.today(session, self.office.site, now=self.office.watch.now)

    def _step(self, today: Sequence[Ticket]) -> None:
        acts: list[Callable[[Sequence[Ticket]], None]]
        acts = [self._arrive, self._arrive, self._check_in, self._call, self._call, self._call]
        acts += [self._move] * 9 if today else []
        self.chance.choice(acts)(today)

    def _do(self, deed: Callable[[Change, datetime], object]) -> None:
        """What the house refuses has not happened."""
        try:
            with self.office.database.change(self.office.site) as change:
                deed(change, self.office.watch.now)
        except HouseError:
            return

    def _book(self, at: datetime) -> None:
        concern = self._concern()
        new = NewAppointment(
            starts_at=at, minutes=20, concern=concern.id, room=None, adviser="A", person="P, Q.",
        )  # fmt: skip
        self._do(lambda change, _: appointments.book(change, new))

    def _concern(self) -> Any:  # noqa: ANN401  a concern that rooms serve
        above = groups(self.house.concerns)
        served = {name for room in self.house.rooms for name in room.concerns}
        found = [one for one in self.house.concerns if one.id not in above and one.id in served]
        return self.chance.choice(found)

    def _arrive(self, _: Sequence[Ticket]) -> None:
        concern, lang = self._concern(), self.chance.choice(("de", "de", "tr"))
        device = self.chance.choice((None, DeviceId("kiosk-07")))
        new = NewTicket(concern.id, concern.zone, lang)
        self._do(lambda change, now: queue.issue(change, new, now=now, device=device))

    def _check_in(self, _: Sequence[Ticket]) -> None:
        now, site = self.office.watch.now, self.office.site
        with self.office.database.read() as session:
            day = sites.site(session, site).day(now)
            due = appointments.expected(session, site, day=day)
        due = tuple(one for one in due if one.state == "booked")
        if not due:
            return
        one = due[0]
        if self.chance.random() < 0.2:
            self._do(lambda change, _: appointments.cancel(change, one.id))
            return
        zone = next(each.zone for each in self.house.concerns if each.id == one.concern)
        new = NewTicket(
            one.concern, zone, "de", appointment_id=one.id, appointment_at=one.starts_at
        )

        def check_in(change: Change, now: datetime) -> None:
            ticket = queue.issue(change, new, now=now, device=DeviceId("kiosk-07"))
            appointments.check_in(change, one.id, ticket.id, now=now)

        self._do(check_in)

    def _call(self, _: Sequence[Ticket]) -> None:
        room = self._room()
        self._do(lambda change, now: queue.call_next(change, room, actor=f"at-{room}", now=now))

    def _room(self) -> RoomId:
        return RoomId(self.chance.choice([one.label for one in self.house.rooms if one.concerns]))

    def _move(self, today: Sequence[Ticket]) -> None:
        """Something that may happen to a visit in its state; undoing follows at once or not."""
        at_desks = [each for each in today if each.state in OPEN_STATES]
        one = self.chance.choice(at_desks if at_desks and self.chance.random() < 0.6 else today)
        names: dict[State, tuple[str, ...]] = {
            "arrived": ("leave", "transfer"),
            "waiting": ("park", "leave", "transfer", "merge"),
            "transferred": ("park", "transfer"),
            "parked": ("resume", "resume", "leave"),
            "called": ("start",) * 6 + ("no_show", "recall", "cancel", "cancel", "park"),
            "serving": ("finish",) * 5 + ("transfer", "park"),
            "no_show": ("come_back",),
            "left": ("come_back",),
            "done": (),
        }
        if not names[one.state]:
            return
        name = self.chance.choice(names[one.state])
        actor = f"at-{one.call.room}" if one.call else "at-desk"
        if name == "transfer":
            concern = self._concern().id
            self._do(lambda change, now: queue.transfer(
                change, one.id, concern=concern, room=None, actor=actor, now=now))  # fmt: skip
        elif name == "merge":
            other = self.chance.choice(today)
            self._do(lambda change, now: queue.merge(
                change, one.id, other.id, actor=actor, now=now))  # fmt: skip
        else:
            act = getattr(queue, name)
            self._do(lambda change, now: act(change, one.id, actor=actor, now=now))
        if self.chance.random() < 0.15:
            self.office.watch.wait(seconds=self.chance.randint(1, 40))
            self._do(lambda change, now: queue.undo(change, one.id, actor=actor, now=now))
