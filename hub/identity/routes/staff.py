"""The accounts of a site: list, add, roles, shut out, one-time link; and the page of the link."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from hub.identity import schemas, service
from hub.identity.routes.common import site_names
from hub.identity.rules import PASSWORD_LENGTH, ROLE_NAMES
from hub.identity.rules.staff import LINK_HOLDS
from hub.identity.texts import EVENTS, sentence
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.sites import service as sites
from wire.look import Look

router = APIRouter()
PAGE: Final = "/staff"
WELCOME: Final = "/welcome"
Managing = Annotated[Principal, may("staff.manage")]
PRIVATE: Final = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
"""The address is a key: no cache and no other page gets it."""


async def _fields(request: Request) -> dict[str, str]:
    return {name: str(value) for name, value in (await request.form()).items()}


Fields = Annotated[dict[str, str], Depends(_fields)]


# ------------------------------------------------------------------ programs


@router.get("/api/v1/sign-in-rule")
def api_rule(data: Data, who: Managing) -> schemas.SignInRule:
    with data.read() as session:
        return schemas.SignInRule(passkey_roles=service.passkey_roles(session, who.site))


@router.put("/api/v1/sign-in-rule")
def api_set_rule(data: Data, who: Managing, given: schemas.SignInRule) -> schemas.SignInRule:
    """For which roles of the site a passkey is compulsory."""
    service.set_passkey_roles(data, who, given.passkey_roles)
    return given


@router.get("/api/v1/staff")
def api_staff(data: Data, now: Now, who: Managing) -> schemas.Accounts:
    with data.read() as session:
        found = service.staff(session, who.site, now)
    return schemas.Accounts(staff=tuple(schemas.Account.model_validate(one) for one in found))


@router.post("/api/v1/staff", status_code=201)
def api_add(data: Data, now: Now, who: Managing, given: schemas.NewAccount) -> schemas.Link:
    return _invite(data, who, given.login, given.name, given.roles, now)


@router.get("/api/v1/staff/{staff}")
def api_member(data: Data, now: Now, who: Managing, staff: str) -> schemas.Account:
    with data.read() as session:
        return schemas.Account.model_validate(service.member(session, who.site, staff, now))


@router.patch("/api/v1/staff/{staff}")
def api_change(
    data: Data, now: Now, who: Managing, staff: str, given: schemas.AccountChange
) -> schemas.Account:
    after = service.change(
        data, who, staff, given.version, name=given.name, roles=given.roles, now=now
    )
    return schemas.Account.model_validate(after)


@router.post("/api/v1/staff/{staff}/disable", status_code=204)
def api_disable(data: Data, now: Now, who: Managing, staff: str) -> None:
    service.shut_out(data, who, staff, now)


@router.post("/api/v1/staff/{staff}/enable", status_code=204)
def api_enable(data: Data, now: Now, who: Managing, staff: str) -> None:
    service.let_in_again(data, who, staff, now)


@router.post("/api/v1/staff/{staff}/link", status_code=201)
def api_link(data: Data, now: Now, who: Managing, staff: str) -> schemas.Link:
    return _told(staff, service.new_link(data, who, staff, now), now)


@router.delete("/api/v1/staff/{staff}/passkeys", status_code=204)
def api_take_keys(data: Data, now: Now, who: Managing, staff: str) -> None:
    """For whoever has lost keys and codes: the password alone is enough again."""
    service.drop_keys_of(data, who, staff, now)


# ------------------------------------------------------------------ pages


@router.get(PAGE, include_in_schema=False)
def staff_page(data: Data, now: Now, who: Managing, office: Office, done: str = "") -> Response:
    return _listed(data, who, office, now, (sentence(f"done_{done}"), True) if done else None)


@router.post("/sign-in-rule", include_in_schema=False)
def page_rule(data: Data, now: Now, who: Managing, office: Office, fields: Fields) -> Response:
    """The form's fields `passkey_<role>`; those that are not there are off."""
    ticked = [name.removeprefix("passkey_") for name in fields if name.startswith("passkey_")]
    try:
        service.set_passkey_roles(data, who, ticked)
    except HouseError as error:
        told = sentence(error.key, str(error.fields.get("wrong", "")))
        return _listed(data, who, office, now, (told, False), error.status)
    return RedirectResponse(f"{PAGE}?done=rules", status_code=303)


def _listed(
    data: Database, who: Principal, office: Look, now: datetime, said: tuple[str, bool] | None,
    status: int = 200,
) -> Response:  # fmt: skip
    with data.read() as session:
        found = service.staff(session, who.site, now)
        compulsory = service.passkey_roles(session, who.site)
        events = service.events(session, found)
        site = sites.site(session, who.site)
    return page(
        "identity/staff.html", status=status, office=office, me=who, site_name=site.name,
        staff=found, said=said, compulsory=compulsory,
        role_names=ROLE_NAMES, events=events, event_names=EVENTS,
        at=lambda moment: site.local(moment).strftime("%d.%m.%Y, %H:%M"),
    )  # fmt: skip


@router.get(f"{PAGE}/new", include_in_schema=False)
def new(data: Data, who: Managing, office: Office) -> Response:
    return _form(data, who, office, {})


@router.post(f"{PAGE}/new", include_in_schema=False)
def page_add(data: Data, now: Now, who: Managing, office: Office, fields: Fields) -> Response:
    try:
        roles = {site: role for site, role in _roles(fields).items() if role}
        link = _invite(data, who, fields.get("login", ""), fields.get("name", ""), roles, now)
    except HouseError as error:
        said = sentence(error.key, str(error.fields.get("wrong", "")))
        return _form(data, who, office, fields, said, error.status)
    return _member(data, who, office, link.staff, now, link=link)


@router.get(f"{PAGE}/{{staff}}", include_in_schema=False)
def member(
    data: Data, now: Now, who: Managing, office: Office, staff: str, done: str = ""
) -> Response:
    said = (sentence(f"done_{done}"), True) if done else None
    return _member(data, who, office, staff, now, said=said)


@router.post(f"{PAGE}/{{staff}}", include_in_schema=False)
def page_change(
    data: Data, now: Now, who: Managing, office: Office, staff: str, fields: Fields
) -> Response:
    version = fields.get("version", "")
    try:
        after = service.change(
            data, who, staff, int(version) if version.isdecimal() else 0,
            name=fields.get("name", ""), roles=_roles(fields), now=now,
        )  # fmt: skip
    except HouseError as error:
        return _refused(data, who, office, staff, now, error)
    # Who has no role here any more has no page here either.
    return RedirectResponse(
        f"{PAGE}/{staff}?done=changed" if who.site in after.roles else PAGE, status_code=303
    )


@router.post(f"{PAGE}/{{staff}}/disable", include_in_schema=False)
def page_disable(data: Data, now: Now, who: Managing, office: Office, staff: str) -> Response:
    try:
        service.shut_out(data, who, staff, now)
    except HouseError as error:
        return _refused(data, who, office, staff, now, error)
    return RedirectResponse(f"{PAGE}/{staff}?done=disabled", status_code=303)


@router.post(f"{PAGE}/{{staff}}/enable", include_in_schema=False)
def page_enable(data: Data, now: Now, who: Managing, office: Office, staff: str) -> Response:
    try:
        service.let_in_again(data, who, staff, now)
    except HouseError as error:
        return _refused(data, who, office, staff, now, error)
    return RedirectResponse(f"{PAGE}/{staff}?done=enabled", status_code=303)


@router.post(f"{PAGE}/{{staff}}/link", include_in_schema=False)
def page_link(data: Data, now: Now, who: Managing, office: Office, staff: str) -> Response:
    """The link is in this answer and nowhere else: whoever reloads makes a new one."""
    try:
        link = api_link(data, now, who, staff)
    except HouseError as error:
        return _refused(data, who, office, staff, now, error)
    return _member(data, who, office, staff, now, link=link)


@router.post(f"{PAGE}/{{staff}}/passkeys/remove", include_in_schema=False)
def page_take_keys(data: Data, now: Now, who: Managing, office: Office, staff: str) -> Response:
    try:
        service.drop_keys_of(data, who, staff, now)
    except HouseError as error:
        return _refused(data, who, office, staff, now, error)
    return RedirectResponse(f"{PAGE}/{staff}?done=keys_taken", status_code=303)


# ------------------------------------------------------------------ the link: nobody is signed in


@router.get(f"{WELCOME}/{{token}}", include_in_schema=False)
def welcome(data: Data, now: Now, office: Office, token: str) -> Response:
    return _welcome(data, office, token, now, "", 200)


@router.post(f"{WELCOME}/{{token}}", include_in_schema=False)
def set_password(
    data: Data, now: Now, office: Office, token: str,
    new: Annotated[str, Form(max_length=200)] = "",
    again: Annotated[str, Form(max_length=200)] = "",
) -> Response:  # fmt: skip
    """No token against forgery: whoever knows the address may do this, and nobody else."""
    if new != again:
        return _welcome(data, office, token, now, sentence("different_passwords"), 422)
    try:
        service.use_link(data, token, new, now)
    except HouseError as error:
        return _welcome(data, office, token, now, sentence(error.key), error.status)
    return RedirectResponse("/login?new=1", status_code=303)


# ------------------------------------------------------------------ within


def _invite(
    data: Database, who: Principal, login: str, name: str, roles: dict[str, str], now: datetime
) -> schemas.Link:
    staff, token = service.invite(data, who, login=login, name=name, roles=roles, now=now)
    return _told(staff, token, now)


def _told(staff: str, token: str, now: datetime) -> schemas.Link:
    return schemas.Link(staff=staff, path=f"{WELCOME}/{token}", until=now + LINK_HOLDS)


def _roles(fields: dict[str, str]) -> dict[str, str | None]:
    """The form's fields `role_<site>`; empty: no role there."""
    return {
        name.removeprefix("role_"): value or None
        for name, value in fields.items()
        if name.startswith("role_")
    }


def _refused(
    data: Database, who: Principal, office: Look, staff: str, now: datetime, error: HouseError
) -> Response:
    said = (sentence(error.key, str(error.fields.get("wrong", ""))), False)
    return _member(data, who, office, staff, now, said=said, status=error.status)


def _member(
    data: Database, who: Principal, office: Look, staff: str, now: datetime,
    *, said: tuple[str, bool] | None = None, status: int = 200, link: schemas.Link | None = None,
) -> Response:  # fmt: skip
    with data.read() as session:
        one = service.member(session, who.site, staff, now)
        ours = service.managed(session, who)
        names = site_names(session, {*ours, *one.roles})
        site = sites.site(session, who.site)
        events, has_keys = service.events(session, [one]), service.needs_key(session, staff)
    base = data.post.public_url
    return page(
        "identity/member.html", status=status, office=office, me=who, site_name=site.name,
        one=one, ours=ours, whole=set(one.roles) <= set(ours), names=names,
        role_names=ROLE_NAMES, said=said, link=f"{base}{link.path}" if link else "",
        until=site.local(link.until).strftime("%d.%m.%Y, %H:%M") if link else "",
        events=events, event_names=EVENTS, has_keys=has_keys,
        at=lambda moment: site.local(moment).strftime("%d.%m.%Y, %H:%M"),
    )  # fmt: skip


def _form(
    data: Database, who: Principal, office: Look, fields: dict[str, str], said: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    with data.read() as session:
        names = site_names(session, service.managed(session, who))
        site = sites.site(session, who.site)
    return page(
        "identity/new.html", status=status, office=office, me=who, site_name=site.name,
        names=names, role_names=ROLE_NAMES, fields=fields, said=said,
    )  # fmt: skip


def _welcome(
    data: Database, office: Look, token: str, now: datetime, said: str, status: int
) -> Response:
    try:
        with data.read() as session:
            name = service.link_owner(session, token, now)
    except HouseError as error:
        name, said, status = "", sentence(error.key), error.status
    answer = page(
        "identity/welcome.html", status=status, office=office, name=name, said=said,
        least=PASSWORD_LENGTH,
    )  # fmt: skip
    answer.headers.update(PRIVATE)
    return answer
