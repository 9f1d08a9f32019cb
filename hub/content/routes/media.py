"""Files for displays by their token, and for staff by their session; in parts where asked."""

from typing import Annotated, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from hub.content.routes.common import Working
from hub.content.rules import UnknownContent
from hub.content.service import serving
from hub.content.service.serving import NoToken, Served
from hub.kit.auth import AT_HOME, Principal, may
from hub.kit.errors import problem
from hub.kit.pages import Data

router = APIRouter()
Announcing = Annotated[Principal, may("content.announce")]
FOR_EVER: Final = "private, max-age=31536000, immutable"
"""A file under the hash of its bytes never changes."""


@router.api_route("/media/{name:path}", methods=["GET", "HEAD"], include_in_schema=False)
def media(request: Request, data: Data, works: Working, name: str) -> Response:
    """For programs: what goes wrong is problem+json, and nothing is ever listed."""
    try:
        with data.read() as session:
            given = request.headers.get("authorization", "")
            serving.admit(session, works.store.key, works.site, given)
            found = serving.served(session, works.store, name)
    except (NoToken, UnknownContent) as refused:
        answer = problem(refused.status, refused.key)
        if isinstance(refused, NoToken):
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer
    return _file(request, found)


@router.get("/content/files/{name}", include_in_schema=False, dependencies=[AT_HOME])
def file(request: Request, data: Data, works: Working, _who: Announcing, name: str) -> Response:
    """For the pages: pictures and videos of the library."""
    with data.read() as session:
        return _file(request, serving.served(session, works.store, name))


def _file(request: Request, found: Served) -> Response:
    headers = {"ETag": f'"{found.sha256}"', "Cache-Control": FOR_EVER}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(found.path, media_type=found.mime, headers=headers)
