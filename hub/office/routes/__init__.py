"""Pages and programs of the set-up."""

from fastapi import APIRouter

from hub.office.routes import api, log, overview, sites, things, whole

router = APIRouter()
for part in (overview, sites, things, whole, log, api):
    router.include_router(part.router)
