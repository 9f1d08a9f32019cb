"""How long a service code opens a kiosk. Pure."""

from datetime import datetime, timedelta
from typing import Final

from hub.kit.errors import HouseError

VALID: Final = timedelta(minutes=15)


class NoServiceMenu(HouseError):
    """The device is no kiosk, or none of this house: there is nothing to open."""

    key = "no_service_menu"
    status = 404


def until(now: datetime) -> datetime:
    """The whole minute at which a code made now ends."""
    return (now + VALID).replace(second=0, microsecond=0)
