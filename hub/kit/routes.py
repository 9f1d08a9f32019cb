"""Routers of a room's parts, made one."""

from fastapi import APIRouter


def joined(*routers: APIRouter) -> APIRouter:
    """The very routes of all of them, in this order.

    FastAPI's own inclusion keeps routers nested, and asks each of a part's routes once on every
    level, with each request: of a room of eight parts that costs more than the queue itself.
    """
    return APIRouter(routes=[route for router in routers for route in router.routes])
