"""Sees to it that what the programme needs is on the disk: fetched, whole, no more than fits.

One thread of its own. Everything that it finds out it tells as one value, `Holdings`; the log
knows files by their hashes only.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from signage.content.fetch import FetchFailed, fetch
from signage.content.rules import Fault, again_after, evictions
from signage.content.store import Store
from wire.messages import MediaFile, Source

log = logging.getLogger("signage.content")

MB = 1_000_000
STEP = 50 * MB
UNREAD_S = 600.0
"""So long a file is left alone that the disk did not read."""
LOOK_S = 60.0
"""So often the disk is looked at when nothing else happens."""


@dataclass(frozen=True)
class Holdings:
    """`held`: the wanted files that are here and whole. `faults`: why others are not."""

    held: frozenset[str] = frozenset()
    wanted: int = 0
    faults: tuple[tuple[str, Fault], ...] = ()
    checked: bool = False
    """Whether all that was on the disk at the start has been read through."""
    free_mb: int | None = None
    """To about 50 MB."""

    @property
    def full(self) -> bool:
        return any(fault == "full" for _sha256, fault in self.faults)


@dataclass
class _Trial:
    """What became of the attempts to fetch a file; `next_at` in steady seconds."""

    tries: int = 0
    fault: Fault | None = None
    next_at: float = 0.0


@dataclass
class _Wish:
    """What is wanted, the soonest first, and where from."""

    files: tuple[MediaFile, ...] = ()
    source: Source | None = None
    doubts: list[str] = field(default_factory=list)
    fresh: bool = False
    """Something of it is new since the keeper looked."""


class Keeper:
    """`told` is called on the keeper's thread, and must return at once."""

    def __init__(
        self,
        store: Store,
        told: Callable[[Holdings], None],
        steady: Callable[[], float] = time.monotonic,
        roll: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._told = told
        self._steady = steady
        self._roll = roll
        self._woken = threading.Condition()
        self._halt = threading.Event()
        self._wish = _Wish()
        self._trials: dict[str, _Trial] = {}
        self._tried: tuple[tuple[MediaFile, ...], Source | None] = ((), None)
        self._verified: set[str] = set()
        self._stuck: set[str] = set()
        """The disk deletes them not; passed over, so that the others are shown."""
        self._unread: dict[str, float] = {}
        """The disk reads them not; tried again at this steady second, as it may have passed."""
        self._checked = False
        self._last: Holdings | None = None
        self._thread = threading.Thread(target=self._run, name="content", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Break off what is being fetched; it goes on there after the next start."""
        self._halt.set()
        with self._woken:
            self._wish.fresh = True
            self._woken.notify()
        self._thread.join(timeout=2)

    def want(self, files: Sequence[MediaFile], source: Source | None) -> None:
        """From now on these are wanted, the soonest needed first."""
        with self._woken:
            self._wish.files, self._wish.source = tuple(files), source
            self._wish.fresh = True
            self._woken.notify()

    def doubt(self, sha256: str) -> None:
        """It could not be shown: read it through again."""
        with self._woken:
            self._wish.doubts.append(sha256)
            self._wish.fresh = True
            self._woken.notify()

    def path(self, sha256: str) -> Path:
        return self._store.path(sha256)

    # ------------------------------------------------------------------ on its thread

    def _run(self) -> None:
        while not self._halt.is_set():
            try:
                pause = self._once()
            except Exception:  # the device loop's rim: a disk that fails must not end the display
                log.exception("content_failed")
                pause = LOOK_S
            with self._woken:
                if pause > 0 and not self._wish.fresh:
                    self._woken.wait(min(pause, LOOK_S))

    def _once(self) -> float:
        """Do the most urgent thing; the seconds until there is something to do again."""
        with self._woken:
            files, source = self._wish.files, self._wish.source
            doubts, self._wish.doubts = self._wish.doubts, []
            self._wish.fresh = False
        self._forget_trials(files, source)
        self._verified.difference_update(doubts)
        self._stuck.difference_update(doubts)
        self._unread = {name: at for name, at in self._unread.items() if name not in doubts}
        if (unsure := self._unverified(files)) is not None:
            self._verify(unsure)
            self._tell(files)
            return 0
        self._checked = True
        self._trim(files)
        self._tell(files)
        missing = [one for one in files if one.sha256 not in self._verified]
        now = self._steady()
        due = next((one for one in missing if self._trial(one).next_at <= now), None)
        if due is None or source is None:
            waits = [self._trial(one).next_at - now for one in missing]
            return min(waits, default=LOOK_S) if source else LOOK_S
        self._get(source, due, files)
        self._tell(files)
        return 0

    def _forget_trials(self, files: tuple[MediaFile, ...], source: Source | None) -> None:
        """Another source may have it, another order of wishes may have room for it."""
        before, self._tried = self._tried, (files, source)
        if source != before[1]:
            self._trials.clear()
        elif files != before[0]:
            full = [name for name, trial in self._trials.items() if trial.fault == "full"]
            for name in full:
                del self._trials[name]

    def _unverified(self, files: Sequence[MediaFile]) -> str | None:
        """A file on the disk that nobody has read through yet, the soonest wanted first."""
        rank = {one.sha256: place for place, one in enumerate(files)}
        now = self._steady()
        unread = {name for name, at in self._unread.items() if now < at}
        unsure = {one.sha256 for one in self._store.held()} - self._verified - self._stuck - unread
        return min(unsure, key=lambda name: rank.get(name, len(rank)), default=None)

    def _verify(self, sha256: str) -> None:
        """Only wrong bytes are deleted: a fault of reading may pass, the hub may be away."""
        try:
            intact = self._store.is_intact(sha256)
        except OSError as error:
            if sha256 not in self._unread:
                log.warning("content_unread", extra={"sha256": sha256, "detail": error.strerror})
            self._unread[sha256] = self._steady() + UNREAD_S
            return
        self._unread.pop(sha256, None)
        if intact:
            self._verified.add(sha256)
            return
        log.info("content_damaged", extra={"sha256": sha256})
        try:
            self._store.remove(sha256)
        except OSError as error:
            self._pass_over(sha256, error)

    def _pass_over(self, sha256: str, error: OSError) -> None:
        self._stuck.add(sha256)
        log.warning("content_stuck", extra={"sha256": sha256, "detail": str(error.strerror)})

    def _trim(self, files: Sequence[MediaFile]) -> None:
        """Give the disk back what it lacks, even if it is wanted."""
        wanted = [one.sha256 for one in files]
        self._store.drop_parts(frozenset(wanted))
        held = [one for one in self._store.held() if one.sha256 not in self._stuck]
        try:
            room = self._store.room()
        except OSError:
            return  # nothing is taken away for a room that nobody knows
        going = evictions(held, wanted, 0, room)
        self._evict([one.sha256 for one in held] if going is None else going)

    def _evict(self, going: Sequence[str]) -> None:
        for sha256 in going:
            try:
                self._store.remove(sha256)
            except OSError as error:
                self._pass_over(sha256, error)
                continue
            self._verified.discard(sha256)
            log.info("content_evicted", extra={"sha256": sha256})

    def _trial(self, file: MediaFile) -> _Trial:
        return self._trials.setdefault(file.sha256, _Trial())

    def _get(self, source: Source, file: MediaFile, files: Sequence[MediaFile]) -> None:
        trial = self._trial(file)
        try:
            self._make_room(file, files)
            part = self._store.part(file.sha256)
            if not fetch(source, file, part, lambda: self._is_overtaken(file), self._steady):
                return
            self._admit(file.sha256)
        except FetchFailed as failed:
            if failed.fault != trial.fault:
                log.info(
                    "content_not_fetched", extra={"sha256": file.sha256, "fault": failed.fault}
                )
            trial.tries, trial.fault = trial.tries + 1, failed.fault
            wait = again_after(failed.fault, trial.tries, self._roll())
            trial.next_at = self._steady() + wait
            return
        self._trials.pop(file.sha256, None)
        self._verified.add(file.sha256)
        self._stuck.discard(file.sha256)
        self._unread.pop(file.sha256, None)
        log.info("content_fetched", extra={"sha256": file.sha256})

    def _is_overtaken(self, file: MediaFile) -> bool:
        """Whether something else is more urgent by now; what has come of it stays."""
        with self._woken:
            fresh, files, doubts = self._wish.fresh, self._wish.files, self._wish.doubts
        if self._halt.is_set() or doubts:
            return True
        if not fresh:
            return False
        now, missing = self._steady(), [one for one in files if one.sha256 not in self._verified]
        due = (one for one in missing if self._trial(one).next_at <= now)
        return next(due, None) != file

    def _admit(self, sha256: str) -> None:
        """Raises FetchFailed when the disk does not take it; another file may fare better."""
        try:
            self._store.admit(sha256)
        except OSError:
            raise FetchFailed("full") from None

    def _make_room(self, file: MediaFile, files: Sequence[MediaFile]) -> None:
        """Raises FetchFailed when no room can be made for it."""
        try:
            going = self._going(file, files)
            if going is None:
                sooner = files[: files.index(file) + 1]
                self._store.drop_parts(frozenset(one.sha256 for one in sooner))
                going = self._going(file, files)
        except OSError:
            going = None
        if going is None:
            raise FetchFailed("full")
        self._evict(going)

    def _going(self, file: MediaFile, files: Sequence[MediaFile]) -> tuple[str, ...] | None:
        """What must go for the bytes that are still to come; None: not even then would it fit."""
        begun = self._store.begun(file.sha256)
        needed = file.bytes - begun if begun <= file.bytes else file.bytes
        wanted = [one.sha256 for one in files]
        return evictions(self._store.held(), wanted, needed, self._store.room(), file.sha256)

    def _tell(self, files: Sequence[MediaFile]) -> None:
        names = {one.sha256 for one in files}
        faults = [
            (name, trial.fault)
            for name, trial in sorted(self._trials.items())
            if trial.fault and name in names
        ]
        now = Holdings(
            frozenset(names & self._verified), len(names), tuple(faults), self._checked,
            self._free_mb(),
        )  # fmt: skip
        if now != self._last:
            self._last = now
            self._told(now)

    def _free_mb(self) -> int | None:
        """In steps, as each new figure is a new value to tell."""
        try:
            return self._store.room().free // STEP * (STEP // MB)
        except OSError:
            return None
