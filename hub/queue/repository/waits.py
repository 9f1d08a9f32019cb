"""How long the last one in each zone waits, as its boards were told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert
from sqlmodel import Session, col, select

from hub.queue.tables import ZoneWaitRow
from wire.ids import ZoneId

_SITE: Any = bindparam("site")
_WAITS = select(ZoneWaitRow.zone, ZoneWaitRow.low, ZoneWaitRow.high).where(
    ZoneWaitRow.site == _SITE
)
_PUT: Any = insert(ZoneWaitRow)


def waits(session: Session, site: str) -> dict[ZoneId, tuple[int, int]]:
    """Minutes by zone, least and most."""
    rows = session.connection().execute(_WAITS, {"site": site})
    return {ZoneId(zone): (low, high) for zone, low, high in rows}


def put_waits(session: Session, site: str, found: Mapping[ZoneId, tuple[int, int]]) -> None:
    """These and no others."""
    session.connection().execute(delete(ZoneWaitRow).where(col(ZoneWaitRow.site) == site))
    rows = [
        {"site": site, "zone": zone, "low": low, "high": high}
        for zone, (low, high) in found.items()
    ]
    if rows:
        session.connection().execute(_PUT, rows)
