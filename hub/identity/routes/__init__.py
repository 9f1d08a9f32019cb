"""Sign in and out, one's own account, the accounts of others: by page and by program."""

from hub.identity.routes import approvals, audit, oidc, own, second, signing, staff, tokens
from hub.kit.routes import joined

PARTS = signing, second, oidc, own, staff, audit, approvals, tokens
router = joined(*(part.router for part in PARTS))
