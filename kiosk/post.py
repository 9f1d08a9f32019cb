"""The kiosk's side of the talk with the hub, on a thread of its own, in the order of events."""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel

from kiosk.deputy import ClockTrust, Deputy, Issued
from kiosk.devices.clocks import Clocks, ran_on
from kiosk.devices.ports import PrintResult
from kiosk.flow import effects as ef
from kiosk.flow import events as ev
from kiosk.flow.house import still_good
from kiosk.journal import Journal, sound_journal
from kiosk.keyhole import Keyhole
from kiosk.settings import Settings
from wire.device import (
    Answered,
    DeviceEvent,
    DeviceLink,
    HubReachable,
    Identity,
    LinkLost,
    Received,
)
from wire.health import Health
from wire.ids import ulid_time
from wire.link import LinkSettings
from wire.look import Look
from wire.messages import (
    CheckinRequest,
    DayBook,
    DocumentsReceipt,
    Emergency,
    Feedback,
    HouseList,
    KioskConfig,
    LeaveRequest,
    PaperReport,
    RefusalReply,
    Reply,
    Reprint,
    TicketReply,
    TicketRequest,
)
from wire.qr import device_mark, new_short_code

log = logging.getLogger("kiosk.post")

Job = Callable[[], object]
CONFIG_NOTE: Final = "config"
LOOK_NOTE: Final = "look"
BOOK_NOTE: Final = "book"
BOOT_NOTE: Final = "boot"
CLOCK_NOTE: Final = "clock"
"""In which life of the machine its clock was last known to be right."""
UNKNOWN_AGE: Final = timedelta(seconds=-1)
"""Below zero, as after a clock was set back: nobody is shown what may be a stranger's."""
State = KioskConfig | Look | DayBook | Emergency
_NOTES: Final[dict[str, type[State]]] = {
    CONFIG_NOTE: KioskConfig, LOOK_NOTE: Look, BOOK_NOTE: DayBook,
}  # fmt: skip
"""What the kiosk must know to start without network and hub."""


class Post:
    """Sends requests and reports, keeps the journal, and tells the session what comes back.

    Requests of an earlier run get numbers below zero, so that they never meet those of this run.
    """

    def __init__(
        self,
        identity: Identity,
        settings: LinkSettings,
        journal: Journal,
        clocks: Clocks,
        tell: Callable[[ev.Event], None],
        deputy: Deputy,
        trust: ClockTrust,
    ) -> None:
        # Of this site alone: what stands elsewhere must not hide what stands here.
        self._alarms_note = f"emergency/{identity.site}"
        self._house_note = f"house/{identity.site}"
        self._house_heard_at: datetime | None = None
        self._mark = device_mark(identity.site, identity.device)
        self._journal = journal
        self._deputy = deputy
        self._reachable = False
        self._unreported: list[ef.Report] = []
        self._unkept: Emergency | None = None
        self._clocks = clocks
        self._tell = tell
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._link = DeviceLink(
            identity, settings, journal, clocks.utc, self._listen, clk=trust.clk
        )
        self._numbers: dict[str, int] = {}
        self._ids: dict[int, str] = {}
        self._thread = threading.Thread(target=self._run, name="post", daemon=True)

    def start(self) -> None:
        """Take up what an earlier run left, then connect; returns at once."""
        self._jobs.put(self._recover)
        self._jobs.put(self._link.start)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is queued, say goodbye, disconnect and close the journal."""
        self._jobs.put(None)
        self._thread.join(timeout=5)
        self._link.stop()
        self._journal.close()

    def ask(self, effect: ef.Ask) -> None:
        self._jobs.put(partial(self._ask, effect))

    def go_alone(self, effect: ef.GoAlone) -> None:
        self._jobs.put(partial(self._go_alone, effect.ask))

    def hand_in(self, effect: ef.HandIn) -> None:
        self._jobs.put(partial(self._hand_in, effect))

    def sign_out(self, effect: ef.SignOut) -> None:
        """Also without the hub: the outbox tells it later."""
        said = LeaveRequest(code=effect.code, lang=effect.lang)
        self._jobs.put(partial(self._send_kept, said))

    def send_feedback(self, effect: ef.SendFeedback) -> None:
        self._jobs.put(partial(self._send_feedback, effect))

    def keep_alarms(self, effect: ef.KeepAlarms) -> None:
        """They are shown after a restart, whoever is away then."""
        self._jobs.put(partial(self._keep_alarms, effect.emergency))

    def report_reprint(self, ticket_id: str, result: PrintResult) -> None:
        """What became of a slip that staff wanted once more."""
        report = PaperReport(
            ticket_id=ticket_id, outcome=result.outcome, fault=result.fault, at=self._clocks.utc()
        )
        self._jobs.put(partial(self._send_kept, report))

    def keyhole(self, pin: str) -> Keyhole:
        """Who may open the service menu; wrong PINs are counted in the journal."""
        return Keyhole(self._mark, pin, self._journal, self._clocks.steady)

    def trusted(self) -> tuple[KioskConfig | None, datetime | None]:
        """The house as last heard, and UTC where the clock can be believed."""
        return self._deputy.config, self._deputy.now()

    def house(self) -> HouseList | None:
        """Who was in the house when the hub last said it; None: nothing of today is kept."""
        noted = self._journal.noted(self._house_note)
        try:
            kept = HouseList.model_validate_json(noted) if noted else None
        except ValueError:
            log.warning("note_unreadable", extra={"note": self._house_note})
            return None
        return kept if kept and still_good(kept, self._deputy.now()) else None

    def house_held(self) -> timedelta | None:
        """How long it has been here by the steady clock; None: since before this program began."""
        heard = self._house_heard_at
        return self._clocks.steady() - heard if heard is not None else None

    def noted(self, name: str) -> str | None:
        """What the kiosk wrote down under a name, such as the last day book."""
        return self._journal.noted(name)

    def settle(self, effect: ef.Settle) -> None:
        self._jobs.put(partial(self._settle, effect.ask))

    def report_paper(self, effect: ef.Report) -> None:
        self._jobs.put(partial(self._report_paper, effect))

    def before_printing(self, effect: ef.PrintSlip, then: Job) -> None:
        """Note that this slip goes to the printer; `then` is called when that is safe on disk."""
        self._jobs.put(partial(self._before_printing, effect, then))

    def backlog(self) -> tuple[int, datetime | None]:
        """How many messages the hub has not acknowledged, and when the oldest was made (UTC)."""
        count, oldest = self._journal.backlog()
        return count, ulid_time(oldest) if oldest else None

    def make_room(self) -> None:
        """Give back disk space that the journal no longer needs."""
        self._jobs.put(self._journal.compact)

    def report_health(self, health: Health) -> None:
        self._jobs.put(partial(self._report_health, health))

    # ------------------------------------------------------------------ on the post's thread

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:  # the message loop's rim: one bad job must not end the talk
                log.exception("post_job_failed")

    def _recover(self) -> None:
        at, now = self._clocks.steady(), self._clocks.utc()
        self._from_note(self._alarms_note, Emergency)
        for name, kind in _NOTES.items():
            self._from_note(name, kind)
        known_age = self._same_life() or self._deputy.now() is not None
        for place, request in enumerate(self._journal.open_requests()):
            number = -1 - place
            self._remember(number, request.id)
            log.info("request_recovered", extra={"printing": request.printing is not None})
            self._tell(ev.Recovered(
                at, number, now - request.asked_at if known_age else UNKNOWN_AGE, request.lang,
                request.letter, request.printing, request.wants,
            ))  # fmt: skip
            if request.alone is not None and request.printing is None:
                self._numbers.pop(request.id)
                self._tell(ev.Answered(at, number, request.alone))
        self._journal.ask_again()

    def _same_life(self) -> bool:
        """Whether the machine has run on since the last run of the kiosk.

        A board without a battery clock wakes at the time at which it was switched off: nobody
        could tell a request of an hour ago from one of this moment.
        """
        before = self._journal.noted(BOOT_NOTE)
        self._journal.note(BOOT_NOTE, self._clocks.boot)
        return bool(self._clocks.boot) and before == self._clocks.boot

    def _from_note(self, name: str, kind: type[State]) -> None:
        noted = self._journal.noted(name)
        if noted is None:
            return
        try:
            message = kind.model_validate_json(noted)
            self._tell_state(message, remembered=True)
        except (ValueError, OSError):
            log.warning("note_unreadable", extra={"note": name})

    def _remember(self, number: int, message_id: str) -> None:
        self._numbers[message_id] = number
        self._ids[number] = message_id

    def _ask(self, effect: ef.Ask) -> None:
        """What could not be kept is not promised: a full disk must not look like a slow hub."""
        message = effect.message
        try:
            alone = isinstance(message, CheckinRequest | TicketRequest) and not self._reachable
            if not (alone and self._answer_alone(effect.ask, message, None)):
                self._remember(effect.ask, self._link.send(message))
        except sqlite3.Error:
            log.exception("request_not_kept")
            self._tell(ev.Answered(self._clocks.steady(), effect.ask, None))

    def _answer_alone(self, ask: int, request: ef.Request, supersedes: str | None) -> bool:
        """Answer in the hub's place. False when only the hub can.

        While the hub is heard it may know better than to refuse.
        """
        if not isinstance(request, CheckinRequest | TicketRequest):
            return False
        answer = self._deputy.answer(request, supersedes)
        if answer is None or (isinstance(answer, RefusalReply) and supersedes and self._reachable):
            return False
        reply = self._issue(ask, answer, supersedes) if isinstance(answer, Issued) else answer
        if supersedes is not None:
            self._numbers.pop(supersedes, None)
        self._tell(ev.Answered(self._clocks.steady(), ask, reply))
        return True

    def _issue(self, ask: int, issued: Issued, supersedes: str | None) -> TicketReply:
        """Number and message are kept in one transaction, before anybody hears of them."""
        with self._journal.issued_alone(issued.ticket, supersedes):
            self._ids[ask] = self._link.send(issued.message)
        return issued.ticket.reply

    def _go_alone(self, ask: int) -> None:
        """The hub owes an answer for too long; it learns that this one took its place."""
        message_id = self._ids.get(ask)
        request = self._journal.request_of(message_id) if message_id else None
        if request is not None and request.offline is None and message_id in self._numbers:
            self._answer_alone(ask, request, message_id)

    def _hand_in(self, effect: ef.HandIn) -> None:
        """The code is random, so that no other device can give out the same one."""
        code, now = new_short_code(), self._clocks.utc()
        receipt = DocumentsReceipt(code=code, lang=effect.lang, letter=effect.letter, at=now)
        if not self._send_kept(receipt):
            code = ""
        self._tell(ev.ReceiptGiven(self._clocks.steady(), effect.ask, code, now))

    def _send_feedback(self, effect: ef.SendFeedback) -> None:
        now = self._clocks.utc()
        self._send_kept(Feedback(score=effect.score, reason=effect.reason, at=now))

    def _send_kept(self, message: BaseModel) -> bool:
        """False when the disk does not take it."""
        try:
            self._link.send(message)
        except sqlite3.Error:
            log.exception("message_not_kept")
            return False
        return True

    def _settle(self, number: int) -> None:
        if (message_id := self._ids.pop(number, None)) is not None:
            self._journal.settle(message_id)

    def _report_paper(self, effect: ef.Report) -> None:
        """What a full disk does not take is said again with the next sign of life."""
        report = PaperReport(
            ticket_id=effect.ticket_id, outcome=effect.outcome, fault=effect.fault,
            at=self._clocks.utc(),
        )  # fmt: skip
        try:
            with self._journal.settled_by_report(self._ids[effect.ask]):
                self._link.send(report)
        except sqlite3.Error:
            log.exception("report_not_kept")
            self._unreported.append(effect)
            return
        del self._ids[effect.ask]
        log.info("paper_reported", extra={"outcome": report.outcome})

    def _keep_alarms(self, emergency: Emergency) -> None:
        """What a full disk does not take is kept with the next sign of life: nobody repeats it."""
        self._unkept = emergency
        try:
            self._journal.note(self._alarms_note, emergency.model_dump_json())
        except sqlite3.Error:
            log.exception("alarms_not_kept")
            return
        self._unkept = None

    def _report_health(self, health: Health) -> None:
        self._link.report(health)
        if self._unkept is not None:
            self._keep_alarms(self._unkept)
        late, self._unreported = self._unreported, []
        for effect in late:
            self._report_paper(effect)

    def _before_printing(self, effect: ef.PrintSlip, then: Job) -> None:
        """A slip that is not noted is not printed: a later run might print it a second time."""
        try:
            self._journal.printing(self._ids[effect.ask], effect.reply)
        except sqlite3.Error:
            log.exception("slip_not_noted")
            self._tell(ev.PaperDone(self._clocks.steady(), effect.ask, "failed"))
        else:
            then()

    # ------------------------------------------------------------------ what the link says

    def _listen(self, event: DeviceEvent) -> None:
        """Called on the link's thread; the answer must not overtake the noting of its request."""
        self._jobs.put(partial(self._heard, event))

    def _heard(self, event: DeviceEvent) -> None:
        match event:
            case Answered(of=of, outcome=outcome, reply=reply):
                self._answered(of, outcome, reply)
            case HubReachable(yes=yes):
                log.info("hub_reachable", extra={"yes": yes})
                self._reachable = yes
                self._tell(ev.HubReachable(self._clocks.steady(), yes))
            case Received(message=message):
                self._received(message)
            case LinkLost():
                pass  # what it holds of the house is as good without a link

    def _answered(self, message_id: str, outcome: str, said: Reply | None) -> None:
        reply = said if outcome == "committed" else None
        if outcome != "committed":
            log.error("message_not_taken", extra={"outcome": outcome})
        number = self._numbers.pop(message_id, None)
        if number is None:
            return
        log.info("answer_received", extra={"kind": reply.kind if reply else "none"})
        self._tell(ev.Answered(self._clocks.steady(), number, reply))

    def _received(self, message: BaseModel) -> None:
        """Tell first: a note that cannot be written only matters to the next run.

        Which alarms are the newest, and worth a note, the session knows.
        """
        if isinstance(message, Reprint):
            self._reprint(message)
        elif isinstance(message, Emergency):
            self._tell_state(message)
        elif isinstance(message, HouseList):
            self._house_heard_at = self._clocks.steady()
            self._journal.note(self._house_note, message.model_dump_json())
        elif isinstance(message, State) and self._tell_state(message):
            note = next(name for name, kind in _NOTES.items() if isinstance(message, kind))
            self._journal.note(note, message.model_dump_json())
        if self._deputy.now() and self._journal.noted(CLOCK_NOTE) != self._clocks.boot:
            self._journal.note(CLOCK_NOTE, self._clocks.boot)

    def _reprint(self, order: Reprint) -> None:
        """An order that comes twice is carried out once, over restarts too."""
        if self._journal.first_time(f"reprint/{order.order}"):
            self._tell(ev.ReprintWanted(self._clocks.steady(), order.reply, order.lang))

    def _tell_state(self, message: State, *, remembered: bool = False) -> bool:
        """False when the kiosk cannot live by it."""
        at = self._clocks.steady()
        if isinstance(message, DayBook):
            self._deputy.book = message
        elif isinstance(message, Look):
            self._tell(ev.LookReceived(at, message))
        elif isinstance(message, Emergency):
            self._tell(ev.EmergencyReceived(at, message, remembered))
        elif _usable(message):
            self._deputy.config = message
            self._tell(ev.ConfigReceived(at, message))
        else:
            return False
        return True


def _usable(config: KioskConfig) -> bool:
    """A time zone that this machine does not know would make every time on the slip wrong."""
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        extra = {"reason": "unknown time zone", "rev": config.rev}
        log.warning("config_refused", extra=extra)
        return False
    return True


def open_post(
    settings: Settings,
    version: str,
    clocks: Clocks,
    tell: Callable[[ev.Event], None],
) -> Post:
    """The post of the kiosk that `settings` describe; its journal lies in the state directory."""
    host, port = settings.broker
    journal = sound_journal(settings.state / "kiosk.sqlite3", clocks.utc())
    was_right = bool(clocks.boot) and journal.noted(CLOCK_NOTE) == clocks.boot
    trust = ClockTrust(clocks, kept=was_right or ran_on(clocks.utc()))
    return Post(
        Identity(settings.site, settings.device, "kiosk", version),
        LinkSettings(host, port, settings.device, settings.password),
        journal,
        clocks,
        tell,
        Deputy(journal, clocks, trust),
        trust,
    )
