"""Scanners that type: bursts are told from people's typing, whatever the keyboard is set to."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.scanned import scanned
from kiosk.devices.wedge import BROKEN, ENTER, LONGEST, PAUSE, SHORTEST, Burst, step
from tests.kiosk.devices.kit import CODE

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
KEYS = st.characters(min_codepoint=32, max_codepoint=255, exclude_categories=["C"])
PEOPLE_MS = st.integers(51, 2000)
SCANNER_MS = st.integers(0, 50)

US = "qwertyuiop[]asdfghjkl;'zxcvbnm,./QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?-=_+!@#$%^&*()"
DE = 'qwertzuiopü+asdfghjklöäyxcvbnm,.-QWERTZUIOPÜ*ASDFGHJKLÖÄYXCVBNM;:_ß´?`!"§$%&/()='
"""The same keys, as either keyboard writes them; its plus does not wait for a letter."""
GERMAN = dict(zip(US, DE, strict=True))


def heard(keys: Iterable[tuple[str, int]]) -> tuple[list[str], str]:
    """Codes and typing out of keys, each with the milliseconds since the one before it."""
    burst, codes, typed, at = Burst(), [], "", START
    for key, after in keys:
        at += timedelta(milliseconds=after)
        burst, outcome = step(burst, key, at)
        codes += [outcome.code] if outcome.code is not None else []
        typed += outcome.typed
    typed += step(burst, "", at + PAUSE * 2)[1].typed
    return codes, typed


@given(st.lists(st.tuples(KEYS | st.just(ENTER), PEOPLE_MS)))
def test_all_that_people_type_is_theirs(keys: list[tuple[str, int]]) -> None:
    assert heard(keys) == ([], "".join(key for key, _ in keys))


@given(st.lists(st.tuples(KEYS, SCANNER_MS), min_size=SHORTEST, max_size=200))
def test_a_burst_before_enter_is_a_code(keys: list[tuple[str, int]]) -> None:
    codes, typed = heard([*keys, (ENTER, 5)])
    assert codes == ["".join(key for key, _ in keys)]
    assert typed == ""


@given(st.text(KEYS, min_size=SHORTEST, max_size=40), st.text(KEYS, max_size=5))
def test_typing_before_a_scan_stays_typing(code: str, typing: str) -> None:
    slow = [(key, 90) for key in typing]
    fast = [(key, 10 if at else 90) for at, key in enumerate(code)]
    assert heard([*slow, *fast, (ENTER, 10)]) == ([code], typing)


def test_a_few_quick_keys_are_a_persons() -> None:
    assert heard([("a", 0), ("b", 20), (ENTER, 20)]) == ([], "ab" + ENTER)
    assert heard([("a", 0), ("b", 20), ("c", 20)]) == ([], "abc")


def test_a_scan_that_breaks_off_reaches_nobody() -> None:
    assert heard((key, 5) for key in CODE[:BROKEN]) == ([], "")


def test_a_scanner_that_never_ends_fills_no_memory() -> None:
    burst = Burst()
    for _ in range(LONGEST + 1000):
        burst, _ = step(burst, "x", START)
    assert len(burst.keys) == LONGEST


def on_german(text: str) -> str:
    return "".join(GERMAN.get(key, key) for key in text)


@pytest.mark.parametrize("around", [("", ""), ("]Q1", ""), ("#", "~"), ("", " ")])
def test_our_code_however_the_scanner_is_set(around: tuple[str, str]) -> None:
    whole = around[0] + CODE + around[1]
    assert scanned(whole) == CODE
    assert scanned(on_german(whole)) == CODE
    assert scanned(whole.swapcase()) == CODE
    assert scanned(on_german(whole).lower()) == CODE


def test_a_german_keyboard_puts_accents_on_letters() -> None:
    """Its plus is a key that waits for a letter."""
    written = on_german(CODE).replace("`M", "`M").replace("`E", "È")
    assert scanned(written) == CODE
    accented = CODE.replace("K9", "K+E", 1)[:122]
    assert scanned(on_german(accented).replace("`E", "È")) == accented


@pytest.mark.parametrize("text", ["https://example.org/?a=b_c", "Müller, Zoë", "EZ1 too short"])
def test_what_is_not_ours_stays_as_it_came(text: str) -> None:
    assert scanned(f"\x02{text}\x03 ") == text


@given(st.text(max_size=300))
def test_anything_may_be_scanned(text: str) -> None:
    assert scanned(text) == scanned(scanned(text))
