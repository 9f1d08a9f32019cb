"""Who is in the house, by page and by program; the line above all pages while it is cleared."""

from fastapi import APIRouter

from hub.presence.routes import evacuation, house, programs
from hub.presence.routes.evacuation import banner

__all__ = ["banner", "router"]

router = APIRouter()
for part in (programs, evacuation, house):
    router.include_router(part.router)
