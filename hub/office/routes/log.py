"""The log of the set-up: who changed what when, and the way back."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from hub.office import service
from hub.office.routes.common import HOME, Visit, Visiting
from hub.office.routes.words import said
from hub.office.rules.refusals import NotHarmless, SetupFaulty, StillInUse

router = APIRouter(include_in_schema=False, prefix=f"{HOME}/changes")


@router.get("")
def changes(visit: Visiting, saved: bool = False) -> Response:
    return _page(visit, saved=saved)


@router.post("/{action}/undo")
def undo(visit: Visiting, action: str) -> Response:
    try:
        with visit.data.change(visit.who.site) as change:
            service.undo(change, visit.who, action, visit.now)
    except NotHarmless:
        return _page(
            visit, wrong=["Das wurde inzwischen weiter geändert und lässt sich nicht zurücknehmen."]
        )
    except StillInUse as error:
        kept = "Das wird inzwischen benutzt und lässt sich nicht zurücknehmen."
        return _page(visit, wrong=[kept, *error.uses])
    except SetupFaulty as error:
        return _page(visit, wrong=[f"{one['place']}: {one['sentence']}" for one in error.faults])
    return RedirectResponse(f"{HOME}/changes?saved=1", status_code=303)


def _page(visit: Visit, *, wrong: list[str] | None = None, saved: bool = False) -> Response:
    with visit.data.read() as session:
        return visit.page(
            "changes.html", "changes", session, status=409 if wrong else 200,
            entries=service.changes(session, visit.who.site, now=visit.now), said=said,
            wrong=wrong or [], saved=saved,
        )  # fmt: skip
