"""Races that must have one winner: many desks, many kiosks, one letter; on any set of databases.

Each race answers with what went wrong, in words; an empty list is what everybody wants. They can
be run again and again on one database with a later `day` each time.
"""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from hub.appointments import service as appointments
from hub.appointments.rules import NewAppointment
from hub.appointments.service import Keyring
from hub.checkin import service as checkin
from hub.kit.database import Database
from hub.queue import service as queue
from hub.queue.rules import (
    CallView,
    Closure,
    DeskIsBusy,
    NewTicket,
    NobodyWaiting,
    RoomClosed,
    Ticket,
    WrongState,
)
from hub.sites import service as sites
from hub.sites.rules import Concern, House, Room, Site, Zone
from wire.ids import ConcernId, DeviceId, RoomId, SiteId, ZoneId
from wire.messages import CheckinRequest, TicketReply

T = TypeVar("T")

SITE = SiteId("rennstadt")
AT_ONCE = 8
_A, _CONCERN = ZoneId("A"), ConcernId("unterlagen")
_NAMES = {"de": "Wettlauf", "en": "Race"}


def furnish(database: Database, counters: int = AT_ONCE) -> None:
    """A house with counters that all serve the same concern."""
    desks = [
        Room(RoomId(label), {"de": label}, _A, "counter", (_CONCERN,), 0, 0, 0, 1, 1)
        for label in (f"Schalter {n}" for n in range(1, counters + 1))
    ]
    site = Site(SITE, 99, "Rennstadt", "Europe/Berlin", 60, 30)
    concern = Concern(_CONCERN, _NAMES, _NAMES, _A, 5)
    sites.build(database, House(site, (Zone(_A, _NAMES),), (concern,), tuple(desks), (), ()))


def together(tasks: Sequence[Callable[[], T]]) -> list[T | Exception]:
    """Run all tasks at one moment, each in a thread; results or errors in the same order."""
    gate = threading.Barrier(len(tasks))
    results: dict[int, T | Exception] = {}

    def run(nth: int, task: Callable[[], T]) -> None:
        gate.wait()
        try:
            results[nth] = task()
        except Exception as error:  # noqa: BLE001  the race's verdict needs every kind
            results[nth] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [results[nth] for nth in range(len(tasks))]


def desks_call_next(databases: Sequence[Database], day: datetime, waiting: int = 5) -> list[str]:
    """Eight desks call at once while `waiting` people wait: each person once, the rest nobody."""
    _issue(databases[0], waiting, day)

    def call(nth: int) -> CallView:
        with databases[nth % len(databases)].change(SITE) as change:
            return queue.call_next(change, f"Schalter {nth + 1}", actor=f"desk-{nth}", now=day)

    results = together([lambda nth=nth: call(nth) for nth in range(AT_ONCE)])  # type: ignore[misc]
    calls = [one for one in results if isinstance(one, CallView)]
    faults = _unexpected(results, CallView, NobodyWaiting)
    faults += _twice("called twice", (one.ticket_id for one in calls))
    if len(calls) != min(waiting, AT_ONCE):
        faults.append(f"{len(calls)} calls for {waiting} people")
    _serve(databases[0], calls, day)
    return faults


def kiosks_issue(databases: Sequence[Database], day: datetime) -> list[str]:
    """Eight numbers are drawn at once: eight different ones without a gap."""

    def draw(nth: int) -> Ticket:
        with databases[nth % len(databases)].change(SITE) as change:
            new = NewTicket(_CONCERN, _A, "de")
            return queue.issue(change, new, now=day, device=DeviceId(f"kiosk-{nth:02}"))

    results = together([lambda nth=nth: draw(nth) for nth in range(AT_ONCE)])  # type: ignore[misc]
    tickets = [one for one in results if isinstance(one, Ticket)]
    faults = _unexpected(results, Ticket) + _twice("drawn twice", (one.number for one in tickets))
    numbers = sorted(int(one.number[1:]) for one in tickets)
    if numbers and numbers != list(range(numbers[0], numbers[0] + AT_ONCE)):
        faults.append(f"a gap in {numbers}")
    with databases[0].change(SITE) as change:
        for one in tickets:
            queue.leave(change, one.id, actor="race", now=day)
    return faults


def kiosks_scan_one_letter(
    databases: Sequence[Database], keyring: Keyring, day: datetime
) -> list[str]:
    """Eight kiosks read one letter at once: one ticket, one slip, one number for all."""
    with databases[0].change(SITE) as change:
        new = NewAppointment(day, 30, _CONCERN, None, "Frau Wett", "Lauf, A.")
        booked = appointments.book(change, new)
        site = sites.site(change.session, SITE)
    code = appointments.letter_code(keyring, site, booked)
    request = CheckinRequest(kind="letter", code=code, lang="de")

    def scan(nth: int) -> object:
        with databases[nth % len(databases)].change(SITE) as change:
            return checkin.answer_checkin(
                change, request, keyring=keyring, device=DeviceId(f"kiosk-{nth:02}"), now=day
            )

    results = together([lambda nth=nth: scan(nth) for nth in range(AT_ONCE)])  # type: ignore[misc]
    replies = [one for one in results if isinstance(one, TicketReply)]
    faults = _unexpected(results, TicketReply)
    if len({one.number for one in replies}) != 1:
        faults.append(f"numbers {[one.number for one in replies]}")
    if sum(one.print for one in replies) != 1 or sum(not one.again for one in replies) != 1:
        faults.append("not exactly one slip and one first check-in")
    with databases[0].change(SITE) as change:
        queue.leave(change, replies[0].ticket_id, actor="race", now=day)
    return faults


def desks_recall_and_take_back(databases: Sequence[Database], day: datetime) -> list[str]:
    """At once some desks call a person once more, the others take the call back.

    One takes it back and says so; nobody is called who waits, and no board shows the call.
    """
    _issue(databases[0], 1, day)
    with databases[0].change(SITE) as change:
        first = queue.call_next(change, "Schalter 1", actor="race", now=day)

    def act(nth: int) -> object:
        with databases[nth % len(databases)].change(SITE) as change:
            what = queue.cancel if nth % 2 else queue.recall
            return what(change, first.ticket_id, actor=f"desk-{nth}", now=day)

    results = together([lambda nth=nth: act(nth) for nth in range(AT_ONCE)])  # type: ignore[misc]
    faults = _unexpected(results, CallView, Ticket, WrongState)
    if sum(isinstance(one, Ticket) for one in results) != 1:
        faults.append("not taken back exactly once")
    with databases[0].change(SITE) as change:
        ticket = queue.ticket(change.session, SITE, first.ticket_id)
        board = queue.board(change.session, SITE, _A, rev=change.revision, now=day)
        if (ticket.state, ticket.call) != ("waiting", None) or board.calls:
            faults.append(f"{ticket.state}, {len(board.calls)} calls on the board")
        queue.leave(change, first.ticket_id, actor="race", now=day)
    return faults


def desks_call_while_their_room_closes(databases: Sequence[Database], day: datetime) -> list[str]:
    """A room is closed and somebody called there at once: never both, and one of them."""
    _issue(databases[0], 1, day)

    def act(nth: int) -> object:
        with databases[nth % len(databases)].change(SITE) as change:
            if nth % 2:
                return queue.close_room(change, "Schalter 2", until=None, now=day)
            return queue.call_next(change, "Schalter 2", actor=f"desk-{nth}", now=day)

    results = together([lambda nth=nth: act(nth) for nth in range(AT_ONCE)])  # type: ignore[misc]
    faults = _unexpected(results, CallView, Closure, RoomClosed, DeskIsBusy)
    calls = [one for one in results if isinstance(one, CallView)]
    closed = any(isinstance(one, Closure) for one in results)
    if len(calls) + closed != 1:
        faults.append(f"{len(calls)} calls to a room that is {'closed' if closed else 'open'}")
    with databases[0].change(SITE) as change:
        queue.open_room(change, "Schalter 2", now=day)
        for one in calls:
            queue.cancel(change, one.ticket_id, actor="race", now=day)
    return faults


def _issue(database: Database, count: int, day: datetime) -> None:
    with database.change(SITE) as change:
        for _ in range(count):
            queue.issue(change, NewTicket(_CONCERN, _A, "de"), now=day)


def _serve(database: Database, calls: Sequence[CallView], day: datetime) -> None:
    with database.change(SITE) as change:
        for call in {one.ticket_id: one for one in calls}.values():
            queue.start(change, call.ticket_id, actor="race", now=day)
            queue.finish(change, call.ticket_id, actor="race", now=day)


def _unexpected(results: Sequence[object], *wanted: type) -> list[str]:
    return [repr(one) for one in results if not isinstance(one, wanted)]


def _twice(fault: str, keys: object) -> list[str]:
    counted = Counter(keys)  # type: ignore[call-overload]
    return [f"{key} {fault}" for key, count in counted.items() if count > 1]
