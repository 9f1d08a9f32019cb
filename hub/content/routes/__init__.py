"""Library, playlists, times, notices, preview and proof of play, by page and by program."""

from fastapi import APIRouter

from hub.content.routes import library, media, notices, played, playlists, preview, uploads, week

router = APIRouter()
for part in (library, media, notices, played, playlists, preview, uploads, week):
    router.include_router(part.router)
