"""The front door of the displays: the wall of all, orders and changes, and what they say."""

from hub.displays.service.acting import (
    change_many,
    change_one,
    order_many,
    order_one,
    place,
    reached,
    set_zone_sound,
)
from hub.displays.service.hearing import (
    forget,
    forget_pictures,
    note_done,
    note_picture,
    note_report,
)
from hub.displays.service.looking import (
    display,
    last_orders,
    news,
    panel_size,
    picture,
    told_order,
    wall,
)

__all__ = [
    "change_many", "change_one", "display", "forget", "forget_pictures", "last_orders", "news",
    "note_done", "note_picture", "note_report", "order_many", "order_one", "panel_size", "picture",
    "place",
    "reached", "set_zone_sound", "told_order", "wall",
]  # fmt: skip
