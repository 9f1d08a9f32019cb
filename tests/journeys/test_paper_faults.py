"""The printer fails while a slip comes out: what the visitor, staff and the next visitor get."""

from collections.abc import Iterator
from typing import get_args

import pytest

from kiosk.devices.paper import decode
from kiosk.devices.simulated.mechanism import Fault
from provisioning.demo.desk import Desk
from tests.journeys.campaign import Letter
from tests.journeys.lone_kiosk import eventually
from tests.journeys.test_offline import Morning, morning

MID_JOB: tuple[Fault, ...] = (
    "cutter",
    "falls_silent",
    *(fault for fault in get_args(Fault) if fault.endswith("_mid_job")),
)
"""All that can go wrong once a slip has begun to come out."""
BEFORE: tuple[Fault, ...] = (
    "off", "mute", "paper_out", "cover_open", "offline", "overheated", "error",
)  # fmt: skip
"""What is already wrong when the visitor comes: nothing is sent to the printer then."""


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    with morning(tmp_path_factory.mktemp("paper"), 2 * len(MID_JOB) + 2 * len(BEFORE)) as begun:
        yield begun


@pytest.fixture(scope="module")
def letters(play: Morning) -> Iterator[Letter]:
    return iter(play.letters)


@pytest.fixture
def desk(play: Morning) -> Iterator[Desk]:
    login = play.furnished.login("reception")
    opened = Desk(play.house.url(), login.login, login.password)
    yield opened
    opened.close()


def paper_mark(desk: Desk, number: str) -> str | None:
    """What reception sees beside this visitor's number."""
    line = next(line for line in desk.floor()["waiting"] if line["number"] == number)
    return line["paper"]["state"] if line["paper"] else None


@pytest.mark.warns("slip_not_cleared")
@pytest.mark.parametrize("fault", [*MID_JOB, *BEFORE])
def test_a_failed_slip_is_shown_spoken_seen_by_staff_and_never_given_to_the_next(
    fault: Fault, play: Morning, letters: Iterator[Letter], desk: Desk
) -> None:
    kiosk = play.kiosks[0]
    kiosk.printer.fault(fault)
    before = len(kiosk.numbers())
    seen = kiosk.letter(next(letters).text)
    assert seen.reply is not None
    number = seen.reply.number
    if seen.state == "done":
        # Only where the printer itself has confirmed the slip, after all of it came out.
        assert kiosk.numbers()[before:] == [number]
    else:
        assert seen.state == "paper_failed"
        spoken = [said.text for said in kiosk.speaker.said]
        assert " ".join(number) in spoken[-1]
        eventually(lambda: paper_mark(desk, number) in ("failed", "unclear"), "staff see it")
    kiosk.printer.fault(None)
    following = kiosk.letter(next(letters).text)
    assert following.state == "done"
    assert following.reply is not None
    after = following.reply.number
    eventually(lambda: kiosk.numbers()[-1:] == [after], "the next slip")
    late = [one for one in kiosk.numbers()[before:] if one == number]
    assert len(late) <= 1, "a slip came out twice"
    assert kiosk.numbers().index(after) == len(kiosk.numbers()) - 1
    assert whole(kiosk.slips[-1].raw) == [after], "one slip, one number"


def whole(raw: bytes) -> list[str]:
    """All numbers on one piece of paper."""
    return [line[-5:].replace(" ", "") for line in decode(raw).lines if line.startswith("Nummer ")]
