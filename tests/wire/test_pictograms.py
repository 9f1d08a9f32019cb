"""Every alarm and every subject of a notice has a pictogram that stays in its square."""

import re
from typing import get_args

import pytest

from wire.messages import AlarmKind
from wire.pictograms import PICTOGRAMS

NOTICES = {
    "info", "clock", "lift", "door", "phone", "document", "people", "quiet", "wifi", "toilet",
}  # fmt: skip


def test_each_alarm_has_a_pictogram_and_so_have_the_subjects_of_notices() -> None:
    assert set(PICTOGRAMS) == set(get_args(AlarmKind)) | NOTICES


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_it_is_data_for_one_fill_within_the_square(name: str) -> None:
    path = PICTOGRAMS[name]
    assert re.fullmatch(r"[MLACZ0-9. ]+", path), "absolute commands alone, nothing negative"
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d)?", path)]
    assert max(numbers) <= 100
    assert path.count("M") == path.count("Z")


def test_no_two_are_alike() -> None:
    assert len(set(PICTOGRAMS.values())) == len(PICTOGRAMS)
