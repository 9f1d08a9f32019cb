"""The page on which staff raise and end alarms, the banner above all pages, and the same by API."""

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from hub.emergency import rules, schemas, service
from hub.emergency.texts import TEXTS, TITLES
from hub.kit.asking import Asking
from hub.kit.auth import Principal, may
from hub.kit.clock import Clock
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.once import Once
from hub.kit.pages import Banner, Data, Now, Office, page, render
from hub.kit.sentences import error_sentence
from hub.kit.stream import watched
from hub.kit.wall import WallClock
from hub.sites import service as sites
from wire.ids import SiteId
from wire.look import Look
from wire.messages import AlarmKind

router = APIRouter()
PAGE: Final = "/emergency"
Seeing = Annotated[Principal, may("alarm.see")]
Raising = Annotated[Principal, may("alarm.raise")]
Ending = Annotated[Principal, may("alarm.end")]
Where = Annotated[str, Query(pattern=r"^(site|house|[A-Z])$")]


# ------------------------------------------------------------------ programs


@router.get("/api/v1/alarms")
def api_alarms(data: Data, now: Now, who: Seeing) -> schemas.Alarms:
    with data.read() as session:
        return service.alarms(session, who.site, now=now)


@router.post("/api/v1/alarms", status_code=201)
def api_raise(ask: Asking, who: Raising, given: schemas.NewAlarm) -> schemas.Standing:
    return _raise(ask.data, who, given, ask.now, ask.once(who, given))


@router.post("/api/v1/alarms/{alarm}/end")
def api_end(data: Data, now: Now, who: Ending, alarm: str) -> schemas.Standing:
    return _end(data, who, alarm, now)


# ------------------------------------------------------------------ the page


@router.get(PAGE, include_in_schema=False)
def emergency(data: Data, now: Now, who: Seeing, office: Office) -> Response:
    return page(
        "emergency/emergency.html", status=200, office=office, said=None, **_context(data, who, now)
    )


@router.get(f"{PAGE}/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Seeing) -> Response:
    """What stands where, as server-sent events; the banner comes with it."""

    def draw(me: Principal, now: datetime) -> str:
        return render("emergency/push.html", **_context(data, me, now))

    return watched(request, who, "alarm.see", draw)


@router.get(f"{PAGE}/banner", include_in_schema=False)
async def live_banner(request: Request, who: Seeing) -> Response:
    """The banner alone, for pages that have no stream of their own."""
    return watched(request, who, "alarm.see", lambda _me, _now: "")


@router.get(f"{PAGE}/confirm", include_in_schema=False)
def confirm(
    data: Data, now: Now, who: Raising, office: Office, kind: AlarmKind, where: Where = "site"
) -> Response:
    given = _wish(kind, where)
    with data.read() as session:
        try:
            over = service.ending(session, who, given)
            away = service.ending_elsewhere(session, who, kind) if where == "house" else ()
        except HouseError as refused:
            return _refused(data, now, who, office, refused)
        reached = service.reached(session, who.site, given, now=now)
        site = sites.site(session, who.site)
        others = sorted(sites.other_sites(session, who.site).values())
    return page(
        "emergency/confirm.html", office=office, me=who, site_name=site.name, kind=kind,
        where=where, place=_place(given.scope, given.zones), reached=reached, others=others,
        over=[
            *(_named(one.kind, one.scope.reach, one.scope.zones) for one in over),
            *(f"{_named(one.kind, one.scope.reach, one.scope.zones)} ({at})" for at, one in away),
        ],
        title=TITLES[kind]["de"], text=TEXTS[kind]["de"], label=rules.LABELS[kind],
    )  # fmt: skip


@router.post(PAGE, include_in_schema=False)
def page_raise(
    data: Data, now: Now, who: Raising, office: Office, kind: Annotated[AlarmKind, Form()],
    where: Annotated[str, Form(pattern=r"^(site|house|[A-Z])$")] = "site",
) -> Response:  # fmt: skip
    try:
        _raise(data, who, _wish(kind, where), now, Once(who, None, now, ""))
    except HouseError as refused:
        return _refused(data, now, who, office, refused)
    return RedirectResponse(PAGE, status_code=303)


@router.get(f"{PAGE}/{{alarm}}/end", include_in_schema=False)
def confirm_end(data: Data, now: Now, who: Ending, office: Office, alarm: str) -> Response:
    with data.read() as session:
        try:
            one = service.ended_by(session, who, alarm, now=now)
        except HouseError as refused:
            return _refused(data, now, who, office, refused)
        site = sites.site(session, who.site)
        others = sorted(sites.other_sites(session, who.site).values())
    return page(
        "emergency/end.html", office=office, me=who, site_name=site.name, one=one,
        label=rules.LABELS[one.kind], place=_place(one.scope, one.zones), others=others,
        at=WallClock(site.timezone).exact,
    )  # fmt: skip


@router.post(f"{PAGE}/{{alarm}}/end", include_in_schema=False)
def page_end(data: Data, now: Now, who: Ending, office: Office, alarm: str) -> Response:
    try:
        _end(data, who, alarm, now)
    except HouseError as refused:
        return _refused(data, now, who, office, refused)
    return RedirectResponse(PAGE, status_code=303)


def banner(data: Database, clock: Clock) -> Banner:
    """For `pages.install`: what stands at a person's site, in one line each.

    It is the same for everybody there, and drawn once for each revision of the site, however many
    pages are pushed while displays by the hundred say that they show an alarm.
    """
    drawn: dict[SiteId, tuple[int, str]] = {}

    def standing(me: Principal) -> str:
        revision = data.revision(me.site)
        known = drawn.get(me.site)
        if known is None or known[0] != revision:
            known = drawn[me.site] = (revision, _banner(data, me.site, clock()))
        return known[1]

    return standing


def _banner(data: Database, site_id: SiteId, now: datetime) -> str:
    with data.read() as session:
        if not service.standing(session, site_id):
            return ""
        found = service.alarms(session, site_id, now=now)
        site = sites.site(session, site_id)
    return render(
        "emergency/banner.html", alarms=found.standing, labels=rules.LABELS, place=_place,
        at=WallClock(site.timezone).exact,
    )  # fmt: skip


# ------------------------------------------------------------------ within


def _raise(
    data: Database, who: Principal, given: schemas.NewAlarm, now: datetime, once: Once
) -> schemas.Standing:
    """In the change of one site, or of all sites at once."""
    if given.scope == "house":
        with data.changes() as changes:
            here = next(one for one in changes if one.site == who.site)

            def everywhere() -> schemas.Standing:
                rules.scope("house", given.zones, ())
                raised = service.raise_for_house(changes, who, given.kind, now=now)
                return service.view(here.session, who.site, raised.id, now=now)

            return once.do(here, schemas.Standing, everywhere)
    with data.change(who.site) as change:

        def at_site() -> schemas.Standing:
            raised = service.raise_alarm(change, who, given, now=now)
            return service.view(change.session, who.site, raised.id, now=now)

        return once.do(change, schemas.Standing, at_site)


def _end(data: Database, who: Principal, alarm: str, now: datetime) -> schemas.Standing:
    with data.read() as session:
        house = service.is_for_house(session, who.site, alarm)
    if house:
        with data.changes() as changes:
            service.end_alarm(changes, who, alarm, now=now)
    else:
        with data.change(who.site) as change:
            service.end_alarm((change,), who, alarm, now=now)
    with data.read() as session:
        return service.view(session, who.site, alarm, now=now)


def _refused(
    data: Database, now: datetime, who: Principal, office: Look, error: HouseError
) -> Response:
    """The page with what stands, and why nothing was done."""
    context = _context(data, who, now) | {"said": _sentence(error)}
    return page("emergency/emergency.html", status=error.status, office=office, **context)


def _sentence(error: HouseError) -> str:
    if isinstance(error, rules.StillStanding):
        one = schemas.NewAlarm.model_validate(error.fields)
        return (
            f"Es steht noch: {_named(one.kind, one.scope, one.zones)}. "
            "Beenden Sie zuerst diese Meldung. Es wurde nichts geändert."
        )
    if isinstance(error, rules.TooManyAlarms):
        return (
            f"Am Standort {error.fields['site']} stehen schon acht Meldungen. Empfang oder Technik "
            "muss dort zuerst eine davon beenden. Es wurde keine neue Meldung ausgelöst."
        )
    return error_sentence(error.key)


def _wish(kind: AlarmKind, where: str) -> schemas.NewAlarm:
    """What the form's one word for the place says."""
    if where in ("site", "house"):
        reach: Literal["site", "house"] = "site" if where == "site" else "house"
        return schemas.NewAlarm(kind=kind, scope=reach)
    return schemas.NewAlarm(kind=kind, scope="zone", zones=(where,))


def _place(reach: str, zones: tuple[str, ...]) -> str:
    """Where an alarm is for, in words."""
    if reach == "house":
        return "alle Standorte"
    return "ganzer Standort" if reach == "site" else f"Wartezone {', '.join(zones)}"


def _named(kind: AlarmKind, reach: str, zones: tuple[str, ...]) -> str:
    return f"{rules.LABELS[kind]}, {_place(reach, zones)}"


def _context(data: Database, who: Principal, now: datetime) -> dict[str, object]:
    with data.read() as session:
        found = service.alarms(session, who.site, now=now)
        site, zones = sites.site(session, who.site), sites.zones(session, who.site)
        others = sites.other_sites(session, SiteId(who.site))
    return {
        "me": who,
        "site_name": site.name,
        "zones": zones,
        "several": bool(others),
        "alarms": found,
        "kinds": [one for one in rules.KINDS if one != "all_clear"],
        "may_clear": who.may(rules.raising("all_clear")),
        "labels": rules.LABELS,
        "titles": {kind: TITLES[kind]["de"] for kind in rules.KINDS},
        "texts": {kind: TEXTS[kind]["de"] for kind in rules.KINDS},
        "may_end": who.may("alarm.end"),
        "place": _place,
        "at": WallClock(site.timezone).exact,
    }
