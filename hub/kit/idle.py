"""How long a signed-in browser may be silent, and when its page says that the time runs out."""

from datetime import timedelta
from typing import Final

IDLE_LASTS: Final = timedelta(minutes=60)
WARN_BEFORE: Final = timedelta(minutes=5)
"""Long enough to finish a sentence in a talk, and short enough not to be pressed away all day."""
