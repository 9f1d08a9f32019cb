"""The ESC/POS decoder: each command alone, in pieces, and bytes that mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.paper import Cut, Feed, QrCode, Raster, TextLine, commands, decode, next_command

WHOLE = [
    b"\x1b@", b"\x1bt\x10", b"\x1ba\x01", b"\x1bE\x01", b"\x1bd\x03", b"\x1bJ\x14", b"\x1d!\x11",
    b"\x1dV\x00", b"\x1dVB\x00", b"\x1dr\x01", b"\0", b"\x1d(k\x03\x001C\x06", b"\x10\x04\x02",
    b"\x1dv0\x00\x02\x00\x02\x00\xff\x00\x0f\xf0", b"\x1d(H\x06\x00000042",
    bytes((16, 20, 8, 1, 3, 20, 1, 6, 2, 8)),
]  # fmt: skip


@pytest.mark.parametrize("raw", WHOLE, ids=lambda raw: raw.hex())
def test_a_command_is_taken_whole_or_not_at_all(raw: bytes) -> None:
    whole = next_command(raw + b"@")
    assert whole is not None
    assert whole.raw == raw
    for cut in range(1, len(raw)):
        assert next_command(raw[:cut]) is None
    assert decode(raw).unknown == b""


def test_styles_and_pictures() -> None:
    raw = (
        b"\x1b@\x1bt\x10\x1ba\x01\x1bE\x01\x1d!\x11\xdcber\n\x1bE\x00\x1d!\x00zu"
        b"\x1dv0\x00\x01\x00\x02\x00\xaa\x55\x1bd\x02\x1dVB\x00"
    )
    assert decode(raw).items == (
        TextLine("Über", "center", bold=True, wide=2, tall=2),
        TextLine("zu", "center", bold=False, wide=1, tall=1),
        Raster(8, 2, b"\xaa\x55", "center"),
        Feed(60),
        Cut(partial=True, fed=True),
    )


def test_strips_that_follow_one_another_are_one_picture() -> None:
    strip = b"\x1dv0\x00\x01\x00\x01\x00"
    assert decode(strip + b"\xaa" + strip + b"\x55").items == (Raster(8, 2, b"\xaa\x55", "left"),)


def test_a_qr_code_is_stored_and_then_printed() -> None:
    raw = (
        b"\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1"
        b"\x1d(k\x05\x001P0AB\x1d(k\x03\x001Q0"
    )
    (code,) = decode(raw).items
    assert code == QrCode("AB", 6, "m", "center")
    assert len(code.rows) == 21
    assert decode(b"\x1d(k\x03\x001Q0").unknown, "nothing was stored"


def test_umlauts_without_their_page_are_noticed() -> None:
    assert decode(b"\x1b@\xfcber\n").unknown == b"\xfcber"


def test_what_we_never_emit_is_unknown() -> None:
    assert decode(b"\x1bp\x00ok\n").unknown.startswith(b"\x1b")
    assert decode(b"\x1d(L\x03\x00123").unknown == b"\x1d(L\x03\x00123"
    assert decode(b"\x1dv0\x00\xff").unknown == b"\x1dv0\x00\xff", "a picture that breaks off"


def test_the_last_number_counts() -> None:
    paper = decode(b"Nummer T 042\nNummer T 043\nRaum B 12\n")
    assert paper.number == "T043"
    assert decode(b"Guten Tag\n").number is None


@given(st.lists(st.sampled_from([*WHOLE, b"Guten Tag", b"\n"])), st.data())
def test_pieces_make_no_difference(parts: list[bytes], data: st.DataObject) -> None:
    raw = b"\n".join(parts) + b"\n"
    cut = data.draw(st.integers(0, len(raw)))
    first, rest = commands(raw[:cut])
    second, end = commands(rest + raw[cut:])
    assert b"".join(c.raw for c in first + second) + end == raw
    # A text that is cut in two is two runs, but the same line.
    assert decode(b"".join(c.raw for c in first + second)) == decode(raw)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(raw: bytes) -> None:
    decode(raw)
