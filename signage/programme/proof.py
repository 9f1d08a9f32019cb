"""Proof of play: what was shown from when to when, told some at a time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from signage.programme.course import Play, Skip
from wire.messages import Played, PlayedLog, PlayOutcome

MOST = 50
"""Entries that are told at once at the latest."""
WITHIN = timedelta(seconds=60)
"""So long the oldest one waits at most."""
TO_ITS_END = timedelta(seconds=0.5)
"""What was replaced so shortly before its end was shown to its end."""


@dataclass(frozen=True)
class Ledger:
    """`open` stands on the panel since `since`; `skips` are known to have been told.

    How long it stands is counted by the steady clock: the site's time may be set while it does.
    """

    open: Play | None = None
    since: datetime | None = None
    since_s: float = 0.0
    entries: tuple[Played, ...] = ()
    skips: frozenset[Skip] = frozenset()


def shows(ledger: Ledger, play: Play | None, at: datetime, steady: float) -> Ledger:
    """From this moment on `play` stands on the panel; None: nothing of the programme does."""
    if ledger.open is not None and play is not None and play.key == ledger.open.key:
        return replace(ledger, open=play)
    closed = _close(ledger, steady)
    skips = closed.skips
    if play is not None:
        skips = frozenset(skip for skip in skips if skip[0] != play.id)
    return replace(closed, open=play, since=at if play else None, since_s=steady, skips=skips)


def skips(ledger: Ledger, skipped: tuple[Skip, ...], playlist: str | None, at: datetime) -> Ledger:
    """These should be shown now and cannot be; told once, until it is otherwise."""
    fresh = tuple(skip for skip in skipped if skip not in ledger.skips)
    entries = tuple(
        Played(
            item=item, playlist=playlist, begun_at=at, ended_at=at,
            outcome="skipped", reason=reason[:60],
        )
        for item, reason in fresh
    )  # fmt: skip
    return replace(
        ledger, entries=(*ledger.entries, *entries), skips=ledger.skips | frozenset(fresh)
    )


def due(
    ledger: Ledger, at: datetime, *, all_of_it: bool = False
) -> tuple[Ledger, PlayedLog | None]:
    """What is to be told now, if anything."""
    first = ledger.entries[0].ended_at if ledger.entries else at
    enough = len(ledger.entries) >= MOST or not timedelta(0) <= at - first < WITHIN
    if not ledger.entries or not (enough or all_of_it):
        return ledger, None
    told, rest = ledger.entries[:MOST], ledger.entries[MOST:]
    return replace(ledger, entries=rest), PlayedLog(entries=told)


def _close(ledger: Ledger, steady: float) -> Ledger:
    play, since = ledger.open, ledger.since
    if play is None or since is None:
        return ledger
    ended_at = since + timedelta(seconds=steady - ledger.since_s)
    outcome: PlayOutcome = "shown" if ended_at >= play.ends - TO_ITS_END else "cut"
    entry = Played(
        item=play.id, playlist=play.playlist, lang=play.lang,
        begun_at=since, ended_at=ended_at, outcome=outcome,
    )  # fmt: skip
    return replace(ledger, open=None, since=None, entries=(*ledger.entries, entry))
