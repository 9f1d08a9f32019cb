"""How long a test waits for what must come before it says that it never does.

No measure of speed: machines are shared, and speed is measured by `make bench`.
"""

from typing import Final

PATIENCE_S: Final = 60.0
PATIENCE_MS: Final = 1000 * PATIENCE_S
