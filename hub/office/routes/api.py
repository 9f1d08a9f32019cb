"""The set-up for programs: everything that its pages can do, with the same permission."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from hub.office import schemas, service
from hub.office.routes.common import Visiting, step_number
from hub.office.rules import file
from hub.office.rules.edits import Difference
from hub.office.rules.gaps import gaps, works
from hub.office.rules.refusals import UnknownThing
from hub.office.rules.things import KINDS, Key, Kind, Plain, version
from hub.office.service.changing import told
from hub.office.service.whole import slips_told, whole
from hub.sites import service as sites

router = APIRouter(prefix="/api/v1/office")


@router.get("")
def all_of_it(visit: Visiting) -> schemas.Whole:
    with visit.data.read() as session:
        setup = visit.setup(session)
        things = setup.things
        return schemas.Whole(
            version=whole(things),
            things=tuple(_thing(key, plain) for key, plain in things.items()),
            gaps=tuple(schemas.Gap(**one) for one in told(gaps(setup))),
            works=works(setup),
            setup=sites.setup_step(session, visit.who.site),
        )


@router.get("/sites")
def all_sites(visit: Visiting) -> tuple[schemas.Site, ...]:
    with visit.data.read() as session:
        return tuple(
            schemas.Site(site=each.id, name=each.name, number=each.number)
            for each in sites.sites(session)
        )


@router.post("/sites", status_code=201)
def open_site(visit: Visiting, wish: schemas.Site) -> schemas.Site:
    """One more site, empty and to be set up; whoever opens it has the same role there."""
    service.open_site(
        visit.data, visit.who, site=wish.site, name=wish.name, number=wish.number, now=visit.now
    )
    return wish


@router.get("/things/{kind}/{name}")
def one(visit: Visiting, kind: str, name: str) -> schemas.Thing:
    key = Key(_kind(kind), name)
    with visit.data.read() as session:
        plain = visit.setup(session).things.get(key)
    if plain is None:
        raise UnknownThing(kind=kind, name=name)
    return _thing(key, plain)


@router.put("/things/{kind}/{name}")
def put(visit: Visiting, kind: str, name: str, wish: schemas.Wish) -> schemas.Thing:
    key = Key(_kind(kind), name)
    with visit.data.change(visit.who.site) as change:
        service.put_thing(change, visit.who, key, wish.fields, wish.version, visit.now)
    return one(visit, kind, name)


@router.delete("/things/{kind}/{name}", status_code=204)
def remove(
    visit: Visiting, kind: str, name: str, version: Annotated[str, Query(max_length=40)] = "",
    sure: bool = False,
) -> None:  # fmt: skip
    key = Key(_kind(kind), name)
    with visit.data.change(visit.who.site) as change:
        service.remove_thing(change, visit.who, key, version, visit.now, sure=sure)


@router.post("/concerns/{concern}/move", status_code=204)
def move(visit: Visiting, concern: str, wish: schemas.Move) -> None:
    with visit.data.change(visit.who.site) as change:
        service.move_concern(change, visit.who, concern, wish.by, visit.now)


@router.post("/draft", status_code=204)
def draft(visit: Visiting) -> None:
    """Points and ways where none are drawn yet."""
    with visit.data.change(visit.who.site) as change:
        service.draft_ways(change, visit.who, visit.now)


@router.post("/sample", status_code=204)
def sample(visit: Visiting) -> None:
    """The sample office's rooms and concerns, where nothing is set up yet."""
    with visit.data.change(visit.who.site) as change:
        service.sample(change, visit.who, visit.now)


@router.put("/setup", status_code=204)
def go_on(visit: Visiting, wish: schemas.Step) -> None:
    step = wish.step if wish.step and step_number(wish.step) else None
    with visit.data.change(visit.who.site) as change:
        service.go_on(change, visit.who, step)


@router.get("/file")
def download(visit: Visiting) -> Response:
    with visit.data.read() as session:
        text = file.write(visit.setup(session).things)
    return Response(text, media_type="application/toml; charset=utf-8")


@router.post("/file/preview")
def preview(visit: Visiting, given: schemas.Text) -> schemas.Preview:
    with visit.data.read() as session:
        found = service.preview(session, visit.who.site, given.text, now=visit.now)
    return schemas.Preview(
        version=found.version,
        slips=tuple(schemas.Slip.model_validate(each) for each in slips_told(found.slips)),
        changes=_changes(found.differences),
        uses=tuple(words for _, words in found.uses),
    )


@router.post("/file")
def take_in(visit: Visiting, given: schemas.Import) -> tuple[schemas.Change, ...]:
    with visit.data.change(visit.who.site) as change:
        done = service.import_file(
            change, visit.who, given.text, given.version, visit.now, sure=given.sure
        )
    return _changes(done)


@router.get("/changes")
def changes(visit: Visiting) -> tuple[schemas.Entry, ...]:
    with visit.data.read() as session:
        found = service.changes(session, visit.who.site, now=visit.now)
    return tuple(
        schemas.Entry(
            id=entry.action.id, at=entry.action.at, login=entry.action.login,
            deed=entry.action.deed, undoes=entry.action.undoes, harmless=entry.harmless,
            undone=entry.undone, changes=_changes(entry.action.differences),
        )
        for entry in found
    )  # fmt: skip


@router.post("/changes/{action}/undo", status_code=204)
def undo(visit: Visiting, action: str) -> None:
    with visit.data.change(visit.who.site) as change:
        service.undo(change, visit.who, action, visit.now)


def _kind(kind: str) -> Kind:
    """Raises UnknownThing."""
    found = next((known for known in KINDS if known == kind), None)
    if found is None:
        raise UnknownThing(kind=kind)
    return found


def _thing(key: Key, plain: Plain) -> schemas.Thing:
    return schemas.Thing(kind=key.kind, name=key.name, version=version(plain), fields=plain)


def _changes(found: Iterable[Difference]) -> tuple[schemas.Change, ...]:
    return tuple(
        schemas.Change(kind=each.key.kind, name=each.key.name, before=each.before, after=each.after)
        for each in found
    )
