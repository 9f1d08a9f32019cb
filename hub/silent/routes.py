"""Silent calls by page and by program, and the line above every page of staff that tells of one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response

from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Banner, Data, Now, Office, go, page, render
from hub.kit.sentences import error_sentence
from hub.kit.stream import watched
from hub.kit.wall import WallClock
from hub.silent import rules, schemas, service
from hub.silent.rules import Outcome, SilentCall
from hub.sites import service as sites
from wire.ids import SiteId
from wire.look import Look

router = APIRouter()
Calling = Annotated[Principal, may("help.call")]
Leading = Annotated[Principal, may("figures.see")]

PAGE: Final = "/silent"
HOME: Final = "/reception"
"""A harmless page, for a caller whose browser has no JavaScript."""


# ------------------------------------------------------------------ programs


@router.get("/api/v1/silent-calls")
def api_calls(data: Data, now: Now, who: Calling) -> schemas.SilentCalls:
    with data.read() as session:
        found = _seen(service.open_calls(session, who.site), who)
        ended = service.lately(session, who, now=now)
    return schemas.SilentCalls(
        open=tuple(_told(one, who) for one in found), ended=tuple(_told(one, who) for one in ended)
    )


@router.post("/api/v1/silent-calls", status_code=201)
def api_raise(data: Data, now: Now, who: Calling) -> schemas.SilentCall:
    with data.change(who.site) as change:
        return _told(service.raise_call(change, who, now=now), who)


@router.get("/api/v1/silent-calls/rate")
def api_rate(data: Data, now: Now, who: Leading) -> schemas.Rate:
    with data.read() as session:
        found = service.rate_of(session, who.site, now=now)
    return schemas.Rate(calls=found.calls, false_alarms=found.false_alarms)


@router.post("/api/v1/silent-calls/{call}/answer")
def api_answer(data: Data, now: Now, who: Calling, call: str) -> schemas.SilentCall:
    with data.change(who.site) as change:
        return _told(service.answer(change, who, call, now=now), who)


@router.post("/api/v1/silent-calls/{call}/end")
def api_end(
    data: Data, now: Now, who: Calling, call: str, given: schemas.End
) -> schemas.SilentCall:
    with data.change(who.site) as change:
        return _told(service.end(change, who, call, given.outcome, given.note, now=now), who)


# ------------------------------------------------------------------ the pages


@router.get(PAGE, include_in_schema=False)
def silent(data: Data, now: Now, who: Calling, office: Office) -> Response:
    return page(
        "silent/silent.html", status=200, office=office, said=None, **_context(data, who, now)
    )


@router.get(f"{PAGE}/live", include_in_schema=False)
async def live(request: Request, data: Data, who: Calling) -> Response:
    """What is open and what was lately, as server-sent events; the banner comes with it."""

    def draw(me: Principal, now: datetime) -> str:
        return render("silent/calls.html", **_context(data, me, now))

    return watched(request, who, "help.call", draw)


@router.get(f"{PAGE}/sure", include_in_schema=False)
def sure(data: Data, who: Calling, office: Office) -> Response:
    """The second press, where there is no JavaScript."""
    with data.read() as session:
        site = sites.site(session, who.site)
    return page("silent/sure.html", office=office, me=who, site_name=site.name)


@router.post(PAGE, include_in_schema=False)
def page_raise(request: Request, data: Data, now: Now, who: Calling) -> Response:
    """Nothing is shown for it: whoever stands before the desk may read the page."""
    with data.change(who.site) as change:
        service.raise_call(change, who, now=now)
    return go(request, HOME)


@router.post(f"{PAGE}/{{call}}/answer", include_in_schema=False)
def page_answer(
    request: Request, data: Data, now: Now, who: Calling, office: Office, call: str
) -> Response:
    try:
        with data.change(who.site) as change:
            service.answer(change, who, call, now=now)
    except HouseError as refused:
        return _refused(data, now, who, office, refused)
    return go(request, PAGE)


@router.get(f"{PAGE}/{{call}}/end", include_in_schema=False)
def confirm_end(data: Data, now: Now, who: Calling, office: Office, call: str) -> Response:
    try:
        with data.read() as session:
            one = service.call(session, who.site, call)
            site = sites.site(session, who.site)
            place = _place(data, who.site)(one)
    except HouseError as refused:
        return _refused(data, now, who, office, refused)
    if one.staff_id != who.staff_id:
        who.require("help.answer")
    return page(
        "silent/end.html", office=office, me=who, site_name=site.name, one=one,
        mine=one.staff_id == who.staff_id, place=place, outcomes=rules.OUTCOMES,
        most=rules.MOST_NOTE, at=WallClock(site.timezone).exact,
    )  # fmt: skip


@router.post(f"{PAGE}/{{call}}/end", include_in_schema=False)
def page_end(
    request: Request, data: Data, now: Now, who: Calling, office: Office, call: str,
    outcome: Annotated[Outcome, Form()],
    note: Annotated[str, Form(max_length=rules.MOST_NOTE)] = "",
) -> Response:  # fmt: skip
    try:
        with data.change(who.site) as change:
            ended = service.end(change, who, call, outcome, note, now=now)
    except HouseError as refused:
        return _refused(data, now, who, office, refused)
    return go(request, HOME if ended.staff_id == who.staff_id else PAGE)


def banner(data: Database) -> Banner:
    """For `pages.install`: open calls as this person sees them, in one line each.

    Calls are read once for each revision of the site. A call gets loud by a change of its own.
    """
    known: dict[SiteId, tuple[int, tuple[SilentCall, ...]]] = {}

    def standing(me: Principal) -> str:
        revision = data.revision(me.site)
        kept = known.get(me.site)
        if kept is None or kept[0] != revision:
            with data.read() as session:
                kept = known[me.site] = (revision, service.open_calls(session, me.site))
        mine = [(_view(one, me), one) for one in kept[1]]
        shown = [(view, one) for view, one in mine if view != "nobody"]
        return _banner(data, me, shown) if shown else ""

    return standing


# ------------------------------------------------------------------ within


def _banner(data: Database, me: Principal, shown: Sequence[tuple[rules.View, SilentCall]]) -> str:
    with data.read() as session:
        site = sites.site(session, me.site)
    return render(
        "silent/banner.html", me=me, calls=[one for view, one in shown if view == "colleague"],
        own=[one for view, one in shown if view == "caller"], place=_place(data, me.site),
        going=_going(me), at=WallClock(site.timezone).exact,
    )  # fmt: skip


def _seen(calls: tuple[SilentCall, ...], who: Principal) -> tuple[SilentCall, ...]:
    return tuple(one for one in calls if _view(one, who) != "nobody")


def _view(call: SilentCall, who: Principal) -> rules.View:
    return rules.view(call, who.staff_id, answers=who.may("help.answer"))


def _going(me: Principal) -> Callable[[SilentCall], bool]:
    return lambda call: any(one.staff_id == me.staff_id for one in call.coming)


def _place(data: Database, site: SiteId) -> Callable[[SilentCall], str]:
    """Where the caller is, as the door says it."""
    with data.read() as session:
        names = {str(room.label): room.name["de"] for room in sites.rooms(session, site)}

    def place(call: SilentCall) -> str:
        return names.get(call.room, call.room) if call.room else "Platz nicht gewählt"

    return place


def _told(one: SilentCall, who: Principal) -> schemas.SilentCall:
    return schemas.SilentCall(
        call=one.id, name=one.name, room=one.room, raised_at=one.raised_at, loud=one.loud,
        coming=tuple(schemas.Coming(name=each.name, at=each.at) for each in one.coming),
        mine=one.staff_id == who.staff_id, ended_at=one.ended_at, ended_by=one.ended_by,
        outcome=one.outcome, note=one.note,
    )  # fmt: skip


def _refused(
    data: Database, now: datetime, who: Principal, office: Look, error: HouseError
) -> Response:
    context = _context(data, who, now) | {"said": error_sentence(error.key)}
    return page("silent/silent.html", status=error.status, office=office, **context)


def _context(data: Database, who: Principal, now: datetime) -> dict[str, object]:
    with data.read() as session:
        site = sites.site(session, who.site)
        calls = _seen(service.open_calls(session, who.site), who)
        ended = service.lately(session, who, now=now)
        leads = who.may("figures.see")
        rate = service.rate_of(session, who.site, now=now) if leads else None
    return {
        "me": who,
        "site_name": site.name,
        "calls": [one for one in calls if one.staff_id != who.staff_id],
        "own": [one for one in calls if one.staff_id == who.staff_id],
        "ended": ended,
        "rate": rate,
        "outcomes": rules.OUTCOMES,
        "place": _place(data, who.site),
        "going": _going(who),
        "may_end": who.may("help.answer"),
        "at": WallClock(site.timezone).exact,
    }
