"""The manager's floor and the rule of the order: pages, the live stream, and for programs."""

from hub.kit.routes import joined
from hub.lead.routes import floor, order

router = joined(floor.router, order.router)
