"""Privacy for whoever looks after it: pages, and the same for programs."""

from fastapi import APIRouter

from hub.privacy.routes import pages, programs

router = APIRouter()
for part in (programs, pages):
    router.include_router(part.router)
