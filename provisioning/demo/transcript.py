"""What happened and when, line by line; and whether the evidence for it was found."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import httpx

T = TypeVar("T")
WITHIN_S = 20.0
LOOK_S = 0.02


class EvidenceMissingError(Exception):
    """Something that must have happened did not, within its time."""


@dataclass
class Transcript:
    """Prints as it goes; `failures` counts what was missing."""

    began: float = field(default_factory=time.monotonic)
    failures: int = 0

    def say(self, line: str) -> None:
        print(f"{time.monotonic() - self.began:7.2f} s  {line}", flush=True)

    def scene(self, title: str, play: Callable[[], None]) -> None:
        """One visitor's story; what is missing in it is reported, and the next begins."""
        print(f"\n{title}", flush=True)
        try:
            play()
        except (EvidenceMissingError, httpx.HTTPError) as missing:
            self.failures += 1
            print(f"{time.monotonic() - self.began:7.2f} s  FEHLT: {missing}", file=sys.stderr)

    def see(self, what: str, look: Callable[[], T | None], within_s: float = WITHIN_S) -> T:
        """Wait until `look` finds something, say so, and return it. Raises EvidenceMissingError."""
        asked = time.monotonic()
        while True:
            found = look()
            if found:
                self.say(f"{what}  (+{(time.monotonic() - asked) * 1000:.0f} ms)")
                return found
            if time.monotonic() - asked > within_s:
                raise EvidenceMissingError(what)
            time.sleep(LOOK_S)
