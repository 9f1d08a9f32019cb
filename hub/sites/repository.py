"""Reads and writes the house."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import Row, bindparam, delete, inspect, text
from sqlmodel import Session, SQLModel, col, select

from hub.kit.tables import SiteRevision
from hub.sites.rules import (
    Absence,
    AbsenceKind,
    Concern,
    Floor,
    House,
    Node,
    NodeKind,
    Room,
    RoomKind,
    Site,
    Span,
    SpecialDay,
    Zone,
)
from hub.sites.tables import (
    AbsenceRow,
    ConcernRow,
    EdgeRow,
    FloorRow,
    NodeRow,
    RoomRow,
    SiteRow,
    ZoneRow,
)
from wire.ids import ConcernId, RoomId, SiteId, ZoneId
from wire.look import LANGUAGES, Lang
from wire.messages import Hours, Sound

_ROOM_KINDS: dict[str, RoomKind] = {"room": "room", "counter": "counter"}
_NODE_KINDS: dict[str, NodeKind] = {
    "room": "room", "zone": "zone", "device": "device", "corner": "corner", "stairs": "stairs",
}  # fmt: skip

_ABSENCE_KINDS: dict[str, AbsenceKind] = {one: one for one in get_args(AbsenceKind)}

_HERE: Any = bindparam("site")
_SITE = select(SiteRow).where(SiteRow.id == _HERE)
_ROOMS = select(RoomRow).where(RoomRow.site == _HERE).order_by(col(RoomRow.label))
_ABSENCES = select(AbsenceRow).where(AbsenceRow.site == _HERE).order_by(col(AbsenceRow.starts_at))
"""Put together once, and read as columns."""


def site(session: Session, site_id: str) -> Site | None:
    row = session.connection().execute(_SITE, {"site": site_id}).one_or_none()
    return _site(row) if row else None


def site_by_number(session: Session, number: int) -> Site | None:
    row = session.exec(select(SiteRow).where(SiteRow.number == number)).one_or_none()
    return _site(row) if row else None


def site_row(session: Session, site_id: str) -> SiteRow:
    """The row of a site that is there, to be changed."""
    return session.exec(select(SiteRow).where(SiteRow.id == site_id)).one()


def other_sites(session: Session, site_id: str) -> dict[str, str]:
    """Names of all other sites by their number."""
    rows = session.exec(select(SiteRow).where(SiteRow.id != site_id))
    return {str(row.number): row.name for row in rows}


def concerns(session: Session, site_id: str) -> tuple[Concern, ...]:
    query = select(ConcernRow).where(ConcernRow.site == site_id).order_by(col(ConcernRow.position))
    return tuple(_concern(row) for row in session.exec(query))


def rooms(session: Session, site_id: str) -> tuple[Room, ...]:
    found = session.connection().execute(_ROOMS, {"site": site_id})
    return tuple(_room(row) for row in found)


def zones(session: Session, site_id: str) -> tuple[Zone, ...]:
    query = select(ZoneRow).where(ZoneRow.site == site_id).order_by(col(ZoneRow.id))
    return tuple(
        Zone(ZoneId(row.id), dict(row.name), Sound.model_validate(row.sound))
        for row in session.exec(query)
    )


def zone_row(session: Session, site_id: str, zone: str) -> ZoneRow | None:
    return session.get(ZoneRow, (site_id, zone))


def graph(session: Session, site_id: str) -> tuple[tuple[Node, ...], tuple[tuple[str, str], ...]]:
    nodes = session.exec(select(NodeRow).where(NodeRow.site == site_id))
    edges = session.exec(select(EdgeRow).where(EdgeRow.site == site_id))
    return (
        tuple(Node(n.id, n.floor, n.x, n.y, _NODE_KINDS[n.kind], n.ref) for n in nodes),
        tuple((edge.a, edge.b) for edge in edges),
    )


def floors(session: Session, site_id: str) -> tuple[Floor, ...]:
    query = select(FloorRow).where(FloorRow.site == site_id).order_by(col(FloorRow.level))
    return tuple(Floor(row.level, row.name) for row in session.exec(query))


def absences(session: Session, site_id: str) -> tuple[Absence, ...]:
    """All that are written down, by their beginning."""
    found = session.connection().execute(_ABSENCES, {"site": site_id})
    return tuple(
        Absence(
            row.id,
            _ABSENCE_KINDS.get(row.kind, "other"),
            row.starts_at,
            row.ends_at,
            RoomId(row.room) if row.room else None,
            row.staff,
        )
        for row in found
    )


def add(session: Session, house: House, *, revision: int) -> None:
    """Write a new house. The site goes first: everything else refers to it."""
    one = house.site
    session.add(SiteRow(id=one.id, **site_columns(one)))
    session.add(SiteRevision(site=one.id, revision=revision))
    session.flush()
    session.add_all(_parts(house))
    session.flush()


def keep_sites(session: Session) -> None:
    """Nobody else opens a site until this transaction ends; SQLite has one writer anyway."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE site IN SHARE ROW EXCLUSIVE MODE"))


def sites(session: Session) -> tuple[Site, ...]:
    """All of them by name."""
    query = select(SiteRow).order_by(col(SiteRow.name), col(SiteRow.id))
    return tuple(_site(row) for row in session.exec(query))


def add_to_be_set_up(session: Session, house: House, *, revision: int, step: str) -> None:
    add(session, house, revision=revision)
    site_row(session, house.site.id).setup = step
    session.flush()


def _parts(house: House) -> Iterable[SQLModel]:
    key = house.site.id
    for floor in house.floors:
        yield FloorRow(**vars(floor), site=key)
    for zone in house.zones:
        yield _zone_row(key, zone)
    for position, one in enumerate(house.concerns):
        yield _concern_row(key, one, position)
    for each in house.rooms:
        yield _room_row(key, each)
    for node in house.nodes:
        yield NodeRow(**vars(node), site=key)
    for a, b in house.edges:
        yield EdgeRow(site=key, a=a, b=b)


def store(session: Session, before: House, after: House) -> None:
    """Write what is different between two states of one house, and nothing else."""
    key = before.site.id
    if before.site != after.site:
        here = site_row(session, key)
        for column, value in site_columns(after.site).items():
            setattr(here, column, value)
    kept = {_identity(row): row for row in _parts(before)}
    wanted = {_identity(row): row for row in _parts(after)}
    for identity in kept.keys() - wanted.keys():
        session.delete(session.get_one(*identity))
    session.flush()
    for identity, row in wanted.items():
        if identity not in kept or kept[identity].model_dump() != row.model_dump():
            session.merge(row)
    session.flush()


def store_absences(
    session: Session, site_id: str, before: Iterable[Absence], after: Iterable[Absence]
) -> None:
    """The same for who is away."""
    kept, wanted = {one.id: one for one in before}, {one.id: one for one in after}
    for gone in kept.keys() - wanted.keys():
        session.delete(session.get_one(AbsenceRow, gone))
    for name, one in wanted.items():
        if kept.get(name) != one:
            session.merge(AbsenceRow(**vars(one), site=site_id))
    session.flush()


def forget_absences(session: Session, site_id: str, before: datetime) -> None:
    over = delete(AbsenceRow).where(
        col(AbsenceRow.site) == site_id, col(AbsenceRow.ends_at) < before
    )
    session.connection().execute(over)


def _identity(row: SQLModel) -> tuple[type[SQLModel], tuple[Any, ...]]:
    """The table of a row, and its primary key."""
    return type(row), inspect(type(row)).primary_key_from_instance(row)


def site_columns(one: Site) -> dict[str, Any]:
    """What the row of a site says, beside its id."""
    days = [
        {"day": each.day.isoformat(), "name": each.name, "spans": [vars(it) for it in each.spans]}
        for each in one.days
    ]
    hours = [span.model_dump() for span in one.hours]
    plain = {**vars(one), "hours": hours, "days": days}
    del plain["id"]
    return plain


def _zone_row(site_id: str, one: Zone) -> ZoneRow:
    sound = one.sound.model_dump(mode="json")
    return ZoneRow(site=site_id, id=one.id, name=dict(one.name), sound=sound)


def _concern_row(site_id: str, one: Concern, position: int) -> ConcernRow:
    plain = {
        "name": dict(one.name), "hint": dict(one.hint),
        "hours": [span.model_dump() for span in one.hours],
        "papers": {lang: list(papers) for lang, papers in one.papers.items()},
        "languages": list(one.languages),
    }  # fmt: skip
    return ConcernRow(**{**vars(one), **plain}, site=site_id, position=position)


def _room_row(site_id: str, one: Room) -> RoomRow:
    listed = {
        "name": dict(one.name), "concerns": list(one.concerns),
        "skills": list(one.skills), "languages": list(one.languages),
    }  # fmt: skip
    return RoomRow(**{**vars(one), **listed}, site=site_id)


def _site(row: SiteRow | Row[Any]) -> Site:
    return Site(
        SiteId(row.id), row.number, row.name, row.timezone,
        row.early_minutes, row.late_minutes,
        row.promise_minutes, row.land,
        tuple(Hours.model_validate(span) for span in row.hours), row.closed_on_holidays,
        tuple(_day(one) for one in row.days), dict(row.order_rule),
    )  # fmt: skip


def _day(plain: dict[str, Any]) -> SpecialDay:
    spans = tuple(Span(**span) for span in plain["spans"])
    return SpecialDay(date.fromisoformat(plain["day"]), plain["name"], spans)


def _concern(row: ConcernRow | Row[Any]) -> Concern:
    return Concern(
        ConcernId(row.id), dict(row.name), dict(row.hint), ZoneId(row.zone),
        row.service_minutes, row.open, ConcernId(row.parent) if row.parent else None,
        tuple(Hours.model_validate(span) for span in row.hours),
        row.required_skill,
        {lang: tuple(papers) for lang, papers in row.papers.items()},
        _languages(row.languages),
    )  # fmt: skip


def _room(row: Row[Any]) -> Room:
    return Room(
        RoomId(row.label), dict(row.name), ZoneId(row.zone), _ROOM_KINDS[row.kind],
        tuple(ConcernId(one) for one in row.concerns), row.floor, row.x, row.y, row.w, row.h,
        tuple(row.skills), _languages(row.languages), row.team,
    )  # fmt: skip


def _languages(found: Iterable[str]) -> tuple[Lang, ...]:
    """Those that are known, in the order of the house."""
    kept = set(found)
    return tuple(lang for lang in LANGUAGES if lang in kept)
