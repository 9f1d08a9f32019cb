"""The reception page, its live stream, and the same acts for programs."""

from fastapi import APIRouter

from hub.reception.routes import find, live, page, panel, programs, visits
from hub.reception.routes.drawing import Floors

router = APIRouter()
for part in (visits, programs, live, find, panel, page):  # the most special paths first
    router.include_router(part.router)

__all__ = ["Floors", "router"]
