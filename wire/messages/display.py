"""What a display is told of its place and of calls, and what it tells of itself."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from wire.ids import Count, NumberText, SlugText, Stamp, ZoneText
from wire.look import Lang, Languages, Text, VisitorLang
from wire.messages.base import Hours, Id, Message, Way, ZoneCard

# ------------------------------------------------------------------ hub to display

DisplayRole = Literal["zone", "way", "door"]
"""Hangs in a waiting zone; on the way to rooms; at one room's door."""
Layout = Literal["beside", "whole"]
"""Calls keep their place beside the content; or a call takes the whole panel."""
Percent = Annotated[int, Field(ge=0, le=100)]
Attempt = Annotated[int, Field(ge=1, le=1000)]
"""Which call of the same ticket it is; what is told down can be told back up."""


class Sight(Message):
    """Calls of `zone` that this display shows: those to `rooms`, or to any room where None."""

    zone: ZoneText
    rooms: tuple[str, ...] | None = None

    def covers(self, zone: str, room: str) -> bool:
        return zone == self.zone and (self.rooms is None or room in self.rooms)


class Sound(Message):
    """How loud a display speaks, and when it keeps quiet (Ruhezeit)."""

    volume: Percent = 70
    quiet: tuple[Hours, ...] = ()
    """Local spans in which nothing is heard; what is called is shown all the same."""


class Source(Message):
    """Where a display fetches its content: ``{url}/media/{sha256}`` with `token` as bearer."""

    url: str = Field(max_length=200)
    token: str = Field(max_length=200)


class DisplayConfig(Message):
    """Where a display hangs, whose calls it shows, how it sounds, and the ways from it.

    A hub before migration 0005 said `zone` and no `sees`: such a display shows that zone's calls.
    """

    rev: Count
    name: str
    timezone: str
    zone: ZoneCard | None = None
    """The waiting zone whose people look at it; None beside a way or at a door."""
    reading_distance_m: float = Field(gt=0, le=100, allow_inf_nan=False)
    panel_height_mm: float = Field(gt=0, le=10_000, allow_inf_nan=False)
    room_ways: dict[str, Way]
    role: DisplayRole = "zone"
    sees: tuple[Sight, ...] = ()
    room: str | None = None
    """The label of the room at whose door it hangs."""
    room_name: Text = Field(default_factory=dict)
    sound: Sound | None = None
    """None: another display speaks for this place, or none."""
    screen_on: bool = True
    layout: Layout = "beside"
    languages: Languages = ("de", "en")
    """In which content and hints take turns."""
    group: str | None = None
    """Displays of one group switch together."""
    source: Source | None = None

    def covers(self, zone: str, room: str) -> bool:
        """Whether a call of this zone to this room is for this display."""
        if not self.sees:
            return self.zone is not None and zone == self.zone.id
        return any(one.covers(zone, room) for one in self.sees)

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones whose boards and calls it listens to, each once."""
        seen = [one.zone for one in self.sees] or ([self.zone.id] if self.zone else [])
        return tuple(dict.fromkeys(seen))


class BoardCall(Message):
    """A call on the board; `attempt` grows with every recall (erneuter Aufruf)."""

    call_id: Id
    attempt: Attempt
    number: NumberText
    room: str
    called_at: AwareDatetime
    lang: VisitorLang = "de"
    open: bool
    """Still to be followed; otherwise it stands among the last calls."""
    expires_at: AwareDatetime | None = None
    """From then on it stands among the last calls, though nobody said so."""


class Board(Message):
    """Everything a zone's displays show: the newest call first. State, not an event.

    A call that was taken back stands nowhere on it.
    """

    zone: ZoneText
    rev: Count
    calls: tuple[BoardCall, ...]
    waiting: int = Field(ge=0)
    wait_minutes: tuple[int, int] | None = None
    """How long whoever is last in the zone still waits, least and most; None: nobody can say."""


class Call(Message):
    """One call, once: for the ear. The board says what is shown (Aufruf)."""

    call_id: Id
    attempt: Attempt
    zone: ZoneText
    number: NumberText
    room: str
    lang: VisitorLang
    called_at: AwareDatetime
    board_rev: Count
    expires_at: AwareDatetime | None = None


DoorState = Literal["free", "wait", "enter", "closed"]
"""Nobody is within; somebody is within; this visitor shall enter; nobody is received."""


class Door(Message):
    """What the sign at a room's door says. State, not an event.

    `call_id`, `attempt`, `number` and `lang` are there for "enter", `until` perhaps for "closed".
    `expires_at`: from then on nobody is asked to enter any more, though nobody said so.
    """

    rev: Count
    room: str
    state: DoorState
    call_id: Id | None = None
    attempt: Attempt = 1
    number: NumberText | None = None
    lang: VisitorLang = "de"
    called_at: AwareDatetime | None = None
    until: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None


Action = Literal["restart", "identify", "picture"]
"""Begin anew; show its name large for a while; take a picture of the panel."""


class DisplayCommand(Message):
    """Something to do once; answered by OrderDone, a picture by DisplayPicture before."""

    order: Id
    action: Action


class TimeTold(Message):
    """The answer to TimeAsked: `nonce` as asked; when the hub had heard it, by the site's clock."""

    nonce: Id
    heard_at: Stamp


# ------------------------------------------------------------------ display to hub


class CallShown(Message):
    """Proof of play: the call stood on the panel from `frame_at` on, by the site's clock."""

    call_id: Id
    attempt: Attempt
    frame_at: Stamp


Heard = Literal["spoken", "chime", "quiet", "silent"]
"""Chime and words; the chime alone, as no voice answered; not in quiet hours; no sound card."""


class CallSpoken(Message):
    """What was heard of a call and when the last of it ended, by the site's clock."""

    call_id: Id
    attempt: Attempt
    outcome: Heard
    languages: tuple[Lang, ...] = ()
    ended_at: Stamp


class EmergencyShown(Message):
    """The alarm stood on the panel from `frame_at` on."""

    alarm: Id
    frame_at: Stamp


PlayOutcome = Literal["shown", "cut", "skipped"]
"""To its end; something more urgent came; it could not be shown."""


class Played(Message):
    """One thing that a display has shown: content, not calls."""

    item: Id
    playlist: Id | None = None
    lang: Lang | None = None
    begun_at: Stamp
    ended_at: Stamp
    outcome: PlayOutcome
    reason: str = Field(default="", max_length=60)


class PlayedLog(Message):
    """Proof of play, some at a time."""

    entries: tuple[Played, ...] = Field(min_length=1, max_length=100)


OrderFault = Literal["alarm", "call", "door", "repeated", "no_frame", "not_drawn", "disk"]
"""Why an order came to nothing: something more urgent came, an alarm, a call, a door's new word, or
the same order once more; no frame came; the panel could not be drawn; the disk takes nothing."""


class OrderDone(Message):
    """What became of a DisplayCommand; `detail` is an `OrderFault`, or a newer display's."""

    order: Id
    outcome: Literal["done", "failed"]
    detail: str = Field(default="", max_length=200)


class DisplayPicture(Message):
    """What stands on the panel, as a small JPEG in Base64."""

    order: Id
    taken_at: Stamp
    jpeg: str = Field(max_length=180_000)


class TimeAsked(Message):
    """What time is it at the site? Asked now and then; see `wire.site_clock`."""

    nonce: Id


Level = Literal["emergency", "call", "notice", "programme", "rest"]
"""What holds the panel, the most urgent first; "rest" is the calm screen."""


class DisplayReport(Message):
    """What the display has drawn: revisions that stand on the panel, what plays and what is next.

    Told when something changes, at most once a second, and repeated at each connection.
    """

    config_rev: Count | None = None
    boards: dict[ZoneText, Count] = Field(default_factory=dict)
    door_rev: Count | None = None
    programme_rev: Count | None = None
    emergency_rev: Count | None = None
    screen_on: bool = True
    volume: Percent | None = None
    size: tuple[int, int] = (0, 0)
    """Pixels."""
    level: Level = "rest"
    item: Id | None = None
    playlist: Id | None = None
    next_item: Id | None = None
    clock_offset_ms: int | None = None
    """Site's clock less the machine's; None while unknown."""
    clock_error_ms: int | None = None
    media_wanted: int = Field(default=0, ge=0)
    media_held: int = Field(default=0, ge=0)
    free_mb: int | None = None


Tag = SlugText
"""A word by which displays are chosen: "eingang", "hochkant"."""
