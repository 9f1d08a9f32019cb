"""Whatever breaks and is mended, in whatever order: what the printer service says is true."""

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from kiosk.devices.paper import Item, decode
from kiosk.devices.printer import EscposPrinter
from kiosk.devices.printer_job import slip_job
from kiosk.devices.printer_model import POS_5890, RP_F10_58MM, TM_T20II, Model
from kiosk.devices.simulated.mechanism import FAULTS, Fault
from kiosk.devices.slip import layout
from tests.kiosk.devices.kit import slip
from tests.kiosk.devices.virtual import VirtualTransport, World

FAULT: st.SearchStrategy[Fault | None] = st.one_of(st.none(), st.sampled_from(FAULTS))
SECONDS = st.floats(0, 3).map(lambda value: round(value, 3))
HAPPENS = st.tuples(SECONDS, st.one_of(FAULT, st.just("drop"), st.just("blackout")))
LIVES = st.lists(st.tuples(st.lists(HAPPENS, max_size=4), st.booleans()), min_size=1, max_size=5)
MODELS = pytest.mark.parametrize("model", [TM_T20II, RP_F10_58MM, POS_5890], ids=lambda m: m.name)
LINES = pytest.mark.parametrize(
    ("noticed", "bytes_per_s"), [(True, 1e6), (False, 3840.0)], ids=["network", "serial"]
)


def _happen(what: str | None, world: World) -> None:
    if what == "drop":
        world.drop()
    elif what == "blackout":
        fault = world.mechanism.fault
        world.set_fault("off")
        world.set_fault(fault if fault != "off" else None)
    else:
        world.set_fault(what)  # type: ignore[arg-type]


def _expected(number: str, model: Model) -> tuple[Item, ...]:
    job = slip_job(layout(slip(number), model, "virtual"), model)
    return decode(b"".join(job.pieces)).items


Event = tuple[float, str | None]
"""After how many seconds what happens."""


POWER_FAILED_AMID_IT: list[tuple[list[Event], bool]] = [
    ([(0.0, "slow"), (0.598, "near_end"), (0.68, "blackout"), (2.441, "drop")], False)
]
"""The end of the slip stands on paper and is confirmed, its beginning is lost."""


@pytest.mark.warns("slip_not_cleared")
@MODELS
@LINES
@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@example(lives=POWER_FAILED_AMID_IT)
@given(lives=LIVES)
def test_what_it_says_is_true(
    model: Model, noticed: bool, bytes_per_s: float, lives: list[tuple[list[Event], bool]]
) -> None:
    """Each number stands whole on at most one paper, on one when it was said to be printed."""
    world = World("full" if model.clears else "cheap", noticed=noticed, bytes_per_s=bytes_per_s)
    printer = EscposPrinter(VirtualTransport(world), model, clock=lambda: world.now)
    said = {}
    for turn, (events, reborn) in enumerate(lives):
        if reborn:
            printer = EscposPrinter(VirtualTransport(world), model, clock=lambda: world.now)
        for seconds, what in events:
            world.later(seconds, partial(_happen, what))
        number = f"T{turn:03d}"
        before = len(world.papers)
        began = world.now
        result = printer.print(slip(number))
        said[number] = result.outcome
        assert world.now - began < 25, "a visitor does not wait without end"
        if result.outcome == "printed":
            assert number in [decode(p.raw).number for p in world.papers[before:]]
    world._acts.clear()
    world.set_fault(None)
    assert printer.status() is None
    assert printer.print(replace(slip("W999"))).outcome == "printed"
    papers = [decode(printed.raw) for printed in world.papers]
    whole = [paper.number for paper in papers if not paper.void]
    for number, outcome in said.items():
        assert whole.count(number) <= 1
        if outcome != "unclear":
            assert whole.count(number) == (outcome == "printed")
    for paper in papers:
        told = {line for line in paper.lines if line.startswith("Nummer")}
        assert len(told) <= 1, "two slips on one paper"
        if paper.number and not paper.void and noticed:
            # On a serial line letters may be lost unnoticed, on the others none.
            assert paper.items == _expected(paper.number, model)
