"""How long is kept what belongs to no single room: one source for the night and the register."""

from datetime import timedelta
from typing import Final

PERSONAL_KEPT: Final = timedelta(days=14)
"""How long names of visitors and staff stay with what is over: long enough for a complaint."""
LETTERS_KEPT: Final = timedelta(days=400)
"""How long a letter still leads to its old appointment: longer than the record of who saw it."""
MESSAGES_KEPT: Final = timedelta(days=30)
"""Longer than any device stays away with something unsent in its outbox."""
REQUESTS_KEPT: Final = timedelta(days=1)
"""Longer than any page or program of staff repeats a request: then nothing says who asked what."""
