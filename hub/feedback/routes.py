"""How it was for visitors, in numbers: by page and by program."""

from datetime import date, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Response

from hub.feedback import schemas, service
from hub.feedback.rules import SCORES, Summary
from hub.kit.auth import Principal, may
from hub.kit.database import Database
from hub.kit.pages import Data, Now, Office, page
from hub.sites import service as sites

router = APIRouter()
PAGE: Final = "/feedback"
Seeing = Annotated[Principal, may("feedback.see")]
WEEK: Final = timedelta(days=6)
MONTH: Final = timedelta(days=29)
FIRST_DAY: Final = date(2020, 1, 1)
"""Nothing was said before."""
FACES: Final = {5: "sehr gut", 4: "gut", 3: "mittel", 2: "schlecht", 1: "sehr schlecht"}
REASONS: Final = {
    "waiting": "Wartezeit",
    "way": "Weg im Haus",
    "talk": "Gespräch",
    "language": "Sprache",
    "device": "Gerät",
    "other": "etwas anderes",
}


@router.get("/api/v1/feedback")
def api_feedback(
    data: Data, now: Now, who: Seeing, first: date | None = None, last: date | None = None
) -> schemas.Summed:
    """The last seven days, unless other days are named; none lie in the future."""
    today = _today(data, who, now)
    until = max(min(last or today, today), FIRST_DAY)
    since = max(first or until - WEEK, FIRST_DAY)
    found = _summed(data, who, since, until)
    return schemas.Summed(
        first=since, last=until, people=found.people, scores=found.scores, reasons=found.reasons
    )


@router.get(PAGE, include_in_schema=False)
def feedback(data: Data, now: Now, who: Seeing, office: Office) -> Response:
    today = _today(data, who, now)
    spans = [("7 Tage", today - WEEK), ("30 Tage", today - MONTH)]
    with data.read() as session:
        site_name = sites.site(session, who.site).name
    return page(
        "feedback/feedback.html", office=office, me=who, site_name=site_name, faces=FACES,
        reasons=REASONS, scores=reversed(SCORES),
        spans=[(name, _summed(data, who, since, today)) for name, since in spans],
    )  # fmt: skip


def _today(data: Database, who: Principal, now: datetime) -> date:
    with data.read() as session:
        return sites.site(session, who.site).day(now)


def _summed(data: Database, who: Principal, first: date, last: date) -> Summary:
    with data.read() as session:
        return service.summed(session, who.site, first=first, last=last)
