"""The front door of the queue: issue, call, recall, start, finish; each tells the displays.

Every function that changes something runs inside a change, that is under the site's lock.
`actor` is who did it: a device's id, ``reception`` or a login.
"""

from hub.queue.service.boards import board, publish_boards
from hub.queue.service.calls import (
    call_next,
    call_ticket,
    come_back,
    end_days,
    finish,
    no_show,
    recall,
    start,
    withdraw,
)
from hub.queue.service.common import RECEPTION
from hub.queue.service.reading import (
    called_and_serving,
    open_calls,
    ticket,
    ticket_of_appointment,
    today,
    waiting,
)
from hub.queue.service.tickets import expect_paper, issue, note_paper, wait_minutes

__all__ = [
    "RECEPTION",
    "board",
    "call_next",
    "call_ticket",
    "called_and_serving",
    "come_back",
    "end_days",
    "expect_paper",
    "finish",
    "issue",
    "no_show",
    "note_paper",
    "open_calls",
    "publish_boards",
    "recall",
    "start",
    "ticket",
    "ticket_of_appointment",
    "today",
    "wait_minutes",
    "waiting",
    "withdraw",
]
