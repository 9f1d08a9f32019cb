"""Pages of the things: lists, one form for each kind, the question before something is removed."""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Form, Response
from fastapi.responses import RedirectResponse

from hub.kit.errors import HouseError
from hub.office import service
from hub.office.routes.common import HOME, Given, Visit, Visiting, choices, people, zone_of
from hub.office.routes.fields import DEFAULTS, FORMS, HOURS, Field, Values, read, shown, typed
from hub.office.routes.words import said
from hub.office.rules.gaps import gaps
from hub.office.rules.refusals import (
    SetupChanged,
    SetupFaulty,
    StillInUse,
    ThingExists,
    UnknownThing,
)
from hub.office.rules.things import KEY_FIELDS, SITE, Key, Kind, Plain, Setup, version
from hub.office.texts import sentence
from hub.sites.rules import groups, public_holidays
from hub.sites.rules.plan import drawn, floor_name
from wire.ids import new_ulid

router = APIRouter(include_in_schema=False, prefix=HOME)
LISTED: Final = ("floor", "zone", "room", "concern", "point", "absence")
CHOSEN: Final = ("parent", "required_skill", "room", "staff")
"""Fields for which nothing means None."""


@router.get("/list/{kind}")
def listed(visit: Visiting, kind: str, saved: bool = False) -> Response:
    if kind not in LISTED:
        raise UnknownThing(kind=kind)
    with visit.data.read() as session:
        setup = visit.setup(session)
        house = setup.house
        return visit.page(
            "list.html", kind, session, kind=kind, house=house, away=setup.absences, saved=saved,
            missing=[one for one in gaps(setup) if one.key.kind == kind], floors=drawn(house),
            people=people(session, visit) if kind == "absence" else {},
            floor_name=lambda level: floor_name(house, level), above=groups(house.concerns),
        )  # fmt: skip


@router.get("/hours")
def hours(visit: Visiting, saved: bool = False) -> Response:
    return _form(visit, _Sheet("site", HOURS, SITE, saved=saved))


@router.post("/hours")
def save_hours(visit: Visiting, form: Given) -> Response:
    return _save(visit, form, SITE, HOURS, "site")


@router.get("/new/{kind}")
def new(visit: Visiting, kind: str, parent: str = "") -> Response:
    its = _kind(kind)
    with visit.data.read() as session:
        plain = _default(visit.setup(session), its) | ({"parent": parent} if parent else {})
    return _form(visit, _Sheet(its, FORMS[its], plain=plain))


@router.post("/new/{kind}")
def create(visit: Visiting, form: Given, kind: str) -> Response:
    return _save(visit, form, None, FORMS[_kind(kind)], _kind(kind))


@router.get("/thing/{kind}/{name}")
def thing(visit: Visiting, kind: str, name: str, saved: bool = False) -> Response:
    key = Key(_kind(kind), name)
    with visit.data.read() as session:
        if key not in visit.setup(session).things:
            raise UnknownThing(kind=kind, name=name)
    return _form(visit, _Sheet(key.kind, FORMS[key.kind], key, saved=saved))


@router.post("/thing/{kind}/{name}")
def change(visit: Visiting, form: Given, kind: str, name: str) -> Response:
    key = Key(_kind(kind), name)
    return _save(visit, form, key, FORMS[key.kind], key.kind)


@router.post("/thing/{kind}/{name}/remove")
def remove(
    visit: Visiting, kind: str, name: str,
    version: Annotated[str, Form(max_length=40)] = "", sure: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    key = Key(_kind(kind), name)
    try:
        with visit.data.change(visit.who.site) as doing:
            service.remove_thing(doing, visit.who, key, version, visit.now, sure=bool(sure))
    except StillInUse as error:
        return _ask(visit, key, version, error)
    except (SetupFaulty, SetupChanged) as error:
        if error.fields.get("gone"):
            raise UnknownThing(kind=kind, name=name) from error
        return _form(visit, _Sheet(key.kind, FORMS[key.kind], key, error=error))
    return RedirectResponse(_back(key.kind, FORMS[key.kind]), status_code=303)


@router.post("/concerns/{concern}/move")
def move(visit: Visiting, concern: str, by: Annotated[str, Form()] = "") -> Response:
    with visit.data.change(visit.who.site) as doing:
        step = -1 if by == "up" else 1
        service.move_concern(doing, visit.who, concern, step, visit.now)
    return RedirectResponse(f"{HOME}/list/concern#{concern}", status_code=303)


@router.post("/draft")
def draft(visit: Visiting) -> Response:
    with visit.data.change(visit.who.site) as doing:
        service.draft_ways(doing, visit.who, visit.now)
    return RedirectResponse(f"{HOME}/list/point?saved=1", status_code=303)


# ------------------------------------------------------------------ one form for all kinds


@dataclass(frozen=True)
class _Sheet:
    """A form as it is shown: of a thing, or of a new one; as typed when something is wrong."""

    kind: Kind
    fields: tuple[Field, ...]
    key: Key | None = None
    plain: Plain | None = None
    values: Values | None = None
    wrong: tuple[tuple[str, str], ...] = ()
    error: HouseError | None = None
    seen: str | None = None
    saved: bool = False

    @property
    def tab(self) -> str:
        return "hours" if self.fields is HOURS else _tab(self.kind)

    @property
    def address(self) -> str:
        if self.fields is HOURS:
            return f"{HOME}/hours"
        if self.key:
            return f"{HOME}/thing/{self.key.kind}/{quote(self.key.name)}"
        return f"{HOME}/new/{self.kind}"


def _save(
    visit: Visit, form: Given, key: Key | None, fields: tuple[Field, ...], kind: Kind
) -> Response:
    with visit.data.read() as session:
        setup = visit.setup(session)
    if key is not None and key not in setup.things:
        raise UnknownThing(kind=kind, name=key.name)
    asked = tuple(one for one in fields if key is None or not one.new)
    typed_in, wrong = read(asked, form, zone_of(setup))
    plain = {
        name: None if name in CHOSEN and value == "" else value for name, value in typed_in.items()
    }
    seen = str(form.get("version", ""))
    its = key or _named(setup, kind, plain, visit)
    before = setup.things.get(its, {}) if key else _default(setup, kind)
    wish = before | {name: _kept(before.get(name), one) for name, one in plain.items()}
    wish.pop(KEY_FIELDS.get(kind, ""), None)
    error: HouseError | None = None
    if not wrong:
        try:
            with visit.data.change(visit.who.site) as doing:
                service.put_thing(doing, visit.who, its, wish, seen if key else None, visit.now)
            return RedirectResponse(_back(kind, fields), status_code=303)
        except (SetupFaulty, SetupChanged, ThingExists) as refusal:
            error = refusal
    return _form(
        visit, _Sheet(kind, fields, key, None, typed(form), tuple(wrong), error, seen)
    )  # fmt: skip


def _kept(before: object, typed_in: object) -> object:
    """With the languages that are there without a text: a form does not tell them from none."""
    if not isinstance(before, dict) or not isinstance(typed_in, dict):
        return typed_in
    return {name: "" for name, one in before.items() if one == ""} | typed_in


def _form(visit: Visit, sheet: _Sheet) -> Response:
    """The form, with what is wrong above it."""
    key = sheet.key
    with visit.data.read() as session:
        setup = visit.setup(session)
        known = setup.things.get(key) if key else None
        wrong = [*sheet.wrong, *_wrongs(sheet.error)]
        stale = None
        if isinstance(sheet.error, SetupChanged):
            stale = {"by": "", "changed": [], **sheet.error.fields}
        values = sheet.values or shown(sheet.fields, sheet.plain or known or {}, zone_of(setup))
        status = sheet.error.status if sheet.error else 422 if wrong else 200
        return visit.page(
            "thing.html", sheet.tab, session, status=status, sheet=sheet, key=key,
            kind=sheet.kind, wrong=wrong, stale=stale, said=said,
            fields=[one for one in sheet.fields if key is None or not one.new],
            v=defaultdict(str, values),
            options=choices(setup.house, key, people(session, visit)), saved=sheet.saved,
            is_hours=sheet.fields is HOURS,
            version=version(known) if stale or not sheet.seen else sheet.seen,
            uses=service.uses(session, visit.who.site, key, now=visit.now) if key else [],
            missing=[one for one in gaps(setup) if one.key == key], days=setup.house.site.days,
            holidays=_holidays(setup, visit) if sheet.fields is HOURS else {},
        )  # fmt: skip


def _holidays(setup: Setup, visit: Visit) -> dict[date, str]:
    """Those of the Land until the end of next year."""
    site = setup.house.site
    today = site.day(visit.now)
    found = public_holidays(site.land, today.year, today.year + 1)
    return {day: name for day, name in found.items() if day >= today}


def _wrongs(error: HouseError | None) -> list[tuple[str, str]]:
    if isinstance(error, SetupFaulty):
        return [(one["field"], f"{one['place']}: {one['sentence']}") for one in error.faults]
    if isinstance(error, ThingExists):
        return [("", sentence("exists", {}))]
    return []


def _ask(visit: Visit, key: Key, seen: str, error: StillInUse) -> Response:
    with visit.data.read() as session:
        return visit.page(
            "sure.html", _tab(key.kind), session, status=error.status, key=key, version=seen,
            uses=error.fields["uses"],
        )  # fmt: skip


def _kind(kind: str) -> Kind:
    """The kind of this name that has a form. Raises UnknownThing."""
    found = next((one for one in FORMS if one == kind), None)
    if found is None:
        raise UnknownThing(kind=kind)
    return found


def _tab(kind: str) -> str:
    return "hours" if kind == "day" else kind


def _back(kind: Kind, fields: tuple[Field, ...]) -> str:
    if fields is HOURS or kind == "day":
        return f"{HOME}/hours?saved=1"
    if kind == "site":
        return f"{HOME}/thing/site/site?saved=1"
    return f"{HOME}/list/{kind}?saved=1"


def _default(setup: Setup, kind: Kind) -> Plain:
    """A new thing with what it most likely is."""
    house = setup.house
    plain = dict(DEFAULTS.get(kind, {}))
    if kind in ("room", "concern") and house.zones:
        plain["zone"] = house.zones[0].id
    if kind in ("room", "point") and house.floors:
        plain["floor"] = house.floors[0].level
    if kind == "zone":
        taken = {str(one.id) for one in house.zones}
        plain["id"] = next((one for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if one not in taken), "")
    return plain


def _named(setup: Setup, kind: Kind, plain: Plain, visit: Visit) -> Key:
    """The key of a new thing: as typed, or made of its German name."""
    field = KEY_FIELDS[kind]
    if kind == "absence":
        return Key(kind, new_ulid(visit.now))
    if kind == "concern":
        taken = {str(one.id) for one in setup.house.concerns}
        return Key(kind, slug(plain.get("name", {}).get("de", ""), taken))
    return Key(kind, str(plain.get(field, "")))


def slug(name: str, taken: set[str]) -> str:
    """A name for addresses: "Größe & Maße" becomes "groesse-masse"; numbered where it is taken."""
    plain = name.lower()
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, written)
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:28].strip("-")
    base = plain if len(plain) >= 3 else f"anliegen-{plain}".strip("-")
    count, found = 1, base
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    return found
