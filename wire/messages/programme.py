"""What a display shows while nobody is called: things to show, playlists, when they run."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from wire.ids import Count
from wire.look import Lang, Text
from wire.messages.base import Id, Message

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Seconds = Annotated[float, Field(ge=1, le=3600)]
Minute = Annotated[int, Field(ge=0, le=1440)]
"""Minutes after local midnight."""
LARGEST_PX = 4096
LARGEST_FILE = 200_000_000
"""Bytes; what a small board keeps of one video."""


class MediaFile(Message):
    """A file by the hash of its bytes, already of a kind and size that the board decodes."""

    sha256: Sha256
    bytes: int = Field(ge=1, le=LARGEST_FILE)
    mime: Literal["image/png", "image/jpeg", "video/mp4"]
    width: int = Field(ge=1, le=LARGEST_PX)
    height: int = Field(ge=1, le=LARGEST_PX)
    seconds: float | None = Field(default=None, gt=0, le=3600)
    """How long a video lasts."""


class TextPage(Message):
    """A page of words, drawn by the display itself in each language that `title` has."""

    title: Text
    body: Text = Field(default_factory=dict)
    pictogram: str | None = Field(default=None, max_length=40)
    """A name out of `wire.pictograms.PICTOGRAMS`."""


class Item(Message):
    """One thing to show (Inhalt): a picture or video file, or a page of words.

    `seconds` is how long it stands; a video stands as long as it lasts.
    """

    id: Id
    name: str = Field(max_length=120)
    seconds: Seconds = 10
    file: MediaFile | None = None
    page: TextPage | None = None
    shown_from: AwareDatetime | None = None
    shown_until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _shows_one_thing(self) -> Self:
        if (self.file is None) == (self.page is None):
            raise ValueError("an item is either a file or a page")
        return self


class Playlist(Message):
    """Things to show one after another, for ever.

    `together`: all displays show the same at the same moment by the site's clock, and who was
    interrupted joins again; otherwise each goes on where it was.
    """

    id: Id
    name: str = Field(max_length=120)
    items: tuple[Id, ...]
    together: bool = False


Holidays = Literal["as_usual", "never", "only"]
"""On public holidays (Feiertage): like any day; not; on these alone."""


class Slot(Message):
    """When a playlist runs, in local time. `ends` at or before `starts` is on the next day.

    Days are those on which it begins; 0 is Monday. `on_from` and `on_until` include their days.
    """

    playlist: Id
    days: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4, 5, 6)
    starts: Minute = 0
    ends: Minute = 1440
    on_from: date | None = None
    on_until: date | None = None
    holidays: Holidays = "as_usual"


class Notice(Message):
    """A page that comes between (Hinweis): for `seconds`, every `every_s` seconds of its validity.

    `every_s` 0: it stands as long as it is valid.
    """

    id: Id
    page: TextPage
    valid_from: AwareDatetime
    valid_until: AwareDatetime
    seconds: Seconds = 15
    every_s: int = Field(default=120, ge=0, le=86_400)


class Programme(Message):
    """All that a display shows of its own accord. Of the slots that fit a moment the first runs.

    `holidays` are those of the site's Land, known until `holidays_until`.
    """

    rev: Count
    items: tuple[Item, ...] = Field(default=(), max_length=500)
    playlists: tuple[Playlist, ...] = Field(default=(), max_length=100)
    slots: tuple[Slot, ...] = Field(default=(), max_length=200)
    notices: tuple[Notice, ...] = Field(default=(), max_length=50)
    holidays: tuple[date, ...] = ()
    holidays_until: date | None = None
    fade_ms: int = Field(default=300, ge=0, le=2000)


class Showing(Message):
    """What a programme shows at a moment: an item of a playlist, or a notice, in `lang`.

    `at_s` of `of_s` seconds have passed.
    """

    level: Literal["notice", "programme"]
    id: Id
    playlist: Id | None = None
    lang: Lang | None = None
    at_s: float
    of_s: float
