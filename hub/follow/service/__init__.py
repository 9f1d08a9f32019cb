"""The front door of the phone page: one picture of the day for all phones, and open streams."""

from hub.follow.service.following import Following, Picture
from hub.follow.service.shown import Shown, shown
from hub.follow.service.streams import Streams, TooManyStreams

__all__ = ["Following", "Picture", "Shown", "Streams", "TooManyStreams", "shown"]
