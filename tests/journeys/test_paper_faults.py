"""The printer fails while a slip comes out: what the visitor, staff and the next visitor get."""

from collections.abc import Iterator
from functools import partial
from typing import Any, get_args

import pytest

from kiosk.devices.paper import decode
from kiosk.devices.simulated.mechanism import Fault
from kiosk.flow.visit import Session
from provisioning.demo.desk import Desk
from tests.journeys.campaign import Letter
from tests.journeys.lone_kiosk import LoneKiosk, eventually
from tests.journeys.test_offline import Morning, morning

MID_JOB: dict[Fault, str | None] = {
    "cutter": "printer.cutter",
    "falls_silent": "printer.no_answer",
    "paper_out_mid_job": "printer.paper_out",
    "cover_open_mid_job": "printer.cover_open",
    "offline_mid_job": "printer.offline",
    "overheated_mid_job": "printer.overheated",
    "error_mid_job": "printer.error",
    "mute_mid_job": "printer.no_answer",
    "off_mid_job": "printer.offline",
    "line_dropped_mid_job": None,
}
"""All that can go wrong once a slip has begun to come out, and what reception then sees of the
printer; a pulled cable is in again before anybody looks."""
BEFORE: dict[Fault, str | None] = {
    "off": "printer.offline",
    "mute": "printer.no_answer",
    "paper_out": "printer.paper_out",
    "cover_open": "printer.cover_open",
    "offline": "printer.offline",
    "overheated": "printer.overheated",
    "error": "printer.error",
}
"""What is already wrong when the visitor comes: nothing is sent to the printer then."""
HARMLESS: Fault = "near_end"
SLOW: Fault = "slow"


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Morning]:
    with morning(tmp_path_factory.mktemp("paper"), 2 * len(get_args(Fault)) + 1) as begun:
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


@pytest.fixture
def kiosk(play: Morning) -> LoneKiosk:
    return play.kiosks[0]


def number_of(seen: Session) -> str:
    assert seen.reply is not None
    return seen.reply.number


def paper_mark(desk: Desk, number: str) -> str | None:
    """What reception sees beside this visitor's number."""
    line = next(line for line in desk.floor()["waiting"] if line["number"] == number)
    return line["paper"]["state"] if line["paper"] else None


def needs_no_word(desk: Desk, number: str) -> bool:
    return paper_mark(desk, number) is None


def troubles(desk: Desk, kiosk: LoneKiosk) -> list[tuple[str, str]]:
    """Key and severity of all that reception sees at this kiosk, after a round of its checks."""
    kiosk.check()
    devices: list[dict[str, Any]] = desk.floor()["devices"]
    mine = next(one for one in devices if one["device_id"] == kiosk.folder.name)
    return [(one["key"], one["severity"]) for one in mine["troubles"]]


def seen_by_staff(desk: Desk, kiosk: LoneKiosk, key: str | None) -> None:
    """Waits until this is all that reception sees wrong with the kiosk."""

    def holds() -> bool:
        return [one for one, _ in troubles(desk, kiosk)] == ([key] if key else [])

    eventually(holds, f"{key}, reception sees {troubles(desk, kiosk)}")


def the_next_gets_only_their_own(desk: Desk, kiosk: LoneKiosk, letter: Letter, before: int) -> None:
    """After the repair: one whole slip of their own, and nobody's slip came out twice."""
    following = kiosk.letter(letter.text)
    assert following.state == "done"
    number = number_of(following)
    eventually(lambda: kiosk.numbers()[-1:] == [number], "the next slip")
    printed = kiosk.numbers()[before:]
    assert len(set(printed)) == len(printed), "a slip came out twice"
    assert whole(kiosk.slips[-1].raw) == [number], "one slip, one number"
    seen_by_staff(desk, kiosk, None)


def whole(raw: bytes) -> list[str]:
    """All numbers on one piece of paper."""
    return [line[-5:].replace(" ", "") for line in decode(raw).lines if line.startswith("Nummer ")]


def test_every_fault_of_the_simulated_printer_has_its_journey() -> None:
    assert {*MID_JOB, *BEFORE, HARMLESS, SLOW} == set(get_args(Fault))


@pytest.mark.warns("slip_not_cleared")
@pytest.mark.parametrize("fault", [*MID_JOB, *BEFORE])
def test_a_failed_slip_is_shown_spoken_seen_by_staff_and_never_given_to_the_next(
    fault: Fault, kiosk: LoneKiosk, letters: Iterator[Letter], desk: Desk
) -> None:
    kiosk.printer.fault(fault)
    before = len(kiosk.numbers())
    seen = kiosk.letter(next(letters).text)
    number = number_of(seen)
    if seen.state == "done":
        # Only where the printer itself has confirmed the slip, after all of it came out.
        assert kiosk.numbers()[before:] == [number]
    else:
        assert seen.state == "paper_failed"
        spoken = [said.text for said in kiosk.speaker.said]
        assert " ".join(number) in spoken[-1]
        eventually(lambda: paper_mark(desk, number) in ("failed", "unclear"), "staff see it")
    seen_by_staff(desk, kiosk, {**MID_JOB, **BEFORE}[fault])
    kiosk.printer.fault(None)
    the_next_gets_only_their_own(desk, kiosk, next(letters), before)


def test_paper_near_its_end_warns_staff_and_troubles_no_visitor(
    kiosk: LoneKiosk, letters: Iterator[Letter], desk: Desk
) -> None:
    kiosk.printer.fault(HARMLESS)
    before = len(kiosk.numbers())
    for _ in range(2):
        seen = kiosk.letter(next(letters).text)
        assert seen.state == "done"
        number = number_of(seen)
        assert kiosk.numbers()[-1] == number
        eventually(partial(needs_no_word, desk, number), "the slip needs no word")
    seen_by_staff(desk, kiosk, "printer.paper_near_end")
    assert troubles(desk, kiosk) == [("printer.paper_near_end", "warning")]
    kiosk.printer.fault(None)
    the_next_gets_only_their_own(desk, kiosk, next(letters), before)


def test_a_printer_that_crawls_is_given_up_and_its_scrap_is_nobodys_slip(
    kiosk: LoneKiosk, letters: Iterator[Letter], desk: Desk
) -> None:
    usual, kiosk.printer.speed = kiosk.printer.speed, 1.0
    kiosk.printer.fault(SLOW)
    before = len(kiosk.numbers())
    seen = kiosk.letter(next(letters).text)
    assert seen.state == "paper_failed"
    number = number_of(seen)
    assert " ".join(number) in kiosk.speaker.said[-1].text
    eventually(lambda: paper_mark(desk, number) == "failed", "staff see it")
    kiosk.printer.fault(None)
    kiosk.printer.speed = usual
    the_next_gets_only_their_own(desk, kiosk, next(letters), before)
    assert number not in kiosk.numbers()[before:]
