"""Goes the rounds: reads, judges with patience, tells what changed, repairs what can be."""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from kiosk.care.belief import Belief, step
from kiosk.care.check import Check, Repair, Tools
from kiosk.care.readings import Readings, Snapshot
from kiosk.care.vitals import vitals_of
from kiosk.troubles import Troubles

log = logging.getLogger("kiosk.care")

ROUND_S: Final = 2.0
"""A round costs about a fifth of a millisecond on a desk."""
TIDY_EVERY: Final = timedelta(seconds=60)
"""Threads that come and go leave holes in the heap; without this it grows by some per cent."""


def due(repair: Repair, told_at: datetime, last: datetime | None, now: datetime) -> bool:
    """Whether a repair is to be tried now. Pure."""
    return now - last >= repair.every if last else now - told_at >= repair.after


class Care:
    """One thread for all checks; `round` is one round of it."""

    def __init__(
        self,
        checks: Sequence[Check],
        readings: Readings,
        troubles: Troubles,
        tools: Tools,
        version: str,
    ) -> None:
        self._checks = tuple(checks)
        self._readings = readings
        self._troubles = troubles
        self._tools = tools
        self._version = version
        self._beliefs: dict[str, Belief] = {}
        self._told_at: dict[str, datetime] = {}
        self._tried_at: dict[str, datetime] = {}
        self._frames = 0
        self._tidied_at: datetime | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="care", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        while not self._stopped.wait(ROUND_S):
            try:
                self.round()
            except Exception:  # the device loop's rim: a failing round must not end the care
                log.exception("round_failed")

    def round(self) -> None:
        """Read once, judge all, tell, then repair: what is told is never held up by a repair."""
        now = self._readings.take()
        for check in self._checks:
            self._judge(check, now)
        told = {one.key: one.severity for one in self._checks if one.key in self._told_at}
        if self._troubles.take(told, vitals_of(now, self._frames, self._version), now.at):
            self._frames = now.program.frames
        for check in self._checks:
            self._mend(check, now.at)
        if self._tidied_at is None or now.at - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = now.at if self._tools.tidy() else self._tidied_at

    def _judge(self, check: Check, now: Snapshot) -> None:
        before = self._beliefs.get(check.key, Belief())
        belief = step(before, check.judge(now), now.at, check.patience)
        self._beliefs[check.key] = belief
        if belief.told:
            self._told_at.setdefault(check.key, now.at)
        else:
            self._told_at.pop(check.key, None)
            self._tried_at.pop(check.key, None)

    def _mend(self, check: Check, now: datetime) -> None:
        told_at, repair = self._told_at.get(check.key), check.repair
        if repair is None or told_at is None:
            return
        if due(repair, told_at, self._tried_at.get(check.key), now):
            self._tried_at[check.key] = now
            log.info("repair_tried", extra={"key": check.key, "repair": repair.name})
            try:
                repair.run(self._tools)
            except Exception:  # the device loop's rim: a repair that fails is tried again later
                log.exception("repair_failed", extra={"key": check.key})
