"""What a printer answers, read strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer_replies import (
    Cleared,
    Processed,
    Sensor,
    Status,
    fault_of,
    process_id_request,
    read_replies,
)
from wire.health import PrinterFault

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ({}, None),
        ({4: 0x1E}, "paper_near_end"),
        ({1: 0x1A}, "offline"),
        ({1: 0x1A, 2: 0x16}, "cover_open"),
        ({1: 0x1A, 2: 0x32, 4: 0x7E}, "paper_out"),
        ({4: 0x72}, "paper_out"),
        ({1: 0x1A, 2: 0x52, 3: 0x1A}, "cutter"),
        ({1: 0x1A, 2: 0x52, 3: 0x32}, "error"),
        ({3: 0x52}, "overheated"),
        ({1: 0x1A, 2: 0x52, 3: 0x52}, "overheated"),
        ({1: 0x1A, 2: 0x52}, "error"),
        ({1: 0x1A, 2: 0x36, 4: 0x7E}, "cover_open"),
    ],
)
def test_worst_fault_first(answers: dict[int, int], fault: PrinterFault | None) -> None:
    assert fault_of(WELL | answers) == fault


def test_replies_are_told_apart() -> None:
    buffer = bytearray(b"\x12\x37\x220042\x00\x1e\x37\x25\x00\x03")
    assert read_replies(buffer) == [
        Status(0x12), Processed(b"0042"), Status(0x1E), Cleared(), Sensor(0x03),
    ]  # fmt: skip
    assert not buffer


def test_half_a_block_waits_for_the_rest() -> None:
    buffer = bytearray(b"\x37\x2200")
    assert read_replies(buffer) == []
    buffer += b"42\x00"
    assert read_replies(buffer) == [Processed(b"0042")]


def test_noise_is_no_answer() -> None:
    assert read_replies(bytearray(b"\xff\x93\x91")) == []
    assert read_replies(bytearray(b"\x37\x2212\x00\x37\x99\x00")) == []


def test_ids_go_round() -> None:
    assert process_id_request(42) == (b"\x1d(H\x06\x00000042", b"0042")
    assert process_id_request(10_007)[1] == b"0007"


@given(st.binary(max_size=64))
def test_no_bytes_break_it(raw: bytes) -> None:
    buffer = bytearray(raw)
    read_replies(buffer)
    assert not buffer or buffer[0] == 0x37
