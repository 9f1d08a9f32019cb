"""Notices: pages of words that come between, in all languages of the office."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from hub.content import repository
from hub.content.routes.common import HOME, Announcing, Visit, saying
from hub.content.routes.forms import (
    Fields,
    Given,
    local_text,
    page_values,
    target_of,
)
from hub.content.service import editing
from hub.content.service.editing import NoticeWish
from hub.content.service.programmes import still_shown
from hub.content.tables import ContentNoticeRow
from hub.kit.database import Session
from hub.kit.errors import HouseError
from hub.kit.languages import LANGUAGES
from wire.messages import TextPage
from wire.programme import languages_of

router = APIRouter(include_in_schema=False, prefix=f"{HOME}/notices")
TAB: Final = "notices"
OFTEN: Final = (
    (0, "die ganze Zeit"), (60, "jede Minute"), (120, "alle 2 Minuten"), (180, "alle 3 Minuten"),
    (300, "alle 5 Minuten"),
    (600, "alle 10 Minuten"), (1800, "jede halbe Stunde"),
)  # fmt: skip


@router.get("")
def notices(visit: Announcing) -> Response:
    with visit.data.read() as session:
        rows = editing.notices(session, visit.who.site, visit.now)
        shown = still_shown(session, visit.who.site, visit.now)
        return visit.page(
            "notices.html", TAB, session, often=dict(OFTEN), languages=LANGUAGES,
            crowded=_share(rows, visit) >= 1,
            notices=rows, where=editing.target_names(session, visit.who.site, rows),
            goes_on={name: ", ".join(one.name for one in places) for name, places in shown.items()},
        )  # fmt: skip


@router.get("/new")
def new(visit: Announcing) -> Response:
    with visit.data.read() as session:
        site = visit.site(session)
        evening = site.bounds(site.day(visit.now))[1]
        values = {
            "seconds": "15", "every_s": "120", "target": "all:", "pictogram": "info",
            "valid_from": local_text(visit.now, site),
            "valid_until": local_text(max(evening, visit.now + timedelta(hours=1)), site),
        }  # fmt: skip
        return _form(visit, session, None, values)


@router.post("/new")
def create(visit: Announcing, form: Given) -> Response:
    return _save(visit, form, None)


@router.get("/{notice}")
def notice(visit: Announcing, notice: str, saved: bool = False) -> Response:
    with visit.data.read() as session:
        row = editing.notice(session, visit.who.site, notice)
        site = visit.site(session)
        values = {
            "seconds": f"{row.seconds:g}", "every_s": str(row.every_s),
            "target": f"{row.target_kind}:{row.target_name}", "version": str(row.version),
            "valid_from": local_text(row.valid_from, site),
            "valid_until": local_text(row.valid_until, site), **page_values(row.page),
        }  # fmt: skip
        return _form(visit, session, row, values, saved=saved)


@router.post("/{notice}")
def change_notice(visit: Announcing, form: Given, notice: str) -> Response:
    return _save(visit, form, notice)


@router.post("/{notice}/end")
def end_notice(visit: Announcing, notice: str) -> Response:
    with visit.data.change(visit.who.site) as change:
        editing.end_notice(change, visit.who, notice, visit.now)
    return RedirectResponse(f"{HOME}/notices", status_code=303)


def _save(visit: Visit, form: Given, notice_id: str | None) -> Response:
    with visit.data.read() as session:
        row = editing.notice(session, visit.who.site, notice_id) if notice_id else None
        fields = Fields(form, visit.site(session))
        wish = _wish(fields, visit)
        if wish and row is None and wish.valid_until <= visit.now:
            fields.wrong.append("Gilt bis: Das ist schon vorbei.")
        if wish is None or fields.wrong:
            return _form(visit, session, row, fields.values, wrong=fields.wrong)
    try:
        with visit.data.change(visit.who.site) as change:
            if notice_id is None:
                notice_id = editing.add_notice(change, visit.who, wish, visit.now)
            else:
                version = fields.version()
                editing.change_notice(change, visit.who, notice_id, version, wish, visit.now)
    except HouseError as error:
        with visit.data.read() as session:
            return _form(
                visit, session, row, fields.values, wrong=[saying(error)], status=error.status
            )
    return RedirectResponse(f"{HOME}/notices/{notice_id}?saved=1", status_code=303)


def _share(rows: Sequence[ContentNoticeRow], visit: Visit) -> float:
    """How much of the time notices take that run now, where all of them are shown."""
    running = [row for row in rows if row.every_s and row.valid_from <= visit.now < row.valid_until]
    pages = {row.id: TextPage.model_validate(row.page) for row in running}
    return sum(
        row.seconds * len(languages_of(pages[row.id], visit.office.languages)) / row.every_s
        for row in running
    )


def _wish(fields: Fields, visit: Visit) -> NoticeWish | None:
    told, target = fields.page(visit.office.languages), fields.target()
    begins = fields.moment("valid_from", "Gilt ab", needed=True)
    ends = fields.moment("valid_until", "Gilt bis", needed=True)
    seconds = fields.number("seconds", "Sekunden", 5, 3600)
    every = fields.number("every_s", "Wie oft", 0, 86_400)
    if begins is None or ends is None:
        return None
    if ends <= begins:
        fields.wrong.append("Gilt bis: Das Ende liegt vor dem Anfang.")
    spoken = len(languages_of(told, visit.office.languages))
    if 0 < every <= seconds * spoken:
        fields.wrong.append(
            f"Wie oft: In {spoken} Sprachen steht er {seconds * spoken} Sekunden. So oft bleibt "
            "keine Zeit für die Listen. Bitte seltener oder kürzer, oder „die ganze Zeit“."
        )
    return NoticeWish(told, target, begins, ends, seconds, every)


def _form(
    visit: Visit, session: Session, row: ContentNoticeRow | None, values: dict[str, str],
    *, wrong: list[str] | None = None, saved: bool = False, status: int | None = None,
) -> Response:  # fmt: skip
    shown = still_shown(session, visit.who.site, visit.now).get(row.id, []) if row else []
    return visit.page(
        "notice.html", TAB, session, status=status or (422 if wrong else 200), notice=row,
        without=visit.without(session, repository.target(row)) if row else "",
        goes_on=", ".join(one.name for one in shown),
        v=values, wrong=wrong or [], saved=saved, languages=visit.office.languages, often=OFTEN,
        names=LANGUAGES,
        targets=editing.targets(session, visit.who.site, target_of(values.get("target", ""))),
    )  # fmt: skip
