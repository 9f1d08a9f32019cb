"""Reads and writes devices."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, bindparam, delete, update
from sqlmodel import Session, SQLModel, col, select

from hub.devices.rules import (
    Device,
    DeviceKind,
    Place,
    Presence,
    Speaking,
    Trouble,
    View,
    heard,
)
from hub.devices.tables import DeviceRow
from hub.kit.tables import ToldRow
from wire import topics
from wire.health import Vitals
from wire.ids import DeviceId, RoomId, ZoneId
from wire.look import LANGUAGES, Lang
from wire.messages import OFFERS, DisplayRole, Layout

_KINDS: dict[str, DeviceKind] = {"kiosk": "kiosk", "display": "display"}
_ROLES: dict[str, DisplayRole] = {"zone": "zone", "way": "way", "door": "door"}
_LAYOUTS: dict[str, Layout] = {"beside": "beside", "whole": "whole"}
_LANGUAGES: dict[str, Lang] = {one: one for one in LANGUAGES}
_TOLD = (topics.CONFIG, topics.BOOK, topics.DOOR, topics.PROGRAMME, topics.HOUSE)
"""What a device is told by retained state of its own."""
_SPEAKING = TypeAdapter(Speaking)
_DISPLAYS = select(DeviceRow).where(DeviceRow.kind == "display")
_SITE: Any = bindparam("site")
_SPEAKS = col(DeviceRow.sound).is_not(None).label("speaks")
_ALL = (
    select(*SQLModel.metadata.tables["device"].c)
    .where(DeviceRow.site == _SITE)
    .order_by(col(DeviceRow.id))
)
_KIND = select(DeviceRow.kind).where(DeviceRow.site == _SITE, DeviceRow.id == bindparam("device"))
_PRESENCES = select(DeviceRow.id, DeviceRow.name, DeviceRow.online, DeviceRow.seen_at).where(
    DeviceRow.site == _SITE, col(DeviceRow.id).in_(bindparam("wanted", expanding=True))
)
_VIEWS = (
    select(  # type: ignore[call-overload]
        DeviceRow.id, DeviceRow.role, DeviceRow.node, DeviceRow.zone, DeviceRow.room, _SPEAKS
    )
    .where(DeviceRow.site == _SITE, DeviceRow.kind == "display")
    .order_by(col(DeviceRow.id))
)


def add(session: Session, site: str, place: Place) -> None:
    session.add(DeviceRow(**_columns(place), site=site, untold=True))
    session.flush()


def row(session: Session, site: str, device: str) -> DeviceRow | None:
    return session.get(DeviceRow, (site, device))


def devices(session: Session, site: str) -> list[Device]:
    """All of them, read as columns: each look at the floor asks, with hundreds of them too."""
    session.flush()
    return [device(row) for row in session.connection().execute(_ALL, {"site": site})]


def kind(session: Session, site: str, device: str) -> DeviceKind | None:
    key = {"site": site, "device": device}
    found = session.connection().execute(_KIND, key).scalar_one_or_none()
    return None if found is None else _KINDS[found]


def presences(
    session: Session, site: str, wanted: Collection[str], now: datetime
) -> dict[str, Presence]:
    """Of these devices, as far as they hang here."""
    rows = session.connection().execute(_PRESENCES, {"site": site, "wanted": list(wanted)})
    return {row.id: Presence(row.name, heard(row.online, row.seen_at, now)) for row in rows}


def of_role(session: Session, site: str, role: DisplayRole) -> Sequence[DeviceRow]:
    query = _DISPLAYS.where(DeviceRow.site == site, DeviceRow.role == role)
    return session.exec(query.order_by(col(DeviceRow.id))).all()


def displays(session: Session, site: str) -> Sequence[DeviceRow]:
    query = _DISPLAYS.where(DeviceRow.site == site)
    return session.exec(query.order_by(col(DeviceRow.id))).all()


def views(session: Session, site: str) -> list[View]:
    """All displays, read as columns: each call asks, in a house with hundreds of them too."""
    return [
        View(
            DeviceId(row.id), _ROLES[row.role], row.node, ZoneId(row.zone) if row.zone else None,
            RoomId(row.room) if row.room else None, row.speaks,
        )
        for row in session.connection().execute(_VIEWS, {"site": site})
    ]  # fmt: skip


def untold(session: Session, site: str) -> Sequence[DeviceRow]:
    query = select(DeviceRow).where(DeviceRow.site == site, col(DeviceRow.untold))
    return session.exec(query.order_by(col(DeviceRow.id))).all()


def all_untold(session: Session, site: str) -> None:
    rows = update(DeviceRow).where(col(DeviceRow.site) == site)
    session.connection().execute(rows.values(untold=True))


def write_place(row: DeviceRow, place: Place) -> None:
    """Put everything of the place into the row; the id stays."""
    for name, value in _columns(place).items():
        setattr(row, name, value)


def remove(session: Session, row: DeviceRow) -> None:
    """With all that was kept of it (`hub.kit.tables.of_device`), and what it was told last."""
    paths = [topic.path(site=row.site, dev=row.id) for topic in _TOLD]
    session.delete(row)
    session.flush()
    session.connection().execute(delete(ToldRow).where(col(ToldRow.topic).in_(paths)))


def device(row: DeviceRow | Row[Any]) -> Device:
    return Device(
        place=place(row),
        online=row.online,
        seen_at=row.seen_at,
        version=row.version,
        troubles=tuple(
            Trouble(t["key"], t["severity"], datetime.fromisoformat(t["since"])) for t in row.health
        ),
        help_at=row.help_at,
        vitals=Vitals.model_validate(row.vitals) if row.vitals else None,
    )


def place(row: DeviceRow | Row[Any]) -> Place:
    return Place(
        DeviceId(row.id), _KINDS[row.kind], row.name, row.node, row.facing_deg,
        ZoneId(row.zone) if row.zone else None, row.reading_distance_m, row.panel_height_mm,
        tuple(one for one in OFFERS if one in row.offers),
        role=_ROLES[row.role],
        room=RoomId(row.room) if row.room else None,
        sound=None if row.sound is None else _SPEAKING.validate_python(row.sound),
        layout=_LAYOUTS[row.layout],
        languages=None if row.languages is None else _known(row.languages),
        group=row.group,
        tags=tuple(row.tags),
        screen_on=row.screen_on,
        keeps_house=row.keeps_house,
    )  # fmt: skip


def _columns(place: Place) -> dict[str, Any]:
    sound = None if place.sound is None else _SPEAKING.dump_python(place.sound, mode="json")
    languages = None if place.languages is None else list(place.languages)
    listed = {"offers": list(place.offers), "tags": list(place.tags)}
    return {**vars(place), **listed, "sound": sound, "languages": languages}


def _known(languages: Sequence[str]) -> tuple[Lang, ...]:
    """In the order in which they take turns."""
    return tuple(_LANGUAGES[one] for one in languages if one in _LANGUAGES)
