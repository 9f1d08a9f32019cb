"""What programs, and the library's own page, are told of uploads."""

from datetime import datetime

from pydantic import BaseModel

from hub.content.rules import UploadState


class Upload(BaseModel):
    """A file that came in. When it is refused: why, and what to do, in words for people."""

    id: str
    name: str
    state: UploadState
    percent: int
    came_at: datetime
    key: str = ""
    what: str = ""
    recipe: str = ""


class Uploads(BaseModel):
    """Those under way and those of the last minutes, the newest first."""

    uploads: list[Upload]
