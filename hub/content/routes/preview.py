"""How a display will look at a moment that somebody chooses, and what comes after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from hub.content.routes.common import HOME, Announcing
from hub.content.routes.forms import SECONDS, Fields, exact_text, local_text
from hub.content.service import looking
from hub.content.service.looking import Course
from hub.content.service.programmes import stages, too_large
from hub.kit.database import Session
from hub.kit.languages import LANGUAGES
from hub.sites.rules import Site
from wire.ids import SiteId

router = APIRouter(include_in_schema=False)
TAB: Final = "preview"
UNKNOWN_SIZE: Final = (1_920, 1_080)
PanelSize = Callable[[Session, SiteId, str], tuple[int, int] | None]
"""How many pixels a display has said that its panel has; the application hands it in."""


async def _panel_size(request: Request) -> PanelSize:
    found: PanelSize = request.app.state.panel_size
    return found


Measuring = Annotated[PanelSize, Depends(_panel_size)]


@router.get(f"{HOME}/preview")
def preview(visit: Announcing, measure: Measuring, on: str = "", at: str = "") -> Response:
    with visit.data.read() as session:
        site = visit.site(session)
        fields = Fields(FormData({"at": at}), site)
        moment = fields.moment("at", "Zeitpunkt") or visit.now
        places = stages(session, visit.who.site)
        place = next((one for one in places if one.id == on), places[0] if places else None)
        size = measure(session, visit.who.site, place.id) if place else None
        course = Course(None, None, ())
        if place:
            languages = place.languages or visit.office.languages
            course = looking.at_moment(session, site, place, moment, languages)
        left = course.until - moment if course.look and course.until else None
        grown = bool(place and place.id in too_large(session, visit.who.site))
        return visit.page(
            "preview.html", TAB, session, status=422 if fields.wrong else 200, places=places,
            place=place, grown=grown, size=size or UNKNOWN_SIZE, size_is_known=size is not None,
            look=course.look, left_s=round(left.total_seconds()) if left else 0,
            coming=[(site.local(one.at), exact_text(one.at, site), one.look)
                    for one in course.coming],
            moment=site.local(moment), at=local_text(moment, site, SECONDS), wrong=fields.wrong,
            languages=LANGUAGES,
            steps=[(name, exact_text(when, site)) for name, when in _steps(moment, site)],
        )  # fmt: skip


def _steps(at: datetime, site: Site) -> list[tuple[str, datetime]]:
    """Where one may look next; a day on it is as late by the clock on the wall."""
    wall = site.local(at)
    day, hour, minute = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
    return [
        ("1 Tag zurück", wall - day), ("1 Stunde zurück", at - hour),
        ("1 Minute weiter", at + minute), ("1 Stunde weiter", at + hour),
        ("1 Tag weiter", wall + day),
    ]  # fmt: skip
