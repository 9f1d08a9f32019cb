"""The rule of the order: the form, its preview with the last day, and the same for programs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Data, Now, Office, page
from hub.kit.sentences import error_sentence
from hub.lead import schemas, service, texts
from hub.queue.rules import LONGEST_MINUTES, InvalidRule, OrderRule
from hub.sites import service as sites
from wire.ids import TicketNumber, spoken

router = APIRouter()
Deciding = Annotated[Principal, may("office.change")]
Leading = Annotated[Principal, may("figures.see")]
"""For the preview, which shows figures of a day; it needs `office.change`, too."""
HOME: Final = "/lead/order"


@router.get("/api/v1/order-rule")
def api_rule(data: Data, who: Deciding) -> schemas.Rule:
    """In which order people are called, and what it guarantees."""
    with data.read() as session:
        return service.current(session, who.site)


@router.post("/api/v1/order-rule/preview")
def api_preview(data: Data, now: Now, who: Leading, given: schemas.WishedRule) -> schemas.Preview:
    """Who would have waited how long on the last day by this rule; nothing is changed."""
    who.require("office.change")
    rule = service.wished(given.rule)
    with data.read() as session:
        return service.preview(session, who.site, rule, now=now)


@router.put("/api/v1/order-rule")
def api_store(data: Data, now: Now, who: Deciding, given: schemas.NewRule) -> schemas.Rule:
    """Call by this rule from now on; refused if somebody has changed it since it was read."""
    rule = service.wished(given.rule)
    with data.change(who.site) as change:
        return service.store(change, who, rule, given.version, now)


@dataclass(frozen=True)
class _Form:
    """The form as it is drawn: values by field as text, the version that it began with."""

    values: Mapping[str, str]
    version: str
    wrong: str = ""
    """The field that does not fit."""
    message: str = ""
    good: bool = False
    preview: schemas.Preview | None = None
    guarantee: str = ""


async def _filled_in(request: Request) -> _Form:
    fields = await request.form()
    said = {name: str(value) for name, value in fields.items() if isinstance(value, str)}
    values = {name: said.get(name, "").strip()[:4] for name in _names()}
    return _Form(values, said.get("version", "")[:40])


FilledIn = Annotated[_Form, Depends(_filled_in)]


@router.get(HOME, include_in_schema=False)
def order(data: Data, who: Deciding, office: Office, saved: str = "") -> Response:
    with data.read() as session:
        known = service.current(session, who.site)
    said = "Die Regel ist gespeichert. Die Reihenfolge ist neu." if saved else ""
    form = _Form(_texts(known.rule), known.version, message=said, good=True)
    return _page(data, who, office, form)


@router.post(f"{HOME}/preview", include_in_schema=False)
def preview(data: Data, now: Now, who: Leading, office: Office, form: FilledIn) -> Response:
    """The form as it was filled in, and the last day by this rule; nothing is changed."""
    who.require("office.change")
    try:
        rule = service.wished(_rule(form.values))
    except InvalidRule as error:
        return _refused(data, who, office, form, error)
    with data.read() as session:
        found = service.preview(session, who.site, rule, now=now)
    shown = replace(form, preview=found, guarantee=texts.guarantee(rule.bound))
    return _page(data, who, office, shown)


@router.post(HOME, include_in_schema=False)
def save(data: Data, now: Now, who: Deciding, office: Office, form: FilledIn) -> Response:
    try:
        rule = service.wished(_rule(form.values))
        with data.change(who.site) as change:
            service.store(change, who, rule, form.version, now)
    except HouseError as error:
        return _refused(data, who, office, form, error)
    return RedirectResponse(f"{HOME}?saved=1", status_code=303)


def _names() -> tuple[str, ...]:
    return (*texts.PARAMETERS, *(f"needs.{need}" for need in texts.NEEDS))


def _texts(rule: Mapping[str, Any]) -> dict[str, str]:
    """The rule as the form has it: one field for each number."""
    flat = {name: str(rule[name]) for name in texts.PARAMETERS}
    return flat | {f"needs.{need}": str(rule["needs"].get(need, 0)) for need in texts.NEEDS}


def _rule(values: Mapping[str, str]) -> dict[str, Any]:
    """The rule that the form says. Raises InvalidRule for what is no whole number."""
    numbers = {name: _number(name, text) for name, text in values.items()}
    rule: dict[str, Any] = {name: numbers[name] for name in texts.PARAMETERS}
    rule["needs"] = {need: numbers[f"needs.{need}"] for need in texts.NEEDS}
    return rule


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise InvalidRule(field=name)
    return int(text)


def _refused(
    data: Database, who: Principal, office: Office, form: _Form, error: HouseError
) -> Response:
    wrong = str(error.fields.get("field", ""))
    if isinstance(error, InvalidRule):
        message = f"„{texts.field_name(wrong)}“ passt nicht. {texts.limit(wrong)}"
    else:
        message = error_sentence(error.key)
    return _page(data, who, office, replace(form, wrong=wrong, message=message), error.status)


def _page(
    data: Database, who: Principal, office: Office, form: _Form, status: int = 200
) -> Response:
    with data.read() as session:
        known, site = service.current(session, who.site), sites.site(session, who.site)
    return page(
        "lead/order.html", status=status, office=office, me=who, site_name=site.name, form=form,
        known=known, before=_texts(known.rule), texts=texts, longest=LONGEST_MINUTES,
        usual=_texts(vars(OrderRule())), spoken=lambda number: spoken(TicketNumber(number)),
        day=_day(form.preview),
    )  # fmt: skip


def _day(shown: schemas.Preview | None) -> str:
    if shown is None or shown.day is None:
        return ""
    return shown.day.strftime("%d.%m.%Y")
