"""What stands on the panel, from what the display knows."""

from dataclasses import dataclass
from datetime import datetime

from signage.board.calls import BoardState, Key
from wire.messages import Arrow, BoardCall, DisplayConfig, ZoneCard

RECENT = 5
"""How many calls that are no longer open stay in view (call display checklist: 3 to 5)."""


@dataclass(frozen=True)
class PictureCall:
    """One call as it is shown; `arrow` is None where no way from this display is known."""

    key: Key
    number: str
    room: str
    arrow: Arrow | None
    called_at: datetime
    attempt: int
    glowing: bool


@dataclass(frozen=True)
class Picture:
    """The whole panel: newest call first, in the board's own order."""

    now: datetime
    zone: ZoneCard | None
    timezone: str
    open: tuple[PictureCall, ...]
    recent: tuple[PictureCall, ...]
    waiting: int | None
    rev: int | None
    stale: bool
    as_of: datetime | None


def picture(state: BoardState) -> Picture:
    """The picture for this state; without configuration it has no zone and no calls."""
    config, board = state.config, state.board
    calls = board.calls if config and board else ()
    shown = [(entry.open, _call(state, config, entry)) for entry in calls if config]
    return Picture(
        now=state.now.utc,
        zone=config.zone if config else None,
        timezone=config.timezone if config else "Europe/Berlin",
        open=tuple(call for is_open, call in shown if is_open),
        recent=tuple(call for is_open, call in shown if not is_open)[:RECENT],
        waiting=board.waiting if board else None,
        rev=board.rev if board else None,
        stale=state.phase == "stale",
        as_of=state.as_of,
    )


def _call(state: BoardState, config: DisplayConfig, entry: BoardCall) -> PictureCall:
    key = (entry.call_id, entry.attempt)
    way = config.room_ways.get(entry.room)
    return PictureCall(
        key=key,
        number=entry.number,
        room=entry.room,
        arrow=way.arrow if way else None,
        called_at=entry.called_at,
        attempt=entry.attempt,
        glowing=state.phase != "stale" and any(lit == key for lit, _until in state.glowing),
    )
