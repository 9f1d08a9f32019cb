"""The table of feedback: counts, never single answers."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from hub.kit.tables import UtcDateTime


class FeedbackRow(SQLModel, table=True):
    """How many people said the same within one hour at one kiosk."""

    __tablename__ = "feedback"

    site: str = Field(primary_key=True, foreign_key="site.id")
    device: str = Field(primary_key=True)
    hour: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    score: int = Field(primary_key=True)
    reason: str = Field(primary_key=True)
    count: int
