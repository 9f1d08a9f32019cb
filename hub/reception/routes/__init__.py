"""The reception page, its live stream, and the same acts for programs."""

from hub.kit.routes import joined
from hub.reception.routes import find, live, page, panel, programs, visits
from hub.reception.routes.drawing import Floors

# The most special paths first.
PARTS = visits, programs, live, find, panel, page
router = joined(*(part.router for part in PARTS))

__all__ = ["Floors", "router"]
