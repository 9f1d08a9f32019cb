"""Library, playlists, times, notices, preview and proof of play, by page and by program."""

from typing import Final

from fastapi import APIRouter

from hub.content.routes import library, media, notices, played, playlists, preview, uploads, week

STREAMED: Final = frozenset({("POST", uploads.PATH)})
"""For `pages.install`: what takes large bodies, from whom may send them, piece by piece."""

router = APIRouter()
for part in (library, media, notices, played, playlists, preview, uploads, week):
    router.include_router(part.router)
