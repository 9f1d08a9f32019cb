"""Who is in the house, by page and by program; the line above all pages while it is cleared."""

from hub.kit.routes import joined
from hub.presence.routes import evacuation, house, programs
from hub.presence.routes.evacuation import banner

__all__ = ["banner", "router"]

router = joined(programs.router, evacuation.router, house.router)
