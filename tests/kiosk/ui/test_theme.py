"""Sizes in millimetres, computed from the panel's real size."""

import pytest

from kiosk.ui.gallery import SMALL, UPRIGHT, WIDE, Size
from kiosk.ui.theme import CAP_SHARE, GAP_MM, NIGHT, NIGHT_ACTION, Panel, cap_mm, measures
from wire.look import SIGNS, Sign, contrast

PANELS = [UPRIGHT, WIDE, *SMALL.values()]


def test_a_capital_is_seen_under_seven_tenths_of_a_degree() -> None:
    """EN 301 549 V3.2.1, 5.1.4: the values of its table."""
    found = [round(cap_mm(distance), 1) for distance in (400, 500, 600, 700, 1000)]
    assert found == [4.9, 6.1, 7.3, 8.6, 12.2]


@pytest.mark.parametrize("size", PANELS)
@pytest.mark.parametrize("distance", [400.0, 500.0, 700.0])
def test_no_type_is_smaller_on_any_panel(size: Size, distance: float) -> None:
    sizes = measures(Panel(size.px, size.mm, distance_mm=distance))
    px_per_mm = size.px[0] / size.mm
    smallest = min(sizes.small, sizes.body, sizes.large, sizes.title) * CAP_SHARE / px_per_mm
    assert smallest >= cap_mm(distance) - 1e-6


@pytest.mark.parametrize("size", PANELS)
def test_fingers_find_room_on_any_panel(size: Size) -> None:
    """The DBSV asks for 9 mm and gaps of 2; we give 20 where the panel has them."""
    sizes = measures(Panel(size.px, size.mm))
    px_per_mm = size.px[0] / size.mm
    short = min(size.px) / px_per_mm
    assert sizes.touch / px_per_mm >= (20 if short >= 200 else 13) - 1e-6
    assert sizes.gap / px_per_mm >= GAP_MM


def test_a_panel_that_hangs_higher_has_less_within_reach() -> None:
    low, high = (measures(Panel(UPRIGHT.px, UPRIGHT.mm, floor_mm=mm)) for mm in (600, 900))
    assert low.reach > high.reach > 0


@pytest.mark.parametrize("sign", SIGNS.values())
def test_signs_stand_out_at_night(sign: Sign) -> None:
    assert contrast(NIGHT_ACTION, NIGHT) >= 7
    assert contrast(sign.on_dark, NIGHT) >= 7
