"""The reception page, its live stream, and the same acts for programs."""

from fastapi import APIRouter

from hub.reception.routes import live, page, programs, visits

router = APIRouter()
for part in (visits, programs, live, page):  # the most special paths first
    router.include_router(part.router)
