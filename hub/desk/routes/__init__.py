"""The adviser's page, its live stream, and the same for programs."""

from fastapi import APIRouter

from hub.desk.routes import live, page

router = APIRouter()
for part in (live, page):
    router.include_router(part.router)
