"""The pages of privacy: the register and the nights, and the way of one person's data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from hub.identity import service as identity
from hub.identity.rules.approvals import LEAST_WHY, MOST_WHY, STATE_NAMES
from hub.kit.auth import Principal
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.views import Noting
from hub.privacy import schemas, service, texts
from hub.privacy.routes.common import PAGE, PEOPLE, Keys, Working, found
from hub.privacy.routes.programs import NotSure
from hub.privacy.rules import TABLES
from hub.privacy.rules.person import NothingSought
from hub.sites import service as sites

router = APIRouter()
LONGEST: Final = 200


@router.get(PAGE, include_in_schema=False)
def privacy(data: Data, now: Now, who: Working, office: Office, done: str = "") -> Response:
    said = (texts.sentence("done_erased"), True) if done == "erased" else None
    return _overview(data, who, office, now, said=said)


@router.post(PEOPLE, include_in_schema=False)
def find(
    data: Data, now: Now, who: Working, office: Office, keyring: Keys, note: Noting,
    typed: Annotated[str, Form(max_length=LONGEST)] = "",
    day: Annotated[str, Form(max_length=10)] = "",
) -> Response:  # fmt: skip
    """Who fits; by POST, because names belong in no log of addresses."""
    asked = {"typed": typed, "day": day}
    try:
        hits = found(data, who, typed, _day(day), keyring, note, now)
    except HouseError as error:
        return _overview(data, who, office, now, asked=asked, error=error)
    return _overview(data, who, office, now, asked=asked, hits=hits)


@router.get(PEOPLE + "/{person}", include_in_schema=False)
def person_page(
    data: Data, now: Now, who: Working, office: Office, person: str, done: str = ""
) -> Response:
    said = (texts.sentence("done_asked"), True) if done == "asked" else None
    return _person(data, who, office, person, now, said=said)


@router.post(PEOPLE + "/{person}/requests", include_in_schema=False)
def ask(
    data: Data, now: Now, who: Working, office: Office, person: str,
    act: Annotated[schemas.Act, Form()], why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:  # fmt: skip
    try:
        with data.read() as session:
            service.person(session, who.site, person)
        identity.ask(data, who, act, person, why, now=now)
    except HouseError as error:
        return _refused(data, who, office, person, now, error)
    return RedirectResponse(f"{PEOPLE}/{person}?done=asked", status_code=303)


@router.get(PEOPLE + "/{person}/export", include_in_schema=False)
def export(data: Data, now: Now, who: Working, office: Office, person: str) -> Response:
    """Everything on one page, to be printed and handed over."""
    try:
        told = _told(data, who, person, now)
    except HouseError as error:
        return _refused(data, who, office, person, now, error)
    return page(
        "privacy/export.html", office=office, me=who, told=told, **_words(data, who)
    )  # fmt: skip


@router.get(PEOPLE + "/{person}/export.json", include_in_schema=False)
def export_file(data: Data, now: Now, who: Working, office: Office, person: str) -> Response:
    try:
        told = _told(data, who, person, now)
    except HouseError as error:
        return _refused(data, who, office, person, now, error)
    headers = {
        "Content-Disposition": f'attachment; filename="auskunft-{now:%Y-%m-%d}.json"',
        "Cache-Control": "no-store",
    }  # fmt: skip
    text = told.model_dump_json(indent=2)
    return Response(text, media_type="application/json", headers=headers)


@router.post(PEOPLE + "/{person}/erase", include_in_schema=False)
def erase(
    data: Data, now: Now, who: Working, office: Office, person: str,
    sure: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    try:
        if sure != "yes":
            raise NotSure
        service.erase(data, who, person, now=now)
    except HouseError as error:
        return _refused(data, who, office, person, now, error)
    return RedirectResponse(f"{PAGE}?done=erased", status_code=303)


# ------------------------------------------------------------------ within


def _told(data: Database, who: Principal, person: str, now: datetime) -> schemas.Export:
    with data.write() as session:
        return service.export(session, who, person, now=now)


def _overview(
    data: Database, who: Principal, office: Office, now: datetime, *,
    said: tuple[str, bool] | None = None, asked: Mapping[str, str] | None = None,
    hits: object = None, error: HouseError | None = None,
) -> Response:  # fmt: skip
    if error is not None:
        said = (texts.sentence(error.key, error.fields), False)
    with data.read() as session:
        due, nights = service.due(session, who.site, now), service.reports(session, who.site)
        erased = service.erased(session, who.site)
        concerns = {one.id: one.name["de"] for one in sites.concerns(session, who.site)}
    return page(
        "privacy/privacy.html", status=error.status if error else 200, office=office, me=who,
        said=said, asked=asked or {"typed": "", "day": ""}, hits=hits, concerns=concerns,
        due=[one for one in due if one.now or one.soon], nights=nights, erased=erased,
        register=service.register(), state=texts.state, tables=TABLES, **_words(data, who),
    )  # fmt: skip


def _person(
    data: Database, who: Principal, office: Office, person: str, now: datetime, *,
    said: tuple[str, bool] | None = None, status: int = 200,
) -> Response:  # fmt: skip
    """Raises UnknownPerson."""
    with data.read() as session:
        held = service.held(session, who.site, person, now)
        asked = service.requests(session, who, person, now)
    newest = {one.act: one for one in reversed(asked)}
    return page(
        "privacy/person.html", status=status, office=office, me=who, said=said, held=held,
        here=f"{PEOPLE}/{person}", newest=newest, least=LEAST_WHY, most=MOST_WHY,
        states={act: one.state(now) for act, one in newest.items()}, words=STATE_NAMES,
        export=service.EXPORT, erase=service.ERASE, **_words(data, who),
    )  # fmt: skip


def _refused(
    data: Database, who: Principal, office: Office, person: str, now: datetime, error: HouseError
) -> Response:
    said = (texts.sentence(error.key, error.fields), False)
    return _person(data, who, office, person, now, said=said, status=error.status)


def _words(data: Database, who: Principal) -> dict[str, Any]:
    """The site's name, and moments and days as people write them."""
    with data.read() as session:
        site = sites.site(session, who.site)
    return {
        "site_name": site.name,
        "at": lambda moment: site.local(moment).strftime("%d.%m.%Y, %H:%M"),
        "day": lambda some: some.strftime("%d.%m.%Y"),
    }


def _day(typed: str) -> date | None:
    """Raises NothingSought for what is no day of the calendar."""
    if not typed.strip():
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007  a day, no moment
        except ValueError:
            continue
    raise NothingSought
