"""The seam between calls and programme: what a stage is told, and what it tells of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from signage.board.events import Moment
from wire.messages import DisplayConfig, Level, PlayedLog, Programme


@dataclass(frozen=True)
class StagePart:
    """The programme's share of a DisplayReport; `level` is "notice", "programme" or "rest".

    `wrong` are the keys of what a technician should know of it.
    """

    level: Level = "rest"
    programme_rev: int | None = None
    item: str | None = None
    playlist: str | None = None
    next_item: str | None = None
    media_wanted: int = 0
    media_held: int = 0
    free_mb: int | None = None
    wrong: tuple[str, ...] = ()


class Stage(Protocol):
    """Shows the programme in the item `stage` of Main.qml; all on the GUI thread, at once."""

    def begin(
        self,
        send: Callable[[PlayedLog], object],
        changed: Callable[[], object],
        keep: Callable[[str, str], object],
    ) -> None:
        """Once, before anything else; `send` keeps a message until the hub has it.

        `keep` keeps a text under a name over a restart, as soon as the disk takes it.
        `changed` is called after a change of `level` in `part`, never within another call.
        """

    def configure(self, config: DisplayConfig) -> None: ...

    def programme(self, message: Programme) -> None: ...

    def level(self, level: Level) -> None:
        """What calls and alarms demand: "emergency", "call", or "rest" for nothing."""

    def tick(self, now: Moment) -> None:
        """Once a second."""

    def part(self) -> StagePart: ...

    def stop(self) -> None: ...
