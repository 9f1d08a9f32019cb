"""Library, playlists, times, notices, preview and proof of play, by page and by program."""

from fastapi import APIRouter

from hub.content.routes import media, uploads

router = APIRouter()
for part in (media, uploads):
    router.include_router(part.router)
