"""The front door of the manager's floor: the picture, and the rule of the order."""

from hub.lead.service.order import current, preview, store, wished
from hub.lead.service.picture import drawn_house, picture

__all__ = ["current", "drawn_house", "picture", "preview", "store", "wished"]
