"""Sign in and out, one's own account, the accounts of others: by page and by program."""

from fastapi import APIRouter

from hub.identity.routes import approvals, audit, oidc, own, second, signing, staff, tokens

router = APIRouter()
for part in (signing, second, oidc, own, staff, audit, approvals, tokens):
    router.include_router(part.router)
