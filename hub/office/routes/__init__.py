"""Pages and programs of the set-up."""

from hub.kit.routes import joined
from hub.office.routes import api, log, overview, sites, things, whole

router = joined(overview.router, sites.router, things.router, whole.router, log.router, api.router)
