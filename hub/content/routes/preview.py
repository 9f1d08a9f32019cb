"""How a display will look at a moment that somebody chooses, and what comes after."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData

from hub.content.routes.common import HOME, Announcing
from hub.content.routes.forms import SECONDS, Fields, local_second, local_text
from hub.content.service import looking
from hub.content.service.looking import Look
from hub.content.service.programmes import stages, too_large
from hub.kit.database import Session
from hub.kit.languages import LANGUAGES
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
        look: Look | None = None
        coming: list[Look] = []
        if place:
            languages = place.languages or visit.office.languages
            look, coming = looking.at_moment(session, site, place, moment, languages)
        grown = bool(place and place.id in too_large(session, visit.who.site))
        return visit.page(
            "preview.html", TAB, session, status=422 if fields.wrong else 200, places=places,
            place=place, grown=grown, size=size or UNKNOWN_SIZE, size_is_known=size is not None,
            look=look, coming=coming, moment=site.local(moment),
            at=local_text(moment, site, SECONDS), wrong=fields.wrong, languages=LANGUAGES,
            later=[local_second(one.at, site) for one in coming],
            steps=[
                (name, local_text(moment + timedelta(minutes=minutes), site, SECONDS))
                for name, minutes in (
                    ("1 Tag zurück", -1440), ("1 Stunde zurück", -60), ("1 Minute weiter", 1),
                    ("1 Stunde weiter", 60), ("1 Tag weiter", 1440),
                )
            ],
        )  # fmt: skip
