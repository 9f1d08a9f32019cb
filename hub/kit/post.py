"""Puts the hub's messages into envelopes."""

import itertools
import uuid

from pydantic import BaseModel

from hub.kit.clock import Clock
from wire.health import clock_state
from wire.ids import new_ulid
from wire.messages import NAMES, Envelope


class Post:
    """One per process: `instance` is the process's name on the wire.

    `public_url` is where phones reach the hub's pages; empty when they cannot.
    """

    def __init__(self, instance: str, clock: Clock, public_url: str = "") -> None:
        self.instance = instance
        self.clock = clock
        self.public_url = public_url
        self._boot = str(uuid.uuid4())
        self._seq = itertools.count(1)

    def envelope(self, message: BaseModel) -> Envelope:
        now = self.clock()
        return Envelope(
            type=NAMES[type(message)],
            id=new_ulid(now),
            dev=self.instance,
            boot=self._boot,
            seq=next(self._seq),
            ts=now,
            clk=clock_state(),
            data=message,
        )
