"""The front door of check-in: from a letter, a short code or a wish to a place in the queue."""

from hub.checkin.service.answers import (
    answer_checkin,
    answer_ticket_request,
    check_in_by_short_code,
)
from hub.checkin.service.later import KioskAway, NoSlip, StillPrinting, amend, note_paper, reprint
from hub.checkin.service.merging import Offline, merge_checkin, merge_ticket_request

__all__ = [
    "KioskAway",
    "NoSlip",
    "Offline",
    "StillPrinting",
    "amend",
    "answer_checkin",
    "answer_ticket_request",
    "check_in_by_short_code",
    "merge_checkin",
    "merge_ticket_request",
    "note_paper",
    "reprint",
]
