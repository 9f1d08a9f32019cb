"""Reads one of our symbols at a place in a picture: flat, equalised, and smoothed if need be."""

from kiosk.devices.letter_code.equaliser import soften
from kiosk.devices.letter_code.soft import read_soft
from kiosk.devices.letter_code.straighten import Grey, Quad, laid_flat, refined
from kiosk.devices.letter_code.unbend import WAYS, unbent


def read_at(grey: Grey, quad: Quad, *, creased: bool) -> str | None:
    """The text of the symbol whose corners are `quad`; they may be wrong by two modules.

    `creased` has it smoothed too when it cannot be read as it is, which takes twice the time.
    """
    flat = laid_flat(grey, refined(grey, quad))
    answers = soften(flat)
    for answer in answers:
        if text := read_soft(answer):
            return text
    if not answers or not creased:
        return None
    for widths in WAYS:
        for answer in soften(unbent(flat, widths), rounds=1):
            if text := read_soft(answer):
                return text
    return None
