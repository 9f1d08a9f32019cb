"""The simulated printer by itself: what it says by its sensors, what it forgets, what it holds."""

from datetime import UTC, datetime

import pytest

from kiosk.devices.paper import decode
from kiosk.devices.simulated.mechanism import BUFFER, CLEAR, CLEAR_RESPONSE, Fault, Mechanism

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ASKED = b"".join(bytes((16, 4, n)) for n in (1, 2, 3, 4))
STRIP = b"\x1dv0\x00\x01\x00\x60\x00" + b"\xff" * 96
"""12 mm of paper."""
CUT = b"\x1dVB\x00"

STATUS_BYTES: list[tuple[Fault | None, bytes]] = [
    (None, b"\x12\x12\x12\x12"),
    ("near_end", b"\x12\x12\x12\x1e"),
    ("paper_out", b"\x1a\x32\x12\x7e"),
    ("cover_open", b"\x1a\x16\x12\x12"),
    ("offline", b"\x1a\x1a\x12\x12"),
    ("overheated", b"\x1a\x52\x52\x12"),
    ("error", b"\x1a\x52\x32\x12"),
    ("slow", b"\x12\x12\x12\x12"),
    ("cutter", b"\x12\x12\x12\x12"),
    ("mute", b""),
]


def _work(mechanism: Mechanism) -> tuple[bytes, list[bytes]]:
    """Let the mechanics run until they stand; answers and papers."""
    answers, papers = b"", []
    while move := mechanism.next_move():
        answer, paper = mechanism.carried_out(move, NOW)
        answers += answer
        papers += [paper.raw] if paper else []
    return answers, papers


@pytest.mark.parametrize(("broken", "expected"), STATUS_BYTES)
def test_status_bytes(broken: Fault | None, expected: bytes) -> None:
    mechanism = Mechanism()
    mechanism.set_fault(broken)
    assert mechanism.receive(ASKED, NOW) == expected


MID_JOB: list[tuple[Fault, Fault]] = [
    ("paper_out_mid_job", "paper_out"),
    ("cover_open_mid_job", "cover_open"),
    ("offline_mid_job", "offline"),
    ("overheated_mid_job", "overheated"),
    ("error_mid_job", "error"),
    ("mute_mid_job", "mute"),
]


@pytest.mark.parametrize(("fault", "then"), MID_JOB)
def test_a_fault_in_mid_job_is_seen_only_then(fault: Fault, then: Fault) -> None:
    mechanism = Mechanism()
    mechanism.set_fault(fault)
    assert mechanism.receive(ASKED, NOW) == b"\x12\x12\x12\x12"
    mechanism.receive(STRIP + STRIP + CUT, NOW)
    assert _work(mechanism) == (b"", [])
    assert mechanism.receive(ASKED, NOW) == dict(STATUS_BYTES)[then]
    assert mechanism.holds_a_job


def test_the_knife_jams_at_the_cut() -> None:
    mechanism = Mechanism()
    mechanism.set_fault("cutter")
    mechanism.receive(b"Hallo\n" + CUT, NOW)
    assert _work(mechanism) == (b"", [])
    assert mechanism.receive(ASKED, NOW) == b"\x1a\x52\x1a\x12"


def test_process_id_and_sensor_answer_in_their_turn() -> None:
    mechanism = Mechanism()
    assert mechanism.receive(b"Hallo\n\x1d(H\x06\x0000abcd\x1dr\x01", NOW) == b""
    assert _work(mechanism)[0] == b"\x37\x22abcd\x00\x00"
    mechanism.set_fault("near_end")
    mechanism.receive(b"\x1dr\x01", NOW)
    assert _work(mechanism)[0] == b"\x03"


def test_only_clearing_or_power_forgets_a_job() -> None:
    for how in ("clear", "power"):
        mechanism = Mechanism()
        mechanism.set_fault("paper_out")
        mechanism.receive(STRIP[:50], NOW)
        mechanism.receive(STRIP[50:] + CUT, NOW)
        if how == "clear":
            assert mechanism.receive(CLEAR, NOW) == CLEAR_RESPONSE
        else:
            mechanism.power_off()
        mechanism.set_fault(None)
        assert _work(mechanism) == (b"", [])
    held = Mechanism()
    held.set_fault("paper_out")
    held.receive(STRIP + CUT, NOW)
    held.set_fault(None)
    assert _work(held)[1] == [STRIP + CUT]


def test_an_order_amid_a_picture_counts() -> None:
    mechanism = Mechanism()
    assert mechanism.receive(STRIP[:20] + CLEAR, NOW) == CLEAR_RESPONSE
    mechanism.receive(b"Hallo\n" + CUT, NOW)
    assert _work(mechanism)[1] == [b"Hallo\n" + CUT]


def test_a_cover_that_is_only_closed_again_leaves_the_paper_hanging() -> None:
    mechanism = Mechanism()
    mechanism.set_fault("cover_open_mid_job")
    mechanism.receive(STRIP + STRIP, NOW)
    _work(mechanism)
    mechanism.receive(CLEAR, NOW)
    mechanism.set_fault(None)
    mechanism.receive(CUT, NOW)
    assert _work(mechanism)[1] == [STRIP + CUT]


def test_the_buffer_fills() -> None:
    mechanism = Mechanism()
    mechanism.set_fault("paper_out")
    mechanism.receive(STRIP * 60, NOW)
    assert mechanism.room == 0
    assert len(STRIP) * 60 > BUFFER


def test_the_roll_runs_down_by_what_is_printed() -> None:
    mechanism = Mechanism(paper_mm=4010)
    assert mechanism.receive(ASKED, NOW)[3:] == b"\x12"
    mechanism.receive(STRIP, NOW)
    _work(mechanism)
    assert mechanism.receive(ASKED, NOW)[3:] == b"\x1e"
    mechanism.refill(10)
    mechanism.receive(STRIP + STRIP, NOW)
    _work(mechanism)
    assert mechanism.receive(ASKED, NOW) == dict(STATUS_BYTES)["paper_out"]


def test_a_qr_code_takes_paper_when_it_is_printed() -> None:
    store = b"\x1d(k\x03\x001C\x08\x1d(k\x05\x001P0AB"
    mechanism = Mechanism(paper_mm=5000)
    mechanism.receive(store + b"\x1d(k\x03\x001Q0", NOW)
    _work(mechanism)
    assert mechanism.paper_mm == 5000 - 21


def test_the_cheap_kind_prints_what_it_does_not_know_and_has_no_knife() -> None:
    mechanism = Mechanism("cheap")
    assert mechanism.receive(CLEAR, NOW) == b""
    mechanism.receive(b"Hallo\n\x1d(H\x06\x00000001\n\x1bd\x05", NOW)
    (raw,) = _work(mechanism)[1]
    assert decode(raw).unknown
    assert "(H" in " ".join(decode(raw).lines)
