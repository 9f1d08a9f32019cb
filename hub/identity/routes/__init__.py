"""Sign in and out, one's own account, the accounts of others: by page and by program."""

from fastapi import APIRouter

from hub.identity.routes import own, signing, staff

router = APIRouter()
for part in (signing, own, staff):
    router.include_router(part.router)
