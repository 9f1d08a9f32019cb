"""How often a sender may guess: at the addresses of tickets, at the tokens of systems."""

from typing import Final

from hub.kit.errors import HouseError

MOST_MISSES: Final = 30
"""So often one sender may ask in vain; a house full of people may share a sender."""
MISS_FORGOTTEN_S: Final = 20.0
"""How long one miss counts: a guesser gets three a minute, of 2**130."""
MOST_SENDERS: Final = 4096
"""Senders who are remembered at once; of more, the oldest is forgotten."""


class TooManyMisses(HouseError):
    """Somebody tries one key after the other; `retry_after_s` says how long to wait."""

    key = "too_many_tries"
    status = 429


class Misses:
    """Counts what each sender asks for in vain; each miss fades, so that nobody is shut out long.

    `at` is a steady clock's, in seconds. Whoever has a right key is never counted.
    """

    def __init__(self) -> None:
        self._level: dict[str, tuple[float, float]] = {}

    def __len__(self) -> int:
        """How many senders are remembered."""
        return len(self._level)

    def wait_s(self, sender: str, at: float) -> int:
        """How many seconds the sender must wait before the next try; 0: not at all."""
        level, since = self._level.get(sender, (0.0, at))
        over = level - max(0.0, at - since) / MISS_FORGOTTEN_S + 1 - MOST_MISSES
        return max(1, round(over * MISS_FORGOTTEN_S)) if over > 0 else 0

    def note(self, sender: str, at: float) -> int:
        """One more miss. How many seconds the sender must wait; 0: not at all."""
        level, since = self._level.pop(sender, (0.0, at))
        level = max(0.0, level - max(0.0, at - since) / MISS_FORGOTTEN_S)
        over = level + 1 > MOST_MISSES
        self._level[sender] = (level if over else level + 1, at)
        if len(self._level) > MOST_SENDERS:
            del self._level[next(iter(self._level))]
        return max(1, round((level + 1 - MOST_MISSES) * MISS_FORGOTTEN_S)) if over else 0
