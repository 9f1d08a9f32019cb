"""Reads one of our symbols at a place in a picture: flat, equalised, and smoothed if need be."""

from collections.abc import Sequence
from typing import Final

from kiosk.devices.letter_code.equaliser import soften
from kiosk.devices.letter_code.soft import Soft, read_soft
from kiosk.devices.letter_code.straighten import Grey, Quad, laid_flat, refined
from kiosk.devices.letter_code.unbend import WAYS, unbent, unturned

LEAST_ANCHORS: Final = 3
"""Of the four patterns that must be found: one may be under a thumb or a lamp."""


def read_at(grey: Grey, quad: Quad, *, creased: bool) -> str | None:
    """The text of the symbol whose corners are `quad`; they may be wrong by two modules.

    `creased` has it smoothed too when it cannot be read as it is, which takes twice the time.
    """
    quad, anchors = refined(grey, quad)
    if len(anchors) < LEAST_ANCHORS:
        return None
    flat = laid_flat(grey, quad)
    if text := _first(soften(flat)):
        return text
    straight = unturned(flat, anchors)
    answers = soften(straight)
    text = _first(answers)
    if text or not answers or not creased:
        return text
    smoothed = (
        soften(unbent(bent, widths), rounds=1) for bent in (straight, flat) for widths in WAYS
    )
    return next(filter(None, map(_first, smoothed)), None)


def _first(answers: Sequence[Soft]) -> str | None:
    return next(filter(None, map(read_soft, answers)), None)
