"""The front door of silent calls: raise, answer, get loud, end; nothing of it goes over MQTT."""

from hub.silent.service.calling import (
    answer,
    call,
    end,
    escalate,
    forget,
    lately,
    open_calls,
    raise_call,
    rate_of,
)
from hub.silent.service.watch import Watch

__all__ = [
    "Watch",
    "answer",
    "call",
    "end",
    "escalate",
    "forget",
    "lately",
    "open_calls",
    "raise_call",
    "rate_of",
]
