"""Which hubs live, by what is heard over the present link. Decides only; time comes in."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Literal

from wire.messages import HubState

HUB_SILENT_S: Final = 100.0
"""A hub that has said nothing for so long is gone: three repetitions of its birth are missing."""

Deed = Literal["ask", "resend"]
"""Ask whether a hub lives whose birth may be old; send again what a new one may not know of."""


@dataclass(frozen=True)
class Hub:
    """One hub process: its last birth or death, and when it was last heard (monotonic seconds).

    `live`: it has answered over this link, or spoken since. A birth that the broker remembers, or
    has kept for this device, may be that of a hub which died together with the broker, hours ago.
    `remembered`: retained, so it was there before this link.
    """

    state: HubState
    heard_at: float
    live: bool
    remembered: bool


@dataclass
class Hubs:
    """For one thread. `answered`: over this link; `_met`: epochs of living hubs, over all links."""

    answered: set[str] = field(default_factory=set)
    _known: dict[str, Hub] = field(default_factory=dict)
    _met: dict[str, datetime] = field(default_factory=dict)

    def link_up(self) -> None:
        """What was said before may be hours old."""
        self.answered.clear()

    def link_down(self) -> None:
        self._known.clear()

    def somebody(self, now: float, *, live: bool) -> bool:
        """Whether a hub is there that has spoken, or one that may be there."""
        since = now - HUB_SILENT_S
        return any(
            one.live == live and one.state.online and one.heard_at > since
            for one in self._known.values()
        )

    def answers(self, hub: str, now: float) -> Deed | None:
        """It has answered a question of this link, which no broker keeps: it lives."""
        self.answered.add(hub)
        known = self._known.get(hub)
        if known is None or known.live:
            return None
        self._known[hub] = replace(known, heard_at=now, live=True)
        return self._meet(hub)

    def says(self, hub: str, state: HubState, now: float, *, remembered: bool) -> Deed | None:
        """Believe a birth's repetition, a birth of another epoch, and what is no older."""
        known, live = self._known.get(hub), hub in self.answered
        same = known is not None and known.state.epoch == state.epoch
        if known is not None and same and known.state.online and state.online:
            self._known[hub] = replace(known, heard_at=now, live=live or known.live)
            return None
        if known is not None and (same or not state.online) and state.at < known.state.at:
            return None
        self._known[hub] = Hub(state, now, live, remembered)
        if not state.online:
            return None
        return self._meet(hub) if live else None if remembered else "ask"

    def _meet(self, hub: str) -> Deed | None:
        """One of a new epoch may know nothing of what was sent; one that was there before does.

        Over a new link all is sent again anyway.
        """
        known = self._known[hub]
        if self._met.get(hub) == known.state.epoch:
            return None
        self._met[hub] = known.state.epoch
        return None if known.remembered else "resend"
