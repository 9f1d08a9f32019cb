"""Reads and writes the log of the set-up."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import cast

from sqlalchemy import delete
from sqlmodel import Session, col, select

from hub.office.rules.edits import Difference
from hub.office.rules.log import Action, Deed
from hub.office.rules.things import Key, Kind
from hub.office.tables import HouseChangeRow
from wire.ids import new_ulid


def add(session: Session, site: str, action: Action) -> None:
    session.add_all(
        HouseChangeRow(
            id=new_ulid(action.at),
            site=site,
            action=action.id,
            at=action.at,
            login=action.login,
            deed=action.deed,
            kind=one.key.kind,
            key=one.key.name,
            before=one.before,
            after=one.after,
            undoes=action.undoes,
        )
        for one in action.differences
    )
    session.flush()


def actions(session: Session, site: str, *, most: int) -> list[Action]:
    """The newest first; of the last one there may be a part only."""
    query = select(HouseChangeRow).where(HouseChangeRow.site == site)
    order = (col(HouseChangeRow.at).desc(), col(HouseChangeRow.action).desc())
    return _actions(session.exec(query.order_by(*order, col(HouseChangeRow.id)).limit(most)).all())


def action(session: Session, site: str, action_id: str) -> Action | None:
    query = select(HouseChangeRow).where(
        HouseChangeRow.site == site, HouseChangeRow.action == action_id
    )
    found = _actions(session.exec(query.order_by(col(HouseChangeRow.id))).all())
    return found[0] if found else None


def of_thing(session: Session, site: str, key: Key, *, most: int) -> list[Action]:
    """Actions on one thing, the newest first, without what else they did."""
    query = select(HouseChangeRow).where(
        HouseChangeRow.site == site, HouseChangeRow.kind == key.kind, HouseChangeRow.key == key.name
    )
    order = (col(HouseChangeRow.at).desc(), col(HouseChangeRow.action).desc())
    return _actions(session.exec(query.order_by(*order).limit(most)).all())


def undone(session: Session, site: str, action_ids: Iterable[str]) -> frozenset[str]:
    """Of these actions those that were taken back."""
    query = select(HouseChangeRow.undoes).where(
        HouseChangeRow.site == site, col(HouseChangeRow.undoes).in_(list(action_ids))
    )
    return frozenset(one for one in session.exec(query) if one is not None)


def forget(session: Session, site: str, before: datetime) -> None:
    old = delete(HouseChangeRow).where(
        col(HouseChangeRow.site) == site, col(HouseChangeRow.at) < before
    )
    session.connection().execute(old)


def forget_absences(session: Session, site: str, before: datetime, known: Collection[str]) -> None:
    """What the log says of absences that are known no more."""
    old = delete(HouseChangeRow).where(
        col(HouseChangeRow.site) == site, col(HouseChangeRow.kind) == "absence",
        col(HouseChangeRow.at) < before, col(HouseChangeRow.key).not_in(known),
    )  # fmt: skip
    session.connection().execute(old)


def _actions(rows: Sequence[HouseChangeRow]) -> list[Action]:
    found = []
    for _, group in groupby(rows, key=lambda row: row.action):
        together = list(group)
        first = together[0]
        found.append(
            Action(
                first.action, first.at, first.login, cast("Deed", first.deed),
                tuple(
                    Difference(Key(cast("Kind", row.kind), row.key), row.before, row.after)
                    for row in together
                ),
                first.undoes,
            )
        )  # fmt: skip
    return found
