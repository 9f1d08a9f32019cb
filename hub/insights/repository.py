"""Reads and writes what a site has agreed on about its figures."""

from sqlmodel import Session

from hub.insights.tables import InsightsSettingRow


def least_group(session: Session, site: str) -> int | None:
    row = session.get(InsightsSettingRow, site)
    return row.least_group if row else None


def set_least_group(session: Session, site: str, least: int) -> None:
    session.merge(InsightsSettingRow(site=site, least_group=least))
    session.flush()
