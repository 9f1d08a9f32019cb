"""Times at which playlists run: drawn as a week, changed by a form."""

from datetime import date, timedelta
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from hub.content import repository
from hub.content.routes.common import HOME, Publishing, Visit, removed, saying
from hub.content.routes.forms import Fields, Given, minute_text, target_of
from hub.content.service import editing, looking
from hub.content.service.editing import SlotWish
from hub.content.service.programmes import stages, too_large
from hub.content.tables import ContentSlotRow
from hub.kit.database import Change, Session
from hub.kit.errors import HouseError
from hub.sites.rules import LANDS

router = APIRouter(include_in_schema=False, prefix=f"{HOME}/week")
TAB: Final = "week"
DAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
HOLIDAYS: Final = (
    ("as_usual", "wie an jedem Tag"), ("never", "nicht"), ("only", "nur an Feiertagen"),
)  # fmt: skip
HUES: Final = 6
"""Kinds of hatching and tint in which playlists are told apart, beside their names."""


@router.get("")
def week(visit: Publishing, on: str = "", day: str = "", saved: bool = False) -> Response:
    with visit.data.read() as session:
        site = visit.site(session)
        today = site.day(visit.now)
        chosen = _day(day) or today
        monday = chosen - timedelta(days=chosen.weekday())
        places = stages(session, visit.who.site)
        place = next((one for one in places if one.id == on), places[0] if places else None)
        days = looking.week(session, site, place, monday) if place else []
        rows = editing.slots(session, visit.who.site)
        lists = repository.playlists(session, visit.who.site)
        names = {row.id: row.name for row in lists}
        hues = {row.id: number % HUES for number, row in enumerate(lists)}
        where = editing.target_names(session, visit.who.site, rows)
        grown = bool(place and place.id in too_large(session, visit.who.site))
        return visit.page(
            "week.html", TAB, session, days=days, monday=monday, today=today, places=places,
            place=place, grown=grown, slots=rows, lists=lists, names=names, hues=hues, where=where,
            words=_words, day_names=DAYS, minute=minute_text,
            land=LANDS[site.land], saved=saved,
            without=visit.without(session), one_week=timedelta(days=7),
        )  # fmt: skip


@router.get("/new")
def new(visit: Publishing, playlist: str = "") -> Response:
    values = {
        "playlist": playlist, "target": "all:", "starts": "08:00", "ends": "18:00",
        "holidays": "never",
    }  # fmt: skip
    with visit.data.read() as session:
        return _form(visit, session, None, values, [0, 1, 2, 3, 4])


@router.post("/new")
def create(visit: Publishing, form: Given) -> Response:
    return _save(visit, form, None)


@router.get("/{slot}")
def slot(visit: Publishing, slot: str) -> Response:
    with visit.data.read() as session:
        row = editing.slot(session, visit.who.site, slot)
        values = {
            "playlist": row.playlist, "target": f"{row.target_kind}:{row.target_name}",
            "starts": minute_text(row.starts), "ends": minute_text(row.ends),
            "on_from": str(row.on_from or ""), "on_until": str(row.on_until or ""),
            "holidays": row.holidays, "version": str(row.version),
        }  # fmt: skip
        return _form(visit, session, row, values, row.days)


@router.post("/{slot}")
def change_slot(visit: Publishing, form: Given, slot: str) -> Response:
    return _save(visit, form, slot)


@router.post("/{slot}/move")
def move_slot(visit: Publishing, form: Given, slot: str) -> Response:
    with visit.data.change(visit.who.site) as change:
        by = -1 if form.get("by") == "up" else 1
        editing.move_slot(change, visit.who, slot, by, visit.now)
    return RedirectResponse(f"{HOME}/week#times", status_code=303)


@router.post("/{slot}/remove")
def remove_slot(visit: Publishing, form: Given, slot: str) -> Response:
    def places(session: Session) -> tuple[str, list[str]]:
        row = editing.slot(session, visit.who.site, slot)
        return _words(row), []

    def remove(change: Change, _sure: bool) -> None:
        editing.remove_slot(change, visit.who, slot, visit.now)

    home = f"{HOME}/week"
    return removed(
        visit, form, TAB, places, remove, back=f"{home}/{slot}", act=f"{home}/{slot}/remove",
        then=f"{home}#times",
    )  # fmt: skip


def _save(visit: Visit, form: Given, slot_id: str | None) -> Response:
    with visit.data.read() as session:
        row = editing.slot(session, visit.who.site, slot_id) if slot_id else None
        fields = Fields(form, visit.site(session))
        wish = _wish(fields)
        days = list(wish.days)
        if fields.wrong:
            return _form(visit, session, row, fields.values, days, wrong=fields.wrong)
    try:
        with visit.data.change(visit.who.site) as change:
            if slot_id is None:
                editing.add_slot(change, visit.who, wish, visit.now)
            else:
                version = fields.version()
                editing.change_slot(change, visit.who, slot_id, version, wish, visit.now)
    except HouseError as error:
        with visit.data.read() as session:
            return _form(
                visit, session, row, fields.values, days, wrong=[saying(error)],
                status=error.status,
            )  # fmt: skip
    return RedirectResponse(f"{HOME}/week?saved=1", status_code=303)


def _wish(fields: Fields) -> SlotWish:
    begins = fields.day("on_from", "Ab Tag")
    ends = fields.day("on_until", "Bis Tag")
    if begins and ends and ends < begins:
        fields.wrong.append("Bis Tag: Das Ende liegt vor dem Anfang.")
    return SlotWish(
        playlist=fields.words("playlist", "Liste", 40),
        target=fields.target(),
        days=fields.days(),
        starts=fields.minute("starts", "Von", midnight=0),
        ends=fields.minute("ends", "Bis", midnight=1440),
        on_from=begins,
        on_until=ends,
        holidays=fields.holidays(),
    )


def _form(
    visit: Visit, session: Session, row: ContentSlotRow | None, values: dict[str, str],
    days: list[int], *, wrong: list[str] | None = None, status: int | None = None,
) -> Response:  # fmt: skip
    return visit.page(
        "slot.html", TAB, session, status=status or (422 if wrong else 200), slot=row, v=values,
        days=days, wrong=wrong or [], day_names=DAYS, holidays=HOLIDAYS,
        lists=repository.playlists(session, visit.who.site),
        targets=editing.targets(session, visit.who.site, target_of(values.get("target", ""))),
    )  # fmt: skip


def _words(row: ContentSlotRow) -> str:
    """When it runs, in words: "Montag bis Freitag, 08:00 bis 18:00, nicht an Feiertagen"."""
    days = row.days
    if days == list(range(7)):
        when = "täglich"
    elif len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        when = f"{DAYS[days[0]]} bis {DAYS[days[-1]]}"
    else:
        when = ", ".join(DAYS[day] for day in days)
    over = ", bis zum nächsten Tag" if row.ends <= row.starts else ""
    whole = row.starts == 0 and row.ends == 1440
    parts = [when, "den ganzen Tag" if whole else
             f"{minute_text(row.starts)} bis {minute_text(row.ends)}{over}"]  # fmt: skip
    parts += {"never": ["nicht an Feiertagen"], "only": ["nur an Feiertagen"]}.get(row.holidays, [])
    if row.on_from:
        parts.append(f"ab {row.on_from:%d.%m.%Y}")
    if row.on_until:
        parts.append(f"bis {row.on_until:%d.%m.%Y}")
    return ", ".join(parts)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2020 <= found.year < 2200 else None
