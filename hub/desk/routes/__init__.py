"""The adviser's page, its live stream, and the same for programs."""

from hub.desk.routes import live, page
from hub.kit.routes import joined

router = joined(live.router, page.router)
