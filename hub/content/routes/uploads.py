"""Files come in: streamed to the disk, answered at once, worked on by somebody else."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from starlette.requests import ClientDisconnect

from hub.content import schemas
from hub.content.routes.common import Working
from hub.content.rules import ContentRefused, UploadState, sentence
from hub.content.service import Works, library
from hub.content.store import Store
from hub.content.tables import ContentUploadRow
from hub.kit.auth import AT_HOME, Principal, may
from hub.kit.database import Database
from hub.kit.errors import problem
from hub.kit.pages import Data, Now
from wire.ids import new_ulid

router = APIRouter(dependencies=[AT_HOME])
PATH: Final = "/api/v1/content/uploads"
Publishing = Annotated[Principal, may("content.publish")]
LOOK_AFTER: Final = 16_000_000
"""So many bytes later it is looked anew whether the disk has room."""
_STATES: Final[dict[str, UploadState]] = {
    "queued": "queued", "working": "working", "done": "done", "refused": "refused",
}  # fmt: skip


@router.post(PATH, status_code=202, response_model=schemas.Upload)
async def upload(
    request: Request, data: Data, now: Now, who: Publishing, works: Working,
    name: Annotated[str, Query(max_length=300)] = "",
) -> schemas.Upload | Response:  # fmt: skip
    """The file is the body. What it is worth, the list of uploads tells a little later."""
    try:
        return await _take(request, data, now, who, works, name)
    except ContentRefused as refused:
        what, recipe = sentence(refused.key, refused.fields)
        return problem(refused.status, refused.key, what=what, recipe=recipe)


async def _take(
    request: Request, data: Database, now: datetime, who: Principal, works: Works, name: str
) -> schemas.Upload:
    """Raises ContentRefused for what need not be looked at, or did not come whole."""
    announced = request.headers.get("content-length", "")
    size = int(announced) if announced.isdecimal() else None
    library.may_come(works.store, size)
    upload_id = new_ulid(now)
    place = works.store.incoming(upload_id)
    try:
        received = await _receive(request.stream(), place, works.store)
    except ClientDisconnect:
        place.unlink(missing_ok=True)
        raise ContentRefused("upload_cut_off", status=400) from None
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    if received == 0:
        place.unlink()
        raise ContentRefused("empty_file")
    row = await asyncio.to_thread(library.queue_upload, data, who, upload_id, name, received, now)
    works.wake()
    return told(row)


async def _receive(body: AsyncIterator[bytes], place: Path, store: Store) -> int:
    """Write what comes to the disk; nothing is held in memory. Answers how much it was."""
    received = checked = 0
    with place.open("xb") as file:
        async for chunk in body:
            received += len(chunk)
            if received - checked >= LOOK_AFTER:
                checked = received
                free = await asyncio.to_thread(store.free_bytes)
            else:
                free = None
            library.may_go_on(received, free)
            await asyncio.to_thread(file.write, chunk)
        file.flush()
        await asyncio.to_thread(os.fsync, file.fileno())
    return received


@router.get(PATH)
def uploads(data: Data, now: Now, who: Publishing) -> schemas.Uploads:
    with data.read() as session:
        rows = library.uploads(session, who.site, now)
    return schemas.Uploads(uploads=[told(row) for row in rows])


def told(row: ContentUploadRow) -> schemas.Upload:
    what, recipe = sentence(row.reason, row.fields) if row.reason else ("", "")
    return schemas.Upload(
        id=row.id, name=row.name, state=_STATES[row.state], percent=round(row.share * 100),
        came_at=row.came_at, key=row.reason, what=what, recipe=recipe,
    )  # fmt: skip
