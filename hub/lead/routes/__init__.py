"""The manager's floor and the rule of the order: pages, the live stream, and for programs."""

from fastapi import APIRouter

from hub.lead.routes import floor, order

router = APIRouter()
for part in (floor, order):
    router.include_router(part.router)
