"""People are found by what staff type: names as they sound, birthdays, codes, numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.reception.rules.finding import Known, fits, sought
from wire.qr import new_short_code, show_short_code

TODAY = date(2026, 11, 27)
OEZTUERK = Known("Öztürk, S.", date(1987, 3, 12), "K7MD2QXP", ("T042", "R117"))


@pytest.mark.parametrize(
    "typed",
    [
        "öztürk", "Ozturk", "OEZTUERK", "özt", "s özt", "öztürk, s.", "12.3.1987", "12.03.87",
        "12031987", "öz 12.03.1987", "42", "042", "T042", "t 042", "T42", "117", "R117",
        "özt t 042",
    ],
)  # fmt: skip
def test_who_is_meant_is_found(typed: str) -> None:
    assert fits(sought(typed, TODAY), OEZTUERK)


@pytest.mark.parametrize(
    "typed", ["", "  ", "türk", "özt x", "12.3.1988", "31.2.1987", "43", "W042", "özt 43", "%", "_"]
)
def test_nobody_else_is_found(typed: str) -> None:
    assert not fits(sought(typed, TODAY), OEZTUERK)


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("jovanovic", "Jovanović, Z."), ("yildiz", "Yıldız, E."), ("hamwi", "Al-Hamwi, R."),
        ("al-h", "Al-Hamwi, R."), ("strasser", "Straßer, U."), ("kovalenko o", "Kovalenko, O."),
    ],
)  # fmt: skip
def test_names_are_found_as_people_type_them(typed: str, person: str) -> None:
    assert fits(sought(typed, TODAY), Known(person))


def test_the_code_of_a_letter_finds_its_holder_alone() -> None:
    code = new_short_code()
    for typed in (code, show_short_code(code), f" {code.lower()} "):
        assert fits(sought(typed, TODAY), Known("Weber, H.", code=code))
        assert not fits(sought(typed, TODAY), OEZTUERK)


def test_a_year_of_two_digits_is_of_the_past() -> None:
    assert sought("1.1.26", TODAY).born == date(2026, 1, 1)
    assert sought("1.1.27", TODAY).born == date(1927, 1, 1)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_no_fault(typed: str) -> None:
    wanted = sought(typed, TODAY)
    assert fits(wanted, Known()) is False or wanted.words == ()
