"""Tables of the content: files, uploads, items, playlists, times, notices, what was played."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime, of_device


class MediaFileRow(SQLModel, table=True):
    """A rendition that lies in the store under the hash of its bytes; one for all sites."""

    __tablename__ = "media_file"

    sha256: str = Field(primary_key=True)
    bytes: int = Field(sa_type=BigInteger)
    mime: str
    width: int
    height: int
    seconds: float | None = None
    made_at: datetime = Field(sa_type=UtcDateTime)


class ContentUploadRow(SQLModel, table=True):
    """A file that came in and what became of it: queued, working, done or refused."""

    __tablename__ = "content_upload"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    name: str
    bytes: int = Field(sa_type=BigInteger)
    state: str = Field(index=True)
    share: float = 0
    """How much of the work is done, from 0 to 1."""
    reason: str = ""
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    tries: int = 0
    room: int = Field(default=0, sa_type=BigInteger)
    """Bytes that renditions may take on the disk before it is taken on: the last try took them."""
    worker: str = ""
    """The hub process that is at it or was last."""
    came_by: str
    """The login of who uploaded it."""
    came_at: datetime = Field(sa_type=UtcDateTime)
    beat_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a worker last said that it is at it."""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ContentItemRow(SQLModel, table=True):
    """One thing to show (Inhalt): a picture, a video, a page of words or a web page's picture."""

    __tablename__ = "content_item"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    kind: str
    name: str
    seconds: float
    shown_from: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shown_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1
    sha256: str | None = Field(default=None, foreign_key="media_file.sha256")
    thumb: str | None = Field(default=None, foreign_key="media_file.sha256")
    page: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    """As `wire.messages.TextPage` has it."""
    original: str = ""
    """The name of the file that it came out of."""
    page_number: int = 1
    upload: str | None = None
    url: str = ""
    refresh_minutes: int = 0
    tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    taken_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    fault: str = ""
    """Why the last picture of the web page could not be taken."""
    came_by: str
    came_at: datetime = Field(sa_type=UtcDateTime)
    gone_by: str = ""
    gone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ContentPlaylistRow(SQLModel, table=True):
    """A playlist: items one after another, for ever."""

    __tablename__ = "content_playlist"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    name: str
    items: list[str] = Field(default_factory=list, sa_type=JSON)
    together: bool = False
    version: int = 1
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)
    gone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ContentSlotRow(SQLModel, table=True):
    """When and on which displays a playlist runs (Sendezeit)."""

    __tablename__ = "content_slot"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    position: int
    playlist: str = Field(foreign_key="content_playlist.id")
    target_kind: str
    target_name: str = ""
    days: list[int] = Field(sa_type=JSON)
    starts: int
    ends: int
    on_from: date | None = None
    on_until: date | None = None
    holidays: str
    version: int = 1


class ContentNoticeRow(SQLModel, table=True):
    """A notice (Hinweis) that comes between."""

    __tablename__ = "content_notice"

    id: str = Field(primary_key=True)
    site: str = Field(foreign_key="site.id", index=True)
    page: dict[str, Any] = Field(sa_type=JSON)
    target_kind: str
    target_name: str = ""
    valid_from: datetime = Field(sa_type=UtcDateTime)
    valid_until: datetime = Field(sa_type=UtcDateTime)
    seconds: float
    every_s: int
    version: int = 1
    changed_by: str
    changed_at: datetime = Field(sa_type=UtcDateTime)


class ContentToldRow(SQLModel, table=True):
    """The programme that a display was last told, by its hash."""

    __tablename__ = "content_told"
    __table_args__ = (of_device(),)

    site: str = Field(primary_key=True, foreign_key="site.id")
    device: str = Field(primary_key=True)
    digest: str
    revision: int = Field(sa_type=BigInteger)
    too_large: int = Field(default=0, sa_type=BigInteger)
    """Bytes of a programme that fits into no message, so that it was not told; 0: it was."""
    notices: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Until when (ISO 8601) each notice stands that it was told."""


class PlayedRow(SQLModel, table=True):
    """One thing that a display has shown, once, however often it is told."""

    __tablename__ = "played"
    __table_args__ = (
        Index("ix_played_site_begun_at", "site", "begun_at"),
        Index("ix_played_site_item", "site", "item", "begun_at"),
    )

    site: str = Field(primary_key=True, foreign_key="site.id")
    device: str = Field(primary_key=True)
    begun_at: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    item: str = Field(primary_key=True)
    playlist: str = ""
    lang: str = ""
    ended_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str
    reason: str = ""


class PlayedDayRow(SQLModel, table=True):
    """How often and how long a display has shown an item on a local day, by outcome."""

    __tablename__ = "played_day"
    __table_args__ = (Index("ix_played_day_site_item", "site", "item", "day"),)

    site: str = Field(primary_key=True, foreign_key="site.id")
    day: date = Field(primary_key=True)
    device: str = Field(primary_key=True)
    item: str = Field(primary_key=True)
    outcome: str = Field(primary_key=True)
    times: int
    seconds: float
