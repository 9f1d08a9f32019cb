"""Puts the looks at single frames together: which codes are in view now. Pure.

One frame may show one of two letters and the next one the other; a code of somebody else's may be
read before ours beside it. So what was read is kept for a moment, and told only when it is whole.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from kiosk.devices.ports import Look
from wire.qr import looks_ours

KEPT: Final = timedelta(milliseconds=300)
"""How long one of ours counts as in view after it was last read."""
PATIENCE: Final = timedelta(milliseconds=400)
"""How long to wait for a code that is in view but unread, or for ours beside another one."""


@dataclass(frozen=True)
class Sightings:
    """Our codes with when they were last read, and since when there was something to tell."""

    ours: tuple[tuple[str, datetime], ...] = ()
    waiting_since: datetime | None = None
    seen_at: datetime | None = None


def step(sightings: Sightings, look: Look, at: datetime) -> tuple[Sightings, tuple[str, ...]]:
    """The sightings after a look at `at`, and the codes to tell; empty when there are none yet."""
    kept = {text: when for text, when in sightings.ours if at - when < KEPT}
    kept |= {text: at for text in look.texts if looks_ours(text)}
    texts = tuple(dict.fromkeys((*look.texts, *kept)))
    if not texts:
        gone = sightings.seen_at is None or at - sightings.seen_at >= KEPT
        return (Sightings() if gone else sightings), ()
    since = sightings.waiting_since or at
    whole = bool(kept) and not look.unread
    now = Sightings(tuple(kept.items()), since, at)
    return now, texts if whole or at - since >= PATIENCE else ()
