"""What stands on the panel, from what the display knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import merge
from typing import Literal

from signage.board.door import DoorPicture, door_picture
from signage.board.events import Key
from signage.board.priority import gives_way
from signage.board.state import DOOR, STALE_AFTER_S, TURN_S, BoardState, key_of, stands
from wire.look import Lang
from wire.messages import (
    Alarm,
    Arrow,
    BoardCall,
    DisplayConfig,
    DisplayRole,
    Layout,
    Level,
    ZoneCard,
)

RECENT = 5
"""How many calls that are no longer open stay in view (call display checklist: 3 to 5)."""
Screen = Literal["board", "door", "emergency", "blank"]
"""Calls of zones; one room's sign; an alarm; black, as somebody has switched the panel off."""


@dataclass(frozen=True)
class PictureCall:
    """One call as it is shown; `arrow` is None where no way from this display is known.

    `served`: it has been followed already, and stands only for its time.
    """

    key: Key
    number: str
    room: str
    arrow: Arrow | None
    called_at: datetime
    attempt: int
    glowing: bool
    zone: str = ""
    lang: Lang = "de"
    served: bool = False


@dataclass(frozen=True)
class Picture:
    """The whole panel: newest call first; `turn` counts pages and languages since the last news.

    `as_of`: when all of this was true at last; None where some of it never was.
    """

    now: datetime
    zone: ZoneCard | None
    timezone: str
    open: tuple[PictureCall, ...] = ()
    recent: tuple[PictureCall, ...] = ()
    waiting: int | None = None
    wait: tuple[int, int] | None = None
    """Minutes that the last of them still waits, least and most."""
    revs: Mapping[str, int] = field(default_factory=dict)
    stale: bool = False
    awaited: bool = False
    """It is stale though the hub is heard: the newest word of some of it has not come."""
    as_of: datetime | None = None
    screen: Screen = "board"
    role: DisplayRole = "zone"
    layout: Layout = "beside"
    languages: tuple[Lang, ...] = ("de", "en")
    turn: int = 0
    door: DoorPicture | None = None
    alarms: tuple[Alarm, ...] = ()

    @property
    def level(self) -> Level:
        """What holds the panel, by its screen; "rest" leaves it to the programme."""
        if self.screen == "emergency":
            return "emergency"
        called = self.open or (self.door and self.door.state == "enter")
        return "call" if called and self.screen != "blank" else "rest"

    @property
    def frame_calls(self) -> tuple[Key, ...]:
        """The call of a door's sign; which calls of a board have room, its layout says."""
        return (self.door.key,) if self.screen == "door" and self.door and self.door.key else ()


def picture(state: BoardState) -> Picture:
    """The picture for this state; without configuration it has no zone and no calls."""
    config = state.config
    now = state.now.utc
    if config is None:
        screen, turn = _screen(state), _turn(state)
        return Picture(
            now, None, "Europe/Berlin", stale=state.phase == "stale", screen=screen, turn=turn,
            alarms=state.alarms,
        )  # fmt: skip
    shown = [
        (stands(state, entry), _call(state, config, zone, entry)) for zone, entry in _merged(state)
    ]
    boards = state.own_boards
    own = boards[0] if config.role == "zone" and len(boards) == 1 else None
    return Picture(
        now=now,
        zone=config.zone,
        timezone=config.timezone,
        open=tuple(call for is_open, call in shown if is_open),
        recent=tuple(call for is_open, call in shown if not is_open)[:RECENT],
        waiting=own.waiting if own else None,
        wait=own.wait_minutes if own else None,
        revs={board.zone: board.rev for board in boards},
        stale=stale(state),
        awaited=stale(state) and state.phase == "current",
        as_of=_as_of(state),
        screen=_screen(state),
        role=config.role,
        layout=config.layout,
        languages=config.languages,
        turn=_turn(state),
        door=door_picture(state),
        alarms=state.alarms,
    )


def alarms_alone(state: BoardState) -> Picture:
    """For when the rest cannot be drawn."""
    config = state.config
    return Picture(
        now=state.now.utc,
        zone=None,
        timezone=config.timezone if config else "Europe/Berlin",
        screen="emergency",
        languages=config.languages if config else ("de", "en"),
        turn=_turn(state),
        alarms=state.alarms,
    )


def stale(state: BoardState) -> bool:
    """Whether something that is shown may be out of date.

    The hub is silent; or its newest word has not come in time, be it only remembered or missing.
    """
    if state.phase == "stale":
        return True
    awaited = _sources(state) - state.confirmed
    return bool(awaited) and state.now.steady - state.since > STALE_AFTER_S


def _sources(state: BoardState) -> frozenset[str]:
    """What this picture is to be made of, whether it is here or not."""
    config = state.config
    if config is not None and config.role == "door" and config.room is not None:
        return frozenset({DOOR})
    return frozenset(state.zones)


def _as_of(state: BoardState) -> datetime | None:
    """The oldest of its parts counts."""
    sources = _sources(state)
    if not sources <= state.as_of.keys():
        return None
    return min((state.as_of[source] for source in sources), default=None)


def _screen(state: BoardState) -> Screen:
    """An alarm that takes the place of calls lights up a panel that was switched off, too."""
    config = state.config
    if state.alarms and gives_way("call", "emergency", config.layout if config else "whole"):
        return "emergency"
    if config and not config.screen_on:
        return "blank"
    return "door" if state.own_door else "board"


def _turn(state: BoardState) -> int:
    return max(0, int((state.now.steady - state.turned_at) // TURN_S))


def _merged(state: BoardState) -> list[tuple[str, BoardCall]]:
    """The calls for this display over all its zones, newest first; each board keeps its order."""
    config = state.config
    columns = [
        [
            (board.zone, entry)
            for entry in board.calls
            if config and config.covers(board.zone, entry.room)
        ]
        for board in state.own_boards
    ]
    return list(merge(*columns, key=lambda one: one[1].called_at, reverse=True))


def _call(state: BoardState, config: DisplayConfig, zone: str, entry: BoardCall) -> PictureCall:
    key = key_of(entry)
    way = config.room_ways.get(entry.room)
    return PictureCall(
        key=key,
        number=entry.number,
        room=entry.room,
        arrow=way.arrow if way else None,
        called_at=entry.called_at,
        attempt=entry.attempt,
        glowing=not stale(state) and any(lit == key for lit, _until in state.glowing),
        zone=zone,
        lang=entry.lang,
        served=not entry.open,
    )
