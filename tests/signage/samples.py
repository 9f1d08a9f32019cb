"""A zone, its boards and calls, as short as a test wants to say them."""

from datetime import UTC, datetime, timedelta

from signage.board.calls import step
from signage.board.events import Effect, Event, Moment
from signage.board.state import BoardState, begin
from wire.look import Lang
from wire.messages import (
    Alarm,
    Board,
    BoardCall,
    Call,
    DisplayConfig,
    Door,
    DoorState,
    Emergency,
    Sight,
    Sound,
    Way,
    ZoneCard,
)

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def utc(seconds: float) -> datetime:
    """So many seconds after the test's beginning, as one would read it."""
    return T0 + timedelta(seconds=seconds)


def at(
    seconds: float, *, wall: float | None = None, site: bool = False, synced: bool = False
) -> Moment:
    """So many seconds after the test's beginning; `wall` is what a clock that is wrong says."""
    return Moment(utc(seconds if wall is None else wall), seconds, site, synced)


def config(zone: str = "B", rev: int = 1) -> DisplayConfig:
    """A 43 inch panel that is read from 5 m; rooms to the right, left and up the stairs."""
    return DisplayConfig(
        rev=rev,
        name="Display 2",
        timezone="Europe/Berlin",
        zone=ZoneCard(id=zone, name={"de": f"Wartebereich {zone}", "en": f"Waiting area {zone}"}),
        reading_distance_m=5,
        panel_height_mm=535,
        room_ways={
            "2.14": Way(arrow="right"),
            "2.10": Way(arrow="left"),
            "3.02": Way(arrow="stairs_up"),
        },
        sound=Sound(),
    )


def way_config(rev: int = 1) -> DisplayConfig:
    """A display in a corridor: all calls of zone A, and those of zone B to two rooms."""
    sees = (Sight(zone="A"), Sight(zone="B", rooms=("2.14", "2.10")))
    return config(rev=rev).model_copy(update={"zone": None, "role": "way", "sees": sees})


def door_config(rev: int = 1) -> DisplayConfig:
    """The sign at the door of room 2.14."""
    sees = (Sight(zone="B", rooms=("2.14",)),)
    changed = {"zone": None, "role": "door", "sees": sees, "room": "2.14"}
    return config(rev=rev).model_copy(update=changed)


def door(rev: int, state: DoorState, *, room: str = "2.14", lang: Lang = "de") -> Door:
    """A door's message; T007 shall enter."""
    if state != "enter":
        return Door(rev=rev, room=room, state=state)
    return Door(rev=rev, room=room, state=state, call_id="c7", number="T007", lang=lang)


def alarm(name: str = "a1", *zones: str, spoken: bool = True) -> Alarm:
    """An alarm for these zones, or for the whole site."""
    title: dict[Lang, str] = {"de": "Bitte verlassen Sie das Haus", "en": "Please leave"}
    return Alarm(
        id=name, kind="evacuate", zones=zones, title=title, text={"de": "Ruhig gehen."},
        since=T0, spoken=spoken,
    )  # fmt: skip


def emergency(rev: int, *alarms: Alarm) -> Emergency:
    return Emergency(rev=rev, alarms=alarms)


def entry(
    call_id: str,
    *,
    room: str = "2.14",
    attempt: int = 1,
    is_open: bool = True,
    called: float = 0,
    ends: float | None = None,
) -> BoardCall:
    """A call as it stands on the board; ``c7`` is number T007; it ends at that second."""
    return BoardCall(
        call_id=call_id,
        attempt=attempt,
        number=f"T{int(call_id[1:]):03}",
        room=room,
        called_at=utc(called),
        open=is_open,
        expires_at=None if ends is None else utc(ends),
    )


def board(rev: int, *calls: BoardCall, zone: str = "B", waiting: int = 6) -> Board:
    """A zone's board in one of its revisions."""
    return Board(zone=zone, rev=rev, calls=calls, waiting=waiting)


def call(
    call_id: str,
    board_rev: int,
    *,
    attempt: int = 1,
    zone: str = "B",
    called: float = 0,
    room: str = "2.14",
    ends: float | None = None,
) -> Call:
    """A call that was made `called` seconds after the beginning."""
    return Call(
        call_id=call_id,
        attempt=attempt,
        zone=zone,
        number=f"T{int(call_id[1:]):03}",
        room=room,
        lang="de",
        called_at=utc(called),
        board_rev=board_rev,
        expires_at=None if ends is None else utc(ends),
    )


class Playbook:
    """Reads as the conversation: ``play >> event`` and then ``<< effect`` for each that follows."""

    def __init__(self, state: BoardState | None = None) -> None:
        self.state = state or begin(at(0))
        self._waiting: list[Effect] = []

    def __rshift__(self, event: Event) -> "Playbook":
        self.silent()
        self.state, effects = step(self.state, event)
        self._waiting = list(effects)
        return self

    def __lshift__(self, effect: Effect) -> "Playbook":
        assert self._waiting, f"nothing happened, expected {effect}"
        assert self._waiting.pop(0) == effect
        return self

    def done(self) -> list[Effect]:
        """All that has happened and was not named."""
        done, self._waiting = self._waiting, []
        return done

    def silent(self) -> None:
        """Nothing more has happened."""
        assert not self._waiting, f"unexpected: {self._waiting}"
