"""The front door of presence: who is in the house, who leaves, who was seen in an evacuation.

What changes something runs inside a change, that is under the site's lock.
"""

from hub.presence.service.evacuation import (
    Roll,
    begin,
    end,
    latest_roll,
    mark,
    running,
    summary,
    the_roll,
    write_down,
)
from hub.presence.service.leaving import (
    count_out,
    erase,
    forget,
    leave,
    leave_by_code,
    leave_by_number,
    note_kiosk,
    set_evening,
)
from hub.presence.service.looking import Picture, evening_minutes, picture
from hub.presence.service.telling import (
    TELL_EVERY,
    house_list,
    keep_house,
    kiosks,
    tell_anew,
    tell_kiosks,
)

__all__ = [
    "TELL_EVERY",
    "Picture",
    "Roll",
    "begin",
    "count_out",
    "end",
    "erase",
    "evening_minutes",
    "forget",
    "house_list",
    "keep_house",
    "kiosks",
    "latest_roll",
    "leave",
    "leave_by_code",
    "leave_by_number",
    "mark",
    "note_kiosk",
    "picture",
    "running",
    "set_evening",
    "summary",
    "tell_anew",
    "tell_kiosks",
    "the_roll",
    "write_down",
]
