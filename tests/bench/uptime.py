"""Weeks of uptime: what a kiosk holds in memory over thousands of visitors, in its own process."""

from typing import Any

from tests.bench.figures import single
from tests.kiosk.uptime import KINDS, weights

VISITORS = 5000
EARLY = 100
"""After so many, fonts, screens and caches are loaded."""
SEED = 3


def memory_over_visitors(visitors: int = VISITORS) -> list[dict[str, Any]]:
    """Rows `rss_mb` after 100 visitors and at the end, and the growth in percent.

    About 80 ms a visitor on two free cores: 5,000 take 6 to 8 minutes.
    """
    early, late = (one.rss_mb for one in weights(SEED, EARLY, visitors))
    how = f"one kiosk in a process, {KINDS} kinds of visitors, seed {SEED}; least of 12 at rest"
    growth = 100 * (late / early - 1)
    return [
        single(f"kiosk_rss_mb after {EARLY} visitors", "MB", early, how),
        single(f"kiosk_rss_mb after {visitors} visitors", "MB", late, how),
        single("kiosk_rss_growth", "%", growth, f"{visitors} visitors against {EARLY}"),
    ]
