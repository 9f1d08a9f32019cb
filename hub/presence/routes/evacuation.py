"""The pages on which wardens tick people off, on phones and by several at once."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from hub.kit.auth import Principal
from hub.kit.clock import Clock
from hub.kit.database import Database
from hub.kit.errors import HouseError
from hub.kit.pages import Banner, Data, Now, Office, by_htmx, go, page, render
from hub.kit.sentences import error_sentence
from hub.kit.stream import watched
from hub.kit.wall import WallClock
from hub.presence import service
from hub.presence.routes.common import EVACUATION, Warden, context, minute, place_name
from hub.presence.rules import Colleague, Count, Entry
from hub.presence.service import Roll
from hub.sites import service as sites
from wire.ids import SiteId

router = APIRouter(include_in_schema=False)


@router.get(EVACUATION)
def evacuation(data: Data, now: Now, who: Warden, office: Office) -> Response:
    return page(
        "presence/evacuation.html", status=200, office=office, said=None, **_context(data, who, now)
    )


@router.get(f"{EVACUATION}/live")
async def live(request: Request, data: Data, who: Warden) -> Response:
    """The roll after each mark of any warden and each minute, as server-sent events."""

    def draw(me: Principal, now: datetime) -> str:
        return render("presence/roll.html", **_context(data, me, now))

    return watched(request, who, "presence.warden", draw, minute)


@router.post(EVACUATION)
def begin(request: Request, data: Data, now: Now, who: Warden) -> Response:
    with data.change(who.site) as change:
        service.begin(change, who, now=now)
    return go(request, EVACUATION)


@router.post(f"{EVACUATION}/marks")
def mark(
    request: Request, data: Data, now: Now, who: Warden, office: Office,
    subject: Annotated[str, Form(max_length=60)], seen: Annotated[bool, Form()],
    person: Annotated[int | None, Form(ge=1, le=999)] = None,
) -> Response:  # fmt: skip
    try:
        with data.change(who.site) as change:
            service.mark(change, who, subject, person, seen=seen, now=now)
    except HouseError as refused:
        if by_htmx(request):
            raise
        said = error_sentence(refused.key)
        told = _context(data, who, now) | {"said": said}
        return page("presence/evacuation.html", status=refused.status, office=office, **told)
    if by_htmx(request):
        answer = render("presence/roll.html", **_context(data, who, now))
        return Response(answer, media_type="text/html", headers={"Cache-Control": "no-store"})
    return go(request, f"{EVACUATION}#{subject.replace(':', '-')}")


@router.get(f"{EVACUATION}/end")
def confirm_end(data: Data, now: Now, who: Warden, office: Office) -> Response:
    return page("presence/end.html", status=200, office=office, **_context(data, who, now))


@router.post(f"{EVACUATION}/end")
def end(request: Request, data: Data, now: Now, who: Warden) -> Response:
    with data.change(who.site) as change:
        service.end(change, who, now=now)
    return go(request, EVACUATION)


def banner(data: Database, now: Clock) -> Banner:
    """For `pages.install`: how many are missing while the house is cleared.

    The same for everybody at a site, and counted once for each of its revisions.
    """
    known: dict[SiteId, tuple[int, Count | None]] = {}

    def standing(me: Principal) -> str:
        revision = data.revision(me.site)
        kept = known.get(me.site)
        if kept is None or kept[0] != revision:
            with data.read() as session:
                found = service.summary(session, me.site, now=now())
            kept = known[me.site] = (revision, found)
        if kept[1] is None:
            return ""
        return render("presence/banner.html", count=kept[1])

    return standing


def _context(data: Database, who: Principal, now: datetime) -> dict[str, object]:
    with data.read() as session:
        found = service.running(session, who.site, now=now)
        last = service.latest_roll(session, who.site)
        if found is None:
            site = sites.site(session, who.site)
            return {
                "me": who, "site_name": site.name, "roll": None, "last": last,
                "at": WallClock(site.timezone).at,
            }  # fmt: skip
    missing, seen = _groups(found)
    return {
        **context(found.picture, who),
        "roll": found,
        "last": last,
        "count": found.count,
        "groups": missing,
        "found": seen,
        "key": lambda subject: subject.replace(":", "-"),
        "staff": lambda entry: isinstance(entry.who, Colleague),
    }


Groups = list[tuple[str, list[Entry]]]


def _groups(found: Roll) -> tuple[Groups, list[Entry]]:
    """Who is missing: who needs help, then by place, colleagues, the uncertain; who was found."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(found.entries, key=lambda one: not one.sure):
        if entry.missing:
            groups.setdefault(_heading(found, entry), []).append(entry)
    return list(groups.items()), [one for one in found.entries if not one.missing]


def _heading(found: Roll, entry: Entry) -> str:
    who = entry.who
    if isinstance(who, Colleague):
        return "Kolleginnen und Kollegen"
    if not entry.sure:
        return "Ungewiss: kamen nicht auf den Aufruf"
    if who.needs:
        return "Brauchen Hilfe"
    return f"{found.picture.floor(who.floor)} · {place_name(found.picture, who)}"
