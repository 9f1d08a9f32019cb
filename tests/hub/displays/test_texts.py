"""What people read of displays: how many are not connected, and what becomes of it there. Pure."""

from typing import get_args

import pytest

from hub.displays.texts import ORDER_FAULTS, away_text
from wire.messages import OrderFault


@pytest.mark.parametrize(
    ("away", "of", "lasts", "words"),
    [
        (0, 3, True, ""),
        (1, 1, True, "Es ist nicht verbunden und übernimmt es, sobald es wieder verbunden ist."),
        (1, 3, False, "1 davon ist nicht verbunden und tut es nur, wenn es sich innerhalb von"),
        (2, 3, False, "2 davon sind nicht verbunden und tun es nur, wenn sie sich innerhalb von"),
    ],
)
def test_what_becomes_of_it_where_nothing_is_connected(
    away: int, of: int, lasts: bool, words: str
) -> None:
    assert away_text(away, of=of, lasts=lasts).partition(" zwei Minuten")[0] == words


def test_why_an_order_came_to_nothing_is_said_in_german() -> None:
    assert set(ORDER_FAULTS) == set(get_args(OrderFault))
