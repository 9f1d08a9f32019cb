"""What programs and the page are told of papers that were handed in."""

from datetime import date, datetime

from pydantic import BaseModel


class Papers(BaseModel):
    """One bundle; `person` and `starts_at` are of the letter that was shown with it, if one was."""

    code: str
    shown_code: str
    """As it is printed: ``K7MD-2QXP``."""
    at: datetime
    received_at: datetime
    device: str
    device_name: str
    lang: str
    person: str | None
    starts_at: datetime | None
    concern: str | None
    delete_on: date


class PapersList(BaseModel):
    """The papers of today, the newest first."""

    papers: tuple[Papers, ...]
