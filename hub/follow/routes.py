"""The page of one ticket, its live stream, and the same for programs; nobody signs in."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse

from hub.follow import schemas, service
from hub.follow.rules import OVER, View, digest
from hub.follow.texts import TEXTS, text
from hub.kit.errors import HouseError, problem
from hub.kit.misses import TooManyMisses
from hub.kit.pages import Office, render
from wire.look import LANGUAGES, RTL, Lang, Look

router = APIRouter()
PRIVATE: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
"""The address is the only key to the page: no cache, no other site, no search engine gets it."""
RELOAD_S: Final = 15
"""How often the page loads itself anew where there is no JavaScript."""


async def _following(request: Request) -> service.Following:
    following: service.Following = request.app.state.following
    return following


async def _streams(request: Request) -> service.Streams:
    streams: service.Streams = request.app.state.streams
    return streams


Following = Annotated[service.Following, Depends(_following)]
Streams = Annotated[service.Streams, Depends(_streams)]


@router.get("/api/v1/follow/{token}")
def api_follow(request: Request, following: Following, token: str) -> Response:
    try:
        picture, view = following.look_up(token, _address(request))
    except HouseError as error:
        return _refused(error)
    return _private(JSONResponse(_followed(picture, view).model_dump(mode="json")))


@router.get("/t/{token}", include_in_schema=False)
def page(
    request: Request, following: Following, office: Office, token: str, lang: str = ""
) -> Response:
    """The whole page, in the ticket's language unless another is asked for."""
    try:
        picture, view = following.look_up(token, _address(request))
    except HouseError as error:
        return _nothing(request, office, lang, error, _next(error))
    chosen = _chosen(lang) or view.lang
    shown = service.shown(picture, view, chosen)
    return _private(
        _page("follow/follow.html", office, chosen, 200, shown=shown, at=picture.clock(),
              token=token, over=OVER,
              reload_s=None if shown.stage in OVER and not shown.alarms else RELOAD_S)
    )  # fmt: skip


@router.post("/api/v1/follow/{token}/leave")
def api_leave(request: Request, following: Following, token: str) -> Response:
    """The holder of the slip goes: the ticket waits for nobody any more. Twice is once."""
    try:
        following.look_up(token, _address(request))
        following.leave(token)
        picture, view = following.look_up(token, _address(request))
    except HouseError as error:
        return _refused(error)
    return _private(JSONResponse(_followed(picture, view).model_dump(mode="json")))


@router.get("/t/{token}/leave", include_in_schema=False)
def ask_leave(
    request: Request, following: Following, office: Office, token: str, lang: str = ""
) -> Response:
    """Asks once more: one touch too many must not cost a place in the queue."""
    try:
        _, view = following.look_up(token, _address(request))
    except HouseError as error:
        return _nothing(request, office, lang, error, _next(error))
    if view.stage in OVER:
        return _back(token, lang, view)
    return _private(
        _page("follow/leave.html", office, _chosen(lang) or view.lang, 200, token=token)
    )


@router.post("/t/{token}/leave", include_in_schema=False)
def page_leave(
    request: Request, following: Following, office: Office, token: str, lang: str = ""
) -> Response:
    try:
        _, view = following.look_up(token, _address(request))
        following.leave(token)
    except HouseError as error:
        return _nothing(request, office, lang, error, _next(error))
    return _back(token, lang, view)


@router.get("/t/{token}/now", include_in_schema=False)
def now(request: Request, following: Following, token: str, lang: str = "") -> Response:
    """What the stream would say now, for a phone that has none."""
    try:
        picture, view = following.look_up(token, _address(request))
    except HouseError as error:
        return _refused(error)
    return _private(JSONResponse(_piece(picture, view, lang).model_dump(mode="json")))


@router.get("/t/{token}/live", include_in_schema=False)
async def live(
    request: Request, following: Following, streams: Streams, token: str, lang: str = ""
) -> Response:
    """Server-sent events: `piece` when this ticket's page differs, `beat`, `over`."""
    try:
        await asyncio.to_thread(following.look_up, token, _address(request))
        streams.admit(digest(token))
    except HouseError as error:
        return _refused(error)
    events = _events(streams, digest(token), lang)
    headers = {"X-Accel-Buffering": "no"}
    return _private(StreamingResponse(events, media_type="text/event-stream", headers=headers))


async def _events(streams: service.Streams, key: bytes, lang: str) -> AsyncIterator[str]:
    """Ends at once where another phone was faster and took the last stream."""
    with suppress(service.TooManyStreams):
        async for event in _told(streams, key, lang):
            yield event


async def _told(streams: service.Streams, key: bytes, lang: str) -> AsyncIterator[str]:
    async for picture, view, news in streams.follow(key):
        if view is None:
            yield "event: over\ndata: {}\n\n"
            return
        if news:
            piece = await asyncio.to_thread(_piece, picture, view, lang)
            yield f"event: piece\ndata: {piece.model_dump_json()}\n\n"
        else:
            yield f"event: beat\ndata: {json.dumps({'at': picture.clock()})}\n\n"


def _piece(picture: service.Picture, view: View, lang: str) -> schemas.Piece:
    shown = service.shown(picture, view, _chosen(lang) or view.lang)
    return schemas.Piece(
        stage=shown.stage,
        ring=shown.ring,
        title=shown.page_title,
        said=render("follow/said.html", shown=shown).strip(),
        at=picture.clock(),
        revision=picture.revision,
        html=render("follow/piece.html", shown=shown),
    )


def _followed(picture: service.Picture, view: View) -> schemas.Followed:
    return schemas.Followed(
        number=view.number,
        zone=view.zone,
        zone_name=picture.zone_name(view.zone),
        stage=view.stage,
        people_ahead=view.people,
        wait_minutes=view.minutes,
        room=view.room,
        room_name=picture.room_name(view.room) if view.room else None,
        floor=picture.floor(view.room) if view.room else None,
        attempt=view.attempt,
        called_at=view.called_at,
        way=view.way.legs if view.way else (),
        way_from_screen=view.from_screen,
        alarms=tuple(alarm.kind for alarm in view.alarms),
        lang=view.lang,
        as_of=picture.at,
    )


def _next(error: HouseError) -> str:
    """What somebody reads who gets no page."""
    return "wait_a_moment" if isinstance(error, TooManyMisses) else "unknown_next"


def _nothing(request: Request, office: Look, lang: str, error: HouseError, then: str) -> Response:
    """The same for every address of no ticket: never given, of another day, or a wrong guess."""
    chosen = _chosen(lang) or _preferred(request.headers.get("Accept-Language", ""))
    return _later(_page("follow/nothing.html", office, chosen, error.status, then=then), error)


def _refused(error: HouseError) -> Response:
    return _later(problem(error.status, error.key), error)


def _page(template: str, office: Look, lang: Lang, status: int, **more: object) -> Response:
    html = render(
        template, office=office, lang=lang, rtl=lang in RTL, say=lambda key: TEXTS[lang][key],
        tag=_tag, endonym=lambda each: text(each, "language"), **more,
    )  # fmt: skip
    return Response(html, status, media_type="text/html")


def _tag(lang: Lang) -> str:
    """What browsers and voices know the language by: plain German is German."""
    return lang.partition("-")[0]


def _chosen(lang: str) -> Lang | None:
    return next((one for one in LANGUAGES if one == lang), None)


def _preferred(accepted: str) -> Lang:
    """The first language of the browser that we speak, else German."""
    wished = (one.partition(";")[0].strip().partition("-")[0] for one in accepted.split(","))
    return next((found for one in wished if (found := _chosen(one))), "de")


def _back(token: str, lang: str, view: View) -> Response:
    """To the ticket's own page, in the language in which the phone asks."""
    where = f"/t/{token}?lang={_chosen(lang) or view.lang}"
    return _private(RedirectResponse(where, status_code=303))


def _private(answer: Response) -> Response:
    answer.headers.update(PRIVATE)
    return answer


def _later(answer: Response, error: HouseError) -> Response:
    """Says when to ask again, where the error knows."""
    if "retry_after_s" in error.fields:
        answer.headers["Retry-After"] = str(error.fields["retry_after_s"])
    return _private(answer)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
