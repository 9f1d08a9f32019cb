"""Who saw whose data: covered for whoever looks after it, by name once a second person agrees."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Form, Query, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from hub.identity import schemas, service
from hub.identity.rules.approvals import ACT_NAMES, LEAST_WHY, MOST_WHY, STATE_NAMES, Approval
from hub.identity.rules.views import KIND_NAMES, MOST_ROWS, PURPOSE_NAMES, Sight, View
from hub.identity.texts import sentence
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.views import Noting, Seen
from hub.sites import service as sites
from hub.sites.rules import Site
from wire.look import Look

router = APIRouter()
PAGE: Final = "/audit"
Reading = Annotated[Principal, may("audit.read")]
AuditAct = Literal["audit.staff", "audit.person"]
Word = Annotated[str, Query(max_length=80)]
COLUMNS: Final = ("Zeit", "Was", "Betrifft", "Seite", "Zweck", "Wer", "Löschen am")


class Wish:
    """Which days and which kind or person of the record; what is empty does not matter."""

    def __init__(
        self, first: Word = "", last: Word = "", kind: Word = "", subject: Word = ""
    ) -> None:
        self.first, self.last, self.kind, self.subject = first, last, kind, subject

    def sight(self, site: Site, now: datetime) -> Sight:
        """Today, unless other days are named."""
        today = site.day(now)
        last = _day(self.last) or today
        first = min(_day(self.first) or last, last)
        return Sight(site.bounds(first)[0], site.bounds(last)[1], self.kind, self.subject.strip())


Wished = Annotated[Wish, Depends()]


@dataclass(frozen=True)
class Asked:
    """Whose record, for the page that draws it."""

    site: Site
    sight: Sight
    approval: Approval | None


# ------------------------------------------------------------------ programs


@router.get("/api/v1/audit")
def api_audit(data: Data, now: Now, who: Reading, wish: Wished) -> schemas.ViewsList:
    return _listed(data, _asked(data, who, wish, now))


@router.post("/api/v1/audit/requests", status_code=201)
def api_ask(data: Data, now: Now, who: Reading, given: schemas.AuditRequest) -> schemas.Approval:
    asked = service.ask(data, who, given.act, given.subject, given.why, now=now)
    with data.read() as session:
        found = next(one for one in service.approvals(session, who.site, now) if one.id == asked)
    return schemas.approval(found, now)


@router.get("/api/v1/audit/{request}")
def api_uncovered(
    data: Data, now: Now, who: Reading, note: Noting, wish: Wished, request: str
) -> schemas.ViewsList:
    return _listed(data, _uncovered(data, who, note, wish, request, now))


# ------------------------------------------------------------------ pages


@router.get(PAGE, include_in_schema=False)
def audit(data: Data, now: Now, who: Reading, office: Office, wish: Wished) -> Response:
    return _page(data, who, office, wish, _asked(data, who, wish, now), now)


@router.get(f"{PAGE}.csv", include_in_schema=False)
def audit_csv(data: Data, now: Now, who: Reading, wish: Wished) -> Response:
    return _csv(data, _asked(data, who, wish, now))


@router.post(f"{PAGE}/requests", include_in_schema=False)
def page_ask(
    data: Data, now: Now, who: Reading, office: Office, act: Annotated[AuditAct, Form()],
    subject: Annotated[str, Form(max_length=80)] = "",
    why: Annotated[str, Form(max_length=MOST_WHY)] = "",
) -> Response:  # fmt: skip
    try:
        service.ask(data, who, act, subject, why, now=now)
    except HouseError as error:
        wish = Wish()
        asked = _asked(data, who, wish, now)
        said = (sentence(error.key), False)
        return _page(data, who, office, wish, asked, now, said, error.status)
    return RedirectResponse("/approvals?done=asked", status_code=303)


@router.get(f"{PAGE}/{{request}}", include_in_schema=False)
def uncovered(
    data: Data, now: Now, who: Reading, office: Office, note: Noting, wish: Wished, request: str
) -> Response:
    return _page(data, who, office, wish, _uncovered(data, who, note, wish, request, now), now)


@router.get(f"{PAGE}/{{request}}/rows.csv", include_in_schema=False)
def uncovered_csv(
    data: Data, now: Now, who: Reading, note: Noting, wish: Wished, request: str
) -> Response:
    return _csv(data, _uncovered(data, who, note, wish, request, now))


# ------------------------------------------------------------------ within


def _asked(data: Database, who: Principal, wish: Wish, now: datetime) -> Asked:
    with data.read() as session:
        site = sites.site(session, who.site)
    return Asked(site, wish.sight(site, now), None)


def _uncovered(
    data: Database, who: Principal, note: Noting, wish: Wish, request: str, now: datetime
) -> Asked:
    """With names, once a second person has agreed; that is written down, too."""
    with data.read() as session:
        site = sites.site(session, who.site)
        approval = service.granted(session, who, request, now)
    # Who may read the covered record shall not learn from it whom of the staff this is about.
    about = approval.subject if approval.act == "audit.person" else approval.id
    note(who, (Seen("audit", about, PAGE, "audit"),), now)
    return Asked(site, wish.sight(site, now), approval)


def _rows(data: Database, asked: Asked, most: int | None) -> Iterator[View]:
    with data.read() as session:
        site = asked.site.id
        if asked.approval is None:
            yield from service.covered(session, site, asked.sight, most)
        else:
            yield from service.uncovered(session, site, asked.approval, asked.sight, most)


def _listed(data: Database, asked: Asked) -> schemas.ViewsList:
    rows = tuple(schemas.View.model_validate(one) for one in _rows(data, asked, MOST_ROWS))
    return schemas.ViewsList(views=rows)


def _page(
    data: Database, who: Principal, office: Look, wish: Wish, asked: Asked, now: datetime,
    said: tuple[str, bool] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    rows = list(_rows(data, asked, MOST_ROWS))
    with data.read() as session:
        total = service.count(session, asked.site.id, asked.sight)
        mine = [
            one for one in service.approvals(session, who.site, now)
            if one.asked_by == who.staff_id and one.act in ("audit.staff", "audit.person")
        ]  # fmt: skip
    local = asked.site.local
    return page(
        "identity/audit.html", status=status, office=office, me=who, site_name=asked.site.name,
        said=said, rows=rows, total=total, most=MOST_ROWS, wish=wish, kinds=KIND_NAMES,
        purposes=PURPOSE_NAMES, approval=asked.approval, mine=mine, acts=ACT_NAMES,
        states={one.id: STATE_NAMES[one.state(now)] for one in mine},
        usable={one.id for one in mine if one.state(now) == "granted"}, least=LEAST_WHY,
        first=local(asked.sight.since).date(),
        last=local(asked.sight.until - timedelta(seconds=1)).date(),
        at=lambda moment: local(moment).strftime("%d.%m.%Y, %H:%M:%S"),
    )  # fmt: skip


def _csv(data: Database, asked: Asked) -> Response:
    first = asked.site.local(asked.sight.since).date()
    headers = {
        "Content-Disposition": f'attachment; filename="einsicht-{first}.csv"',
        "Cache-Control": "no-store",
    }  # fmt: skip
    return StreamingResponse(
        _lines(data, asked), media_type="text/csv; charset=utf-8", headers=headers
    )


def _lines(data: Database, asked: Asked) -> Iterator[str]:
    """However many they are, they go out line by line."""
    yield "\ufeff" + _line(COLUMNS)
    for one in _rows(data, asked, None):
        yield _line(
            (
                asked.site.local(one.at).isoformat(sep=" ", timespec="seconds"),
                KIND_NAMES.get(one.kind, one.kind), one.subject, one.page,
                PURPOSE_NAMES.get(one.purpose, one.purpose), one.login, one.delete_on.isoformat(),
            )
        )  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(cells)
    return out.getvalue()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
