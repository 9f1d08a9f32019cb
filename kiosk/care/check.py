"""What a self-check is: a key, a pure judgement, words for people, and perhaps a repair."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from kiosk.care.belief import AT_ONCE, Patience
from kiosk.care.readings import Snapshot
from wire.health import Severity


class Tools(Protocol):
    """What repairs can do; each call may take some seconds."""

    def reopen_camera(self) -> None:
        """Let go of the camera and open it anew."""

    def try_speech(self) -> None:
        """Start voice and player once more, inaudibly; the speaker notes whether it worked."""

    def make_room(self) -> None:
        """Give back the disk space that the journal no longer needs."""

    def tidy(self) -> bool:
        """Give free memory back to the system; False while somebody is served."""

    def restart(self) -> None:
        """End the program with the code that asks for a new start, once nobody is served."""


@dataclass(frozen=True)
class Repair:
    """`run` when the trouble has been told for `after`, and again `every` so often."""

    name: str
    run: Callable[[Tools], None]
    after: timedelta
    every: timedelta


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong; `key` is stable, it stands in logs, messages and texts."""

    key: str
    severity: Severity
    technician: str
    """What is wrong and what to do, in German, for the service menu."""
    judge: Callable[[Snapshot], bool]
    """Whether it is wrong by these readings; what cannot be read is not wrong."""
    patience: Patience = AT_ONCE
    visitor: str | None = None
    """Key of the sentence that visitors get, in `kiosk.texts`; None when nothing changes for them.

    The screen chooses it by what the office offers, see `kiosk.ui.present`.
    """
    repair: Repair | None = None
