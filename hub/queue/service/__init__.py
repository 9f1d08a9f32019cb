"""The front door of the queue: issue, call, recall, cancel, start, finish; each tells the displays.

Every function that changes something runs inside a change, that is under the site's lock.
`actor` is who did it: a device's id, ``reception`` or a login.
"""

from hub.queue.service.acts import MOVES, explain
from hub.queue.service.addressees import (
    addressees,
    addressees_of,
    forget_addressees,
    note_shown,
    note_spoken,
)
from hub.queue.service.boards import board, note_waits, publish_boards, told_waits
from hub.queue.service.calls import (
    call_next,
    call_ticket,
    cancel,
    come_back,
    end_days,
    finish,
    leave,
    no_show,
    recall,
    start,
)
from hub.queue.service.common import RECEPTION
from hub.queue.service.doors import (
    close_room,
    closure,
    closures,
    door_view,
    open_room,
    publish_door,
    publish_doors,
    turned,
)
from hub.queue.service.following import forget_follows
from hub.queue.service.merging import add_number, take_in
from hub.queue.service.moves import add_note, merge, park, resume, set_needs, transfer, undo
from hub.queue.service.order import (
    activate_due,
    anybody_due,
    choice,
    desk_of,
    nobody_there,
    open_desks,
    reorder,
    rule,
)
from hub.queue.service.persons import erase_persons, forget_persons, rename_letters
from hub.queue.service.preview import Preview, preview
from hub.queue.service.printed import known, lease, next_leased
from hub.queue.service.reading import (
    call,
    history,
    last_act,
    latest_events,
    newest,
    ticket,
    ticket_of_appointment,
    ticket_of_follow,
    ticket_of_letter,
    ticket_of_number,
    today,
    told_late,
    visits_between,
)
from hub.queue.service.tickets import amend, expect_paper, issue, note_paper
from hub.queue.service.waiting import Coming, estimates, zone_waits

__all__ = [
    "MOVES",
    "RECEPTION",
    "Coming",
    "Preview",
    "activate_due",
    "add_note",
    "add_number",
    "addressees",
    "addressees_of",
    "amend",
    "anybody_due",
    "board",
    "call",
    "call_next",
    "call_ticket",
    "cancel",
    "choice",
    "close_room",
    "closure",
    "closures",
    "come_back",
    "desk_of",
    "door_view",
    "end_days",
    "erase_persons",
    "estimates",
    "expect_paper",
    "explain",
    "finish",
    "forget_addressees",
    "forget_follows",
    "forget_persons",
    "history",
    "issue",
    "known",
    "last_act",
    "latest_events",
    "lease",
    "leave",
    "merge",
    "newest",
    "next_leased",
    "no_show",
    "nobody_there",
    "note_paper",
    "note_shown",
    "note_spoken",
    "note_waits",
    "open_desks",
    "open_room",
    "park",
    "preview",
    "publish_boards",
    "publish_door",
    "publish_doors",
    "recall",
    "rename_letters",
    "reorder",
    "resume",
    "rule",
    "set_needs",
    "start",
    "take_in",
    "ticket",
    "ticket_of_appointment",
    "ticket_of_follow",
    "ticket_of_letter",
    "ticket_of_number",
    "today",
    "told_late",
    "told_waits",
    "transfer",
    "turned",
    "undo",
    "visits_between",
    "zone_waits",
]
