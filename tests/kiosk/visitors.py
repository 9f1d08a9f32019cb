"""Visitors without end at one whole kiosk in this process, and what its memory does meanwhile."""

from __future__ import annotations

import gc
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication

from kiosk.app import Kiosk
from kiosk.devices.clocks import real_clocks
from kiosk.devices.simulated.printer import SimulatedPrinter
from kiosk.flow import events as ev
from kiosk.post import Post
from kiosk.texts.catalogue import LOCALE
from kiosk.ui.sample import CONFIG, TICKET, WALK_IN
from tests.kiosk.flow.playbook import SHORT_CODE
from tests.kiosk.house import settings_in
from tests.patience import PATIENCE_S
from wire.codec import decode
from wire.ids import new_ulid
from wire.look import LANGUAGES
from wire.messages import OFFERS, Ack, CheckinRequest, DoneReply, Reply, TicketRequest
from wire.qr import CODE_LENGTH, MAGIC

LATER: Final = timedelta(seconds=400)
"""Longer than every state waits, even for visitors who need ten times as long."""
SIZE = (540, 960)
SAMPLES: Final = 12
"""The least of so many counts: in the others a picture of the camera was being read."""
PRINTER_SPEED = 500.0
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SPOKEN: Final = tuple(one for one in LANGUAGES if (LOCALE / f"{one}.po").exists())


class QuickHub:
    """Answers what waits in a kiosk's outbox, as the hub's acknowledgements would."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self.away = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="quick-hub", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(PATIENCE_S)

    @property
    def owed(self) -> int:
        return self._post.backlog()[0]

    def _run(self) -> None:
        while not self._stopped.wait(0.002):
            for message_id, topic, payload in self._post._journal.waiting():
                if not self.away.is_set():
                    reply = self._reply(decode(topic, payload)[1].data)
                    ack = Ack(of=message_id, outcome="committed", reply=reply)
                    self._post._link._acknowledged(ack)

    def _reply(self, message: object) -> Reply:
        if not isinstance(message, CheckinRequest | TicketRequest):
            return DoneReply()
        ticket = TICKET if isinstance(message, CheckinRequest) else WALK_IN
        return ticket.model_copy(update={"ticket_id": new_ulid(ticket.issued_at)})


@dataclass(frozen=True)
class Weight:
    """What the process holds after so many visitors."""

    visitors: int
    rss_mb: float
    objects: int
    threads: int
    files: int


class Door:
    """One kiosk and its visitors, seeded; all kinds come, in any order."""

    def __init__(self, app: QGuiApplication, directory: Path, seed: int) -> None:
        self._app = app
        self._chance = random.Random(seed)
        self.printed = 0
        self.seen: Counter[str] = Counter()
        self.printer = SimulatedPrinter(self._count, speed=PRINTER_SPEED)
        self.printer.start()
        settings = replace(settings_in(directory, self.printer.port), size=SIZE)
        self._clock = real_clocks()
        self.kiosk = Kiosk(settings, None, self._clock)
        self.kiosk.window.window.show()
        self._until("welcome")
        hands = self.kiosk._runner._hands
        assert hands is not None
        self.hub = QuickHub(hands.post)
        everything = CONFIG.model_copy(update={"offers": OFFERS})
        self._tell(lambda at: ev.ConfigReceived(at, everything))
        self._tell(lambda at: ev.HubReachable(at, yes=True))
        self._kinds: dict[str, Callable[[], None]] = {
            "letter": self._letter, "walk_in": self._walk_in, "typing": self._typing,
            "help": self._help, "goes_back": self._goes_back, "leaves": self._leaves,
            "foreign": self._foreign, "no_paper": self._no_paper, "hub_away": self._hub_away,
            "listens": self._listens, "amends": self._amends, "papers": self._papers,
            "feedback": self._feedback,
        }  # fmt: skip

    def visit(self, count: int) -> None:
        """The next visitors, one after another; each leaves the kiosk as they found it."""
        for _ in range(count):
            kind = self._chance.choice(tuple(self._kinds))
            lang = self._chance.choice(SPOKEN)
            self._tell(lambda at, lang=lang: ev.LanguageChosen(at, lang))  # type: ignore[misc]
            self._kinds[kind]()
            self._until("welcome")
            self.seen[kind] += 1

    def weigh(self) -> Weight:
        """After all that is owed has been settled and all that is garbage is gone."""
        self._pump(lambda: self.hub.owed == 0, "the outbox is empty")
        self._app.processEvents()
        gc.collect()
        rss_mb = min(self._at_rest_mb() for _ in range(SAMPLES))
        return Weight(
            self.seen.total(), rss_mb, len(gc.get_objects()),
            threading.active_count(), len(list(Path("/proc/self/fd").iterdir())),
        )  # fmt: skip

    def _at_rest_mb(self) -> float:
        """One sample of the resident set, a runner's tick after the last.

        Free memory is given back first, as the kiosk does by itself once a minute.
        """
        self._pump(self.kiosk._keeping.tidy, "free memory is to be given back")
        self.kiosk._keeping.turned()
        self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def stop(self) -> None:
        self.hub.stop()
        self.kiosk.stop()
        self.printer.stop()

    # ------------------------------------------------------------------ the visitors

    def _letter(self) -> None:
        self._show_letter()
        self._until("done")
        self._finish()

    def _walk_in(self) -> None:
        self._tell(ev.WalkInPressed)
        self._until("choosing")
        self._tell(lambda at: ev.ConcernChosen(at, "unterlagen"))
        self._until("done")
        self._finish()

    def _typing(self) -> None:
        self._tell(ev.TypePressed)
        for key in SHORT_CODE[:3]:
            self._tell(lambda at, key=key: ev.KeyPressed(at, key))  # type: ignore[misc]
        self._tell(ev.ErasePressed)
        self._until("typing")
        for key in SHORT_CODE[2:]:
            self._tell(lambda at, key=key: ev.KeyPressed(at, key))  # type: ignore[misc]
        self._until("done")
        self._finish()

    def _help(self) -> None:
        self._tell(ev.HelpPressed)
        self._until("help_called")
        self._finish()

    def _goes_back(self) -> None:
        for event in (ev.AppointmentPressed, ev.WalkInPressed):
            self._tell(event)
            self._until("scanning", "choosing")
            self._tell(ev.BackPressed)
            self._until("welcome")

    def _leaves(self) -> None:
        """Time is an event: what the session sees of a long silence is a late tick."""
        self._tell(ev.AppointmentPressed)
        self._until("scanning")
        self._tell(lambda at: ev.Tick(at + LATER))

    def _foreign(self) -> None:
        self._codes("HTTPS://EXAMPLE.COM/" + self._text(60))
        self._until("refused")
        self._tell(ev.BackPressed)

    def _no_paper(self) -> None:
        self.printer.fault("paper_out")
        self._show_letter()
        self._until("paper_failed")
        self.printer.fault(None)
        self._finish()

    def _hub_away(self) -> None:
        self.hub.away.set()
        self._tell(lambda at: ev.HubReachable(at, yes=False))
        self._show_letter()
        self._until("delayed", "done", "reception", "paper_failed")
        self._finish()
        self._until("welcome", "reception")
        self._finish()
        self._until("welcome")
        self.hub.away.clear()
        self._tell(lambda at: ev.HubReachable(at, yes=True))

    def _listens(self) -> None:
        self._tell(lambda at: ev.HeadphonesPlugged(at, yes=True))
        self._letter()
        self._tell(lambda at: ev.HeadphonesPlugged(at, yes=False))

    def _amends(self) -> None:
        self._show_letter()
        self._until("done")
        self._tell(ev.AmendPressed)
        self._until("amending")
        self._tell(lambda at: ev.PersonsChanged(at, 1))
        self._tell(ev.SavePressed)
        self._until("done")
        self._finish()

    def _papers(self) -> None:
        self._tell(ev.DocumentsPressed)
        self._until("documents")
        self._tell(ev.WithoutLetterPressed)
        self._until("receipt")
        self._pump(lambda: self.kiosk.window.view.shown.number != "", "the papers have a code")
        self._finish()

    def _feedback(self) -> None:
        self._tell(lambda at: ev.ScoreChosen(at, self._chance.randint(1, 5)))
        self._until("why")
        self._tell(lambda at: ev.ReasonChosen(at, "waiting"))
        self._until("thanks")
        self._tell(lambda at: ev.Tick(at + LATER))

    # ------------------------------------------------------------------ their hands

    def _show_letter(self) -> None:
        self._codes((MAGIC + self._text(CODE_LENGTH))[:CODE_LENGTH])

    def _text(self, length: int) -> str:
        return "".join(self._chance.choices(ALPHABET, k=length))

    def _codes(self, text: str) -> None:
        self._tell(lambda at: ev.CodesSeen(at, (text,), self._clock.utc()))

    def _finish(self) -> None:
        self._tell(ev.FinishPressed)

    def _tell(self, make: Callable[[datetime], ev.Event]) -> None:
        self.kiosk._runner.put(make(self._clock.steady()))

    def _count(self, _slip: object) -> None:
        self.printed += 1

    def _until(self, *states: str) -> None:
        shown = self.kiosk.window.view
        self._pump(lambda: shown.shown.state in states, " or ".join(states))

    def _pump(self, condition: Callable[[], bool], what: str) -> None:
        """Run the event loop, so that every screen is really drawn, until `condition`."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what}: still {self.kiosk.window.view.shown.state}")
            flags = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
            self._app.processEvents(flags)
