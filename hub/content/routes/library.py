"""The library: what there is, what comes in, and each thing with its own page."""

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from hub.content import repository
from hub.content.routes.common import HOME, Publishing, Visit, removed, saying
from hub.content.routes.forms import Fields, Given, local_text, page_values
from hub.content.service import editing
from hub.content.service.editing import ItemWish
from hub.content.tables import ContentItemRow
from hub.kit.auth import AT_HOME
from hub.kit.database import Change, Session
from hub.kit.errors import HouseError
from hub.kit.languages import LANGUAGES
from hub.sites.rules import Site

router = APIRouter(include_in_schema=False, dependencies=[AT_HOME])
TAB: Final = "library"
NEW_VALUES: Final = {"seconds": "10", "refresh_minutes": "60"}


@router.get(HOME)
def library(visit: Publishing, q: str = "") -> Response:
    with visit.data.read() as session:
        rows = [
            row
            for row in repository.items(session, visit.who.site)
            if q.casefold() in f"{row.name} {row.original}".casefold()
        ]
        used = {name for one in repository.playlists(session, visit.who.site) for name in one.items}
        return visit.page(
            "library.html", TAB, session, items=rows, used=used, q=q,
            web=bool(visit.works.settings.snapshot_hosts),
            broken=[row for row in rows if row.fault],
        )  # fmt: skip


@router.get(f"{HOME}/new/{{kind}}")
def new(visit: Publishing, kind: str) -> Response:
    with visit.data.read() as session:
        return _form(visit, session, _blank(kind), NEW_VALUES)


@router.post(f"{HOME}/new/{{kind}}")
def create(visit: Publishing, form: Given, kind: str) -> Response:
    with visit.data.read() as session:
        fields = Fields(form, visit.site(session))
        row = _blank(kind)
        wish = _wish(fields, row, visit)
        if fields.wrong:
            return _form(visit, session, row, fields.values, wrong=fields.wrong)
    try:
        with visit.data.change(visit.who.site) as change:
            if kind == "web":
                hosts = visit.works.settings.snapshot_hosts
                made = editing.add_web(change, visit.who, wish, hosts, visit.now)
            else:
                made = editing.add_page(change, visit.who, wish, visit.now)
    except HouseError as error:
        with visit.data.read() as session:
            return _form(
                visit, session, row, fields.values, wrong=[saying(error)], status=error.status
            )
    return RedirectResponse(f"{HOME}/items/{made}?saved=1", status_code=303)


@router.get(f"{HOME}/items/{{item}}")
def item(visit: Publishing, item: str, saved: bool = False) -> Response:
    with visit.data.read() as session:
        row = editing.item(session, visit.who.site, item)
        values = _values(row, visit.site(session))
        return _form(visit, session, row, values, saved=saved)


@router.post(f"{HOME}/items/{{item}}")
def change_item(visit: Publishing, form: Given, item: str) -> Response:
    with visit.data.read() as session:
        row = editing.item(session, visit.who.site, item)
        fields = Fields(form, visit.site(session))
        wish = _wish(fields, row, visit)
        if fields.wrong:
            return _form(visit, session, row, fields.values, wrong=fields.wrong)
    try:
        with visit.data.change(visit.who.site) as change:
            hosts = visit.works.settings.snapshot_hosts
            editing.change_item(change, visit.who, item, fields.version(), wish, hosts, visit.now)
    except HouseError as error:
        with visit.data.read() as session:
            return _form(
                visit, session, row, fields.values, wrong=[saying(error)], status=error.status
            )
    return RedirectResponse(f"{HOME}/items/{item}?saved=1", status_code=303)


@router.post(f"{HOME}/items/{{item}}/remove")
def remove_item(visit: Publishing, form: Given, item: str) -> Response:
    def places(session: Session) -> tuple[str, list[str]]:
        lists = editing.uses(session, visit.who.site, item)
        name = editing.item(session, visit.who.site, item).name
        return name, [f"Liste „{one.name}“" for one in lists]

    def remove(change: Change, sure: bool) -> None:
        editing.remove_item(change, visit.who, item, sure=sure, now=visit.now)

    here = f"{HOME}/items/{item}"
    return removed(visit, form, TAB, places, remove, back=here, act=f"{here}/remove", then=HOME)


def _blank(kind: str) -> ContentItemRow:
    return ContentItemRow.model_construct(
        id="", kind="web" if kind == "web" else "page", name="", version=0, fault="",
        sha256=None, thumb=None, page=None,
    )  # fmt: skip


def _wish(fields: Fields, row: ContentItemRow, visit: Visit) -> ItemWish:
    name = fields.words("name", "Name", 100)
    seconds = 10 if row.kind == "video" else fields.number("seconds", "Sekunden", 1, 3600)
    begins = fields.moment("shown_from", "Gezeigt ab")
    ends = fields.moment("shown_until", "Gezeigt bis")
    if begins and ends and ends <= begins:
        fields.wrong.append("Gezeigt bis: Das Ende liegt vor dem Anfang.")
    return ItemWish(
        name=name,
        seconds=seconds,
        shown_from=begins,
        shown_until=ends,
        page=fields.page(visit.office.languages) if row.kind == "page" else None,
        url=fields.words("url", "Adresse", 500) if row.kind == "web" else "",
        refresh_minutes=fields.number("refresh_minutes", "Neues Bild", 5, 1440)
        if row.kind == "web"
        else 60,
    )


def _values(row: ContentItemRow, site: Site) -> dict[str, str]:
    return {
        "name": row.name, "seconds": f"{row.seconds:g}", "version": str(row.version),
        "shown_from": local_text(row.shown_from, site), "url": row.url,
        "shown_until": local_text(row.shown_until, site),
        "refresh_minutes": str(row.refresh_minutes or 60), **page_values(row.page),
    }  # fmt: skip


def _form(
    visit: Visit, session: Session, row: ContentItemRow, values: dict[str, str],
    *, wrong: list[str] | None = None, saved: bool = False, status: int | None = None,
) -> Response:  # fmt: skip
    file = repository.file(session, row.sha256) if row.sha256 else None
    return visit.page(
        "item.html", TAB, session, status=status or (422 if wrong else 200), item=row, v=values,
        file=file, wrong=wrong or [], saved=saved, languages=visit.office.languages,
        names=LANGUAGES, hosts=visit.works.settings.snapshot_hosts,
        uses=editing.uses(session, visit.who.site, row.id), without=visit.without(session),
    )  # fmt: skip
