"""The wall of all displays, the page of one, orders and changes; and the same for programs."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from hub.devices.rules import trouble_text
from hub.displays import rules, schemas, service
from hub.displays.rules import Choice
from hub.displays.service import plan
from hub.displays.texts import (
    DEEDS,
    FIELDS,
    MISPLACED,
    NO_VOLUME,
    NOTHING,
    ORDER_FAULTS,
    ORDER_STATES,
    PLAN_STATES,
    WEEKDAYS,
    WIDE,
    asked_text,
    away_text,
    changed_text,
    fields_of,
    floor_name,
    quiet_of,
    quiet_text,
    sentence,
)
from hub.kit.auth import Principal, may
from hub.kit.database import Database, Session
from hub.kit.errors import HouseError
from hub.kit.languages import LANGUAGES
from hub.kit.pages import Data, Now, Office, by_htmx, page, render
from hub.kit.stream import watched
from hub.sites import service as sites
from hub.sites.rules import UnknownZone
from wire.ids import SiteId
from wire.look import Look
from wire.messages import Action, Sound

router = APIRouter()
PAGE: Final = "/displays"
ItemNames = Callable[[Session, SiteId], Mapping[str, str]]
"""What the items of content are called; the application hands it in."""


async def _names(request: Request) -> ItemNames:
    names: ItemNames = request.app.state.item_names
    return names


async def _fields(request: Request) -> dict[str, list[str]]:
    """The fields of a form, each with all its values."""
    form = await request.form()
    return {name: [str(one) for one in form.getlist(name)] for name in form}


Called = Annotated[ItemNames, Depends(_names)]
Fields = Annotated[dict[str, list[str]], Depends(_fields)]
Seeing = Annotated[Principal, may("devices.see")]
Asking = Annotated[Principal, may("devices.ask")]
"""What goes further than asking is looked at by the service: it depends on what is wanted."""
Changing = Annotated[Principal, may("devices.change")]
Wish = schemas.NewOrder | schemas.Changes
Word = Annotated[str, Query(max_length=40)]


# ------------------------------------------------------------------ programs


@router.get("/api/v1/displays")
def api_displays(data: Data, now: Now, who: Seeing, names: Called) -> schemas.Displays:
    with data.read() as session:
        called = names(session, who.site)
        return schemas.Displays(displays=service.wall(session, who.site, called, now=now))


@router.post("/api/v1/displays/orders", status_code=201)
def api_order_many(data: Data, now: Now, who: Asking, given: schemas.BulkOrder) -> schemas.Orders:
    with data.change(who.site) as change:
        given_to = service.order_many(change, who, _choice(given), given.action, now=now)
    return schemas.Orders(orders=tuple(service.told_order(one, now) for one in given_to))


@router.patch("/api/v1/displays")
def api_change_many(
    data: Data, now: Now, who: Changing, names: Called, given: schemas.BulkChange
) -> schemas.Displays:
    with data.change(who.site) as change:
        changed = service.change_many(change, who, _choice(given), given.changes)
    meant = {one.id for one in changed}
    with data.read() as session:
        found = service.wall(session, who.site, names(session, who.site), now=now)
    return schemas.Displays(displays=tuple(one for one in found if one.device in meant))


@router.get("/api/v1/displays/{device}")
def api_display(data: Data, now: Now, who: Seeing, names: Called, device: str) -> schemas.Display:
    with data.read() as session:
        called = names(session, who.site)
        return service.display(session, who.site, device, called, now=now)


@router.get("/api/v1/displays/{device}/picture")
def api_picture(data: Data, now: Now, who: Seeing, device: str) -> Response:
    """The last picture as JPEG. Who wants a newer one orders it."""
    with data.read() as session:
        jpeg = service.picture(session, who.site, device, now=now)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


@router.get("/api/v1/displays/{device}/orders")
def api_orders(data: Data, now: Now, who: Seeing, device: str) -> schemas.Orders:
    with data.read() as session:
        service.place(session, who.site, device)
        return schemas.Orders(orders=service.last_orders(session, who.site, device, now=now))


@router.post("/api/v1/displays/{device}/orders", status_code=201)
def api_order(
    data: Data, now: Now, who: Asking, device: str, given: schemas.NewOrder
) -> schemas.Order:
    with data.change(who.site) as change:
        order = service.order_one(change, who, device, given.action, now=now)
    return service.told_order(order, now)


@router.patch("/api/v1/displays/{device}")
def api_change(
    data: Data, now: Now, who: Changing, names: Called, device: str, given: schemas.Changes
) -> schemas.Display:
    with data.change(who.site) as change:
        service.change_one(change, who, device, given)
    with data.read() as session:
        called = names(session, who.site)
        return service.display(session, who.site, device, called, now=now)


@router.get("/api/v1/zones/{zone}/sound")
def api_zone_sound(data: Data, who: Seeing, zone: str) -> schemas.ZoneSound:
    with data.read() as session:
        return _zone_has(session, who.site, zone)


@router.put("/api/v1/zones/{zone}/sound")
def api_set_zone_sound(
    data: Data, who: Changing, zone: str, given: schemas.ZoneSound
) -> schemas.ZoneSound:
    with data.change(who.site) as change:
        service.set_zone_sound(change, who, zone, _sound(given))
        return _zone_has(change.session, who.site, zone)


# ------------------------------------------------------------------ pages


class Filter:
    """Which displays the wall shows, and how; empty words do not matter."""

    def __init__(
        self, zone: Word = "", group: Word = "", tag: Word = "", state: Word = "", view: Word = ""
    ) -> None:
        self.choice = Choice(zone or None, group or None, tag or None)
        self.trouble = state == "trouble"
        self.on_plan = view == "plan"
        self.query = {"zone": zone, "group": group, "tag": tag, "state": state, "view": view}

    def lets(self, one: schemas.Display) -> bool:
        choice = self.choice
        return (
            choice.zone in (None, one.zone)
            and choice.group in (None, one.group)
            and (choice.tag is None or choice.tag in one.tags)
            and (one.trouble or not self.trouble)
        )


Shown = Annotated[Filter, Depends()]


@router.get(PAGE, include_in_schema=False)
def displays(
    request: Request, data: Data, now: Now, who: Seeing, office: Office, shown: Shown
) -> Response:
    context = _wall(request, data, who, shown, now)
    return page("displays/wall.html", status=200, office=office, said=None, **context)


@router.get(f"{PAGE}/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Seeing, shown: Shown) -> Response:

    def draw(me: Principal, now: datetime) -> str:
        tiles = "plan" if shown.on_plan else "tiles"
        return render(f"displays/{tiles}.html", **_wall(request, data, me, shown, now))

    return _stream(request, data, who, draw)


@router.post(PAGE, include_in_schema=False)
def page_many(
    request: Request, data: Data, now: Now, who: Asking, office: Office, shown: Shown,
    fields: Fields,
) -> Response:  # fmt: skip
    """An order or a change for many displays; one through the whole house is asked about first."""
    status, said = 200, ""
    try:
        choice = _choice(_meant(_one(fields, "to")))
        wish = _wish(fields)
        if wish and choice.is_wide and not _one(fields, "sure"):
            return _sure(data, who, choice, wish, fields, office, now)
        said = _act_on_many(data, who, choice, wish, now) if wish else _nothing(fields)
    except (HouseError, ValidationError) as error:
        said, status = sentence(error), getattr(error, "status", 422)
    context = _wall(request, data, who, shown, now)
    words = (said, status == 200 and said not in (NO_VOLUME, NOTHING))
    return page("displays/wall.html", status=status, office=office, said=words, **context)


@router.post(PAGE + "/zones/{letter}/sound", include_in_schema=False)
def page_zone_sound(
    request: Request, data: Data, now: Now, who: Changing, office: Office, shown: Shown,
    letter: str, fields: Fields,
) -> Response:  # fmt: skip
    """Volume and hours of rest of a zone."""
    status, said = 200, f"Wartezone {letter}: Ton und Ruhezeiten sind gesetzt."
    try:
        given = _zone_sound(fields)
        with data.change(who.site) as change:
            service.set_zone_sound(change, who, letter, _sound(given))
    except ValidationError as error:
        said, status = sentence(error), 422
    except ValueError:
        said, status = FIELDS["quiet"], 422
    except HouseError as error:
        said, status = sentence(error), error.status
    context = _wall(request, data, who, shown, now)
    words = (said, status == 200)
    return page("displays/wall.html", status=status, office=office, said=words, **context)


@router.get(PAGE + "/{device}", include_in_schema=False)
def display(
    request: Request, data: Data, now: Now, who: Seeing, office: Office, device: str
) -> Response:
    return _page(request, data, who, office, device, None, now, {})


@router.get(PAGE + "/{device}/live", include_in_schema=False)
def display_live(request: Request, data: Data, who: Seeing, device: str) -> Response:
    with data.read() as session:
        service.place(session, who.site, device)

    def draw(me: Principal, now: datetime) -> str:
        try:
            return render("displays/state.html", **_display(request, data, me, device, now))
        except rules.NoDisplay:
            return '<p class="said danger">Dieses Display hängt hier nicht mehr.</p>'

    return _stream(request, data, who, draw)


@router.get(PAGE + "/{device}/picture.jpg", include_in_schema=False)
def picture(data: Data, now: Now, who: Seeing, device: str) -> Response:
    return api_picture(data, now, who, device)


@router.post(PAGE + "/{device}/orders", include_in_schema=False)
def page_order(
    request: Request, data: Data, now: Now, who: Asking, device: str,
    action: Annotated[Action, Form()], back: Annotated[str, Form(max_length=10)] = "",
) -> Response:  # fmt: skip
    with data.change(who.site) as change:
        service.order_one(change, who, device, action, now=now)
    if by_htmx(request):
        return Response(status_code=204)
    return RedirectResponse(PAGE if back == "wall" else f"{PAGE}/{device}", status_code=303)


@router.post(PAGE + "/{device}", include_in_schema=False)
def page_change(
    request: Request, data: Data, now: Now, who: Changing, office: Office, device: str,
    fields: Fields,
) -> Response:  # fmt: skip
    try:
        wish = schemas.Changes.model_validate(fields_of(fields))
        with data.change(who.site) as change:
            one = service.display(change.session, who.site, device, {}, now=now)
            rules.require_drawn(_one(fields, "drawn"), one.settings)
            service.change_one(change, who, device, wish)
    except (ValidationError, rules.ChangedMeanwhile) as error:
        return _page(request, data, who, office, device, error, now, fields)
    return RedirectResponse(f"{PAGE}/{device}", status_code=303)


# ------------------------------------------------------------------ within


def _choice(given: schemas.Meant) -> Choice:
    words = (given.zone or None, given.group or None, given.tag or None)
    return Choice(*words, role=given.role, everyone=given.all)


def _meant(to: str) -> schemas.Meant:
    """What the form's one word for the displays says. Raises ValidationError."""
    if to == "all":
        return schemas.Meant(all=True)
    kind, _, word = to.partition(":")
    named = {kind: word} if kind in ("zone", "group", "tag", "role") else {}
    return schemas.Meant.model_validate(named)


def _sound(given: schemas.ZoneSound) -> Sound:
    return Sound.model_validate(given.model_dump())


def _zone_has(session: Session, site: SiteId, zone: str) -> schemas.ZoneSound:
    """Raises UnknownZone."""
    for one in sites.zones(session, site):
        if one.id == zone:
            return schemas.ZoneSound.model_validate(one.sound.model_dump())
    raise UnknownZone(zone=zone)


def _zone_sound(fields: dict[str, list[str]]) -> schemas.ZoneSound:
    """Raises ValidationError, ValueError."""
    wish = {"volume": _one(fields, "volume"), "quiet": quiet_of(fields)}
    return schemas.ZoneSound.model_validate(wish)


def _one(fields: dict[str, list[str]], name: str) -> str:
    return (fields.get(name) or [""])[0]


def _act_on_many(data: Database, who: Principal, choice: Choice, wish: Wish, now: datetime) -> str:
    """Answers what was done, as a sentence."""
    with data.change(who.site) as change:
        if isinstance(wish, schemas.NewOrder):
            orders = service.order_many(change, who, choice, wish.action, now=now)
            return f"{rules.ACTIONS[wish.action]}: {asked_text(len(orders))}"
        changed = service.change_many(change, who, choice, wish)
    return changed_text(len(changed), volume=wish.volume is not None)


def _wish(fields: dict[str, list[str]]) -> Wish | None:
    """What the form for many asks for; None: nothing. Raises ValidationError."""
    what = _one(fields, "what")
    if what not in DEEDS:
        return None
    if what in rules.ACTIONS:
        return schemas.NewOrder.model_validate({"action": what})
    wish = schemas.Changes.model_validate(fields_of(fields))
    return None if wish == schemas.Changes() else wish


def _nothing(fields: dict[str, list[str]]) -> str:
    return NO_VOLUME if _one(fields, "what") == "volume" else NOTHING


def _sure(
    data: Database, who: Principal, choice: Choice, wish: Wish, fields: dict[str, list[str]],
    office: Look, now: datetime,
) -> Response:  # fmt: skip
    """The page that says how many displays this reaches, before anything is done.

    Raises NotPermitted, NobodyMeant.
    """
    act = wish.action if isinstance(wish, schemas.NewOrder) else "change"
    with data.read() as session:
        reach = service.reached(session, who, choice, act, now=now)
        site = sites.site(session, who.site)
    context = _common(who, site.name, site.timezone, now) | {
        "reach": reach, "deeds": DEEDS, "wide": WIDE,
        "away": away_text(
            reach.displays - reach.online, of=reach.displays, lasts=act == "change"
        ),
        "given": {name: _one(fields, name) for name in ("to", "what", "volume")},
    }  # fmt: skip
    return page("displays/sure.html", status=200, office=office, **context)


def _stream(
    request: Request, data: Database, who: Principal, draw: Callable[[Principal, datetime], str]
) -> Response:
    """Anew after each change, and when a display has said something."""

    def mark(now: datetime) -> object:
        with data.read() as session:
            return service.news(session, who.site, now=now)

    return watched(request, who, "devices.see", draw, mark)


def _page(
    request: Request, data: Database, who: Principal, office: Look, device: str,
    wrong: HouseError | ValidationError | None, now: datetime, fields: dict[str, list[str]],
) -> Response:  # fmt: skip
    """With the form as it was filled in, and with the version that it was drawn from."""
    context = _display(request, data, who, device, now)
    one: schemas.Display = context["one"]
    context |= {"form": schemas.typed(one, fields), "drawn": _one(fields, "drawn") or one.settings}
    status = 200 if wrong is None else getattr(wrong, "status", 422)
    said = None if wrong is None else (sentence(wrong), False)
    return page("displays/display.html", status=status, office=office, said=said, **context)


def _wall(
    request: Request, data: Database, who: Principal, shown: Filter, now: datetime
) -> dict[str, object]:
    with data.read() as session:
        house = sites.house(session, who.site)
        called = request.app.state.item_names(session, who.site)
        found = service.wall(session, who.site, called, now=now)
    seen = [one for one in found if shown.lets(one)]
    walls = [
        (
            f"zone-{zone.id}",
            str(zone.id),
            zone.name["de"],
            [one for one in seen if one.zone == zone.id],
        )
        for zone in house.zones
    ]
    walls.append(("ways", "", "An Wegen", [one for one in seen if one.role == "way"]))
    walls.append(("doors", "", "An Türen", [one for one in seen if one.role == "door"]))
    lost = [one for one in seen if one.role == "zone" and one.zone is None]
    walls.append(("lost", "", "Ohne Platz", lost))
    return _common(who, house.site.name, house.site.timezone, now) | {
        "walls": [wall for wall in walls if wall[3]],
        "filter": shown.query,
        "floors": plan.floors(house, seen) if shown.on_plan else (),
        "off_plan": plan.off_plan(house, seen) if shown.on_plan else (),
        "plan_states": PLAN_STATES,
        "floor_name": floor_name,
        "count": len(seen),
        "all": len(found),
        "bad": sum(one.trouble for one in found),
        "zones": house.zones,
        "deeds": DEEDS,
        "wide": WIDE,
        "weekdays": WEEKDAYS,
        "quiet_text": quiet_text,
        "groups": sorted({one.group for one in found if one.group}),
        "tags": sorted({tag for one in found for tag in one.tags}),
    }


def _display(
    request: Request, data: Database, who: Principal, device: str, now: datetime
) -> dict[str, Any]:
    with data.read() as session:
        site = sites.site(session, who.site)
        called = request.app.state.item_names(session, who.site)
        one = service.display(session, who.site, device, called, now=now)
        orders = service.last_orders(session, who.site, device, now=now)
    office: Look = request.app.state.look
    return _common(who, site.name, site.timezone, now) | {
        "one": one, "orders": orders, "languages": office.languages,
        "lang_names": LANGUAGES,
    }  # fmt: skip


def _common(who: Principal, site_name: str, timezone: str, now: datetime) -> dict[str, object]:
    zone = ZoneInfo(timezone)

    def at(moment: datetime) -> str:
        local, today = moment.astimezone(zone), now.astimezone(zone).date()
        return local.strftime("%H:%M:%S" if local.date() == today else "%d.%m., %H:%M")

    return {
        "me": who, "site_name": site_name, "at": at,
        "age": lambda moment: int((now - moment).total_seconds()),
        "may": lambda act: who.may(rules.NEEDS[act]),
        "rules": rules, "trouble_text": trouble_text, "states": ORDER_STATES,
        "faults": ORDER_FAULTS, "misplaced": MISPLACED,
    }  # fmt: skip
