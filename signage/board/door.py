"""The sign at a room's door (Türschild): the newest word of the hub, and how it reads now."""

from dataclasses import dataclass, replace
from datetime import datetime

from signage.board.events import DoorReceived, Effect, Keep, Key
from signage.board.state import DOOR, BoardState
from wire.look import Lang, Text
from wire.messages import Door, DoorState


@dataclass(frozen=True)
class DoorPicture:
    """What stands on the sign; `number`, `key` and `lang` are there for "enter" alone."""

    room: str
    name: Text
    state: DoorState
    number: str = ""
    key: Key | None = None
    lang: Lang = "de"
    until: datetime | None = None


def take_door(state: BoardState, event: DoorReceived) -> tuple[BoardState, tuple[Effect, ...]]:
    """Only a higher revision is newer; the same one once more says that it still holds."""
    known = state.door
    if known is not None and event.door.rev < known.rev:
        return state, ()
    confirmed = replace(state, confirmed=state.confirmed | {DOOR})
    if known is not None and event.door.rev == known.rev:
        return confirmed, ()
    now = event.at.steady
    return replace(confirmed, door=event.door, door_at=now, turned_at=now), (Keep("door"),)


def door_picture(state: BoardState) -> DoorPicture | None:
    """None where this is no door's sign, or nothing is known of this door.

    A moment of opening that is past is not promised any more; a call that has run out lets nobody
    enter, and who is within is not known: one waits.
    """
    door, config = state.own_door, state.config
    if door is None or config is None:
        return None
    said: DoorState = "wait" if door.state == "enter" and _has_run_out(state, door) else door.state
    number = door.number if said == "enter" else None
    until = door.until if said == "closed" else None
    over = until is not None and state.on_site_time and state.now.utc >= until
    return DoorPicture(
        room=door.room,
        name=config.room_name,
        state=said,
        number=number or "",
        key=(door.call_id, door.attempt) if number and door.call_id else None,
        lang=door.lang if number else "de",
        until=None if over else until,
    )


def _has_run_out(state: BoardState, door: Door) -> bool:
    """By the site's clock; while that is unknown, by its age since the word came.

    Not while the hub is heard, which says itself when it ends. The broker repeats the last word of
    a dead hub for ever.
    """
    if door.expires_at is None:
        return False
    if state.on_site_time:
        return state.now.utc >= door.expires_at
    if door.called_at is None or state.phase == "current":
        return False
    return state.now.steady - state.door_at >= (door.expires_at - door.called_at).total_seconds()
