"""The table of the figures' settings; figures themselves are kept nowhere."""

from sqlmodel import Field, SQLModel


class InsightsSettingRow(SQLModel, table=True):
    """What a site has agreed on about its figures."""

    __tablename__ = "insights_setting"

    site: str = Field(primary_key=True, foreign_key="site.id")
    least_group: int
