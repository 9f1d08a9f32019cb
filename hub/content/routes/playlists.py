"""Playlists: what is in them, in which order, for how long."""

from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from hub.content import repository
from hub.content.routes.common import HOME, Publishing, Visit, removed, saying
from hub.content.routes.forms import Fields, Given
from hub.content.service import editing
from hub.content.service.editing import PlaylistWish
from hub.content.tables import ContentPlaylistRow
from hub.kit.database import Change, Session
from hub.kit.errors import HouseError

router = APIRouter(include_in_schema=False, prefix=f"{HOME}/playlists")
TAB: Final = "playlists"
MOST_ENTRIES: Final = 500
"""Of one list, which a display plays in some hours."""


@router.get("")
def playlists(visit: Publishing) -> Response:
    with visit.data.read() as session:
        return _all(visit, session, [])


@router.post("")
def create(visit: Publishing, form: Given) -> Response:
    with visit.data.read() as session:
        fields = Fields(form, visit.site(session))
        name = fields.words("name", "Name", 100)
        if fields.wrong:
            return _all(visit, session, fields.wrong)
    with visit.data.change(visit.who.site) as change:
        made = editing.add_playlist(change, visit.who, PlaylistWish(name), visit.now)
    return RedirectResponse(f"{HOME}/playlists/{made}", status_code=303)


@router.get("/{playlist}")
def playlist(visit: Publishing, playlist: str, saved: bool = False) -> Response:
    with visit.data.read() as session:
        row = editing.playlist(session, visit.who.site, playlist)
        wish = PlaylistWish(row.name, tuple(row.items), row.together)
        return _editor(visit, session, row, wish, row.version, saved=saved)


@router.post("/{playlist}")
def change_playlist(visit: Publishing, form: Given, playlist: str) -> Response:
    with visit.data.read() as session:
        row = editing.playlist(session, visit.who.site, playlist)
        fields = Fields(form, visit.site(session))
        wish = PlaylistWish(
            fields.words("name", "Name", 100), tuple(fields.many("item")), fields.flag("together")
        )
        if len(wish.items) > MOST_ENTRIES:
            fields.wrong.append(f"Reihenfolge: Höchstens {MOST_ENTRIES} Einträge.")
        if fields.wrong:
            return _editor(visit, session, row, wish, fields.version(), wrong=fields.wrong)
    try:
        with visit.data.change(visit.who.site) as change:
            editing.change_playlist(change, visit.who, playlist, fields.version(), wish, visit.now)
    except HouseError as error:
        with visit.data.read() as session:
            return _editor(
                visit, session, row, wish, fields.version(), wrong=[saying(error)],
                status=error.status,
            )  # fmt: skip
    return RedirectResponse(f"{HOME}/playlists/{playlist}?saved=1", status_code=303)


@router.post("/{playlist}/remove")
def remove_playlist(visit: Publishing, form: Given, playlist: str) -> Response:
    def places(session: Session) -> tuple[str, list[str]]:
        row = editing.playlist(session, visit.who.site, playlist)
        return row.name, editing.times_of(session, visit.who.site, playlist)

    def remove(change: Change, sure: bool) -> None:
        editing.remove_playlist(change, visit.who, playlist, sure=sure, now=visit.now)

    home = f"{HOME}/playlists"
    here = f"{home}/{playlist}"
    return removed(visit, form, TAB, places, remove, back=here, act=f"{here}/remove", then=home)


def _all(visit: Visit, session: Session, wrong: list[str]) -> Response:
    return visit.page(
        "playlists.html", TAB, session, status=422 if wrong else 200, wrong=wrong,
        playlists=repository.playlists(session, visit.who.site),
        items={row.id: row for row in repository.items(session, visit.who.site)},
        running={row.playlist for row in editing.slots(session, visit.who.site)},
    )  # fmt: skip


def _editor(
    visit: Visit, session: Session, row: ContentPlaylistRow, wish: PlaylistWish, version: int,
    *, wrong: list[str] | None = None, saved: bool = False, status: int | None = None,
) -> Response:  # fmt: skip
    library = repository.items(session, visit.who.site)
    by_id = {one.id: one for one in library}
    files = {one.id: repository.file(session, one.sha256) for one in library if one.sha256}
    return visit.page(
        "playlist.html", TAB, session, status=status or (422 if wrong else 200), playlist=row,
        wish=wish, version=version, library=library, wrong=wrong or [], saved=saved,
        without=visit.without(session),
        entries=[by_id[name] for name in wish.items if name in by_id],
        lasts={name: file.seconds for name, file in files.items() if file and file.seconds},
    )  # fmt: skip
