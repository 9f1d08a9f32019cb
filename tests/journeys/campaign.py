"""A seeded day at the entrance during which processes are killed at any moment.

Visitors behave as people do: whoever gets no answer holds the letter again. Staff repeat what
had no answer, with the same key. At the end nothing may be lost and nothing doubled.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.kit.database import Database
from hub.kit.post import Post
from hub.sites import service as sites
from provisioning.demo.desk import Desk
from provisioning.demo.office import Furnished, furnish
from provisioning.demo.visitors import SAYS
from provisioning.house import DisplayPlan, House, HousePlan, read_state
from wire.ids import ConcernId, RoomId, SiteId, new_ulid

PATIENCE_S = 90.0
"""How long a visitor or a member of staff keeps trying before the campaign is a failure."""
HOLD_AGAIN_S = 6.0
TOUCH_AGAIN_S = 0.6
"""A second touch within half a second is taken for a shaking finger."""
ZONES = (
    DisplayPlan("display-1", "A", "Wartebereich A"),
    DisplayPlan("display-2", "B", "Wartebereich B"),
    DisplayPlan("display-4", "C", "Wartebereich C"),
)
"""A display in each waiting zone; those on ways and at doors have a chaos of their own."""
VICTIMS = ("broker", "hub-1", "kiosk-01")


@dataclass
class Letter:
    """One appointment of the campaign and what its visitor was told."""

    appointment: str
    text: str
    number: str | None = None


@dataclass
class Record:
    """What people saw; the database must agree with it in the end."""

    letters: list[Letter] = field(default_factory=list)
    walk_ins: list[str] = field(default_factory=list)
    calls: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By idempotency key: what the hub answered."""
    issued: dict[str, str] = field(default_factory=dict)
    """By idempotency key: the number that the desk was given."""
    recalls: Counter[str] = field(default_factory=Counter)
    """By ticket: recalls that the hub has confirmed."""
    kills: list[str] = field(default_factory=list)
    events: int = 0


class Stuck(AssertionError):
    """Somebody waited longer than PATIENCE_S."""


def patiently(look: Callable[[], Any], what: str, within_s: float = PATIENCE_S) -> Any:  # noqa: ANN401
    """What `look` finds; it may fail while something is down."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            found = look()
        except httpx.HTTPError:
            found = None
        if found:
            return found
        threading.Event().wait(0.02)
    raise Stuck(what)


@contextmanager
def standing(
    folder: Path, seed: int, letters: int, database: str | None = None
) -> Iterator["Campaign"]:
    """A running house with `letters` fresh appointments."""
    plan = HousePlan(folder, database=database, displays=ZONES, programme=False)
    house = House(plan)
    try:
        furnished = furnish(house)
        record = Record(letters=list(book(house, letters)))
        house.start()
        yield Campaign(house, furnished, record, random.Random(seed))
    finally:
        house.stop()


def open_database(house: House) -> Database:
    return Database(house.database, Post("witness", lambda: datetime.now(UTC)))


def book(house: House, count: int) -> Iterator[Letter]:
    """Appointments that are open for check-in for the whole campaign: today's, also at night."""
    database, site_id = open_database(house), SiteId(house.plan.site)
    keyring = appointments.open_keyring(house.hub_state)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    with database.change(site_id) as change:
        site = sites.site(change.session, site_id)
        _, midnight = site.bounds(site.day(now))
        starts = min(now + timedelta(minutes=30), midnight - timedelta(minutes=1))
        rooms = [room for room in sites.rooms(change.session, site_id) if room.kind == "room"]
        concerns = sites.concerns(change.session, site_id)
        for nth in range(count):
            room, concern = rooms[nth % len(rooms)], concerns[nth % len(concerns)]
            new = NewAppointment(
                starts, 15, ConcernId(concern.id), RoomId(room.label), "A", f"Person {nth}"
            )
            appointment = appointments.book(change, new)
            yield Letter(appointment.id, appointments.letter_code(keyring, site, appointment))
    database.close()


class Campaign:
    """Visitors on the main thread, which owns the processes; staff on a thread of their own."""

    def __init__(
        self, house: House, furnished: Furnished, record: Record, chance: random.Random
    ) -> None:
        self.house = house
        self.record = record
        self._furnished = furnished
        self._chance = chance
        self._over = threading.Event()
        self._failed: list[BaseException] = []
        self._count = threading.Lock()

    def run(self, events: int, kills: int) -> None:
        """Play until `events` things have happened, with `kills` SIGKILLs among them."""
        staff = threading.Thread(target=self._staff, name="staff", daemon=True)
        staff.start()
        deaths = set(self._chance.sample(range(len(self.record.letters)), kills))
        for nth, letter in enumerate(self.record.letters):
            victim = self._chance.choice(VICTIMS) if nth in deaths else None
            self._visit(letter, victim)
            if self._chance.random() < 0.4 and self._quiet():
                self._walk_in()
            if self._failed:
                raise self._failed[0]
        patiently(lambda: self._failed or self.record.events >= events, f"{events} events")
        self._over.set()
        staff.join(timeout=PATIENCE_S)
        if self._failed:
            raise self._failed[0]

    # ------------------------------------------------------------------ visitors

    def _visit(self, letter: Letter, victim: str | None) -> None:
        self._tell(hold=letter.text)
        if victim is not None:
            threading.Event().wait(self._chance.random() * 1.2)
            self._kill(victim)
        held, deadline = time.monotonic(), time.monotonic() + PATIENCE_S
        while (number := self._number()) is None:
            if time.monotonic() > deadline:
                raise Stuck(f"a visitor, kiosk says {self._kiosk()}")
            if time.monotonic() - held > HOLD_AGAIN_S:
                self._tell(hold=letter.text)
                held = time.monotonic()
            threading.Event().wait(0.02)
        letter.number = number
        self._happened()
        self._leave()

    def _walk_in(self) -> None:
        """Press what leads on; whoever is sent to reception goes."""
        leads_on = (SAYS["walk_in"], *self._furnished.concern_path())
        touched_at = 0.0

        def look() -> str | None:
            nonlocal touched_at
            state = self._kiosk()
            if state.get("state") == "reception":
                return "reception"
            touchable = state.get("touchable") or {}
            at = next((touchable[word] for word in leads_on if word in touchable), None)
            if at and time.monotonic() - touched_at > TOUCH_AGAIN_S:
                self._tell(touch=at)
                touched_at = time.monotonic()
            return self._number()

        number = patiently(look, "a walk-in")
        if number != "reception":
            self.record.walk_ins.append(number)
        self._happened()
        self._leave()

    def _leave(self) -> None:
        """Press "done", also when the kiosk was killed in between and stands at its start."""
        pressed = 0.0

        def look() -> bool:
            nonlocal pressed
            state = self._kiosk()
            touchable = state.get("touchable") or {}
            at = touchable.get(SAYS["finish"]) or touchable.get(SAYS["back"])
            if state.get("state") == "welcome":
                return True
            if at and time.monotonic() - pressed > TOUCH_AGAIN_S:
                self._tell(touch=at)
                pressed = time.monotonic()
            return False

        patiently(look, "the kiosk's start")

    def _quiet(self) -> bool:
        """Walk-ins get numbers only while the hub is there, and the kiosk says so."""
        return bool(self._kiosk().get("reachable"))

    def _kiosk(self) -> dict[str, Any]:
        return read_state(self.house.view("kiosk-01"))

    def _number(self) -> str | None:
        state = self._kiosk()
        shown = state.get("state") in ("done", "paper_failed")
        return str(state["number"]) if shown and state.get("number") else None

    def _tell(self, **command: object) -> None:
        self.house.children["kiosk-01"].tell(**command)

    def _kill(self, victim: str) -> None:
        self.house.children[victim].kill()
        self.record.kills.append(victim)
        self._happened()
        threading.Event().wait(self._chance.random() * 0.5)
        self.house.start_child(victim)
        if victim == "kiosk-01":
            self.house.wait_ready(victim)

    def _happened(self) -> None:
        with self._count:
            self.record.events += 1

    # ------------------------------------------------------------------ staff

    def _staff(self) -> None:
        chance = random.Random(self._chance.random())
        try:
            desk = patiently(self._sign_in, "signing in")
            while not self._over.is_set():
                self._one_act(desk, chance)
            desk.close()
        except BaseException as error:  # noqa: BLE001 handed to the main thread
            self._failed.append(error)

    def _sign_in(self) -> Desk:
        login = self._furnished.login("reception")
        return Desk(self.house.url(), login.login, login.password)

    def _one_act(self, desk: Desk, chance: random.Random) -> None:
        floor = patiently(desk.floor, "the floor")
        shown = [call for call in floor["called"] if call["seen"]]
        if chance.random() < 0.2:
            self._issue(desk)
        elif shown:
            self._go_on(desk, shown[0], recall=chance.random() < 0.3)
        elif floor["waiting"]:
            self._call(desk, chance.choice(floor["waiting"]))
        else:
            threading.Event().wait(0.05)

    def _issue(self, desk: Desk) -> None:
        key = new_ulid(datetime.now(UTC))
        concern = self._furnished.concern_in("A")
        answer = patiently(lambda: _settled(desk.post("tickets", key, concern=concern)), "issue")
        assert answer.status_code == 201, answer.text
        self.record.issued[key] = answer.json()["number"]
        self._happened()

    def _go_on(self, desk: Desk, call: dict[str, Any], *, recall: bool) -> None:
        """Call once more and wait for the display, or begin and end the visit."""
        if recall:
            if self._move(desk, call["ticket_id"], "recall"):
                self.record.recalls[call["ticket_id"]] += 1
            patiently(lambda: self._seen_again(desk, call["number"]), "a recall on the display")
            return
        for act in ("start", "finish"):
            self._move(desk, call["ticket_id"], act)

    def _seen_again(self, desk: Desk, number: str) -> bool:
        lines = [call for call in desk.floor()["called"] if call["number"] == number]
        return bool(lines and lines[0]["seen"])

    def _call(self, desk: Desk, ticket: dict[str, Any]) -> None:
        key = new_ulid(datetime.now(UTC))
        room = self._furnished.desk_for(ticket["room"], ticket["zone"])
        path = f"tickets/{ticket['ticket_id']}/call"
        answer = patiently(lambda: _settled(desk.post(path, key, room=room)), f"call {ticket}")
        if answer.status_code == 201:
            self.record.calls[key] = answer.json()
            self._happened()

    def _move(self, desk: Desk, ticket_id: str, act: str) -> bool:
        """Whether the hub has done it now; what finds its work done is as good as done."""
        key, path = new_ulid(datetime.now(UTC)), f"tickets/{ticket_id}/{act}"
        answer = patiently(lambda: _settled(desk.post(path, key)), f"{act} {ticket_id}")
        assert answer.status_code in (200, 201, 409), answer.text
        self._happened()
        return bool(answer.status_code != 409)


def _settled(answer: httpx.Response) -> httpx.Response | None:
    """None while the hub cannot say."""
    return answer if answer.status_code < 500 else None
